//! Entries found by what they name, for pages and for the index.

use std::collections::{HashMap, HashSet};

use super::Catalog;
use super::entry_state::EntryState;
use super::summary::EntrySummary;
use crate::vault::RecordId;

impl Catalog {
    /// Returns the entries that a record belongs to: those that name it, or the one it is about.
    pub(crate) fn around(&self, record: RecordId) -> Vec<RecordId> {
        let card = self.follow_ups.get(record).map(|card| card.entry);
        if let Some(entry) = card.or_else(|| self.addenda.get(record).map(|one| one.entry)) {
            return vec![entry];
        }
        let record = self.resolve(record);
        let naming = self.oldest_first(|known| self.mentions(known, record));
        naming.into_iter().map(|(id, _)| id).collect()
    }
}

/// Entries of a page, oldest first.
pub(crate) type Found<'a> = Vec<One<'a>>;
/// One of them.
pub(crate) type One<'a> = (RecordId, &'a EntryState);

impl Catalog {
    /// Returns the entries that are not in the trash and that `belongs` picks, oldest first.
    pub(crate) fn oldest_first(&self, belongs: impl Fn(&EntrySummary) -> bool) -> Found<'_> {
        let present = self.newest_first().filter(|(_, state)| {
            let known = state.summary();
            !known.trashed && belongs(known)
        });
        let mut found: Found<'_> = present.collect();
        found.reverse();
        found
    }

    /// Counts in how many entries each record is named; the most frequent first.
    pub(crate) fn count_mentions(&self, found: &Found<'_>) -> Vec<(RecordId, u32)> {
        let mut counts: HashMap<RecordId, u32> = HashMap::new();
        for (_, state) in found {
            let named: HashSet<RecordId> = self.resolved(state.summary().references()).collect();
            for id in named {
                *counts.entry(id).or_insert(0) += 1;
            }
        }
        let mut counts: Vec<(RecordId, u32)> = counts.into_iter().collect();
        counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        counts
    }

    /// Returns what records are now: themselves, or what they were merged into.
    pub(crate) fn resolved(
        &self,
        named: impl Iterator<Item = RecordId>,
    ) -> impl Iterator<Item = RecordId> {
        named.map(|id| self.resolve(id))
    }

    /// Returns whether an entry names a record, or one that was merged into it.
    pub(crate) fn mentions(&self, known: &EntrySummary, id: RecordId) -> bool {
        self.resolved(known.references()).any(|named| named == id)
    }
}
