//! Answers as they are stored: option keys and documents, never labels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::prose::flattened;

/// All answers of one entry, by field key.
pub type Answers = BTreeMap<String, Answer>;

/// The answer to one field. A field that was not answered has no answer at all: 0 is a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A scale's value.
    Scale(i32),
    /// One choice, or own words, and perhaps a text with it.
    Choice {
        /// The chosen option's key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
        /// Own words instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own: Option<String>,
        /// The evidence, a ProseMirror document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "unknown"))]
        text: Option<Value>,
    },
    /// Several choices.
    Choices {
        /// The chosen options' keys in the order chosen.
        keys: Vec<String>,
        /// Own words.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        own: Vec<String>,
    },
    /// A ProseMirror document; unknown nodes are kept as they are.
    Text(#[cfg_attr(test, ts(type = "unknown"))] Value),
    /// One plain line.
    Line(String),
    /// The client's sentences.
    Verbatim(Vec<String>),
    /// A number.
    Number(f64),
    /// Minutes.
    Minutes(u32),
    /// A check that is set.
    Check(bool),
    /// A day as `2026-03-01`.
    Date(String),
    /// Response key to intensity and place.
    Palette(BTreeMap<String, Level>),
    /// Rows of answers.
    Rows(Vec<Answers>),
    /// One block of answers.
    Block(Answers),
    /// Linked record ids.
    Links(Vec<String>),
    /// An answer of a newer version of Stillroom, kept untouched.
    #[serde(untagged)]
    #[cfg_attr(test, ts(skip))]
    Unknown(Value),
}

impl Answer {
    /// Takes the nesting out of its documents; every word stays.
    pub(crate) fn flatten(&mut self) {
        match self {
            Self::Text(document) | Self::Choice { text: Some(document), .. } => {
                *document = flattened(document);
            }
            Self::Rows(rows) => rows.iter_mut().flatten().for_each(|(_, answer)| answer.flatten()),
            Self::Block(answers) => answers.values_mut().for_each(Self::flatten),
            Self::Unknown(value) => *self = Self::Text(flattened(value)),
            _ => {}
        }
    }
}

/// How strong a response was and where it sat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Level {
    /// 0 to 3.
    pub level: u8,
    /// A place in the body, in own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}
