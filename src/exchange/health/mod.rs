//! Journal health: plain facts about the journal, its index, its backups and where it lies.

mod check;
mod place;
mod swap;

use serde::{Deserialize, Serialize};

use super::backup::Backups;
use crate::journal::Moment;
use crate::vault::SlotKind;

pub use check::CheckRun;
pub use place::synced_by;
pub use swap::Swap;

/// What a check found. The words for it live in the window and in the headless print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Health {
    /// When it was checked.
    pub at: Moment,
    /// The chain of revisions.
    pub chain: ChainHealth,
    /// Every revision, opened.
    pub records: RecordHealth,
    /// The search index beside the journal.
    pub index: IndexHealth,
    /// The backups.
    pub backups: Backups,
    /// Whether memory can reach the disk in clear.
    pub swap: Swap,
    /// The name of a sync service in whose folder the journal seems to lie.
    pub synced_by: Option<String>,
    /// Whether the passphrase's slot is missing or damaged.
    pub passphrase_lost: bool,
    /// Whether the recovery words' slot is missing or damaged.
    pub words_lost: bool,
}

/// The chain of revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ChainHealth {
    /// How many revisions there are.
    pub revisions: u64,
    /// The first that does not fit.
    pub broken_from: Option<u64>,
    /// Whether an old way in was put back.
    pub slots_replaced: bool,
    /// Whether a list shows another revision than the newest.
    pub heads_differ: bool,
}

/// Every revision, opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RecordHealth {
    /// Metas, bodies and drafts that opened.
    pub opened: u64,
    /// Those that are there and do not open.
    pub damaged: u64,
    /// Those that are missing without having been erased.
    pub missing: u64,
    /// Revisions that were erased, as a tombstone says.
    pub erased: u64,
    /// Revisions that a newer version wrote.
    pub newer: u64,
    /// Entries.
    pub entries: u32,
    /// Clients.
    pub clients: u32,
}

/// The search index beside the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct IndexHealth {
    /// Entries that can be found.
    pub found: u64,
    /// Entries that should be: those that have been saved as a revision and are not in the trash.
    pub expected: u64,
    /// Whether it is still being completed.
    pub completing: bool,
}

impl Health {
    /// Returns whether the journal itself is in order: its chain, its records, its ways in.
    pub fn is_whole(&self) -> bool {
        let ChainHealth { broken_from, slots_replaced, heads_differ, .. } = self.chain;
        let chain = broken_from.is_none() && !slots_replaced && !heads_differ;
        let records = self.records.damaged == 0 && self.records.missing == 0;
        chain && records && !self.passphrase_lost && !self.words_lost
    }

    /// Returns whether the index shows exactly what it should, or is on its way there.
    pub fn index_agrees(&self) -> bool {
        self.index.completing || self.index.found == self.index.expected
    }
}

/// Returns whether none of the slots is of a kind.
fn lost(slots: &[crate::vault::Slot], kind: SlotKind) -> bool {
    !slots.iter().any(|slot| slot.kind == kind)
}
