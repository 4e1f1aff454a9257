//! What stands around an entry: its addenda, what it links to, what links to it, its follow-ups.

use serde::{Deserialize, Serialize};

use super::addendum::Addendum;
use super::wire::Entry;
use crate::journal::catalog::{EntryRow, row};
use crate::journal::follow_up::Card;
use crate::journal::pages::rows;
use crate::journal::record::Moment;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// What stands around an entry on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Around {
    /// Its addenda, oldest first.
    pub addenda: Vec<Addendum>,
    /// The entries that it links to, in its head or its answers.
    pub links: Vec<EntryRow>,
    /// The entries that link to it, oldest first.
    pub backlinks: Vec<EntryRow>,
    /// Its cards, open and answered.
    pub follow_ups: Vec<Card>,
}

/// An entry, and what stands around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OpenedEntry {
    /// The entry.
    pub entry: Entry,
    /// What stands around it.
    pub around: Around,
}

impl Journal {
    /// Opens an entry for its page, which shows both at once.
    ///
    /// # Errors
    /// As [`Journal::open_entry`].
    pub fn open_entry_page(&self, id: RecordId, now: Moment) -> Result<OpenedEntry, JournalError> {
        Ok(OpenedEntry { entry: self.open_entry(id)?, around: self.around(id, now)? })
    }

    /// Returns what stands around an entry. What lies in the trash is left out of the links until
    /// it is restored.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`].
    pub fn around(&self, id: RecordId, now: Moment) -> Result<Around, JournalError> {
        let meta = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?.shown();
        let mut links: Vec<EntryRow> = Vec::new();
        for linked in meta.head.links.iter().chain(&meta.links) {
            let known = links.iter().any(|row| row.id == *linked);
            if let Some(state) = self.catalog.entry(*linked).filter(|_| !known)
                && !state.summary().trashed
            {
                links.push(row(*linked, state));
            }
        }
        let backlinks = self.catalog.oldest_first(|known| self.catalog.mentions(known, id));
        Ok(Around {
            addenda: self.addenda_of(id),
            links,
            backlinks: rows(&backlinks),
            follow_ups: self.follow_ups_of(id, now),
        })
    }
}
