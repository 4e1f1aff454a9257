//! Pages for supervision: preparing them, the identifier check, saving them as files.

use stillroom::exchange::SavedPage;
use stillroom::journal::{
    CheckedSheet, Due, Entry, FollowUp, IdentifierWords, JournalError, Moment, SheetFormat,
    SheetInput, SheetLine, SheetPage,
};
use stillroom::vault::RecordId;
use tauri::{State, WebviewWindow};

use crate::failure::Failure;
use crate::pages::{self, FileKind, Printed};
use crate::picker;
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

/// Has a place picked and writes the page there; none if no place was picked. With `name_missing`
/// the number of a character stands where the fonts have no sign for it.
#[tauri::command]
pub(crate) async fn save_page_file(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    input: SheetInput,
    kind: FileKind,
) -> Result<Option<SavedPage>, Failure> {
    let Some(to) = picker::new_file(&window, &kind.suggested(), kind.ending()).await else {
        return Ok(None);
    };
    pages::write(&shell, input, kind, &to).map(Some)
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
