//! Hours that were signed: their digest says whether a row was changed since.

use serde::{Deserialize, Serialize};

use super::day::day_of;
use crate::journal::record::{KeptRow, Moment, Payload, SignedHoursMeta};
use crate::journal::{Journal, JournalError};
use crate::vault::{Digest, RecordId};

/// A period of a placement that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SignedHours {
    /// The record id.
    #[cfg_attr(test, ts(type = "string"))]
    pub id: RecordId,
    /// The placement.
    #[cfg_attr(test, ts(type = "string"))]
    pub placement: RecordId,
    /// The first day, `2026-09-14`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The day of the signatures.
    pub on: String,
    /// The digest that stands on the paper, in four groups.
    pub digest: String,
    /// Whether a row of it was changed since.
    pub changed: bool,
}

impl Journal {
    /// Says that the record of a period was signed as its rows are now.
    ///
    /// # Errors
    /// [`JournalError::NoSuchDay`] also for a period that ends before it begins,
    /// [`JournalError::BadHours`] for one without a kept row, [`JournalError::NoSuchRecord`],
    /// [`JournalError::Store`].
    pub fn sign_hours(
        &mut self,
        placement: RecordId,
        from: &str,
        to: &str,
        on: &str,
        now: Moment,
    ) -> Result<SignedHours, JournalError> {
        let rows = self.rows_of(placement, from, to)?;
        if rows.is_empty() {
            return Err(JournalError::BadHours);
        }
        let meta = SignedHoursMeta {
            placement,
            from: from.to_owned(),
            to: to.to_owned(),
            digest: digest_of(&rows),
            on: day_of(on)?.to_string(),
            said: now,
            taken_back: None,
        };
        let id = RecordId::make();
        self.write_record(id, Payload::SignedHours(meta.clone()), now)?;
        self.catalog.hours.signed.insert(id, meta.clone());
        Ok(self.signed(id, &meta))
    }

    /// Takes back that a period was signed.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn unsign_hours(&mut self, id: RecordId, now: Moment) -> Result<(), JournalError> {
        let meta = self.catalog.hours.signed.get(&id).ok_or(JournalError::NoSuchRecord)?;
        let meta = SignedHoursMeta { taken_back: Some(now), ..meta.clone() };
        self.write_record(id, Payload::SignedHours(meta.clone()), now)?;
        self.catalog.hours.signed.insert(id, meta);
        Ok(())
    }

    /// Returns what was signed, the latest period first.
    pub fn list_signed_hours(&self) -> Vec<SignedHours> {
        let all = self.catalog.hours.signed.iter().filter(|(_, meta)| meta.taken_back.is_none());
        let mut all: Vec<SignedHours> = all.map(|(id, meta)| self.signed(*id, meta)).collect();
        all.sort_by(|one, other| (&other.to, &other.on).cmp(&(&one.to, &one.on)));
        all
    }

    fn signed(&self, id: RecordId, meta: &SignedHoursMeta) -> SignedHours {
        let now = self.rows_of(meta.placement, &meta.from, &meta.to);
        SignedHours {
            id,
            placement: meta.placement,
            from: meta.from.clone(),
            to: meta.to.clone(),
            on: meta.on.clone(),
            digest: grouped(&meta.digest),
            changed: now.map_or(true, |rows| digest_of(&rows) != meta.digest),
        }
    }

    /// The kept rows of a placement in a period, by day.
    pub(super) fn rows_of(
        &self,
        placement: RecordId,
        from: &str,
        to: &str,
    ) -> Result<Vec<&KeptRow>, JournalError> {
        let (from, to) = (day_of(from)?.to_string(), day_of(to)?.to_string());
        if to < from {
            return Err(JournalError::NoSuchDay);
        }
        self.placement(placement)?;
        let rows = self.catalog.hours.weeks.values().flat_map(|(_, week)| &week.rows);
        let wanted = |row: &&KeptRow| {
            !row.struck && row.placement == Some(placement) && row.day >= from && row.day <= to
        };
        let mut rows: Vec<&KeptRow> = rows.filter(wanted).collect();
        rows.sort_by(|one, other| (&one.day, one.id).cmp(&(&other.day, other.id)));
        Ok(rows)
    }
}

/// BLAKE3 over the rows, in their order.
pub(super) fn digest_of(rows: &[&KeptRow]) -> Digest {
    Digest::of(&rows.iter().flat_map(|row| row.signed_bytes()).collect::<Vec<u8>>())
}

/// The first sixteen hex digits, in four groups: `9f27 c41e 08ba 6d53`.
pub(super) fn grouped(digest: &Digest) -> String {
    let pairs = digest.as_bytes().chunks(2).take(4);
    pairs.map(hex::encode).collect::<Vec<_>>().join(" ")
}
