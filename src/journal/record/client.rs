//! A client as it is sealed.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

/// Whether the work with a client goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ClientStatus {
    /// It goes on.
    #[n(0)]
    Active,
    /// It pauses.
    #[n(1)]
    Paused,
    /// It has ended.
    #[n(2)]
    Ended,
    /// It has ended, and the client is out of the way.
    #[n(3)]
    Archived,
}

/// A client's meta.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct ClientMeta {
    #[n(0)]
    pub(crate) alias: String,
    #[n(1)]
    pub(crate) glyph: String,
    #[n(2)]
    pub(crate) hue: String,
    #[n(3)]
    pub(crate) status: ClientStatus,
    #[n(4)]
    pub(crate) started: Option<String>,
    /// The client that this one turned out to be; its entries move there.
    #[n(5)]
    pub(crate) merged: Option<RecordId>,
}
