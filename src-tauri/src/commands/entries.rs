//! Entries: listed, opened, saved, put into the trash.

use std::thread;
use std::time::Duration;

use stillroom::forms::FormId;
use stillroom::journal::{
    BodyCheck, Calendar, Counts, Entry, EntryFilter, EntryInput, EntryRow, EntryRows, JournalError,
    Moment, Neighbours, Notice, OpenedEntry, Saved, TagCount, TodayPage,
};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

/// Texts looked for while the journal is held; short enough that no other command waits noticeably.
const SLICE: usize = 500;
/// What other commands get between two slices.
const PAUSE: Duration = Duration::from_millis(2);

#[tauri::command(async)]
pub(crate) fn list_entries(
    shell: State<'_, Shell>,
    which: EntryFilter,
    offset: u32,
    limit: u32,
) -> Result<EntryRows, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_entries(&which, offset, limit)))
}

#[tauri::command(async)]
pub(crate) fn today_page(shell: State<'_, Shell>) -> Result<TodayPage, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.today_page(Moment::now())))
}

#[tauri::command(async)]
pub(crate) fn calendar(
    shell: State<'_, Shell>,
    from: String,
    to: String,
    year: i32,
) -> Result<Calendar, Failure> {
    shell.open(|journal| journal.calendar(&from, &to, year))
}

#[tauri::command(async)]
pub(crate) fn neighbours(shell: State<'_, Shell>, id: RecordId) -> Result<Neighbours, Failure> {
    shell.open(|journal| journal.neighbours(id))
}

#[tauri::command(async)]
pub(crate) fn counts(shell: State<'_, Shell>) -> Result<Counts, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.counts()))
}

/// Looks whether every entry has its text, beside all else.
#[tauri::command(async)]
pub(crate) fn check_bodies(shell: State<'_, Shell>) -> Result<Option<Notice>, Failure> {
    let mut check = BodyCheck::default();
    while shell.open(|journal| Ok::<_, JournalError>(check.step(journal, SLICE)))? {
        thread::sleep(PAUSE);
    }
    Ok(check.notice())
}

/// Notes that the writer knows of what a notice says, so that it is not said at every unlock.
#[tauri::command(async)]
pub(crate) fn acknowledge_notice(shell: State<'_, Shell>, notice: Notice) -> Result<(), Failure> {
    shell.open(|journal| journal.acknowledge(&notice))
}

#[tauri::command(async)]
pub(crate) fn open_entry(shell: State<'_, Shell>, id: RecordId) -> Result<OpenedEntry, Failure> {
    shell.open(|journal| journal.open_entry_page(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn new_entry(
    shell: State<'_, Shell>,
    form: FormId,
    client: Option<RecordId>,
    beside: Option<RecordId>,
) -> Result<Entry, Failure> {
    shell.open(|journal| journal.new_entry(&form, client, beside, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_draft(shell: State<'_, Shell>, input: EntryInput) -> Result<Saved, Failure> {
    shell.open(|journal| journal.save_draft(input, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_entry(shell: State<'_, Shell>, input: EntryInput) -> Result<Saved, Failure> {
    shell.open(|journal| journal.save_revision(&input, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn trash_entry(shell: State<'_, Shell>, id: RecordId) -> Result<EntryRow, Failure> {
    shell.open(|journal| journal.trash_entry(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn restore_entry(shell: State<'_, Shell>, id: RecordId) -> Result<EntryRow, Failure> {
    shell.open(|journal| journal.restore_entry(id, Moment::now()))
}

/// Returns the journal's own tags and how many entries have each.
#[tauri::command(async)]
pub(crate) fn tag_counts(shell: State<'_, Shell>) -> Result<Vec<TagCount>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.tag_counts()))
}

/// Returns the tags that the tag box completes.
#[tauri::command(async)]
pub(crate) fn tags(shell: State<'_, Shell>) -> Result<Vec<String>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.tags()))
}
