//! Erasing, its receipts, and legal holds.

use stillroom::exchange::backup::Erasure;
use stillroom::journal::{ErasePlan, EraseTarget, Hold, JournalError, Moment, Receipt};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn plan_erase(
    shell: State<'_, Shell>,
    target: EraseTarget,
) -> Result<ErasePlan, Failure> {
    shell.open(|journal| journal.plan_erase(target, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn erase(
    shell: State<'_, Shell>,
    target: EraseTarget,
    stamp: String,
    reason: String,
) -> Result<Erasure, Failure> {
    shell.open(|journal| {
        let receipt = journal.erase(target, &stamp, &reason, Moment::now())?;
        Erasure::of(journal, receipt)
    })
}

#[tauri::command(async)]
pub(crate) fn receipts(shell: State<'_, Shell>) -> Result<Vec<Receipt>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.receipts()))
}

#[tauri::command(async)]
pub(crate) fn holds(shell: State<'_, Shell>) -> Result<Vec<Hold>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.holds()))
}

#[tauri::command(async)]
pub(crate) fn put_hold(
    shell: State<'_, Shell>,
    client: Option<RecordId>,
    words: String,
) -> Result<Hold, Failure> {
    shell.open(|journal| journal.put_hold(client, &words, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn lift_hold(shell: State<'_, Shell>, id: RecordId) -> Result<Hold, Failure> {
    shell.open(|journal| journal.lift_hold(id, Moment::now()))
}
