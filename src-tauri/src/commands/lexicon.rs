//! The lexicon: shipped and own terms, and where they are used.

use stillroom::journal::{JournalError, Lexicon, LexiconTerm, Moment, TermCount, TermUses};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn lexicon(shell: State<'_, Shell>) -> Result<Lexicon, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.lexicon()))
}

#[tauri::command(async)]
pub(crate) fn save_term(shell: State<'_, Shell>, term: LexiconTerm) -> Result<Lexicon, Failure> {
    shell.open(|journal| journal.save_term(&term, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn remove_term(shell: State<'_, Shell>, term: String) -> Result<Lexicon, Failure> {
    shell.open(|journal| journal.remove_term(&term, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn unhide_term(shell: State<'_, Shell>, term: String) -> Result<Lexicon, Failure> {
    shell.open(|journal| journal.unhide_term(&term, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn term_uses(
    shell: State<'_, Shell>,
    term: String,
    limit: u32,
) -> Result<TermUses, Failure> {
    shell.open(|journal| journal.term_uses(&term, limit, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn term_counts(shell: State<'_, Shell>) -> Result<Vec<TermCount>, Failure> {
    shell.open(|journal| journal.term_counts(Moment::now()))
}
