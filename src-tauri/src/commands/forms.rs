//! Forms, own forms and prompts, and their defaults.

use stillroom::forms::{Form, FormId};
use stillroom::journal::{Craft, Defaults, FormSaved, JournalError, Moment, OwnPrompt};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

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
