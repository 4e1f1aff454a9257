//! The mark *mine alone* on an entry that is closed. On an open one it is saved with the head.

use super::wire::Entry;
use crate::journal::record::Moment;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Marks a closed entry as the writer's alone, or takes that back. Its text stays the one that
    /// was closed.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::NotClosed`], [`JournalError::Store`].
    pub fn mark_mine_alone(
        &mut self,
        id: RecordId,
        mine_alone: bool,
        now: Moment,
    ) -> Result<Entry, JournalError> {
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        if !state.summary().closed {
            return Err(JournalError::NotClosed);
        }
        self.revise(id, now, |meta| meta.head.mine_alone = mine_alone)?;
        self.open_entry(id)
    }
}
