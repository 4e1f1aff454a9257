//! Pages for supervision: preparing them, the identifier check, saving them as files.

use std::path::Path;

use stillroom::exchange::Saving;
use stillroom::journal::{
    CheckedSheet, Due, Entry, FollowUp, IdentifierWords, JournalError, Moment, Sheet, SheetFormat,
    SheetInput, SheetLine, SheetOf, SheetPage,
};
use stillroom::vault::RecordId;
use tauri::{Manager, State, WebviewWindow};

use crate::failure::{Code, Failure};
use crate::pages::{self, FileKind, Printed};
use crate::state::Shell;

/// A page, what the check found in it and what would leave, and how that is printed.
type Shown = (SheetPage, CheckedSheet, Printed);

/// Makes and saves a page from entries, with the boxes that are filled already.
#[tauri::command(async)]
pub(crate) fn new_sheet(
    shell: State<'_, Shell>,
    format: SheetFormat,
    sources: Vec<RecordId>,
    on: String,
    question: Option<String>,
) -> Result<Shown, Failure> {
    shell.open(|journal| {
        let mut input = journal.new_sheet(format, sources, &on)?.input;
        input.boxes.extend(question.map(|text| ("question".to_owned(), text)));
        pages::save(journal, input)
    })
}

/// Makes and saves a page of entries in full.
#[tauri::command(async)]
pub(crate) fn new_sheet_of(
    shell: State<'_, Shell>,
    of: SheetOf,
    on: String,
) -> Result<Shown, Failure> {
    shell.open(|journal| {
        let sources = journal.sources_of(&of, Moment::now())?;
        let input = journal.new_sheet(SheetFormat::Entries, sources, &on)?.input;
        pages::save(journal, input)
    })
}

#[tauri::command(async)]
pub(crate) fn open_sheet(shell: State<'_, Shell>, id: RecordId) -> Result<Shown, Failure> {
    shell.open(|journal| {
        let page = journal.open_sheet(id)?;
        pages::shown(journal, page)
    })
}

#[tauri::command(async)]
pub(crate) fn save_sheet(shell: State<'_, Shell>, input: SheetInput) -> Result<Shown, Failure> {
    shell.open(|journal| pages::save(journal, input))
}

#[tauri::command(async)]
pub(crate) fn list_sheets(shell: State<'_, Shell>) -> Result<Vec<SheetLine>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_sheets()))
}

#[tauri::command(async)]
pub(crate) fn identifier_words(shell: State<'_, Shell>) -> Result<IdentifierWords, Failure> {
    shell.open(|journal| journal.identifier_words())
}

#[tauri::command(async)]
pub(crate) fn save_identifier_words(
    shell: State<'_, Shell>,
    words: IdentifierWords,
) -> Result<(), Failure> {
    shell.open(|journal| journal.save_identifier_words(&words, Moment::now()))
}

/// Has a place picked and writes the page there. A place that a service copies elsewhere is asked
/// about first: `agreed` says yes to it.
#[tauri::command]
pub(crate) async fn save_page_file(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    input: SheetInput,
    kind: FileKind,
    agreed: bool,
) -> Result<Saving, Failure> {
    let write = |to: &Path| pages::write(&shell, input, kind, to);
    pages::save_file(&window, kind, agreed, write).await
}

/// Prints a page through the desktop's print dialog; tells whether it was printed, not cancelled.
#[tauri::command]
pub(crate) async fn print_sheet(window: WebviewWindow, input: SheetInput) -> Result<bool, Failure> {
    // A person may look at the dialog for long.
    let printing = tauri::async_runtime::spawn_blocking(move || {
        pages::print_page(&window, &window.state::<Shell>(), &input)
    });
    printing.await.unwrap_or(Err(Failure::of(Code::NotPrinted)))
}

/// Has a place picked and writes there what holds nothing of the entries: the professional will, a
/// report, a receipt. `agreed` as above.
#[tauri::command]
pub(crate) async fn save_document(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    sheet: Sheet,
    kind: FileKind,
    agreed: bool,
) -> Result<Saving, Failure> {
    let write = |to: &Path| pages::write_document(&shell, &sheet, kind, to);
    pages::save_file(&window, kind, agreed, write).await
}

/// Prints the same, or the recovery words, which are never written into a file.
#[tauri::command]
pub(crate) async fn print_document(window: WebviewWindow, sheet: Sheet) -> Result<bool, Failure> {
    let printing = tauri::async_runtime::spawn_blocking(move || {
        pages::print_document(&window, &window.state::<Shell>(), &sheet)
    });
    printing.await.unwrap_or(Err(Failure::of(Code::NotPrinted)))
}

/// Asks in a week about the file of a page, beside the first entry that it draws from.
#[tauri::command(async)]
pub(crate) fn remind_of_file(
    shell: State<'_, Shell>,
    entry: RecordId,
    question: String,
    on: String,
) -> Result<FollowUp, Failure> {
    let card = FollowUp {
        id: None,
        entry,
        flag: None,
        due: Due::On(on),
        question,
        outcome: None,
        field: None,
        withdrawn: false,
    };
    shell.open(|journal| journal.set_follow_up(card, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn begin_reflection_on_sheet(
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<Entry, Failure> {
    shell.open(|journal| journal.begin_reflection_on_sheet(id, Moment::now()))
}
