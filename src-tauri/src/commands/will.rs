//! The professional will.

use stillroom::journal::{Moment, Will};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn will(shell: State<'_, Shell>) -> Result<Will, Failure> {
    shell.open(|journal| journal.will())
}

#[tauri::command(async)]
pub(crate) fn save_will(shell: State<'_, Shell>, will: Will) -> Result<Will, Failure> {
    shell.open(|journal| journal.save_will(will, Moment::now()))
}
