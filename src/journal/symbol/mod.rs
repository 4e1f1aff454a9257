//! Symbols: an image in the client's own name for it, and where it appears.

mod page;

use crate::journal::record::{Moment, Symbol};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

pub use page::SymbolPage;

impl Journal {
    /// Returns all symbols, by name.
    pub fn list_symbols(&self) -> Vec<Symbol> {
        self.all_named()
    }

    /// Makes or changes a symbol.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`] by another symbol of the same
    /// client, [`JournalError::NoSuchClient`], [`JournalError::NoSuchRecord`],
    /// [`JournalError::Store`].
    pub fn save_symbol(&mut self, symbol: Symbol, now: Moment) -> Result<Symbol, JournalError> {
        self.check_client(symbol.client)?;
        self.save_named(symbol, now)
    }

    /// Makes two symbols one; every appearance of the first counts as one of the second.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::SameRecord`], [`JournalError::Store`].
    pub fn merge_symbols(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<Symbol, JournalError> {
        self.merge_named(from, into, now)
    }
}
