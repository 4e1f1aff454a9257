//! Legal hold: while one stands, nothing that it covers is erased.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::journal::Journal;
use crate::journal::error::JournalError;
use crate::journal::head::Moment;
use crate::journal::meta::Noun;
use crate::vault::RecordId;

/// A hold over one client's records or over the whole journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Hold {
    /// The record id.
    #[cfg_attr(test, ts(type = "string"))]
    pub id: RecordId,
    /// The client; none for the whole journal.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub client: Option<RecordId>,
    /// Since when.
    pub since: Moment,
    /// Why, in the user's words; may be empty.
    pub words: String,
    /// When it was lifted; none while it stands.
    pub lifted: Option<Moment>,
}

/// A hold as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct HoldMeta {
    #[n(0)]
    pub(crate) client: Option<RecordId>,
    #[n(1)]
    pub(crate) since: Moment,
    #[n(2)]
    pub(crate) words: String,
    #[n(3)]
    pub(crate) lifted: Option<Moment>,
}

impl Journal {
    /// Returns all holds, those that stand first, newest first.
    pub fn holds(&self) -> Vec<Hold> {
        let holds = &self.catalog.keeping.holds;
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
        let meta = self.catalog.keeping.holds.get(&id).ok_or(JournalError::NoSuchHold)?;
        let lifted = Some(meta.lifted.unwrap_or(now));
        self.write_hold(id, HoldMeta { lifted, ..meta.clone() }, now)
    }

    /// Refuses while a hold covers a record of `client`, or one of no client.
    pub(crate) fn refuse_if_held(&self, client: Option<RecordId>) -> Result<(), JournalError> {
        // An alias that was merged into another is held as that other one.
        let now = |of: Option<RecordId>| of.map(|id| self.catalog.resolve(id));
        let covers = |hold: &HoldMeta| hold.client.is_none() || now(hold.client) == now(client);
        let mut standing = self.catalog.keeping.holds.values().filter(|hold| hold.lifted.is_none());
        if standing.any(covers) { Err(JournalError::OnHold) } else { Ok(()) }
    }

    fn write_hold(
        &mut self,
        id: RecordId,
        meta: HoldMeta,
        now: Moment,
    ) -> Result<Hold, JournalError> {
        self.write_record(id, Noun::Hold(meta.clone()), now)?;
        let written = hold(id, &meta);
        self.catalog.keeping.holds.insert(id, meta);
        Ok(written)
    }
}

fn hold(id: RecordId, meta: &HoldMeta) -> Hold {
    let HoldMeta { client, since, words, lifted } = meta.clone();
    Hold { id, client, since, words, lifted }
}
