//! Pieces of music, with what a listener can say of them.

mod page;

use crate::journal::record::{Moment, Piece, tidied};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

pub use page::PiecePage;

impl Journal {
    /// Returns all pieces, by title.
    pub fn list_pieces(&self) -> Vec<Piece> {
        self.all_named()
    }

    /// Makes or changes a piece.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`] by another piece of the same maker,
    /// [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn save_piece(&mut self, mut piece: Piece, now: Moment) -> Result<Piece, JournalError> {
        piece.maker = tidied(&piece.maker);
        piece.instruments = tidied(&piece.instruments);
        piece.brightness = piece.brightness.map(|value| value.clamp(-2, 2));
        self.save_named(piece, now)
    }

    /// Makes two pieces one; every time the first was heard counts as one of the second.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::SameRecord`], [`JournalError::Store`].
    pub fn merge_pieces(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<Piece, JournalError> {
        self.merge_named(from, into, now)
    }
}
