//! Exercises, the lexicon, own forms and prompts.

use stillroom::exercises::ExerciseId;
use stillroom::forms::{Form, FormId, Mistake};
use stillroom::journal::{
    CertaintyStep, Craft, Defaults, Finished, FormSaved, JournalError, Lexicon, LexiconTerm,
    Moment, OwnPrompt, PathState, Run, RunInput, RunKept, RunLook, Shelf, TermCount, TermUses,
};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn shelf(shell: State<'_, Shell>) -> Result<Shelf, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.shelf(Moment::now())))
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
pub(crate) fn look_beside_run(shell: State<'_, Shell>, id: RecordId) -> Result<RunLook, Failure> {
    shell.open(|journal| journal.look_beside_run(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn keep_run(shell: State<'_, Shell>, input: RunInput) -> Result<RunKept, Failure> {
    shell.open(|journal| journal.keep_run(input, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn leave_run(shell: State<'_, Shell>, input: RunInput) -> Result<RunKept, Failure> {
    shell.open(|journal| journal.leave_run(input, Moment::now()))
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

#[tauri::command(async)]
pub(crate) fn lexicon(shell: State<'_, Shell>) -> Result<Lexicon, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.lexicon()))
}

#[tauri::command(async)]
pub(crate) fn save_term(shell: State<'_, Shell>, term: LexiconTerm) -> Result<Lexicon, Failure> {
    shell.open(|journal| journal.save_term(&term, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn remove_term(shell: State<'_, Shell>, term: String) -> Result<Lexicon, Failure> {
    shell.open(|journal| journal.remove_term(&term, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn unhide_term(shell: State<'_, Shell>, term: String) -> Result<Lexicon, Failure> {
    shell.open(|journal| journal.unhide_term(&term, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn term_uses(
    shell: State<'_, Shell>,
    term: String,
    limit: u32,
) -> Result<TermUses, Failure> {
    shell.open(|journal| journal.term_uses(&term, limit, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn term_counts(shell: State<'_, Shell>) -> Result<Vec<TermCount>, Failure> {
    shell.open(|journal| journal.term_counts(Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn craft(shell: State<'_, Shell>) -> Result<Craft, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.craft()))
}

#[tauri::command(async)]
pub(crate) fn list_forms(shell: State<'_, Shell>) -> Result<Vec<Form>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.forms()))
}

#[tauri::command(async)]
pub(crate) fn copy_form(shell: State<'_, Shell>, form: FormId) -> Result<Form, Failure> {
    shell.open(|journal| journal.copy_form(&form))
}

#[tauri::command(async)]
pub(crate) fn check_form(shell: State<'_, Shell>, form: Form) -> Result<Vec<Mistake>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.check_form(&form)))
}

#[tauri::command(async)]
pub(crate) fn save_form(shell: State<'_, Shell>, form: Form) -> Result<FormSaved, Failure> {
    shell.open(|journal| journal.save_form(form, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn put_form_away(
    shell: State<'_, Shell>,
    form: FormId,
    away: bool,
) -> Result<Craft, Failure> {
    shell.open(|journal| journal.put_form_away(&form, away, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_prompt(shell: State<'_, Shell>, prompt: OwnPrompt) -> Result<Craft, Failure> {
    shell.open(|journal| journal.save_prompt(prompt, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_defaults(shell: State<'_, Shell>, defaults: Defaults) -> Result<(), Failure> {
    shell.open(|journal| journal.save_defaults(defaults, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn certainty_trail(
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<Vec<CertaintyStep>, Failure> {
    shell.open(|journal| journal.certainty_trail(id))
}
