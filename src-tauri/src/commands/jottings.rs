//! Jottings: lines noticed in the room.

use stillroom::journal::{Jotting, JottingOutcome, Moment};
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
pub(crate) fn set_jotting_outcome(
    shell: State<'_, Shell>,
    id: RecordId,
    outcome: JottingOutcome,
) -> Result<Vec<Jotting>, Failure> {
    shell.open(|journal| journal.set_jotting_outcome(id, outcome, Moment::now()))
}
