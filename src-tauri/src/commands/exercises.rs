//! Exercises, and runs of one.

use stillroom::exercises::ExerciseId;
use stillroom::journal::{
    ExerciseOverview, Finished, JournalError, Moment, PathState, Run, RunContext, RunInput,
    RunSaved,
};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn exercise_overview(shell: State<'_, Shell>) -> Result<ExerciseOverview, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.exercise_overview(Moment::now())))
}

#[tauri::command(async)]
pub(crate) fn start_run(
    shell: State<'_, Shell>,
    exercise: ExerciseId,
    client: Option<RecordId>,
    beside: Option<RecordId>,
) -> Result<Run, Failure> {
    shell.open(|journal| journal.start_run(&exercise, client, beside, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn open_run(shell: State<'_, Shell>, id: RecordId) -> Result<Run, Failure> {
    shell.open(|journal| journal.open_run(id))
}

#[tauri::command(async)]
pub(crate) fn run_context(shell: State<'_, Shell>, id: RecordId) -> Result<RunContext, Failure> {
    shell.open(|journal| journal.run_context(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_run(shell: State<'_, Shell>, input: RunInput) -> Result<RunSaved, Failure> {
    shell.open(|journal| journal.save_run(input, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn pause_run(shell: State<'_, Shell>, input: RunInput) -> Result<RunSaved, Failure> {
    shell.open(|journal| journal.pause_run(input, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn finish_run(shell: State<'_, Shell>, input: RunInput) -> Result<Finished, Failure> {
    shell.open(|journal| journal.finish_run(input, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn set_run_aside(
    shell: State<'_, Shell>,
    id: RecordId,
    aside: bool,
) -> Result<Run, Failure> {
    shell.open(|journal| journal.set_run_aside(id, aside, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn set_path(
    shell: State<'_, Shell>,
    on: bool,
    reminder: Option<u8>,
) -> Result<PathState, Failure> {
    shell.open(|journal| journal.set_path(on, reminder, Moment::now()))
}
