//! Search, and searches that are saved under a name.

use stillroom::journal::{Moment, SavedSearch, SearchAnswer, SearchRequest};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn search(
    shell: State<'_, Shell>,
    request: SearchRequest,
) -> Result<SearchAnswer, Failure> {
    shell.open(|journal| journal.search(&request, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_search(
    shell: State<'_, Shell>,
    search: SavedSearch,
) -> Result<SavedSearch, Failure> {
    shell.open(|journal| journal.save_search(search, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn delete_search(shell: State<'_, Shell>, id: RecordId) -> Result<(), Failure> {
    shell.open(|journal| journal.delete_search(id, Moment::now()))
}
