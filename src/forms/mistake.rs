//! Mistakes in definitions: typed and placed for the editor, with file and line for the build.

use serde::{Deserialize, Serialize};

/// A content file with a mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct FormError {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in a sentence.
    pub reason: String,
}

/// A mistake in a definition, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Mistake {
    /// The path of keys to it, for example `weather.storm`: field, then option or inner field.
    pub near: String,
    /// What is wrong.
    pub reason: MistakeReason,
}

/// What can be wrong with a definition; the words for the editor live in the window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum MistakeReason {
    /// A key with other letters than a to z, digits and `_`.
    #[error("the key `{key}` is not snake_case")]
    NotAKey {
        /// The key.
        key: String,
    },
    /// Two definitions with one id.
    #[error("the id is taken")]
    IdTaken,
    /// Neither a name for the journal nor for one entry.
    #[error("the name is empty")]
    NoName,
    /// Nothing to answer.
    #[error("there are no fields")]
    NoFields,
    /// A prompt that asks nothing.
    #[error("a prompt is empty")]
    BlankPrompt,
    /// Two fields want the caret.
    #[error("more than one field has the caret")]
    TwoCarets,
    /// Two fields with one key at the same level.
    #[error("two fields are called `{field}`")]
    FieldTwice {
        /// The key.
        field: String,
    },
    /// A field or an option without a label.
    #[error("the label is empty")]
    NoLabel,
    /// The first field cannot stand beside another.
    #[error("nothing stands before it to be beside")]
    NothingBefore,
    /// A scale of fewer than two values.
    #[error("the scale ends before it starts")]
    ScaleEnds,
    /// A scale with more values than can be chosen from.
    #[error("a scale has at most {most} values")]
    ScaleTooLong {
        /// How many there can be.
        most: u32,
    },
    /// Anchors for some values only.
    #[error("the scale has {values} values and {anchors} anchors")]
    Anchors {
        /// How many values.
        values: u32,
        /// How many anchors.
        anchors: u32,
    },
    /// Nothing to choose.
    #[error("there is nothing to choose")]
    NoOptions,
    /// Two options with one key.
    #[error("two options are called `{option}`")]
    OptionTwice {
        /// The key.
        option: String,
    },
    /// A link to something that is no noun of the journal.
    #[error("`{to}` is no noun that can be linked")]
    NoNoun {
        /// The word.
        to: String,
    },
    /// A name that no field has.
    #[error("no field is called `{field}`")]
    NoSuchField {
        /// The name.
        field: String,
    },
    /// A key that its field does not offer.
    #[error("no option is called `{option}`")]
    NoSuchOption {
        /// The key.
        option: String,
    },
    /// A cue that asks nothing of a field.
    #[error("the cue asks nothing of `{field}`")]
    NoCondition {
        /// The field.
        field: String,
    },
    /// A filter word that every journal has already, or that cannot be typed as one.
    #[error("the filter `{word}` has a meaning of its own, or is no word")]
    FacetReserved {
        /// The word.
        word: String,
    },
    /// A filter word that holds numbers in one form and words in another.
    #[error("the filter `{word}` is a number elsewhere, or words")]
    FacetMixed {
        /// The word.
        word: String,
    },
    /// A key of a file that means nothing there.
    #[error("nothing is called `{key}` here")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// An answer that a field of the entry does not take.
    #[error("`{target}` does not take the answer to `{field}`")]
    DoesNotFit {
        /// The step's field.
        field: String,
        /// The field or record that it was meant for.
        target: String,
    },
    /// A number that is not the next one, or names something twice.
    #[error("{why}")]
    OutOfLine {
        /// What is out of line, in a sentence.
        why: String,
    },
}

impl FormError {
    /// Places what the TOML reader refused.
    pub(crate) fn parse(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().map_or("", |span| &text[..span.start.min(text.len())]);
        let line = before.matches('\n').count() + 1;
        Self { file: file.into(), line, reason: error.message().into() }
    }
}

impl Mistake {
    /// Names a mistake at a path.
    pub(crate) fn new(near: &str, reason: MistakeReason) -> Self {
        Self { near: near.into(), reason }
    }

    /// Finds the line by walking the path's keys down the file.
    pub(crate) fn in_file(&self, file: &str, text: &str) -> FormError {
        use MistakeReason::{FieldTwice, IdTaken, OptionTwice};
        let second = matches!(self.reason, FieldTwice { .. } | OptionTwice { .. } | IdTaken);
        let lines: Vec<&str> = text.lines().collect();
        let mut at = 0;
        for key in self.near.split('.') {
            at = line_with(&lines, at, key).unwrap_or(at);
        }
        let last = self.near.rsplit('.').next().unwrap_or_default();
        if second && let Some(next) = line_with(&lines, at + 1, last) {
            at = next;
        }
        FormError { file: file.into(), line: at + 1, reason: self.reason.to_string() }
    }
}

/// The first line from `from` on that defines the key, or else that says it.
fn line_with(lines: &[&str], from: usize, key: &str) -> Option<usize> {
    let patterns = [
        vec![format!("id = \"{key}\""), format!("key = \"{key}\"")],
        vec![format!("\"{key}\"")],
        vec![format!("{key} =")],
    ];
    let first = |patterns: &Vec<String>| {
        let says = |line: &&str| patterns.iter().any(|pattern| line.contains(pattern));
        lines.iter().skip(from).position(says).map(|found| from + found)
    };
    patterns.iter().find_map(first)
}
