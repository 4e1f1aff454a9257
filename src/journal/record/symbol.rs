//! A symbol: an image that a client named.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

/// An image that a client named.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Symbol {
    /// The record id; none in a symbol that is to be made.
    #[serde(default)]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// Their name for it.
    #[n(0)]
    pub name: String,
    /// What sort of image it is.
    #[serde(default)]
    #[n(1)]
    pub sort: Option<SymbolSort>,
    /// Whose it is; none for one's own.
    #[serde(default)]
    #[n(2)]
    pub client: Option<RecordId>,
    /// Whether it is out of the way.
    #[serde(default)]
    #[n(3)]
    pub archived: bool,
    /// The symbol that it was merged into.
    #[serde(default)]
    #[n(4)]
    pub merged: Option<RecordId>,
    /// Names it had before.
    #[serde(default)]
    #[n(5)]
    #[cbor(default)]
    pub was: Vec<String>,
}

/// What sort of image a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum SymbolSort {
    /// A place.
    #[n(0)]
    Place,
    /// Weather.
    #[n(1)]
    Weather,
    /// An animal.
    #[n(2)]
    Animal,
    /// A figure.
    #[n(3)]
    Figure,
    /// An object.
    #[n(4)]
    Object,
}
