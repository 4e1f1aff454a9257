//! History: every revision of an entry, and an older one restored as a new one.

use serde::{Deserialize, Serialize};

use super::wire::Entry;
use crate::journal::record::{
    Body, BodyAt, Draft, EntryInput, EntryMeta, Meta, Moment, Payload, from_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// All revisions of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct History {
    /// The revisions, oldest first.
    pub revisions: Vec<Revision>,
    /// For a closed entry: whether its text is still the one that was closed.
    pub closed_text_stands: Option<bool>,
}

/// One revision of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Revision {
    /// Its number in the chain of all revisions.
    pub seq: u64,
    /// Its number among those of this entry, from 1.
    pub number: u32,
    /// When it was written.
    pub written: Moment,
    /// How many words it has.
    pub words: u32,
    /// What it changed.
    pub changed: Vec<Changed>,
}

/// What a revision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// It is the first.
    Began,
    /// Text or answers.
    Answers,
    /// Date, client, tags and so on.
    Head,
    /// It closed the entry.
    Closed,
    /// It put the entry in the trash.
    Trashed,
    /// It took the entry out of the trash.
    Restored,
}

/// A revision as it was opened: its meta, and where its text lies.
pub(crate) struct Opened {
    pub(super) seq: Seq,
    pub(super) written: Moment,
    pub(super) body: Option<BodyAt>,
    pub(super) meta: EntryMeta,
}

impl Journal {
    /// Returns all revisions of an entry that can still be opened.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::Store`].
    pub fn history(&self, id: RecordId) -> Result<History, JournalError> {
        let opened = self.revisions_of(id)?;
        let mut before: Option<&Opened> = None;
        let mut revisions = Vec::with_capacity(opened.len());
        for now in &opened {
            revisions.push(Revision {
                seq: now.seq.0,
                number: now.meta.revision,
                written: now.written,
                words: now.meta.words,
                changed: changed(before, now),
            });
            before = Some(now);
        }
        Ok(History { revisions, closed_text_stands: closed_text_stands(&opened) })
    }

    /// Brings an older revision back as a new one; a draft becomes a revision first, so that
    /// nothing is overwritten.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`] for a revision that is not this entry's,
    /// [`JournalError::Closed`], [`JournalError::Sealed`] when its text is damaged,
    /// [`JournalError::Store`].
    pub fn restore_revision(
        &mut self,
        id: RecordId,
        seq: Seq,
        now: Moment,
    ) -> Result<Entry, JournalError> {
        if let Some(Draft { input, .. }) = self.open_draft(id)? {
            self.save_revision(&input, now)?;
        }
        let older = self.revision_of(id, seq)?;
        let body = self.body_of(id, &older)?;
        let newest = self.catalog.entry(id).and_then(|state| state.latest.as_ref());
        let mut head = older.meta.head;
        head.client = head.client.map(|client| self.catalog.resolve(client));
        let input = EntryInput {
            id,
            form: body.form,
            form_version: body.form_version,
            head,
            answers: body.answers,
            base: newest.map(|latest| latest.seq.0),
        };
        self.save_revision(&input, now)?;
        self.open_entry(id)
    }

    /// Opens the metas of an entry's revisions, oldest first.
    pub(super) fn revisions_of(&self, id: RecordId) -> Result<Vec<Opened>, JournalError> {
        self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let mut opened = Vec::new();
        for seq in self.store.revisions(id)? {
            // What was erased or does not open is left out; Journal health says so.
            let Ok(sealed) = self.store.meta(seq) else { continue };
            let Ok(meta) = self.sealer.open_meta(id, seq, &sealed) else { continue };
            if let Meta { written, body, payload: Payload::Entry(meta), .. } = meta {
                opened.push(Opened { seq, written, body, meta });
            }
        }
        Ok(opened)
    }

    pub(super) fn revision_of(&self, id: RecordId, seq: Seq) -> Result<Opened, JournalError> {
        let found = self.revisions_of(id)?.into_iter().find(|opened| opened.seq == seq);
        found.ok_or(JournalError::NoSuchEntry)
    }

    pub(super) fn body_of(&self, id: RecordId, at: &Opened) -> Result<Body, JournalError> {
        from_json(&self.open_body(id, at.body.ok_or(JournalError::NoSuchEntry)?)?)
    }
}

fn changed(before: Option<&Opened>, now: &Opened) -> Vec<Changed> {
    let Some(before) = before else { return vec![Changed::Began] };
    let (was, is) = (&before.meta, &now.meta);
    let all = [
        (before.body != now.body, Changed::Answers),
        (was.head != is.head, Changed::Head),
        (was.closed.is_none() && is.closed.is_some(), Changed::Closed),
        (was.trashed.is_none() && is.trashed.is_some(), Changed::Trashed),
        (was.trashed.is_some() && is.trashed.is_none(), Changed::Restored),
    ];
    all.into_iter().filter(|(happened, _)| *happened).map(|(_, change)| change).collect()
}

/// Every revision from the closing one on must name the same sealed text, and stay closed.
fn closed_text_stands(opened: &[Opened]) -> Option<bool> {
    let at = opened.iter().position(|opened| opened.meta.closed.is_some())?;
    let closing = &opened[at];
    let stands =
        |later: &Opened| later.body == closing.body && later.meta.closed == closing.meta.closed;
    Some(opened[at..].iter().all(stands))
}
