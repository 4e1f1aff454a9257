//! Threads: a question followed over months.

mod page;

use crate::journal::record::{Moment, Thread};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

pub use page::ThreadPage;

impl Journal {
    /// Returns all threads, by question.
    pub fn list_threads(&self) -> Vec<Thread> {
        self.all_named()
    }

    /// Makes or changes a thread.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`] by another thread of the same
    /// client, [`JournalError::NoSuchClient`], [`JournalError::NoSuchRecord`],
    /// [`JournalError::Store`].
    pub fn save_thread(&mut self, thread: Thread, now: Moment) -> Result<Thread, JournalError> {
        self.check_client(thread.client)?;
        self.save_named(thread, now)
    }

    /// Makes two threads one; every entry of the first counts as one of the second.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::SameRecord`], [`JournalError::Store`].
    pub fn merge_threads(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<Thread, JournalError> {
        self.merge_named(from, into, now)
    }

    /// Refuses a client that is not there.
    pub(crate) fn check_client(&self, client: Option<RecordId>) -> Result<(), JournalError> {
        let known = client.is_none_or(|id| self.catalog.client(id).is_some());
        if known { Ok(()) } else { Err(JournalError::NoSuchClient) }
    }
}
