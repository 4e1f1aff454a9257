//! What the writer makes of the forms: custom forms, custom prompts, and defaults for any journal.

mod custom;
mod defaults;
mod definitions;
mod prompt;
mod spelling;
mod wire;

pub(crate) use spelling::spelled;
pub use wire::{CustomForm, CustomForms, CustomPrompt, FormSaved};
