//! Supervisors, and what was brought to them.

use stillroom::journal::{JournalError, Moment, Supervisor, SupervisorPage};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn list_supervisors(shell: State<'_, Shell>) -> Result<Vec<Supervisor>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_supervisors()))
}

#[tauri::command(async)]
pub(crate) fn save_supervisor(
    shell: State<'_, Shell>,
    supervisor: Supervisor,
) -> Result<Supervisor, Failure> {
    shell.open(|journal| journal.save_supervisor(supervisor, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn supervisor_page(
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<SupervisorPage, Failure> {
    shell.open(|journal| journal.supervisor_page(id))
}
