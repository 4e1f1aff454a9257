//! The trash: an entry is moved there and can be restored; nothing is erased by it.

use crate::journal::catalog::{EntryRow, row};
use crate::journal::record::{Draft, Moment};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Puts an entry in the trash; a draft becomes a revision first, so that undo brings it
    /// back.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`]; [`JournalError::Store`] when it could not be written.
    pub fn trash_entry(&mut self, id: RecordId, now: Moment) -> Result<EntryRow, JournalError> {
        self.set_trashed(id, Some(now), now)
    }

    /// Takes an entry out of the trash.
    ///
    /// # Errors
    /// As [`Journal::trash_entry`].
    pub fn restore_entry(&mut self, id: RecordId, now: Moment) -> Result<EntryRow, JournalError> {
        self.set_trashed(id, None, now)
    }

    fn set_trashed(
        &mut self,
        id: RecordId,
        trashed: Option<Moment>,
        now: Moment,
    ) -> Result<EntryRow, JournalError> {
        if let Some(Draft { input, .. }) = self.open_draft(id)? {
            self.save_revision(&input, now)?;
        }
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let latest = state.latest.as_ref().ok_or(JournalError::NoSuchEntry)?;
        if latest.summary.trashed != trashed.is_some() {
            let mut meta = latest.meta();
            meta.trashed = trashed;
            meta.revision += 1;
            let form = self.definition(&meta.form, meta.form_version)?;
            let body = self.latest_body(id, latest)?;
            self.write_revision(id, &form, &meta, None, now)?;
            self.follow(id, &form, &body.answers);
        }
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        Ok(row(id, state))
    }
}
