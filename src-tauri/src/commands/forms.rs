//! Forms, custom forms and prompts, and their defaults.

use stillroom::forms::{Form, FormId};
use stillroom::journal::{CustomForms, CustomPrompt, Defaults, FormSaved, JournalError, Moment};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn custom_forms(shell: State<'_, Shell>) -> Result<CustomForms, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.custom_forms()))
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
pub(crate) fn archive_form(
    shell: State<'_, Shell>,
    form: FormId,
    away: bool,
) -> Result<CustomForms, Failure> {
    shell.open(|journal| journal.archive_form(&form, away, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_prompt(
    shell: State<'_, Shell>,
    prompt: CustomPrompt,
) -> Result<CustomForms, Failure> {
    shell.open(|journal| journal.save_prompt(prompt, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_defaults(shell: State<'_, Shell>, defaults: Defaults) -> Result<(), Failure> {
    shell.open(|journal| journal.save_defaults(defaults, Moment::now()))
}
