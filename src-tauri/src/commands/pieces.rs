//! Pieces of music.

use stillroom::journal::{JournalError, Moment, Piece, PiecePage};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn list_pieces(shell: State<'_, Shell>) -> Result<Vec<Piece>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_pieces()))
}

#[tauri::command(async)]
pub(crate) fn save_piece(shell: State<'_, Shell>, piece: Piece) -> Result<Piece, Failure> {
    shell.open(|journal| journal.save_piece(piece, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_pieces(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Piece, Failure> {
    shell.open(|journal| journal.merge_pieces(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn piece_page(shell: State<'_, Shell>, id: RecordId) -> Result<PiecePage, Failure> {
    shell.open(|journal| journal.piece_page(id))
}
