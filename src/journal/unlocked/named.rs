//! Saves, merges and lists records that have a name.

use super::journal::Journal;
use crate::journal::JournalError;
use crate::journal::catalog::{NamedRecord, Parts};
use crate::journal::record::{Moment, folded, tidied};
use crate::vault::RecordId;

impl Journal {
    /// Makes or changes one; a name that another has already is refused.
    pub(crate) fn save_named<T: NamedRecord>(
        &mut self,
        mut wanted: T,
        now: Moment,
    ) -> Result<T, JournalError> {
        let Parts { id, name, merged, was } = wanted.parts();
        *name = tidied(name);
        if name.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        let known = *id;
        let mut before = known.map(|id| self.named_record::<T>(id)).transpose()?;
        // Only a merge says what something was merged into.
        *merged = before.as_ref().and_then(NamedRecord::merged);
        if let Some(was) = was {
            *was = before.as_mut().map(former_names).unwrap_or_default();
            was.retain(|former| former != name);
        }
        let id = *id.get_or_insert_with(RecordId::make);
        let others = T::table(&self.catalog).iter().filter(|(other, _)| **other != id);
        if others.filter(|(_, other)| other.merged().is_none()).any(|(_, o)| o.is_like(&wanted)) {
            return Err(JournalError::NameTaken);
        }
        self.put_named(id, &wanted, now)?;
        if before.is_some_and(|before| before.name() != wanted.name()) {
            self.follow_mentions(id);
        }
        Ok(wanted)
    }

    /// Has one be another from now on.
    pub(crate) fn merge_named<T: NamedRecord>(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<T, JournalError> {
        let into = self.catalog.resolve(into);
        let merged = self.named_record::<T>(into)?;
        let mut gone = self.named_record::<T>(from)?;
        if self.catalog.resolve(from) == into {
            return Err(JournalError::SameRecord);
        }
        *gone.parts().merged = Some(into);
        self.put_named(from, &gone, now)?;
        self.catalog.note_merge(from, into);
        self.follow_mentions(into);
        Ok(merged)
    }

    /// Writes one as it is.
    pub(crate) fn put_named<T: NamedRecord>(
        &mut self,
        id: RecordId,
        one: &T,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.write_record(id, one.payload(), now)?;
        T::table_mut(&mut self.catalog).insert(id, one.clone());
        Ok(())
    }

    /// Returns one by its id.
    pub(crate) fn named_record<T: NamedRecord>(&self, id: RecordId) -> Result<T, JournalError> {
        T::table(&self.catalog).get(&id).cloned().ok_or(JournalError::NoSuchRecord)
    }

    /// Returns all that have not been merged into another, by name.
    pub(crate) fn all_named<T: NamedRecord>(&self) -> Vec<T> {
        let all = T::table(&self.catalog).values().filter(|one| one.merged().is_none());
        let mut all: Vec<T> = all.cloned().collect();
        all.sort_by_cached_key(|one| folded(one.name()));
        all
    }
}

/// Returns the names that something has had so far.
fn former_names<T: NamedRecord>(before: &mut T) -> Vec<String> {
    let parts = before.parts();
    let mut names = parts.was.map(|was| was.clone()).unwrap_or_default();
    names.retain(|name| name != parts.name);
    names.push(parts.name.clone());
    names
}
