//! The health check, and cancelling a long task.

use stillroom::exchange::health::Health;
use tauri::{AppHandle, State};

use crate::failure::Failure;
use crate::jobs;
use crate::task::TaskSlot;

/// Checks every record, the chain and the backups.
#[tauri::command(async)]
pub(crate) fn check_health(app: AppHandle) -> Result<Health, Failure> {
    jobs::check_health(&app)
}

/// Cancels the long task that is under way.
#[tauri::command(async)]
pub(crate) fn cancel_run(slot: State<'_, TaskSlot>) {
    slot.cancel();
}
