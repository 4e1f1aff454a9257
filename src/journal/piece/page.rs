//! A piece's page: when it was heard, and by whom it was chosen.

use serde::{Deserialize, Serialize};

use crate::journal::catalog::EntryRow;
use crate::journal::pages::{Tally, newest, rows};
use crate::journal::record::Piece;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// Every time a piece was heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PiecePage {
    /// The piece.
    pub piece: Piece,
    /// Counts over its entries.
    pub tally: Tally,
    /// The newest entries that link to it, in time order.
    pub rows: Vec<EntryRow>,
}

impl Journal {
    /// Returns a piece's page.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`].
    pub fn piece_page(&self, id: RecordId) -> Result<PiecePage, JournalError> {
        let id = self.catalog.resolve(id);
        let piece: Piece = self.named_record(id)?;
        let found = self.catalog.oldest_first(|known| self.catalog.mentions(known, id));
        Ok(PiecePage { tally: Tally::of(&found), rows: rows(newest(&found)), piece })
    }
}
