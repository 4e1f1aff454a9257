//! Saving: a draft becomes a revision of the entry.

use zeroize::Zeroizing;

use super::describe::describe;
use super::implied::ImpliedRecords;
use super::wire::Saved;
use crate::forms::{self, Form};
use crate::journal::catalog::{EntryState, LatestRevision};
use crate::journal::record::{
    Body, BodyAt, Draft, EntryInput, EntryMeta, FollowUp, FormMeta, Meta, Moment, Payload,
    from_json, to_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// A revision of an entry that is about to be appended.
pub(crate) struct NewRevision<'a> {
    pub(super) form: &'a Form,
    pub(super) entry: &'a EntryMeta,
    /// Its text; none where the text stays as it is.
    pub(super) body: Option<&'a [u8]>,
    /// Records that it makes.
    pub(super) new: Vec<(RecordId, Payload)>,
    /// Follow-ups that dates in its answers raise, move or withdraw.
    pub(super) cards: Vec<FollowUp>,
    /// The writing that goes on from it; none where the entry is saved.
    pub(super) draft: Option<&'a Draft>,
}

impl<'a> NewRevision<'a> {
    /// Makes one that changes what is known of the entry and nothing else.
    pub(super) fn of(form: &'a Form, entry: &'a EntryMeta) -> Self {
        Self { form, entry, body: None, new: Vec::new(), cards: Vec::new(), draft: None }
    }
}

impl Journal {
    /// Saves what is on the page into a revision; returns once the commit has.
    ///
    /// Content that equals the newest revision makes none. The search index follows afterwards.
    ///
    /// # Errors
    /// As [`Journal::save_draft`], and [`JournalError::Answer`] for an answer that the form does
    /// not allow. Whatever the error, the draft that was saved before is still there.
    pub fn save_revision(
        &mut self,
        input: &EntryInput,
        now: Moment,
    ) -> Result<Saved, JournalError> {
        let mut input = self.on_newest_base(input.clone());
        self.check_base(&input)?;
        let form = self.definition(&input.form, input.form_version)?;
        forms::validate(&form, &input.answers)?;
        self.claim_attachments(input.id, &input.answers, now)?;
        let body = Body::of(&input);
        let ImpliedRecords { links, new } = self.implied_records(&input.head, &form, &body.answers);
        // An earlier state of the sitting may be all the same, but it has made nothing yet.
        let cards = self.cards_of_dates(input.id, &form, &body.answers);
        let makes_nothing = new.is_empty()
            && cards.is_empty()
            && self.cards_to_raise(input.id, &input.head).is_empty();
        if makes_nothing && self.equals_head(&input, &body)? {
            return self.drop_draft(input.id, now);
        }
        let bytes = Zeroizing::new(to_json(&body)?);
        if let Some(earlier) = self.earlier_state(&input, now)? {
            input = self.save_earlier_state(&earlier, input, now)?;
        }
        let mut meta = self.next_meta(&input, &form, now);
        meta.links.extend(links);
        let body_bytes: &[u8] = &bytes;
        let revision =
            NewRevision { body: Some(body_bytes), new, cards, ..NewRevision::of(&form, &meta) };
        self.append_revision(input.id, revision, now)?;
        self.follow(input.id, &form, &body.answers);
        Ok(self.saved(input.id, now))
    }

    /// Saves the drafts left over from an earlier run; those that cannot be saved stay drafts.
    ///
    /// Returns how many stay because their entry had a newer revision.
    pub(crate) fn save_leftover_drafts(&mut self) -> u32 {
        let mut beside = 0;
        // Drafts that cannot even be listed must not keep the rest from being read.
        let Ok(leftovers) = self.store.draft_records() else {
            self.unreadable += 1;
            return 0;
        };
        for id in leftovers {
            beside += u32::from(self.save_leftover_draft(id));
        }
        beside
    }

    /// Saves one draft; says whether it stays because its entry had a newer revision.
    pub(crate) fn save_leftover_draft(&mut self, id: RecordId) -> bool {
        if self.save_leftover_run(id).unwrap_or(true)
            || self.save_leftover_addendum(id).unwrap_or(true)
            || self.save_leftover_jotting(id).unwrap_or(true)
            || self.save_leftover_sheet(id).unwrap_or(true)
        {
            return false;
        }
        match self.open_draft(id) {
            Ok(Some(Draft { input, at })) => match self.save_revision(&input, at) {
                Ok(_) => {}
                Err(JournalError::MovedOn | JournalError::Closed) => return true,
                // The draft stays where it is, and the page shows it with what is wrong. So it
                // does on a full disk, which must not keep a journal from being read.
                Err(_) => self.show_unsaved(&input, at),
            },
            Ok(None) => {}
            Err(_) => self.unreadable += 1,
        }
        false
    }

    /// Appends a revision of an entry, with the form's definition if it is the first use of it.
    pub(crate) fn write_revision(
        &mut self,
        id: RecordId,
        form: &Form,
        entry: &EntryMeta,
        body: Option<&[u8]>,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.append_revision(id, NewRevision { body, ..NewRevision::of(form, entry) }, now)
    }

