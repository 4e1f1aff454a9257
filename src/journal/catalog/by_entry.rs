//! Records that belong to an entry, found by their own id or by that of the entry.

use std::collections::{BTreeMap, BTreeSet};

use super::states::AddendumAt;
use crate::journal::record::FollowUp;
use crate::vault::RecordId;

/// What belongs to one entry for as long as it exists.
pub(crate) trait OfEntry {
    /// Returns the entry.
    fn entry(&self) -> RecordId;
}

impl OfEntry for FollowUp {
    fn entry(&self) -> RecordId {
        self.entry
    }
}

impl OfEntry for AddendumAt {
    fn entry(&self) -> RecordId {
        self.entry
    }
}

/// All records of one kind.
pub(crate) struct ByEntry<T> {
    all: BTreeMap<RecordId, T>,
    /// Each entry with each record of its own.
    of_entries: BTreeSet<(RecordId, RecordId)>,
}

impl<T> Default for ByEntry<T> {
    fn default() -> Self {
        Self { all: BTreeMap::new(), of_entries: BTreeSet::new() }
    }
}

impl<T: OfEntry> ByEntry<T> {
    /// Takes a record in, in place of what it was before.
    pub(crate) fn insert(&mut self, id: RecordId, record: T) {
        self.remove(id);
        self.of_entries.insert((record.entry(), id));
        self.all.insert(id, record);
    }

    /// Forgets a record.
    pub(crate) fn remove(&mut self, id: RecordId) {
        if let Some(record) = self.all.remove(&id) {
            self.of_entries.remove(&(record.entry(), id));
        }
    }

    /// Returns a record.
    pub(crate) fn get(&self, id: RecordId) -> Option<&T> {
        self.all.get(&id)
    }

    /// Returns all records, in the order of their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (RecordId, &T)> {
        self.all.iter().map(|(id, record)| (*id, record))
    }

    /// Returns what belongs to an entry, in the order of ids.
    pub(crate) fn of(&self, entry: RecordId) -> impl Iterator<Item = (RecordId, &T)> {
        let of_entry = (entry, RecordId::NONE)..=(entry, RecordId::from_bytes([0xff; 16]));
        self.of_entries.range(of_entry).filter_map(|(_, id)| Some((*id, self.all.get(id)?)))
    }
}
