//! What the index takes in.

use crate::vault::{Link, RecordId, Seq};

/// One entry as search sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The entry.
    pub record: RecordId,
    /// When it happened, ms UTC.
    pub happened_ms: i64,
    /// The calendar year in which it happened, where it happened.
    pub year: i32,
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
    /// The client's own words.
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
    Put(Box<Document>),
    /// Takes an entry out.
    Forget(RecordId),
}

/// How far the index has followed the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watermark {
    /// The last revision seen.
    pub seq: Seq,
    /// The chain's link at it: another journal's, or a restored one's, differs.
    pub link: Link,
}
