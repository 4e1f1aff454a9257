//! What keeping a journal for years needs beside its entries: tombstones, holds, the professional
//! will, the places for backups and the exports under way.

mod exports;
mod hold;
mod places;
mod will;

use std::collections::{BTreeMap, HashMap};

use minicbor::{Decode, Encode};

use super::head::Moment;
use super::meta::{BodyAt, Meta, Noun};
use crate::vault::{RecordId, Seq};

pub(crate) use exports::{ExportUnderWay, Exports};
pub use hold::Hold;
pub(crate) use hold::HoldMeta;
pub use places::BackupPlaces;
pub(crate) use places::beside;
pub use will::Will;

/// What is left of an erased record, in the last revision that it will ever have.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Tombstone {
    /// The revisions whose bytes were taken away; no others may be missing.
    #[n(0)]
    pub(crate) seqs: Vec<Seq>,
    /// Why, in the user's words; may be empty.
    #[n(1)]
    pub(crate) reason: String,
    /// Shared by all that was erased in one go.
    #[n(2)]
    pub(crate) receipt: RecordId,
    /// What it was.
    #[n(3)]
    pub(crate) was: Was,
}

/// What an erased record was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub(crate) enum Was {
    /// An entry.
    #[n(0)]
    Entry,
    /// A client.
    #[n(1)]
    Client,
    /// A record that belonged to one of them.
    #[n(2)]
    Linked,
}

/// A tombstone, and when and where it stands.
pub(crate) struct Erased {
    pub(crate) at: Moment,
    pub(crate) seq: Seq,
    pub(crate) tombstone: Tombstone,
}

/// The part of the catalog that keeping needs.
#[derive(Default)]
pub(crate) struct Keeping {
    pub(crate) erased: HashMap<RecordId, Erased>,
    pub(crate) holds: BTreeMap<RecordId, HoldMeta>,
    pub(crate) places: Option<(RecordId, BackupPlaces)>,
    pub(crate) will: Option<(RecordId, Option<BodyAt>)>,
    pub(crate) exports: Option<(RecordId, Exports)>,
    /// The mark of the export that this very process has under way.
    pub(crate) exporting: Option<String>,
}

impl Keeping {
    /// Takes a record's newest revision, if it is one of those kept here.
    pub(crate) fn admit(&mut self, record: RecordId, seq: Seq, meta: Meta) {
        let Meta { written, body, noun, .. } = meta;
        match noun {
            Noun::Tombstone(tombstone) => {
                self.erased.insert(record, Erased { at: written, seq, tombstone });
            }
            Noun::Hold(hold) => {
                self.holds.insert(record, hold);
            }
            Noun::BackupPlaces(places) => self.places = Some((record, places)),
            Noun::Exports(exports) => self.exports = Some((record, exports)),
            Noun::Will => self.will = Some((record, body)),
            _ => {}
        }
    }
}
