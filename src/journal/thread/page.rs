//! A thread's page: its entries in time order, and what is open.

use serde::{Deserialize, Serialize};

use crate::journal::catalog::EntryRow;
use crate::journal::follow_up::Card;
use crate::journal::pages::{SymbolLine, Tally, among, newest, rows};
use crate::journal::record::{Moment, Thread};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// All that belongs to a thread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ThreadPage {
    /// The thread.
    pub thread: Thread,
    /// Counts over its entries.
    pub tally: Tally,
    /// The newest of its entries and of those that link to it, in time order.
    pub rows: Vec<EntryRow>,
    /// The symbols that appear along it.
    pub symbols: Vec<SymbolLine>,
    /// Follow-ups of its entries that are not answered yet.
    pub follow_ups: Vec<Card>,
}

impl Journal {
    /// Returns a thread's page.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`].
    pub fn thread_page(&self, id: RecordId, now: Moment) -> Result<ThreadPage, JournalError> {
        let id = self.catalog.resolve(id);
        let thread: Thread = self.named_record(id)?;
        let found = self.catalog.oldest_first(|known| self.catalog.mentions(known, id));
        Ok(ThreadPage {
            tally: Tally::of(&found),
            symbols: self.symbol_lines(&found),
            follow_ups: self.open_cards(now, among(&found)),
            rows: rows(newest(&found)),
            thread,
        })
    }
}
