//! What the index takes in.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::vault::{Link, RecordId, Seq};

/// One entry as search sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The entry.
    pub record: RecordId,
    /// When it happened, ms UTC.
    pub happened_ms: i64,
    /// The day on which it happened, as the calendar showed it there.
    pub day: NaiveDate,
    /// Its form's key.
    pub kind: String,
    /// Its client.
    pub client: Option<RecordId>,
    /// That client's alias, searched as text.
    pub alias: Option<String>,
    /// Which session.
    pub session: Option<u32>,
    /// The phase's key.
    pub phase: Option<String>,
    /// The weight's key.
    pub weight: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Texts by field.
    pub texts: Vec<(String, String)>,
    /// The client's own words, one stretch a line.
    pub verbatim: String,
    /// Numeric facets.
    pub numbers: Vec<(String, i64)>,
    /// Keyed facets.
    pub keys: Vec<(String, String)>,
    /// Ready-made filters such as `sup=unasked`.
    pub flags: Vec<String>,
}

/// One change to the index.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Puts an entry in, in place of what was there of it.
    Put(Arc<Document>),
    /// Takes an entry out.
    Forget(RecordId),
}

/// Changes that become findable together.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// How far the store has been followed with them.
    pub mark: Watermark,
    /// Whether nothing is missing from the index with them.
    pub whole: bool,
    /// What [`Index::announce`](super::Index::announce) returned for them; 0 if it was not asked.
    pub announced: u64,
}

/// How far the index has followed the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watermark {
    /// The last revision seen.
    pub seq: Seq,
    /// The chain's link at it: another journal's, or a restored one's, differs.
    pub link: Link,
}

impl Change {
    /// Returns the entry that changes.
    pub(super) fn record(&self) -> RecordId {
        match self {
            Self::Put(document) => document.record,
            Self::Forget(record) => *record,
        }
    }
}

impl Document {
    /// Returns every text that a word may be found in, with its field.
    pub(super) fn all_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let alias = self.alias.iter().map(|alias| ("client", alias.as_str()));
        let tags = self.tags.iter().map(|tag| ("tag", tag.as_str()));
        let texts = self.texts.iter().map(|(field, text)| (field.as_str(), text.as_str()));
        alias.chain(tags).chain(texts)
    }

    /// Returns the keyed filters that it answers to, as `word=value`.
    pub(super) fn facets(&self) -> Vec<String> {
        let mut facets = vec![format!("kind={}", self.kind), format!("year={}", self.day.year())];
        facets.extend(self.client.map(|client| format!("client={client}")));
        facets.extend(self.phase.iter().map(|phase| format!("phase={phase}")));
        facets.extend(self.weight.iter().map(|weight| format!("weight={weight}")));
        facets.extend(self.tags.iter().map(|tag| format!("tag={}", tag.to_lowercase())));
        facets.extend(self.keys.iter().map(|(word, key)| format!("{word}={key}")));
        facets.extend(self.flags.iter().cloned());
        facets
    }

    /// Returns the numbers that it answers to, by filter word.
    pub(super) fn all_numbers(&self) -> impl Iterator<Item = (&str, i64)> {
        let session = self.session.map(|session| ("session", i64::from(session)));
        session
            .into_iter()
            .chain(self.numbers.iter().map(|(word, number)| (word.as_str(), *number)))
    }
}
