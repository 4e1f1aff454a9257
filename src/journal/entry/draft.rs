//! Drafts: what is on the page, sealed within a second of the last keystroke.

use super::describe::describe;
use super::implied::ImpliedRecords;
use super::wire::Saved;
use crate::journal::catalog::{EntryState, row};
use crate::journal::record::{
    Draft, EntryInput, EntryMeta, Moment, base_seq, from_json, open_sealed, to_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Saves what is on the page as a sealed draft; returns once the commit has. From then on
    /// search finds the entry as it stands on the page.
    ///
    /// An earlier state of the same sitting becomes a revision first where this one loses much of
    /// it, and every few minutes of steady writing; both are written in one transaction.
    ///
    /// # Errors
    /// [`JournalError::MovedOn`] when the entry has a newer revision than the one the writing
    /// began from, [`JournalError::Closed`] for a closed entry, [`JournalError::Store`] when the
    /// draft could not be written: what was saved before is still there.
    pub fn save_draft(&mut self, input: EntryInput, now: Moment) -> Result<Saved, JournalError> {
        let mut input = self.on_newest_base(input);
        self.check_base(&input)?;
        self.claim_attachments(input.id, &input.answers, now)?;
        if let Some(earlier) = self.earlier_state(&input, now)? {
            input = self.save_earlier_state(&earlier, input, now)?;
            let meta = self.describe(&input, now)?;
            self.catalog.put_draft(input.id, &meta);
            self.follow_draft(input.id, &meta, &input.answers);
            return Ok(self.saved(input.id, now));
        }
        self.note_in_sitting(&input, now)?;
        let meta = self.describe(&input, now)?;
        let (id, base) = (input.id, base_seq(&input));
        let draft = Draft { input, at: now };
        let plain = zeroize::Zeroizing::new(to_json(&draft)?);
        let sealed = self.sealer.seal_draft(id, base, &plain);
        self.store.transact(|tx| tx.put_draft(id, &sealed))?;
        self.discard_unsaved(id);
        self.catalog.put_draft(id, &meta);
        self.follow_draft(id, &meta, &draft.input.answers);
        self.note_seen();
        Ok(self.saved(id, now))
    }

    /// Opens a draft, whichever revision it was begun from.
    pub(crate) fn open_draft(&self, id: RecordId) -> Result<Option<Draft>, JournalError> {
        let Some(sealed) = self.sealed_draft(id)? else { return Ok(None) };
        let (_, plain) = open_sealed(&self.store, &self.sealer, id, &sealed)?;
        from_json(&plain).map(Some)
    }

    /// Refuses writing that began from an older revision, or on a closed entry.
    pub(crate) fn check_base(&self, input: &EntryInput) -> Result<(), JournalError> {
        let latest = self.catalog.entry(input.id).and_then(|state| state.latest.as_ref());
        match latest {
            Some(latest) if latest.summary.closed => Err(JournalError::Closed),
            Some(latest) if input.base != Some(latest.seq.0) => Err(JournalError::MovedOn),
            None if input.base.is_some() => Err(JournalError::NoSuchEntry),
            // A page left open would otherwise bring back what has been erased.
            None if self.catalog.retention.erased.contains_key(&input.id) => {
                Err(JournalError::NoSuchEntry)
            }
            _ => Ok(()),
        }
    }

    /// Derives the meta of an entry as it stands on the page.
    pub(crate) fn describe(
        &self,
        input: &EntryInput,
        now: Moment,
    ) -> Result<EntryMeta, JournalError> {
        let form = self.definition(&input.form, input.form_version)?;
        let before = self.catalog.entry(input.id).map(EntryState::shown);
        let mut meta = describe(input, &form, before.as_ref(), now);
        // A draft makes nothing yet; what its answers name and is there already is linked.
        let ImpliedRecords { links, new } =
            self.implied_records(&input.head, &form, &input.answers);
        let is_new = |id| new.iter().any(|(made, _)| *made == id);
        meta.links.extend(links.into_iter().filter(|id| !is_new(*id)));
        Ok(meta)
    }

    /// Returns what the window needs after an entry was saved.
    pub(crate) fn saved(&self, id: RecordId, at: Moment) -> Saved {
        let state = self.catalog.entry(id).expect("it has just been saved");
        let base = state.latest.as_ref().map(|latest| latest.seq.0);
        Saved { at, row: row(id, state), base, counts: self.counts() }
    }
}
