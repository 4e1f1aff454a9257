//! Follow-ups: cards that ask what followed, raised by the flags and dates of an entry.
//!
//! A flag raises its cards with the revision that carries it, in the same transaction. A card
//! whose flag was taken back, or whose entry lies in the trash, is not asked; it is asked again
//! once both are back. What was answered stays. A date that asks (a field of the form says so)
//! raises, moves and withdraws a card of its own in the same way.

mod answer;
mod cards;
mod dated;
mod raise;

pub use cards::{Card, CardState};
