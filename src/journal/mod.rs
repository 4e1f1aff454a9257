//! The domain: a locked [`VaultFile`] becomes an unlocked [`Journal`], and that a locked one again.
//!
//! A folder per noun, a file per feature. Locked is a type: nothing here asks whether it is.

mod anchor;
pub(crate) mod audit;
mod basket;
mod belonging;
mod body_check;
mod catalog;
mod client;
pub(crate) mod copy;
mod course;
mod definitions;
pub(crate) mod draft;
mod entry;
mod erase;
mod error;
mod exercise;
mod fill;
mod follow_up;
mod follower;
#[cfg(any(test, feature = "testing"))]
mod footprint;
mod head;
mod indexing;
pub(crate) mod keeping;
mod keys;
mod known;
mod lexicon;
mod makings;
mod mentions;
pub(crate) mod meta;
mod migrate;
mod minutes;
mod named;
pub(crate) mod open;
mod own;
mod pages;
mod picks;
mod piece;
mod record;
mod rescue;
mod sample;
mod saved_search;
pub(crate) mod sealer;
mod search;
mod settings;
mod symbol;
mod thread;
pub(crate) mod vault_file;
mod waiting;
mod why;
pub mod wire;

pub use basket::BasketItem;
pub use body_check::BodyCheck;
pub use client::{Client, ClientPage, ClientStatus, CourseLine, Merge, Stretch};
pub use course::{Course, CoursePage};
pub use entry::{
    Addendum, Around, CertaintyStep, Changed, DiffPiece, FieldChange, History, PieceKind, Revision,
};
pub use erase::{ErasePlan, EraseTarget, Receipt};
pub use error::JournalError;
pub use exercise::{
    Finished, LastTime, PathPlace, PathState, Run, RunInput, RunKept, RunLook, Shelf, WeekLook,
};
pub use follow_up::{Card, CardState, Due, FollowUp, Outcome};
pub use follower::Progress;
pub use head::{Acted, Basket, Certainty, Flag, Head, Moment, Phase, Raised, Weight};
pub use keeping::{BackupPlaces, Hold, Will};
pub use lexicon::{Lexicon, LexiconTerm, TermCount, TermUses};
pub use minutes::MinutesOf;
pub use open::Journal;
pub use own::{Craft, Defaults, FormSaved, OwnForm, OwnPrompt};
pub use pages::{Session, SymbolLine, Tally, ThreadLine};
pub use piece::{Movement, Piece, PiecePage, PieceShape, Vocals};
pub use sample::Sample;
pub use saved_search::SavedSearch;
pub use settings::{ReturnPoint, Settings};
pub use symbol::{Symbol, SymbolPage, SymbolSort};
pub use thread::{Thread, ThreadPage, ThreadState};
pub use vault_file::{Opener, Refused, VaultFile};
pub use waiting::{SealedPage, Unkept};
pub use why::{How, Synonyms, Why};
