//! Clients, and what is likely next about one.

use stillroom::journal::{Client, ClientPage, JournalError, Merge, Moment, Suggestion};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn suggest(shell: State<'_, Shell>, client: RecordId) -> Result<Suggestion, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.suggest(client, Moment::now())))
}

#[tauri::command(async)]
pub(crate) fn save_client(shell: State<'_, Shell>, client: Client) -> Result<Client, Failure> {
    shell.open(|journal| journal.save_client(client, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn list_clients(shell: State<'_, Shell>) -> Result<Vec<Client>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_clients()))
}

#[tauri::command(async)]
pub(crate) fn likely_clients(shell: State<'_, Shell>) -> Result<Vec<RecordId>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.likely_clients(Moment::now())))
}

#[tauri::command(async)]
pub(crate) fn client_page(shell: State<'_, Shell>, id: RecordId) -> Result<ClientPage, Failure> {
    shell.open(|journal| journal.client_page(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_clients(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Merge, Failure> {
    shell.open(|journal| journal.merge_clients(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn continue_merge(shell: State<'_, Shell>) -> Result<Merge, Failure> {
    shell.open(|journal| journal.continue_merge(Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn continue_unmerge(shell: State<'_, Shell>) -> Result<Merge, Failure> {
    shell.open(|journal| journal.continue_unmerge(Moment::now()))
}
