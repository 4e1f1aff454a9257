//! Symbols that recur.

use stillroom::journal::{JournalError, Moment, Symbol, SymbolPage};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn list_symbols(shell: State<'_, Shell>) -> Result<Vec<Symbol>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_symbols()))
}

#[tauri::command(async)]
pub(crate) fn save_symbol(shell: State<'_, Shell>, symbol: Symbol) -> Result<Symbol, Failure> {
    shell.open(|journal| journal.save_symbol(symbol, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_symbols(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Symbol, Failure> {
    shell.open(|journal| journal.merge_symbols(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn symbol_page(shell: State<'_, Shell>, id: RecordId) -> Result<SymbolPage, Failure> {
    shell.open(|journal| journal.symbol_page(id))
}
