//! Threads: a question followed over months.

mod page;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Journal;
use super::error::JournalError;
use super::head::Moment;
use super::named::named;
use crate::vault::RecordId;

pub use page::ThreadPage;

/// A question followed over months.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Thread {
    /// The record id; none in a thread that is to be made.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// The question, in a line.
    #[n(0)]
    pub question: String,
    /// Whose question it is; none for one that goes through several people, or is one's own.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    #[n(1)]
    pub client: Option<RecordId>,
    /// Whether it is being followed.
    #[serde(default)]
    #[n(2)]
    pub state: ThreadState,
    /// Whether it is out of the way.
    #[serde(default)]
    #[n(3)]
    pub archived: bool,
    /// The thread that it was merged into.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    #[n(4)]
    pub merged: Option<RecordId>,
}

/// Whether a thread is being followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ThreadState {
    /// It is open.
    #[default]
    #[n(0)]
    Open,
    /// It rests; it need not be answered for that.
    #[n(1)]
    Rested,
}

named!(Thread: question, apart by |one| one.client, in threads);

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
        self.keep_named(thread, now)
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
