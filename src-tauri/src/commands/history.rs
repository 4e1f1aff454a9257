//! Revisions of an entry, and what stands around it.

use stillroom::journal::{Addendum, Around, CertaintyStep, Entry, FieldChange, History, Moment};
use stillroom::vault::{RecordId, Seq};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn around(shell: State<'_, Shell>, id: RecordId) -> Result<Around, Failure> {
    shell.open(|journal| journal.around(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn close_entry(shell: State<'_, Shell>, id: RecordId) -> Result<Entry, Failure> {
    shell.open(|journal| journal.close_entry(id, Moment::now()))
}

/// Marks a closed entry as the writer's alone, or takes that back.
#[tauri::command(async)]
pub(crate) fn mark_mine_alone(
    shell: State<'_, Shell>,
    id: RecordId,
    mine_alone: bool,
) -> Result<Entry, Failure> {
    shell.open(|journal| journal.mark_mine_alone(id, mine_alone, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn add_addendum(
    shell: State<'_, Shell>,
    entry: RecordId,
    text: serde_json::Value,
) -> Result<Addendum, Failure> {
    shell.open(|journal| journal.add_addendum(entry, text, Moment::now()))
}

/// Saves the addendum that is being written; returns when that was.
#[tauri::command(async)]
pub(crate) fn save_addendum_draft(
    shell: State<'_, Shell>,
    entry: RecordId,
    text: Option<serde_json::Value>,
) -> Result<Moment, Failure> {
    let now = Moment::now();
    shell.open(|journal| journal.save_addendum_draft(entry, text, now).map(|()| now))
}

#[tauri::command(async)]
pub(crate) fn history(shell: State<'_, Shell>, id: RecordId) -> Result<History, Failure> {
    shell.open(|journal| journal.history(id))
}

#[tauri::command(async)]
pub(crate) fn difference(
    shell: State<'_, Shell>,
    id: RecordId,
    seq: u64,
) -> Result<Vec<FieldChange>, Failure> {
    shell.open(|journal| journal.difference(id, Seq(seq)))
}

#[tauri::command(async)]
pub(crate) fn restore_revision(
    shell: State<'_, Shell>,
    id: RecordId,
    seq: u64,
) -> Result<Entry, Failure> {
    shell.open(|journal| journal.restore_revision(id, Seq(seq), Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn certainty_trail(
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<Vec<CertaintyStep>, Failure> {
    shell.open(|journal| journal.certainty_trail(id))
}
