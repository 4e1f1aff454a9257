//! Clients, and what is likely next about one.

use stillroom::journal::wire::Suggestion;
use stillroom::journal::{Client, JournalError, Moment};
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
