//! Leaving: an entry, a client or the whole journal as files that anything can read.
//!
//! `docs/export.md` describes them. JSON is lossless; Markdown is for reading. Both are written
//! into a folder that is made for it, never over anything, and are in clear: the window says so
//! before. The journal notes, sealed, that an export is under way, so that what one that was cut off
//! has left is deleted at the next unlock.

mod cbor;
mod document;
mod entry;
mod inline;
mod markdown;
mod mine_alone;
mod run;
mod unfinished;

use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

pub use entry::{ExportedEntry, ExportedRevision};
pub use run::ExportRun;
pub(super) use unfinished::{Deleted, delete_files};

/// What leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ExportWhat {
    /// One entry.
    Entry {
        /// Its record id.
        id: RecordId,
    },
    /// A client and all entries about them.
    Client {
        /// Its record id.
        id: RecordId,
    },
    /// Everything.
    Journal,
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ExportAs {
    /// Lossless JSON.
    pub json: bool,
    /// Markdown with front matter.
    pub markdown: bool,
    /// Whether what is mine alone leaves, too.
    #[serde(default)]
    pub mine_alone: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Exported {
    /// The folder.
    pub folder: String,
    /// How many entries.
    pub entries: u32,
    /// How many files.
    pub files: u32,
    /// Records that do not open and are therefore missing.
    pub damaged: u32,
    /// Entries that were left out, whole or in part, because of what is mine alone.
    pub left_out: u32,
}
