//! A supervisor, as pages are brought to them.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

/// Somebody to whom pages are brought, under an alias.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Supervisor {
    /// The record id; none in one that is to be made.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// What the writer calls them.
    #[n(0)]
    pub alias: String,
    /// In which setting they meet.
    #[serde(default)]
    #[n(1)]
    pub setting: Option<SupervisionSetting>,
    /// What was agreed about confidentiality and its limits, at most 4,000 characters.
    #[serde(default)]
    #[n(2)]
    pub limits: String,
    /// Whether they are out of the lists.
    #[serde(default)]
    #[n(3)]
    pub archived: bool,
}

/// In which setting supervision takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum SupervisionSetting {
    /// Two people.
    #[n(0)]
    Individual,
    /// A group with somebody who leads it.
    #[n(1)]
    Group,
    /// Peers.
    #[n(2)]
    Peer,
}
