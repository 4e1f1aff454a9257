//! Addenda: dated texts beside a closed entry, each a record of its own that never changes.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use super::body::{from_json, to_json};
use crate::forms::plain_text;
use crate::journal::Journal;
use crate::journal::error::JournalError;
use crate::journal::head::Moment;
use crate::journal::meta::{BodyAt, Noun};
use crate::vault::{RecordId, Seq};

/// An addendum to a closed entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Addendum {
    /// The record id.
    #[cfg_attr(test, ts(type = "string"))]
    pub id: RecordId,
    /// When it was written.
    pub written: Moment,
    /// A ProseMirror document; none where it does not open.
    #[cfg_attr(test, ts(type = "unknown"))]
    pub text: Option<Value>,
}

/// An addendum's meta.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct AddendumMeta {
    #[n(0)]
    pub(crate) entry: RecordId,
}

/// Where an addendum lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AddendumAt {
    pub(crate) entry: RecordId,
    pub(crate) seq: Seq,
    pub(crate) written: Moment,
    pub(crate) body: Option<BodyAt>,
}

/// The sealed body of an addendum, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct AddendumBody {
    text: Value,
}

impl Journal {
    /// Adds a text to a closed entry; returns once the commit has.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::NotClosed`], [`JournalError::NameEmpty`] for
    /// a text without a word, [`JournalError::TooLarge`], [`JournalError::Store`].
    pub fn add_addendum(
        &mut self,
        entry: RecordId,
        text: Value,
        now: Moment,
    ) -> Result<Addendum, JournalError> {
        let state = self.catalog.entry(entry).ok_or(JournalError::NoSuchEntry)?;
        if !state.known().closed {
            return Err(JournalError::NotClosed);
        }
        if plain_text(&text).trim().is_empty() {
            return Err(JournalError::NameEmpty);
        }
        self.write_addendum(RecordId::make(), entry, text, now)
    }

    /// Writes an addendum, which also ends its draft.
    pub(crate) fn write_addendum(
        &mut self,
        id: RecordId,
        entry: RecordId,
        text: Value,
        now: Moment,
    ) -> Result<Addendum, JournalError> {
        let body = AddendumBody { text };
        let bytes = Zeroizing::new(to_json(&body)?);
        let text = Some(body.text);
        let noun = Noun::Addendum(AddendumMeta { entry });
        let body = self.write_with_body(id, noun, &bytes, now)?;
        let at = AddendumAt { entry, seq: body.seq, written: now, body: Some(body) };
        self.catalog.addenda.insert(id, at);
        self.waits_no_more(id);
        self.follow_entry(entry);
        Ok(Addendum { id, written: now, text })
    }

    /// Returns an entry's addenda, oldest first.
    pub fn addenda_of(&self, entry: RecordId) -> Vec<Addendum> {
        let addenda = self.catalog.addenda.of(entry);
        let mut found: Vec<(Seq, Addendum)> =
            addenda.map(|(id, at)| (at.seq, self.open_addendum(id, at))).collect();
        found.sort_by_key(|(seq, _)| *seq);
        found.into_iter().map(|(_, addendum)| addendum).collect()
    }

    fn open_addendum(&self, id: RecordId, at: &AddendumAt) -> Addendum {
        let plain = at.body.and_then(|body| self.open_body(id, body).ok());
        let body = plain.and_then(|plain| from_json::<AddendumBody>(&plain).ok());
        Addendum { id, written: at.written, text: body.map(|body| body.text) }
    }
}

/// Returns the words of an addendum.
pub(crate) fn addendum_text(addendum: &Addendum) -> String {
    addendum.text.as_ref().map(plain_text).unwrap_or_default()
}
