//! Locking and quitting.

use tauri::{State, WebviewWindow};

use crate::fresh::Start;

/// Locks: the process ends and comes back on the unlock screen.
#[tauri::command]
pub(crate) async fn lock(window: WebviewWindow, start: State<'_, Start>) -> Result<(), String> {
    // A driven session does not survive a new process.
    if cfg!(feature = "automation") {
        window.reload().map_err(|error| error.to_string())
    } else {
        start.over().map(drop).map_err(|error| error.to_string())
    }
}
