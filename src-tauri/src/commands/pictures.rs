//! Pictures of what was noted.

use stillroom::journal::{Moment, PictureRequest, Scene};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn picture(shell: State<'_, Shell>, request: PictureRequest) -> Result<Scene, Failure> {
    shell.open(|journal| journal.picture(&request, Moment::now()))
}
