//! Exports to readable files.

use stillroom::exchange::export::{ExportAs, ExportWhat, Exported};
use stillroom::exchange::{ExchangeError, leftovers};
use stillroom::journal::Moment;
use stillroom::store::path::{path_of, text_of};
use tauri::{AppHandle, Manager, State, WebviewWindow};

use crate::failure::{Code, Failure};
use crate::journal_folders::free_beside;
use crate::state::Shell;
use crate::{jobs, picker};

/// Suggests a folder for readable files that does not exist yet.
#[tauri::command(async)]
pub(crate) fn export_folder(app: AppHandle) -> Result<String, Failure> {
    let documents = app.path().document_dir().or_else(|_| app.path().home_dir());
    let documents = documents.map_err(|_| Failure::of(Code::NoHomeFolder))?;
    Ok(text_of(&free_beside(&documents.join("Stillroom"), "export")))
}

/// Has a folder picked and suggests a new one in it; none if nothing was picked.
#[tauri::command]
pub(crate) async fn pick_export_folder(window: WebviewWindow) -> Option<String> {
    let picked = picker::folder(&window).await?;
    Some(text_of(&free_beside(&picked.join("Stillroom"), "export")))
}

/// Writes readable files into a folder that does not exist yet.
#[tauri::command(async)]
pub(crate) fn export(
    app: AppHandle,
    what: ExportWhat,
    form: ExportAs,
    into: String,
) -> Result<Exported, Failure> {
    jobs::export(&app, what, form, &path_of(into.trim()))
}

/// Names the folders of exports that were cut off and may still hold readable files.
#[tauri::command(async)]
pub(crate) fn cut_off_exports(shell: State<'_, Shell>) -> Result<Vec<String>, Failure> {
    shell.open(|journal| Ok::<_, ExchangeError>(leftovers::cut_off_exports(journal)))
}

/// Takes away what one of these exports has written.
#[tauri::command(async)]
pub(crate) fn delete_export(shell: State<'_, Shell>, folder: String) -> Result<(), Failure> {
    shell.open(|journal| leftovers::delete_export(journal, &folder, Moment::now()))
}

/// Leaves what one of these exports has written, and names it no longer.
#[tauri::command(async)]
pub(crate) fn dismiss_export(shell: State<'_, Shell>, folder: String) -> Result<(), Failure> {
    shell.open(|journal| leftovers::dismiss_export(journal, &folder, Moment::now()))
}
