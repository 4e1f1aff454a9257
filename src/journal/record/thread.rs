//! A thread: a question followed over months.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

/// A question followed over months.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Thread {
    /// The record id; none in a thread that is to be made.
    #[serde(default)]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// The question, in a line.
    #[n(0)]
    pub question: String,
    /// Whose question it is; none for one that goes through several people, or is one's own.
    #[serde(default)]
    #[n(1)]
    pub client: Option<RecordId>,
    /// Whether it is being followed.
    #[serde(default)]
    #[n(2)]
    pub state: ThreadState,
    /// Whether it is out of the way.
    #[serde(default)]
    #[n(3)]
    pub archived: bool,
    /// The thread that it was merged into.
    #[serde(default)]
    #[n(4)]
    pub merged: Option<RecordId>,
}

/// Whether a thread is being followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ThreadState {
    /// It is open.
    #[default]
    #[n(0)]
    Open,
    /// It rests; it need not be answered for that.
    #[n(1)]
    Rested,
}
