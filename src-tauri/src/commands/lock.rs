//! Locking, quitting, and the sign of life that puts off the idle lock.

use tauri::ipc::Request;
use tauri::{AppHandle, State};

use crate::failure::Failure;
use crate::lock::{self, Closing};
use crate::page_state::PageState;
use crate::state::Shell;

/// Locks. The page hands over as bytes what it could not save; whatever they are, it locks.
#[tauri::command(async)]
pub(crate) fn lock(app: AppHandle, request: Request<'_>) -> Result<(), Failure> {
    lock::close(&app, Closing::Lock, PageState::read(request.body()), None)
}

/// Locks and ends the app, with the same handover.
#[tauri::command(async)]
pub(crate) fn quit(app: AppHandle, request: Request<'_>) -> Result<(), Failure> {
    lock::close(&app, Closing::Quit, PageState::read(request.body()), None)
}

/// Ends the app although pages could not be saved, which are lost by it.
#[tauri::command(async)]
pub(crate) fn quit_and_lose(app: AppHandle) {
    lock::quit_and_lose(&app);
}

/// Notes that the page is in use.
#[tauri::command(async)]
pub(crate) fn note_activity(shell: State<'_, Shell>) {
    shell.activity.note();
}
