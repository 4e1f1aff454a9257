//! Jottings: lines noticed in the room.

use stillroom::journal::{Jotting, JottingOutcome, JournalError, Moment};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn jot(
    shell: State<'_, Shell>,
    text: String,
    client: Option<RecordId>,
) -> Result<Jotting, Failure> {
    shell.open(|journal| journal.jot(&text, client, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn list_jottings(shell: State<'_, Shell>) -> Result<Vec<Jotting>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_jottings()))
}

#[tauri::command(async)]
pub(crate) fn settle_jotting(
    shell: State<'_, Shell>,
    id: RecordId,
    outcome: JottingOutcome,
) -> Result<Vec<Jotting>, Failure> {
    shell.open(|journal| journal.settle_jotting(id, outcome, Moment::now()))
}
