//! Follow-ups: cards that ask what followed, raised by the flags of an entry.
//!
//! A flag raises its cards with the revision that carries it, in the same transaction. A card
//! whose flag was taken back, or whose entry lies in the trash, is not asked; it is asked again
//! once both are back. What was answered stays.

mod answer;
mod cards;
mod raise;

pub use cards::{Card, CardState};
