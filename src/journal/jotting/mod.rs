//! Jottings: one line with a time, written in the hour, that waits for the note about it.

use serde::{Deserialize, Serialize};

use crate::journal::record::{JottingDraft, JottingMeta, Moment, Payload, from_json, tidied};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// A jotting has at most so many characters.
const MOST_CHARACTERS: usize = 500;

/// One line noticed in the room, which waits for the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Jotting {
    /// The record id.
    pub id: RecordId,
    /// The line, at most 500 characters.
    pub text: String,
    /// When it was noticed.
    pub at: Moment,
    /// The client whose hour it was; none where that was not known.
    pub client: Option<RecordId>,
}

/// What became of a jotting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum JottingOutcome {
    /// It waits, again.
    Waits,
    /// Its words are in an entry, which has been saved.
    Taken {
        /// The entry.
        entry: RecordId,
    },
    /// It was let go. It is erased 30 days later.
    LetGo,
}

impl Journal {
    /// Saves a line with its time. When it returns, the line is on the disk, sealed.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`] for a line without a word, [`JournalError::TooLarge`] for one of
    /// more than 500 characters, [`JournalError::NoSuchClient`], [`JournalError::Store`].
    pub fn jot(
        &mut self,
        text: &str,
        client: Option<RecordId>,
        now: Moment,
    ) -> Result<Jotting, JournalError> {
        let text = tidied(text);
        if text.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        if text.chars().count() > MOST_CHARACTERS {
            return Err(JournalError::TooLarge);
        }
        let client = client.map(|id| self.catalog.resolve(id));
        if client.is_some_and(|id| self.catalog.client(id).is_none()) {
            return Err(JournalError::NoSuchClient);
        }
        self.write_jotting(RecordId::make(), text, client, now)
    }

    /// Writes a new line; a draft of it ends with that.
    fn write_jotting(
        &mut self,
        id: RecordId,
        text: String,
        client: Option<RecordId>,
        now: Moment,
    ) -> Result<Jotting, JournalError> {
        let meta = JottingMeta { text, at: now, client, entry: None, let_go: None };
        self.write_record(id, Payload::Jotting(meta.clone()), now)?;
        let saved = self.jotting(id, &meta);
        self.catalog.jottings.insert(id, meta);
        Ok(saved)
    }

    /// Writes a line that waited sealed through a lock; says whether the record is one.
    pub(crate) fn save_leftover_jotting(&mut self, id: RecordId) -> Result<bool, JournalError> {
        let Some(sealed) = self.sealed_draft(id)? else { return Ok(false) };
        let Ok(plain) = self.sealer.open_draft(id, Seq(0), &sealed) else { return Ok(false) };
        let Ok(draft) = from_json::<JottingDraft>(&plain) else { return Ok(false) };
        // A client who was erased meanwhile takes what was noticed of them along.
        if draft.client.is_none_or(|client| !self.catalog.retention.erased.contains_key(&client)) {
            self.write_jotting(id, draft.jotting, draft.client, draft.at)?;
        }
        self.store.transact(|tx| tx.drop_draft(id))?;
        self.discard_unsaved(id);
        Ok(true)
    }

    /// Returns the lines that wait, oldest first.
    pub fn list_jottings(&self) -> Vec<Jotting> {
        let waiting = self.catalog.jottings.iter().filter(|(_, meta)| meta.waits());
        let mut waiting: Vec<_> = waiting.map(|(id, meta)| self.jotting(*id, meta)).collect();
        waiting.sort_by_key(|jotting| (jotting.at.utc_ms, jotting.id));
        waiting
    }

    /// Notes what became of a line.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::NoSuchEntry`] when nothing has been saved of
    /// the entry that it was taken into, [`JournalError::Store`]: it then is as it was.
    pub fn set_jotting_outcome(
        &mut self,
        id: RecordId,
        outcome: JottingOutcome,
        now: Moment,
    ) -> Result<Vec<Jotting>, JournalError> {
        let known = self.catalog.jottings.get(&id).ok_or(JournalError::NoSuchRecord)?;
        let (entry, let_go) = match outcome {
            JottingOutcome::Waits => (None, None),
            JottingOutcome::Taken { entry } => (Some(entry), None),
            JottingOutcome::LetGo => (None, Some(now)),
        };
        if entry.is_some_and(|entry| self.catalog.entry(entry).is_none()) {
            return Err(JournalError::NoSuchEntry);
        }
        let meta = JottingMeta { entry, let_go, ..known.clone() };
        self.write_record(id, Payload::Jotting(meta.clone()), now)?;
        self.catalog.jottings.insert(id, meta);
        Ok(self.list_jottings())
    }

    fn jotting(&self, id: RecordId, meta: &JottingMeta) -> Jotting {
        let client = meta.client.map(|client| self.catalog.resolve(client));
        Jotting { id, text: meta.text.clone(), at: meta.at, client }
    }
}
