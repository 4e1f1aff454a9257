//! What the catalog keeps of tombstones, holds, the professional will, backup places and exports.

use std::collections::{BTreeMap, HashMap};

use crate::journal::record::{
    BackupPlaces, BodyAt, Exports, HoldMeta, Meta, Moment, Payload, Tombstone,
};
use crate::vault::{RecordId, Seq};

/// A tombstone, and when and where it stands.
pub(crate) struct Erased {
    pub(crate) at: Moment,
    pub(crate) seq: Seq,
    pub(crate) tombstone: Tombstone,
}

/// The part of the catalog that retention, backups and exports need.
#[derive(Default)]
pub(crate) struct Retention {
    pub(crate) erased: HashMap<RecordId, Erased>,
    pub(crate) holds: BTreeMap<RecordId, HoldMeta>,
    pub(crate) places: Option<(RecordId, BackupPlaces)>,
    pub(crate) will: Option<(RecordId, Option<BodyAt>)>,
    pub(crate) exports: Option<(RecordId, Exports)>,
    /// The mark of the export that this very process has under way.
    pub(crate) exporting: Option<String>,
}

impl Retention {
    /// Takes a record's newest revision, if it is one of those kept here.
    pub(crate) fn admit(&mut self, record: RecordId, seq: Seq, meta: Meta) {
        let Meta { written, body, payload, .. } = meta;
        match payload {
            Payload::Tombstone(tombstone) => {
                self.erased.insert(record, Erased { at: written, seq, tombstone });
            }
            Payload::Hold(hold) => {
                self.holds.insert(record, hold);
            }
            Payload::BackupPlaces(places) => self.places = Some((record, places)),
            Payload::Exports(exports) => self.exports = Some((record, exports)),
            Payload::Will => self.will = Some((record, body)),
            _ => {}
        }
    }
}
