//! Backups: listed, made, discarded, restored, and where they are.

use stillroom::exchange::backup::{self, Backup, Backups, RestorePreview};
use stillroom::journal::{BackupPlaces, JournalError, Moment};
use stillroom::store::path::path_of;
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::jobs;
use crate::state::{Secret, Shell};

#[tauri::command(async)]
pub(crate) fn list_backups(shell: State<'_, Shell>) -> Result<Backups, Failure> {
    shell.open(|journal| backup::list(journal))
}

/// Makes a backup; saves go on meanwhile.
#[tauri::command(async)]
pub(crate) fn make_backup(app: AppHandle) -> Result<Backup, Failure> {
    jobs::back_up(&app)
}

#[tauri::command(async)]
pub(crate) fn discard_backups(
    shell: State<'_, Shell>,
    paths: Vec<String>,
) -> Result<Backups, Failure> {
    shell.open(|journal| {
        for path in &paths {
            backup::discard(journal, path)?;
        }
        backup::list(journal)
    })
}

#[tauri::command(async)]
pub(crate) fn backup_places(shell: State<'_, Shell>) -> Result<BackupPlaces, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.backup_places()))
}

#[tauri::command(async)]
pub(crate) fn save_backup_places(
    shell: State<'_, Shell>,
    places: BackupPlaces,
) -> Result<(), Failure> {
    shell.open(|journal| journal.save_backup_places(places, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn preview_restore(
    shell: State<'_, Shell>,
    path: String,
    secret: Zeroizing<String>,
) -> Result<RestorePreview, Failure> {
    let secret = Secret::typed(&secret);
    shell.open(|journal| RestorePreview::of(&path_of(&path), &secret.opener(), Some(&*journal)))
}

/// Restores a backup beside the open journal, and returns the new journal's name. A backup that is
/// damaged itself is restored only if that is asked for.
#[tauri::command(async)]
pub(crate) fn restore_backup(
    app: AppHandle,
    path: String,
    secret: Zeroizing<String>,
    despite_damage: bool,
) -> Result<String, Failure> {
    jobs::restore(&app, &path_of(&path), &Secret::typed(&secret), despite_damage)
}
