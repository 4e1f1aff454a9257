//! The fictional sample journal: a folder of its own, made on request, discarded by deleting it.

use stillroom::journal::Snapshot;
use tauri::{AppHandle, State};

use crate::failure::Failure;
use crate::state::Shell;
use crate::unlock;

/// Opens the sample journal, which is made the first time.
#[tauri::command(async)]
pub(crate) fn open_sample(app: AppHandle, shell: State<'_, Shell>) -> Result<Snapshot, Failure> {
    unlock::open_sample(&app, &shell)
}

/// Deletes the open sample journal.
#[tauri::command(async)]
pub(crate) fn discard_sample(shell: State<'_, Shell>) -> Result<(), Failure> {
    unlock::discard_sample(&shell)
}
