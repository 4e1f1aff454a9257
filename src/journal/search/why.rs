//! Why an entry was found, as the window tells it.

use serde::{Deserialize, Serialize};

use crate::index;

/// One word as typed, and what stands for it in one field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Why {
    /// As typed.
    pub typed: String,
    /// As it stands in the entry, lower case.
    pub found: String,
    /// The field; `client` and `tag` stand for the alias and the tags.
    pub field: String,
    /// How the two belong together.
    pub how: How,
    /// In how many places.
    pub places: u32,
}

/// How a place in an entry matches what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// To the letter.
    Exact,
    /// But for accents.
    Accents,
    /// In another form of the word.
    Stem,
    /// As a continuation of it.
    Prefix,
    /// Words in a row.
    Phrase,
    /// Another word that means the same.
    Synonym,
    /// A near spelling, since nothing matched what was typed.
    Typo,
}

/// A word as typed, with those that were searched as well because they mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Synonyms {
    /// As typed.
    pub typed: String,
    /// The others.
    pub also: Vec<String>,
}

impl From<index::Why> for Why {
    fn from(why: index::Why) -> Self {
        let how = match why.how {
            index::How::Exact => How::Exact,
            index::How::Accents => How::Accents,
            index::How::Stem => How::Stem,
            index::How::Prefix => How::Prefix,
            index::How::Phrase => How::Phrase,
            index::How::Synonym => How::Synonym,
            index::How::Typo => How::Typo,
        };
        let index::Why { typed, found, field, places, .. } = why;
        Self { typed, found, field, how, places }
    }
}
