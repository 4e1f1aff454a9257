//! A symbol's page: where it appears, and what appears beside it.

use serde::{Deserialize, Serialize};

use crate::journal::catalog::EntryRow;
use crate::journal::pages::{SymbolLine, Tally, ThreadLine, newest, rows};
use crate::journal::record::Symbol;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// All appearances of a symbol.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SymbolPage {
    /// The symbol.
    pub symbol: Symbol,
    /// Counts over its appearances.
    pub tally: Tally,
    /// The newest entries in which it appears, in time order.
    pub rows: Vec<EntryRow>,
    /// Other symbols in the same entries.
    pub beside: Vec<SymbolLine>,
    /// The threads that those entries belong to.
    pub threads: Vec<ThreadLine>,
}

impl Journal {
    /// Returns a symbol's page.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`].
    pub fn symbol_page(&self, id: RecordId) -> Result<SymbolPage, JournalError> {
        let id = self.catalog.resolve(id);
        let symbol: Symbol = self.named_record(id)?;
        let found = self.catalog.oldest_first(|known| self.catalog.mentions(known, id));
        let mut beside = self.symbol_lines(&found);
        beside.retain(|line| line.symbol.id != Some(id));
        Ok(SymbolPage {
            tally: Tally::of(&found),
            threads: self.thread_lines(&found),
            rows: rows(newest(&found)),
            beside,
            symbol,
        })
    }
}
