//! Legal hold: while one stands, nothing that it covers is erased.

use serde::{Deserialize, Serialize};

use crate::journal::record::{HoldMeta, Meta, Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// A hold over one client's records or over the whole journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Hold {
    /// The record id.
    pub id: RecordId,
    /// The client; none for the whole journal.
    pub client: Option<RecordId>,
    /// Since when.
    pub since: Moment,
    /// Why, in the user's words; may be empty.
    pub words: String,
    /// When it was lifted; none while it stands.
    pub lifted: Option<Moment>,
}

impl Journal {
    /// Returns all holds, those that stand first, newest first.
    pub fn holds(&self) -> Vec<Hold> {
        let holds = &self.catalog.retention.holds;
        let mut holds: Vec<Hold> = holds.iter().map(|(id, meta)| hold(*id, meta)).collect();
        holds.sort_by_key(|hold| (hold.lifted.is_some(), std::cmp::Reverse(hold.since)));
        holds
    }

    /// Puts a client, or the whole journal, on hold; a hold that stands already is returned.
    ///
    /// # Errors
    /// [`JournalError::NoSuchClient`]; [`JournalError::Store`] when it could not be written.
    pub fn put_hold(
        &mut self,
        client: Option<RecordId>,
        words: &str,
        now: Moment,
    ) -> Result<Hold, JournalError> {
        if client.is_some_and(|client| !self.catalog.clients.contains_key(&client)) {
            return Err(JournalError::NoSuchClient);
        }
        let standing = |hold: &Hold| hold.client == client && hold.lifted.is_none();
        if let Some(hold) = self.holds().into_iter().find(standing) {
            return Ok(hold);
        }
        let words = words.trim().to_owned();
        let meta = HoldMeta { client, since: now, words, lifted: None };
        self.write_hold(RecordId::make(), meta, now)
    }

    /// Lifts a hold.
    ///
    /// # Errors
    /// [`JournalError::NoSuchHold`]; [`JournalError::Store`]: it then still stands.
    pub fn lift_hold(&mut self, id: RecordId, now: Moment) -> Result<Hold, JournalError> {
        let meta = self.catalog.retention.holds.get(&id).ok_or(JournalError::NoSuchHold)?;
        let lifted = Some(meta.lifted.unwrap_or(now));
        self.write_hold(id, HoldMeta { lifted, ..meta.clone() }, now)
    }

    /// Returns whether a hold covers a record: one over the whole journal, or over a client whom
    /// the record, its draft or any revision of it names. A revision that cannot be read may name
    /// anyone.
    pub(crate) fn is_held(&self, record: RecordId) -> bool {
        // An alias that was merged into another is held as that other one.
        let now = |id| self.catalog.resolve(id);
        let holds = self.catalog.retention.holds.values();
        let standing: Vec<Option<RecordId>> =
            holds.filter(|hold| hold.lifted.is_none()).map(|hold| hold.client.map(now)).collect();
        if standing.is_empty() || standing.contains(&None) {
            return !standing.is_empty();
        }
        if let Some(file) = self.catalog.attachments.get(&record) {
            // It is held with the entries that name it. Of an erased one nothing is left to hold.
            let is_entry = |id: &&RecordId| {
                !self.catalog.retention.erased.contains_key(*id)
                    && !self.catalog.attachments.contains_key(*id)
            };
            return file.meta.entries.iter().filter(is_entry).any(|entry| self.is_held(*entry));
        }
        let covered = |client| standing.contains(&Some(now(client)));
        let shown = self.catalog.entry(record).and_then(|state| state.summary().client);
        if covered(record) || shown.is_some_and(covered) {
            return true;
        }
        let Ok(revisions) = self.store.revisions(record) else { return true };
        revisions.into_iter().any(|seq| match self.opened_meta(record, seq) {
            Ok(meta) => meta.payload.client().is_some_and(covered),
            Err(_) => true,
        })
    }

    fn opened_meta(&self, record: RecordId, seq: Seq) -> Result<Meta, JournalError> {
        self.sealer.open_meta(record, seq, &self.store.meta(seq)?)
    }

    fn write_hold(
        &mut self,
        id: RecordId,
        meta: HoldMeta,
        now: Moment,
    ) -> Result<Hold, JournalError> {
        self.write_record(id, Payload::Hold(meta.clone()), now)?;
        let written = hold(id, &meta);
        self.catalog.retention.holds.insert(id, meta);
        Ok(written)
    }
}

fn hold(id: RecordId, meta: &HoldMeta) -> Hold {
    let HoldMeta { client, since, words, lifted } = meta.clone();
    Hold { id, client, since, words, lifted }
}
