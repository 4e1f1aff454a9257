//! The domain: a locked [`VaultFile`] becomes an unlocked [`Journal`], and that a locked one again.
//!
//! A folder per noun, a file per feature. Locked is a type: nothing here asks whether it is.

mod anchor;
pub(crate) mod audit;
mod catalog;
mod client;
pub(crate) mod copy;
mod definitions;
mod entry;
mod erase;
mod error;
mod exercise;
mod head;
mod indexing;
pub(crate) mod keeping;
mod keys;
pub(crate) mod meta;
mod migrate;
pub(crate) mod open;
mod record;
mod rescue;
mod sample;
pub(crate) mod sealer;
mod search;
mod settings;
pub(crate) mod vault_file;
pub mod wire;

pub use client::{Client, ClientStatus};
pub use erase::{ErasePlan, EraseTarget, Receipt};
pub use entry::CertaintyStep;
pub use error::JournalError;
pub use exercise::{
    Ask, Finished, LastTime, PathPlace, PathState, Run, RunInput, RunKept, RunLook, Shelf, WeekLook,
};
pub use head::{Acted, Basket, Certainty, Head, Moment, Phase, Weight};
pub use indexing::Progress;
pub use keeping::{BackupPlaces, Hold, Will};
pub use open::Journal;
pub use sample::Sample;
pub use settings::{ReturnPoint, Settings};
pub use vault_file::{Opener, Refused, VaultFile};
