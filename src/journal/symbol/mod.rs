//! Symbols: an image in the client's own name for it, and where it appears.

mod page;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Journal;
use super::error::JournalError;
use super::head::Moment;
use super::named::named;
use crate::vault::RecordId;

pub use page::SymbolPage;

/// An image that a client named.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Symbol {
    /// The record id; none in a symbol that is to be made.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
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
    #[cfg_attr(test, ts(type = "string | null"))]
    #[n(2)]
    pub client: Option<RecordId>,
    /// Whether it is out of the way.
    #[serde(default)]
    #[n(3)]
    pub archived: bool,
    /// The symbol that it was merged into.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
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

named!(Symbol: name, apart by |one| one.client, in symbols, was was);

impl Journal {
    /// Returns all symbols, by name.
    pub fn list_symbols(&self) -> Vec<Symbol> {
        self.all_named()
    }

    /// Makes or changes a symbol.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`] by another symbol of the same
    /// client, [`JournalError::NoSuchClient`], [`JournalError::NoSuchRecord`],
    /// [`JournalError::Store`].
    pub fn save_symbol(&mut self, symbol: Symbol, now: Moment) -> Result<Symbol, JournalError> {
        self.check_client(symbol.client)?;
        self.keep_named(symbol, now)
    }

    /// Makes two symbols one; every appearance of the first counts as one of the second.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::SameRecord`], [`JournalError::Store`].
    pub fn merge_symbols(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<Symbol, JournalError> {
        self.merge_named(from, into, now)
    }
}
