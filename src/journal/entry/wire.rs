//! An entry as it crosses the bridge to the window.

use serde::{Deserialize, Serialize};

use crate::forms::Form;
use crate::journal::catalog::{Counts, EntryRow};
use crate::journal::record::{EntryInput, Moment};

/// What the window needs after an entry was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Saved {
    /// When the commit returned, for *Saved 14:05*.
    pub at: Moment,
    /// The entry as lists show it now.
    pub row: EntryRow,
    /// The head revision to base further writing on; none while there is only a draft.
    pub base: Option<u64>,
    /// How many entries there are now, by form, in the basket and in the trash.
    pub counts: Counts,
}

/// One entry, open on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Entry {
    /// What is edited.
    pub input: EntryInput,
    /// The definition it was written with, always complete.
    pub definition: Form,
    /// When it was first written; none for an entry that was never saved.
    pub written: Option<Moment>,
    /// When the newest revision was written.
    pub revised: Option<Moment>,
    /// How many revisions there are.
    pub revisions: u32,
    /// Whether what is shown comes from a draft that is not saved as a revision.
    pub draft: bool,
    /// A draft that was begun from an older revision: shown beside, nothing is overwritten.
    pub other_draft: Option<EntryInput>,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// When it was closed; only addenda are possible since.
    pub closed: Option<Moment>,
    /// Whether it was written more than 48 hours after it happened.
    pub late: bool,
}
