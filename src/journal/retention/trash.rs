//! What has lain in the trash for more than 30 days, and jottings let go as long ago.

use std::collections::BTreeSet;

use super::plan::EraseSelection;
use super::receipt::Receipt;
use crate::journal::record::{ErasedKind, Moment};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// How long undo is possible at least: 30 days in ms.
const CLEARED_AFTER_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// The longest time between two uses that expiry trusts the clock over: 400 days in ms.
const TRUSTED_MS: i64 = 400 * 24 * 60 * 60 * 1000;

impl Journal {
    /// Erases what has lain in the trash for more than 30 days, the jottings that were let go as
    /// long ago, and files that were added as long ago to entries that were never kept; returns
    /// `None` if there is nothing of that kind.
    ///
    /// What a hold covers stays. With a clock that is far ahead of everything ever written here, or
    /// behind the newest of it, nothing expires.
    ///
    /// # Errors
    /// [`JournalError::Store`]: nothing is erased then.
    pub fn expire_trash(&mut self, now: Moment) -> Result<Option<Receipt>, JournalError> {
        let newest = self.newest_writing().unwrap_or(now);
        if !(0..=TRUSTED_MS).contains(&now.utc_ms.saturating_sub(newest.utc_ms)) {
            return Ok(None);
        }
        let expired = self.trashed_entries().filter(|id| {
            let state = self.catalog.entry(*id);
            let latest = state.and_then(|state| state.latest.as_ref());
            let since = latest.and_then(|latest| latest.meta().trashed);
            since.is_some_and(|since| now.utc_ms.saturating_sub(since.utc_ms) > CLEARED_AFTER_MS)
                && !self.is_entry_held(*id)
        });
        let expired: Vec<RecordId> = expired.collect();
        let mut linked = self.linked_to(&expired);
        linked.extend(self.expired_jottings(now));
        linked.extend(self.expired_files(now)?);
        if expired.is_empty() && linked.is_empty() {
            return Ok(None);
        }
        let linked = linked.into_iter().map(|id| (id, ErasedKind::Linked));
        let entries = expired.into_iter().map(|id| (id, ErasedKind::Entry));
        let records = entries.chain(linked).collect();
        self.erase_all(&EraseSelection { records, held: 0 }, "", now).map(Some)
    }

    fn expired_jottings(&self, now: Moment) -> Vec<RecordId> {
        let let_go = self.catalog.jottings.iter().filter(|(id, jotting)| {
            let since = jotting.let_go;
            since.is_some_and(|since| now.utc_ms.saturating_sub(since.utc_ms) > CLEARED_AFTER_MS)
                && !self.is_held(**id)
        });
        let_go.map(|(id, _)| *id).collect()
    }

    /// Finds the files that were added long ago to entries that were never kept, and that nothing
    /// names. While pages wait to be written, one of them may.
    fn expired_files(&self, now: Moment) -> Result<Vec<RecordId>, JournalError> {
        let mut expired = Vec::new();
        if self.has_unsaved_pages() {
            return Ok(expired);
        }
        let drafts: BTreeSet<RecordId> = self.store.draft_records()?.into_iter().collect();
        for (id, file) in &self.catalog.attachments {
            let age = now.utc_ms.saturating_sub(file.meta.added.utc_ms);
            if age <= CLEARED_AFTER_MS || self.is_held(*id) {
                continue;
            }
            let mut is_named = false;
            for entry in &file.meta.entries {
                is_named |= !self.catalog.retention.erased.contains_key(entry)
                    && (drafts.contains(entry) || !self.store.revisions(*entry)?.is_empty());
            }
            if !is_named {
                expired.push(*id);
            }
        }
        Ok(expired)
    }

    /// Returns the entries in the trash.
    pub(super) fn trashed_entries(&self) -> impl Iterator<Item = RecordId> {
        let all = self.catalog.newest_first();
        all.filter(|(_, state)| state.summary().trashed).map(|(id, _)| id)
    }

    fn newest_writing(&self) -> Option<Moment> {
        let all = self.catalog.newest_first();
        all.filter_map(|(_, state)| state.latest.as_ref()).map(|at| at.summary.written()).max()
    }
}
