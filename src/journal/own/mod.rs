//! What the writer makes of the forms: own forms, own prompts, and defaults for any journal.

mod defaults;
mod form;
mod prompt;
mod wire;

pub(crate) use form::{OwnFormMeta, OwnFormState};
pub(crate) use prompt::PromptMeta;
pub use wire::{Craft, Defaults, FormSaved, OwnForm, OwnPrompt};
