//! What is left to show of an erase.

use serde::{Deserialize, Serialize};

use crate::journal::Journal;
use crate::journal::catalog::Erased;
use crate::journal::record::{ErasedKind, Moment};
use crate::vault::RecordId;

/// Says what was erased in one go, and when. It holds nothing of what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Receipt {
    /// Its id.
    pub id: RecordId,
    /// When it was erased.
    pub at: Moment,
    /// Why, in the user's words; may be empty.
    pub reason: String,
    /// Entries erased.
    pub entries: u32,
    /// Clients erased.
    pub clients: u32,
    /// Other records erased with them.
    pub linked: u32,
    /// Revisions whose bytes are gone.
    pub revisions: u32,
    /// The oldest of these revisions; 0 if there was none.
    pub first: u64,
    /// The revision that says so in the chain.
    pub seq: u64,
}

impl Journal {
    /// Returns the receipts of all that was ever erased, newest first.
    pub fn receipts(&self) -> Vec<Receipt> {
        let erased = self.catalog.retention.erased.values();
        let mut ids: Vec<_> = erased.map(|erased| erased.tombstone.receipt).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut receipts: Vec<Receipt> = ids.into_iter().map(|id| self.receipt(id)).collect();
        receipts.sort_by_key(|receipt| std::cmp::Reverse(receipt.seq));
        receipts
    }

    /// Gathers a receipt from its tombstones.
    pub(super) fn receipt(&self, id: RecordId) -> Receipt {
        let erased = self.catalog.retention.erased.values();
        let of_it: Vec<&Erased> = erased.filter(|erased| erased.tombstone.receipt == id).collect();
        let count = |was| of_it.iter().filter(|erased| erased.tombstone.was == was).count() as u32;
        let seqs = || of_it.iter().flat_map(|erased| &erased.tombstone.seqs);
        let one = of_it.first();
        Receipt {
            id,
            at: one.map_or(Moment { utc_ms: 0, offset_min: 0 }, |erased| erased.at),
            reason: one.map(|erased| erased.tombstone.reason.clone()).unwrap_or_default(),
            entries: count(ErasedKind::Entry),
            clients: count(ErasedKind::Client),
            linked: count(ErasedKind::Linked),
            revisions: seqs().count() as u32,
            first: seqs().min().copied().unwrap_or_default().0,
            seq: of_it.iter().map(|erased| erased.seq.0).min().unwrap_or_default(),
        }
    }
}
