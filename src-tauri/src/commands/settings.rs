//! Settings, which are sealed in the journal.

use stillroom::journal::{Moment, Settings};
use tauri::{AppHandle, State};

use crate::failure::Failure;
use crate::state::Shell;
use crate::window;

#[tauri::command(async)]
pub(crate) fn save_settings(
    app: AppHandle,
    shell: State<'_, Shell>,
    settings: Settings,
) -> Result<(), Failure> {
    // What is on the screen follows also where the disk does not take it.
    window::apply_settings(&app, &settings);
    shell.open(|journal| journal.save_settings(settings, Moment::now()))
}
