//! A course: a run of preparation, medicine and integration within a therapy.
//!
//! A course is a stretch of one client's sessions. Sessions are numbers (decision 0004), so it
//! names the first and the last of them; what has no session belongs to it by when it happened.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

/// A run of preparation, medicine and integration.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Course {
    /// The record id; none in a course that is to be made.
    #[serde(default)]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// What the therapist calls it, for example *the autumn run*.
    #[n(0)]
    pub name: String,
    /// Whose it is.
    #[n(1)]
    pub client: RecordId,
    /// Its first session.
    #[n(2)]
    pub from: u32,
    /// Its last session; none while it goes on.
    #[serde(default)]
    #[n(3)]
    pub to: Option<u32>,
    /// Whether it is out of the way.
    #[serde(default)]
    #[n(4)]
    pub archived: bool,
    /// The course that it was merged into.
    #[serde(default)]
    #[n(5)]
    pub merged: Option<RecordId>,
}

impl Course {
    /// Returns whether a session belongs to it.
    pub fn has(&self, session: u32) -> bool {
        session >= self.from && self.to.is_none_or(|to| session <= to)
    }

    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.has(other.from) || other.has(self.from)
    }
}
