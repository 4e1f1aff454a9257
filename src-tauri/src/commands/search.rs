//! Search: any string gets an answer.

use stillroom::journal::Moment;
use stillroom::journal::wire::{SearchAnswer, SearchRequest};
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
