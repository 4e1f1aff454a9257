//! The query language: any string becomes a small typed tree.

mod date;
mod filter;
mod nearest;
mod parse;
mod token;

use std::ops::{Bound, RangeInclusive};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::locale::English;
use crate::vault::RecordId;

pub(super) use nearest::{distance, prefix_distance};
pub use parse::parse;

/// The longest query that is read, in characters.
pub(super) const LONGEST_QUERY: usize = 2_000;

/// A query. An empty one matches everything.
#[derive(Debug, Clone, PartialEq)]
pub struct Query(pub(super) Node);

/// One node of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Everything.
    All,
    /// A word; the last one of a query while typing also stands for its continuations.
    Word { text: String, prefix: bool, origin: Origin },
    /// Words in this order; `said` asks for them in the client's own words.
    Phrase { text: String, said: bool, origin: Origin },
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A filter with these exact values, any of them.
    Facet { word: String, values: Vec<String> },
    /// A numeric filter with its bounds.
    Number { word: String, range: RangeInclusive<i64> },
    /// The day on which it happened, at that place and time.
    Day(Bound<NaiveDate>, Bound<NaiveDate>),
}

/// Where a word of a query comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// It was typed.
    Typed,
    /// It means the same as what was typed.
    Synonym { of: String },
    /// It is spelled nearly like what was typed.
    Typo { of: String },
}

/// What the words of a query can mean.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Form keys and the names of their journals.
    pub kinds: Vec<(String, String)>,
    /// Clients and their aliases.
    pub clients: Vec<(RecordId, String)>,
    /// The keys of the phases of the work, in their order.
    pub phases: Vec<&'static str>,
    /// The keys of how sure a note is, weakest first.
    pub certainties: Vec<&'static str>,
    /// The keys of how a note sits with the writer, lightest first.
    pub weights: Vec<&'static str>,
    /// Filters that the forms define.
    pub facets: Vec<Facet>,
    /// Rings of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// The English whose dates are read; none for that of the system.
    pub english: Option<English>,
}

/// A filter that a form defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The filter word, for example `ladder`.
    pub word: String,
    /// Its heading.
    pub label: String,
    /// Whether it holds numbers.
    pub numeric: bool,
    /// The keys it holds otherwise, with their labels.
    pub keys: Vec<(String, String)>,
}

/// A query as understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The query.
    pub query: Query,
    /// The filters in it, with where they stand in UTF-16 code units.
    pub filters: Vec<(String, [u32; 2])>,
    /// Words as typed, each with those that were searched as well because they mean the same.
    pub synonyms: Vec<(String, Vec<String>)>,
    /// What was wrong, if anything; the rest is still a query.
    pub complaint: Option<Complaint>,
}

/// What is wrong with a query; the words live in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "complaint", rename_all = "snake_case")]
pub enum Complaint {
    /// A filter word that is nearly a known one.
    UnknownFilter {
        /// As typed.
        word: String,
        /// The nearest known one.
        nearest: String,
    },
    /// A filter whose value cannot be read.
    BadValue {
        /// The filter.
        filter: String,
        /// As typed.
        value: String,
        /// An example that works.
        example: String,
    },
    /// A quotation mark that is never closed; read as if closed at the end.
    OpenQuote,
    /// Longer than 2,000 characters; only those were read.
    TooLong,
}

impl Query {
    /// Returns the words and phrases that must or may match, for marking.
    pub(super) fn positive(&self) -> Vec<&Node> {
        let mut found = Vec::new();
        let mut open = vec![&self.0];
        while let Some(node) = open.pop() {
            match node {
                Node::And(nodes) | Node::Or(nodes) => open.extend(nodes),
                Node::Word { .. } | Node::Phrase { .. } => found.push(node),
                _ => {}
            }
        }
        found
    }
}
