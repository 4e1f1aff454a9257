//! Addenda: dated texts beside a closed entry, each a record of its own that never changes.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::forms::plain_text;
use crate::journal::catalog::AddendumAt;
use crate::journal::record::{AddendumDraft, AddendumMeta, Moment, Payload, from_json, to_json};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// An addendum to a closed entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Addendum {
    /// The record id.
    pub id: RecordId,
    /// When it was written.
    pub written: Moment,
    /// A ProseMirror document; none where it does not open.
    #[cfg_attr(test, ts(type = "unknown"))]
    pub text: Option<Value>,
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
        self.check_takes_addenda(entry)?;
        if plain_text(&text).trim().is_empty() {
            return Err(JournalError::NameEmpty);
        }
        let draft = self.catalog.addendum_drafts.get(&entry).copied();
        let added = self.write_addendum(draft.unwrap_or_else(RecordId::make), entry, text, now)?;
        self.catalog.addendum_drafts.remove(&entry);
        Ok(added)
    }

    /// Saves the addendum that is being written as a sealed draft, or drops that draft where there
    /// is no text any more; returns once the commit has. A draft that is there at the next unlock
    /// becomes an addendum.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::NotClosed`], [`JournalError::TooDeep`],
    /// [`JournalError::TooLarge`], [`JournalError::Store`]: what was saved before is still there.
    pub fn save_addendum_draft(
        &mut self,
        entry: RecordId,
        text: Option<Value>,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.check_takes_addenda(entry)?;
        let draft = self.catalog.addendum_drafts.get(&entry).copied();
        let Some(text) = text.filter(|text| !plain_text(text).trim().is_empty()) else {
            if let Some(id) = draft {
                self.store.transact(|tx| tx.drop_draft(id))?;
                self.catalog.addendum_drafts.remove(&entry);
                self.note_seen();
            }
            return Ok(());
        };
        let id = draft.unwrap_or_else(RecordId::make);
        let plain = Zeroizing::new(to_json(&AddendumDraft { addendum_to: entry, text, at: now })?);
        let sealed = self.sealer.seal_draft(id, Seq(0), &plain);
        self.store.transact(|tx| tx.put_draft(id, &sealed))?;
        self.catalog.addendum_drafts.insert(entry, id);
        self.note_seen();
        Ok(())
    }

    fn check_takes_addenda(&self, entry: RecordId) -> Result<(), JournalError> {
        let state = self.catalog.entry(entry).ok_or(JournalError::NoSuchEntry)?;
        if state.summary().closed { Ok(()) } else { Err(JournalError::NotClosed) }
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
        let payload = Payload::Addendum(AddendumMeta { entry });
        let body = self.write_with_body(id, payload, &bytes, now)?;
        let at = AddendumAt { entry, seq: body.seq, written: now, body: Some(body) };
        self.catalog.addenda.insert(id, at);
        self.discard_unsaved(id);
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

impl Journal {
    /// Saves the draft of an addendum; says whether the record is one.
    pub(crate) fn save_leftover_addendum(&mut self, id: RecordId) -> Result<bool, JournalError> {
        let Some(sealed) = self.sealed_draft(id)? else { return Ok(false) };
        let Ok(plain) = self.sealer.open_draft(id, Seq(0), &sealed) else { return Ok(false) };
        let Ok(draft) = from_json::<AddendumDraft>(&plain) else { return Ok(false) };
        let AddendumDraft { addendum_to, text, at } = draft;
        if self.catalog.retention.erased.contains_key(&addendum_to) {
            self.store.transact(|tx| tx.drop_draft(id))?;
            self.discard_unsaved(id);
            return Ok(true);
        }
        self.write_addendum(id, addendum_to, text, at)?;
        Ok(true)
    }
}
