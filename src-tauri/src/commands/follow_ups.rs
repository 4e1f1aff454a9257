//! Flags and the follow-ups that they raise.

use stillroom::journal::{Card, Flag, FollowUp, JournalError, Moment};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn flags(shell: State<'_, Shell>) -> Result<Vec<Flag>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.flags()))
}

#[tauri::command(async)]
pub(crate) fn list_follow_ups(
    shell: State<'_, Shell>,
    client: Option<RecordId>,
) -> Result<Vec<Card>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_follow_ups(client, Moment::now())))
}

#[tauri::command(async)]
pub(crate) fn answer_follow_up(
    shell: State<'_, Shell>,
    id: RecordId,
    answer: String,
) -> Result<FollowUp, Failure> {
    shell.open(|journal| journal.answer_follow_up(id, &answer, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn reopen_follow_up(shell: State<'_, Shell>, id: RecordId) -> Result<FollowUp, Failure> {
    shell.open(|journal| journal.reopen_follow_up(id, Moment::now()))
}
