//! Threads: what is followed from session to session.

use stillroom::journal::{JournalError, Moment, Thread, ThreadPage};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn list_threads(shell: State<'_, Shell>) -> Result<Vec<Thread>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_threads()))
}

#[tauri::command(async)]
pub(crate) fn save_thread(shell: State<'_, Shell>, thread: Thread) -> Result<Thread, Failure> {
    shell.open(|journal| journal.save_thread(thread, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_threads(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Thread, Failure> {
    shell.open(|journal| journal.merge_threads(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn thread_page(shell: State<'_, Shell>, id: RecordId) -> Result<ThreadPage, Failure> {
    shell.open(|journal| journal.thread_page(id, Moment::now()))
}