    /// Appends a revision of an entry with the records that it makes, in one transaction. The draft
    /// is dropped, or replaced by the one that goes on from this revision.
    pub(super) fn append_revision(
        &mut self,
        id: RecordId,
        revision: NewRevision<'_>,
        now: Moment,
    ) -> Result<(), JournalError> {
        let NewRevision { form, entry, body, mut new, mut cards, draft } = revision;
        let before = self.catalog.entry(id).and_then(|state| state.latest.as_ref());
        let parent = before.map(|latest| self.store.digest(latest.seq)).transpose()?;
        let saved_body = before.and_then(|latest| latest.summary.body());
        let meta =
            Meta { written: now, parent, body: saved_body, payload: Payload::Entry(entry.clone()) };
        let definition = self.first_use(form, now)?;
        // A state that is passed through raises nothing: a flag may have been a slip as well.
        let is_saved = draft.is_none();
        if is_saved {
            cards.extend(self.cards_to_raise(id, &entry.head));
        }
        new.extend(cards.into_iter().map(|card| {
            let id = card.id.unwrap_or_else(RecordId::make);
            (id, Payload::FollowUp(FollowUp { id: Some(id), ..card }))
        }));
        // A card that changes is a revision of its own record.
        let parents = new.iter().map(|(made, _)| match self.store.head(*made)? {
            Some(seq) => Ok(Some(self.store.digest(seq)?)),
            None => Ok::<_, JournalError>(None),
        });
        let parents = parents.collect::<Result<Vec<_>, _>>()?;
        let sealer = &self.sealer;
        let mut body_at = saved_body;
        let seq = self.store.transact(|tx| -> Result<Seq, JournalError> {
            if let Some((record, meta, bytes)) = &definition {
                tx.append(*record, |seq| sealer.revision(*record, seq, meta.clone(), Some(bytes)))?;
            }
            let seq = tx.append(id, |seq| {
                let revision = sealer.revision(id, seq, meta, body);
                if let Some(sealed) = &revision.body {
                    body_at = Some(BodyAt { seq, digest: crate::vault::Digest::of(sealed) });
                }
                revision
            })?;
            for ((made, payload), parent) in new.iter().zip(parents) {
                let meta = Meta { written: now, parent, body: None, payload: payload.clone() };
                tx.append(*made, |seq| sealer.revision(*made, seq, meta, None))?;
            }
            match draft {
                Some(draft) => {
                    let input = EntryInput { base: Some(seq.0), ..draft.input.clone() };
                    let plain = Zeroizing::new(to_json(&Draft { input, at: draft.at })?);
                    tx.put_draft(id, &sealer.seal_draft(id, seq, &plain))?;
                }
                None => tx.drop_draft(id)?,
            }
            Ok(seq)
        })?;
        self.catalog.sittings.remove(&id);
        self.discard_unsaved(id);
        self.admit_implied(new);
        if let Some((record, _, _)) = definition {
            self.catalog.forms.insert((form.id.clone(), form.version), record);
        }
        self.catalog.put_revision(id, LatestRevision::of(seq, now, entry, body_at));
        self.index_writer.index().drop_draft(id);
        self.note_seen();
        Ok(())
    }

    /// Keeps a definition readable for ever, though no saved entry may use it yet.
    pub(crate) fn save_definition(&mut self, form: &Form, now: Moment) -> Result<(), JournalError> {
        let Some((record, meta, bytes)) = self.first_use(form, now)? else { return Ok(()) };
        self.write_with_body(record, meta.payload, &bytes, now)?;
        self.catalog.forms.insert((form.id.clone(), form.version), record);
        Ok(())
    }

    /// Prepares the record that keeps a form's definition readable for ever, on its first use.
    pub(crate) fn first_use(
        &self,
        form: &Form,
        now: Moment,
    ) -> Result<Option<(RecordId, Meta, Vec<u8>)>, JournalError> {
        let key = (form.id.clone(), form.version);
        if self.catalog.forms.contains_key(&key) {
            return Ok(None);
        }
        let payload = Payload::Form(FormMeta { id: key.0, version: key.1 });
        let meta = Meta { written: now, parent: None, body: None, payload };
        Ok(Some((RecordId::make(), meta, to_json(form)?)))
    }

    fn next_meta(&self, input: &EntryInput, form: &Form, now: Moment) -> EntryMeta {
        let before = self.catalog.entry(input.id).and_then(|state| state.latest.as_ref());
        let shown = self.catalog.entry(input.id).map(EntryState::shown);
        let mut meta = describe(input, form, shown.as_ref(), now);
        meta.revision = before.map_or(1, |latest| latest.meta().revision + 1);
        meta
    }

    pub(super) fn equals_head(
        &self,
        input: &EntryInput,
        body: &Body,
    ) -> Result<bool, JournalError> {
        let Some(state) = self.catalog.entry(input.id) else { return Ok(false) };
        let Some(latest) = &state.latest else { return Ok(false) };
        let Some(at) = latest.summary.body() else { return Ok(false) };
        if latest.meta().head != input.head {
            return Ok(false);
        }
        let plain = self.open_body(input.id, at)?;
        Ok(from_json::<Body>(&plain).is_ok_and(|latest| latest == *body))
    }

    fn drop_draft(&mut self, id: RecordId, now: Moment) -> Result<Saved, JournalError> {
        self.store.transact(|tx| tx.drop_draft(id))?;
        self.discard_unsaved(id);
        self.catalog.drop_draft(id);
        self.catalog.sittings.remove(&id);
        self.index_writer.index().drop_draft(id);
        let written = self.catalog.entry(id).and_then(|state| state.latest.as_ref());
        let at = written.map_or(now, |latest| latest.summary.written());
        Ok(self.saved(id, at))
    }

    fn show_unsaved(&mut self, input: &EntryInput, at: Moment) {
        if let Ok(meta) = self.describe(input, at) {
            self.catalog.put_draft(input.id, &meta);
            self.follow_draft(input.id, &meta, &input.answers);
        }
    }
}
