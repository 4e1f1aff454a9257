//! A page for supervision as it is sealed: its meta, and its body as JSON.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::Moment;
use crate::vault::RecordId;

/// What a page is made for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum SheetFormat {
    /// A: one question, one minute.
    #[n(0)]
    OneQuestion,
    /// B: the seven windows.
    #[n(1)]
    SevenWindows,
    /// C: a slow replay, in three to six pauses.
    #[n(2)]
    SlowReplay,
    /// D: three needs, each quarter.
    #[n(3)]
    ThreeNeeds,
    /// E: a round over the whole caseload.
    #[n(4)]
    CaseloadRound,
    /// F: a boundary and ethics consult.
    #[n(5)]
    Consult,
    /// G: the arc of a course.
    #[n(6)]
    CourseArc,
    /// H: five minutes in a group.
    #[n(7)]
    FiveMinutes,
    /// P: word and margin, a process recording.
    #[n(8)]
    WordAndMargin,
    /// I: entries in full.
    #[n(9)]
    Entries,
}

/// What is known of a page without opening its body.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct SheetMeta {
    #[n(0)]
    pub(crate) format: SheetFormat,
    #[n(1)]
    pub(crate) client: Option<RecordId>,
    /// The records that it draws from: entries, and in a caseload round the clients.
    #[n(2)]
    pub(crate) sources: Vec<RecordId>,
    /// The day of the supervision, `2026-11-18`.
    #[n(3)]
    pub(crate) on: String,
    /// When it was made.
    #[n(4)]
    pub(crate) made: Moment,
    /// To whom it is brought.
    #[n(5)]
    pub(crate) supervisor: Option<RecordId>,
}

/// Whose names a map of aliases gives; the map is its body.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct AliasMapMeta {
    /// The page that it was made for.
    #[n(0)]
    pub(crate) sheet: RecordId,
    #[n(1)]
    pub(crate) client: Option<RecordId>,
    /// When the page left.
    #[n(2)]
    pub(crate) exported: Moment,
}

/// The body of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SheetBody {
    /// The head revision of each source when the page was last saved.
    pub(crate) revisions: BTreeMap<RecordId, u64>,
    pub(crate) purpose: String,
    /// What the writer changed, by box.
    pub(crate) boxes: BTreeMap<String, EditedBox>,
    /// The boxes that are filled, where a format lets one choose.
    pub(crate) filled: BTreeSet<String>,
    /// The ticked options, by question.
    pub(crate) ticks: BTreeMap<String, String>,
    /// What is not on the page; mine alone.
    pub(crate) left_out: String,
    pub(crate) print_left_out: bool,
    /// Whether what is mine alone in the entries is printed, once.
    #[serde(default)]
    pub(crate) print_mine_alone: bool,
    /// What was decided about what the identifier check found, by its words in small letters.
    pub(crate) decisions: BTreeMap<String, Decision>,
}

/// A box as the writer changed it, and what had been pulled into it then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EditedBox {
    pub(crate) text: String,
    pub(crate) pulled: String,
}

/// What becomes of a word that the identifier check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Decision {
    /// It stays on this page.
    Keep,
    /// These words stand in its place.
    Replace {
        /// The words.
        with: String,
    },
}

/// The journal's own words for the identifier check, as JSON in the body of its record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct IdentifierWords {
    /// Words and phrases that are never found.
    pub keep: Vec<String>,
    /// Words and phrases that always are, with what is to stand in their place.
    pub replace: BTreeMap<String, String>,
}
