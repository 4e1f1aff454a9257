//! What the catalog keeps of hours: placements, rows by week, what was signed, own schemes.

use std::collections::BTreeMap;

use crate::journal::record::{HoursWeekMeta, OwnSchemeMeta, Payload, Placement, SignedHoursMeta};
use crate::schemes::{Scheme, read_scheme};
use crate::vault::RecordId;

/// The part of the catalog that hours need.
#[derive(Default)]
pub(crate) struct Hours {
    pub(crate) placements: BTreeMap<RecordId, Placement>,
    /// The rows of each week, with their record, by the Monday as `2026-11-09`.
    pub(crate) weeks: BTreeMap<String, (RecordId, HoursWeekMeta)>,
    pub(crate) signed: BTreeMap<RecordId, SignedHoursMeta>,
    /// Own schemes; one that was taken out or can no longer be read is none.
    pub(crate) schemes: BTreeMap<RecordId, (OwnSchemeMeta, Option<Scheme>)>,
}

impl Hours {
    /// Takes a record's newest revision, if it is one of those kept here.
    pub(super) fn admit(&mut self, record: RecordId, payload: Payload) {
        match payload {
            Payload::Placement(placement) => {
                self.placements.insert(record, Placement { id: Some(record), ..placement });
            }
            Payload::HoursWeek(week) => {
                self.weeks.insert(week.monday.clone(), (record, week));
            }
            Payload::SignedHours(signed) => {
                self.signed.insert(record, signed);
            }
            Payload::OwnScheme(meta) => {
                let scheme = match meta.removed {
                    None => read_scheme("scheme", &meta.text).ok(),
                    Some(_) => None,
                };
                self.schemes.insert(record, (meta, scheme));
            }
            _ => {}
        }
    }
}
