//! A saved search.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

/// A query saved under a name.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SavedSearch {
    /// The record id; none in a search that was never saved.
    #[serde(default)]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// Its name, unique without regard to case and accents.
    #[n(0)]
    pub name: String,
    /// The query as typed.
    #[n(1)]
    pub text: String,
    /// Newest first instead of best first.
    #[serde(default)]
    #[n(2)]
    pub by_date: bool,
    /// Whether it was deleted.
    #[serde(default)]
    #[n(3)]
    pub removed: bool,
}
