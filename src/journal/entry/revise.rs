//! Revisions that change what is known of an entry and leave its text as it is.

use crate::journal::record::{Draft, EntryMeta, Moment};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Changes an entry's meta; a draft is saved as a revision first.
    pub(crate) fn revise(
        &mut self,
        id: RecordId,
        now: Moment,
        change: impl FnOnce(&mut EntryMeta),
    ) -> Result<(), JournalError> {
        if let Some(Draft { input, .. }) = self.open_draft(id)? {
            self.save_revision(&input, now)?;
        }
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let latest = state.latest.as_ref().ok_or(JournalError::NoSuchEntry)?;
        let before = latest.meta();
        let mut meta = before.clone();
        change(&mut meta);
        if meta == before {
            return Ok(());
        }
        meta.revision += 1;
        let form = self.definition(&meta.form, meta.form_version)?;
        self.write_revision(id, &form, &meta, None, now)?;
        self.follow_entry(id);
        Ok(())
    }
}
