//! Form definitions, custom forms, defaults and prompts as they are sealed.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::{Certainty, Moment, Weight};
use crate::forms::{Answers, FormId};

/// A form definition's meta.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct FormMeta {
    #[n(0)]
    pub(crate) id: FormId,
    #[n(1)]
    pub(crate) version: u32,
}

/// A custom form's meta with the definition as its body; or a form's defaults.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct CustomFormMeta {
    #[n(0)]
    pub(crate) form: FormId,
    /// 0 where only defaults are kept.
    #[n(1)]
    pub(crate) version: u32,
    #[n(2)]
    pub(crate) away: Option<Moment>,
    /// Whether the body holds defaults instead of a definition.
    #[n(3)]
    pub(crate) defaults: bool,
}

/// A custom prompt.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct PromptMeta {
    #[n(0)]
    pub(crate) form: FormId,
    #[n(1)]
    pub(crate) text: String,
    #[n(2)]
    pub(crate) gone: Option<Moment>,
}

/// What a new entry of one form begins with; sealed as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Defaults {
    /// The form.
    pub form: FormId,
    /// Answers by field key; texts may hold variables.
    #[serde(default)]
    pub answers: Answers,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// How firmly readings are held to begin with.
    #[serde(default)]
    pub certainty: Option<Certainty>,
    /// How entries sit to begin with.
    #[serde(default)]
    pub weight: Option<Weight>,
}
