//! Closing: from then on an entry takes addenda only.

use super::wire::Entry;
use crate::forms::{self, Form};
use crate::journal::record::Moment;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Closes an entry; a draft is saved as a revision first. It cannot be opened again.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::Closed`] when it was closed before,
    /// [`JournalError::Answer`] when the draft cannot be saved, [`JournalError::Store`].
    pub fn close_entry(&mut self, id: RecordId, now: Moment) -> Result<Entry, JournalError> {
        if self.catalog.entry(id).is_some_and(|state| state.summary().closed) {
            return Err(JournalError::Closed);
        }
        self.revise(id, now, |meta| meta.closed = Some(now))?;
        self.open_entry(id)
    }

    /// Closes the entries that close by themselves: those whose form names the answer that closes
    /// them, where it is given and nothing was written for [`Form::CLOSES_AFTER_H`] hours.
    ///
    /// It is called before a page is shown, so that no entry closes under the writer's hand. What
    /// cannot be closed now is closed another time. Returns the entries that were closed.
    pub fn close_decided(&mut self, now: Moment) -> Vec<RecordId> {
        let before = now.utc_ms.saturating_sub(Form::CLOSES_AFTER_H * 3_600_000);
        let written = self.counts().forms;
        let mut closing = self.closing_forms();
        closing.retain(|form| written.contains_key(form));
        // Most journals have no such entry, and are not gone through at each unlock.
        if closing.is_empty() {
            return Vec::new();
        }
        let due = self.catalog.newest_first().filter(|(_, state)| {
            let known = state.summary();
            closing.contains(known.form())
                && !known.closed
                && !known.trashed
                && state.draft.is_none()
        });
        let due: Vec<RecordId> = due
            .filter(|(_, state)| {
                let latest = state.latest.as_ref();
                latest.is_some_and(|latest| latest.summary.written().utc_ms <= before)
            })
            .map(|(id, _)| id)
            .collect();
        let decided = due.into_iter().filter(|id| self.is_decided(*id));
        let decided: Vec<RecordId> = decided.collect();
        decided.into_iter().filter(|id| self.close_entry(*id, now).is_ok()).collect()
    }

    fn is_decided(&self, id: RecordId) -> bool {
        let Ok(Entry { input, definition, .. }) = self.open_entry(id) else { return false };
        let answer = definition.closes_with.and_then(|field| input.answers.get(&field).cloned());
        answer.is_some_and(|answer| !forms::is_empty(&answer))
    }
}
