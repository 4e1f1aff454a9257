//! Pages that could not be written before the lock: they wait, sealed, until there is room.
//!
//! Sealing needs the keys and happens while they are there; writing what is sealed needs none.

mod later;
mod put_aside;

use minicbor::{Decode, Encode};
use serde::Deserialize;
use serde_json::Value;

use super::exercise::RunInput;
use super::wire::EntryInput;
use crate::vault::{JournalId, RecordId};

pub(crate) use put_aside::AddendumDraft;

/// What the window holds that could not be kept.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Unkept {
    /// An entry as it stands on the page.
    Entry(Box<EntryInput>),
    /// A run of an exercise as it stands on the screen.
    Run(RunInput),
    /// A text for a closed entry that was not added yet.
    Addendum {
        /// The closed entry.
        #[cfg_attr(test, ts(type = "string"))]
        entry: RecordId,
        /// A ProseMirror document.
        #[cfg_attr(test, ts(type = "unknown"))]
        text: Value,
    },
}

/// A page sealed as the draft that it will be, and bound to its place like any other.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SealedPage {
    #[n(0)]
    journal: JournalId,
    #[n(1)]
    record: RecordId,
    #[cbor(n(2), with = "minicbor::bytes")]
    sealed: Vec<u8>,
}

impl SealedPage {
    /// Encodes pages for a process that takes over; nothing in them can be read.
    pub fn to_bytes(pages: &[Self]) -> Vec<u8> {
        minicbor::to_vec(pages).expect("writing to a Vec cannot fail")
    }

    /// Decodes what [`SealedPage::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Vec<Self>> {
        minicbor::decode(bytes).ok()
    }
}
