//! What crosses the bridge about custom forms, prompts and defaults.

use serde::{Deserialize, Serialize};

use crate::forms::{Form, FormId, Mistake};
use crate::journal::record::Defaults;
use crate::vault::RecordId;

/// All that the form editor needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CustomForms {
    /// The custom forms by name, also archived ones.
    pub forms: Vec<CustomForm>,
    /// The custom prompts of all forms.
    pub prompts: Vec<CustomPrompt>,
    /// What new entries begin with, where anything was set.
    pub defaults: Vec<Defaults>,
}

/// A custom form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CustomForm {
    /// Its newest version.
    pub form: Form,
    /// Whether it was archived: no new entries, the old ones stay as they are.
    pub away: bool,
    /// How many entries are written with it, in any version.
    pub entries: u32,
}

/// What came of saving a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum FormSaved {
    /// It is saved, with its key and version.
    Saved {
        /// The form as it is now.
        form: Box<Form>,
    },
    /// It has mistakes; nothing was written.
    Refused {
        /// All of them, in reading order.
        mistakes: Vec<Mistake>,
    },
}

/// A prompt of the writer's own, shown among a form's others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CustomPrompt {
    /// The record id; none for one that is to be made.
    #[serde(default)]
    pub id: Option<RecordId>,
    /// The form among whose prompts it is shown.
    pub form: FormId,
    /// The question; may hold `{{alias}}`, `{{session}}` and `{{date}}`.
    pub text: String,
}
