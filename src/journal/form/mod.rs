//! What the writer makes of the forms: own forms, own prompts, and defaults for any journal.

mod defaults;
mod definitions;
mod own;
mod prompt;
mod wire;

pub use wire::{Craft, FormSaved, OwnForm, OwnPrompt};
