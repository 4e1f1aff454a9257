//! The basket of questions for supervision, and the reflection on it.

use stillroom::journal::{BasketItem, Entry, JournalError, MinutesOf, Moment};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn basket(shell: State<'_, Shell>) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.basket()))
}

#[tauri::command(async)]
pub(crate) fn order_basket(
    shell: State<'_, Shell>,
    order: Vec<RecordId>,
) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| journal.order_basket(order, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn add_question(
    shell: State<'_, Shell>,
    text: String,
    thread: Option<RecordId>,
) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| journal.add_question(&text, thread, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn drop_question(
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| journal.drop_question(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn mark_asked(
    shell: State<'_, Shell>,
    id: RecordId,
    asked: bool,
) -> Result<BasketItem, Failure> {
    shell.open(|journal| journal.mark_asked(id, asked, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn begin_reflection(
    shell: State<'_, Shell>,
    brought: Vec<RecordId>,
) -> Result<Entry, Failure> {
    shell.open(|journal| journal.begin_reflection(&brought, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn minutes(shell: State<'_, Shell>) -> Result<Vec<MinutesOf>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.minutes()))
}
