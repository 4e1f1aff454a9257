//! Settings, kept sealed in the journal.

use stillroom::journal::{Moment, Settings};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn save_settings(shell: State<'_, Shell>, settings: Settings) -> Result<(), Failure> {
    shell.open(|journal| journal.save_settings(settings, Moment::now()))
}
