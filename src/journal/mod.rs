//! The domain: a locked [`VaultFile`] becomes an unlocked [`Journal`], and that a locked one again.
//!
//! A folder per noun, a file per feature. Locked is a type: nothing here asks whether it is.

mod anchor;
mod catalog;
mod client;
mod definitions;
mod entry;
mod error;
mod exercise;
mod head;
mod indexing;
mod keys;
mod meta;
mod open;
mod record;
mod sample;
mod sealer;
mod search;
mod settings;
mod vault_file;
pub mod wire;

pub use client::{Client, ClientStatus};
pub use entry::CertaintyStep;
pub use error::JournalError;
pub use exercise::{
    Ask, Finished, LastTime, PathPlace, PathState, Run, RunInput, RunKept, RunLook, Shelf, WeekLook,
};
pub use head::{Acted, Basket, Certainty, Head, Moment, Phase, Weight};
pub use indexing::Progress;
pub use open::Journal;
pub use sample::Sample;
pub use settings::{ReturnPoint, Settings};
pub use vault_file::{Opener, Refused, VaultFile};
