//! A follow-up: a card that asks later what came of something in an entry.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::{Flag, Moment};
use crate::vault::RecordId;

/// A card that asks what followed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct FollowUp {
    /// The record id; none in a card that is to be made.
    #[serde(default)]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// The entry that it asks about.
    #[n(0)]
    pub entry: RecordId,
    /// The flag that raised it; none for one set by hand or by an exercise.
    #[serde(default)]
    #[n(1)]
    pub flag: Option<Flag>,
    /// When it asks.
    #[n(2)]
    pub due: Due,
    /// What it asks instead of *What followed?*; may be empty.
    #[serde(default)]
    #[n(3)]
    pub question: String,
    /// What came of it; none while it is open.
    #[serde(default)]
    #[n(4)]
    pub outcome: Option<Outcome>,
    /// The answer whose date raised it.
    #[serde(default)]
    #[n(5)]
    pub field: Option<String>,
    /// Whether that date was taken back: the card asks nothing until it is there again.
    #[serde(default)]
    #[n(6)]
    #[cbor(default)]
    pub withdrawn: bool,
}

impl FollowUp {
    /// Makes a card that is open and asks what followed.
    pub fn on(entry: RecordId, due: Due) -> Self {
        Self {
            id: None,
            entry,
            flag: None,
            due,
            question: String::new(),
            outcome: None,
            field: None,
            withdrawn: false,
        }
    }
}

/// When a card asks.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// At the client's next session; the next day where there is no client.
    #[n(0)]
    NextSession,
    /// So many weeks after the entry happened.
    #[n(1)]
    Weeks(#[n(0)] u8),
    /// On a day, as `2026-03-01`.
    #[n(2)]
    On(#[n(0)] String),
}

/// What came of a card.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Outcome {
    /// The answer in a line; empty for a card that was skipped.
    #[n(0)]
    pub answer: String,
    /// When.
    #[n(1)]
    pub at: Moment,
}
