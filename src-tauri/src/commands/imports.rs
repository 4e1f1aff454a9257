//! Imports: what other programs wrote comes into the journal.

use stillroom::exchange::import::{ImportChoices, ImportReport, Imported, TakenBack};
use stillroom::journal::{ImportRow, JournalError, Moment};
use stillroom::vault::RecordId;
use tauri::{AppHandle, State, WebviewWindow};

use crate::failure::Failure;
use crate::import::{ChosenSource, survey, take_back};
use crate::state::Shell;
use crate::{import, picker};

/// Has a file or a folder picked as the source of an import, and returns its name; none if nothing
/// was picked. Where it lies stays in the shell.
#[tauri::command]
pub(crate) async fn choose_import(
    window: WebviewWindow,
    source: State<'_, ChosenSource>,
    folder: bool,
) -> Result<Option<String>, Failure> {
    let picked = if folder { picker::folder(&window).await } else { picker::file(&window).await };
    Ok(picked.map(|path| source.choose(path)))
}

/// Looks at the source that was chosen. Nothing is written.
#[tauri::command(async)]
pub(crate) fn survey_import(
    app: AppHandle,
    choices: ImportChoices,
) -> Result<ImportReport, Failure> {
    survey(&app, choices)
}

/// Brings in the source that was surveyed last, with the choices of that survey.
#[tauri::command(async)]
pub(crate) fn run_import(app: AppHandle) -> Result<Imported, Failure> {
    import::bring_in(&app)
}

/// Lists all imports.
#[tauri::command(async)]
pub(crate) fn imports(shell: State<'_, Shell>) -> Result<Vec<ImportRow>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.imports()))
}

/// Opens the report of an import; none once an entry of it was erased.
#[tauri::command(async)]
pub(crate) fn import_report(
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<Option<ImportReport>, Failure> {
    shell.open(|journal| ImportReport::open(journal, id))
}

/// Ends an import that was cut off; what it brought stays.
#[tauri::command(async)]
pub(crate) fn keep_import(shell: State<'_, Shell>, id: RecordId) -> Result<(), Failure> {
    shell.open(|journal| journal.keep_import(id, Moment::now()))
}

/// Takes an import back; with `edited` also entries that were changed here since.
#[tauri::command(async)]
pub(crate) fn take_back_import(
    app: AppHandle,
    id: RecordId,
    edited: bool,
) -> Result<TakenBack, Failure> {
    take_back(&app, id, edited)
}

/// Has the source of the last import forgotten, and where it lies.
#[tauri::command(async)]
pub(crate) fn forget_import(source: State<'_, ChosenSource>) {
    source.forget();
}

/// Returns where the source of the last import lies, which is still readable by anyone.
#[tauri::command(async)]
pub(crate) fn import_source(source: State<'_, ChosenSource>) -> Option<String> {
    source.place()
}
