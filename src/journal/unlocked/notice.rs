//! What a journal says of its own state.

use serde::{Deserialize, Serialize};

/// Something the journal has to say about its own state; the words live in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// The chain of revisions does not verify from this revision on.
    ChainBroken {
        /// The first revision that does not fit.
        seq: u64,
    },
    /// Records whose newest revision cannot be opened.
    Unreadable {
        /// How many.
        count: u32,
    },
    /// The journal is older than the one last opened here.
    OlderCopy {
        /// By how many revisions.
        behind: u64,
    },
    /// From this revision on it is not the journal last opened here, but written on from an older
    /// copy.
    OtherHistory {
        /// The revision.
        seq: u64,
    },
    /// Entries written by a newer version of Stillroom.
    FromNewer {
        /// How many.
        count: u32,
    },
    /// The slots are not those that the journal names: an old passphrase may have been put back.
    SlotsReplaced,
    /// The newest revisions were not those that the lists named; the chain's are shown.
    HeadsDiffer,
    /// Commits lay in the write-ahead log behind a damaged place, and are gone.
    LogDamaged,
    /// Saved drafts are older than they were, or gone: what was written last is missing.
    DraftsTurnedBack,
    /// Entries whose text is missing.
    BodiesMissing {
        /// How many.
        count: u32,
    },
    /// An export was cut off before it had ended.
    ExportCutOff {
        /// Its folder.
        folder: String,
        /// Whether what it had written is gone; otherwise it may still lie there, to be read.
        gone: bool,
    },
    /// Drafts that could not be saved because the entry had a newer revision; both are kept.
    DraftBeside {
        /// How many.
        count: u32,
    },
}
