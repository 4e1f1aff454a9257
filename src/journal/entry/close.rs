//! Closing: from then on an entry takes addenda only.

use super::wire::Entry;
use crate::journal::record::Moment;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Closes an entry; a waiting draft settles first. It cannot be opened again.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::Closed`] when it was closed before,
    /// [`JournalError::Answer`] when the draft cannot settle, [`JournalError::Store`].
    pub fn close_entry(&mut self, id: RecordId, now: Moment) -> Result<Entry, JournalError> {
        if self.catalog.entry(id).is_some_and(|state| state.summary().closed) {
            return Err(JournalError::Closed);
        }
        self.revise(id, now, |meta| meta.closed = Some(now))?;
        self.open_entry(id)
    }
}
