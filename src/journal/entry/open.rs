//! Opening an entry on the page, and starting a new one.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::wire::Entry;
use crate::forms::{Form, FormId};
use crate::journal::catalog::{
    Counts, EntryFilter, EntryRows, EntryState, LatestRevision, is_late,
};
use crate::journal::record::{Body, BodyAt, EntryInput, Head, Moment, from_json};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Returns a slice of a list, newest first by when it happened.
    pub fn list_entries(&self, which: &EntryFilter, offset: u32, limit: u32) -> EntryRows {
        self.catalog.rows(which, offset, limit)
    }

    /// Counts the entries in the trash, in the basket and in each journal.
    pub fn counts(&self) -> Counts {
        self.catalog.counts()
    }

    /// Opens an entry: its draft if one waits, else its newest revision.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`]; [`JournalError::Sealed`] when its body is damaged;
    /// [`JournalError::UnknownForm`] when its form is neither shipped nor in the journal.
    pub fn open_entry(&self, id: RecordId) -> Result<Entry, JournalError> {
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let draft = self.open_draft(id)?.map(|draft| draft.input);
        let latest = state.latest.as_ref().map(|at| self.latest_input(id, at)).transpose()?;
        let (input, draft, other_draft) = choose(latest, draft)?;
        self.page(state, input, draft, other_draft)
    }

    /// Starts an entry; nothing is written until it is saved.
    ///
    /// It inherits client, session, phase and time from the entry it stands beside, else what the
    /// client's newest entries suggest.
    pub fn new_entry(
        &self,
        form: &FormId,
        client: Option<RecordId>,
        beside: Option<RecordId>,
        now: Moment,
    ) -> Result<Entry, JournalError> {
        let definition = self.current_form(form)?;
        let mut head = match beside.and_then(|id| self.catalog.entry(id)) {
            Some(state) => inherited(&state.shown().head),
            None => self.suggested_head(client, now),
        };
        head.mine_alone_fields = definition.mine_alone_fields();
        let answers = self.with_defaults(&definition, &mut head);
        let input = EntryInput {
            id: RecordId::make(),
            form: form.clone(),
            form_version: definition.version,
            head,
            answers,
            base: None,
        };
        Ok(Entry {
            input,
            definition: self.with_prompts((*definition).clone()),
            written: None,
            revised: None,
            revisions: 0,
            draft: false,
            other_draft: None,
            trashed: false,
            closed: None,
            late: false,
        })
    }

    /// Returns a form's definition in one version: shipped, or stored in the journal.
    pub(crate) fn definition(&self, id: &FormId, version: u32) -> Result<Arc<Form>, JournalError> {
        let key = (id.clone(), version);
        if let Some(form) = self.definitions.get(&key) {
            return Ok(form);
        }
        let record = *self.catalog.forms.get(&key).ok_or(JournalError::UnknownForm)?;
        let form: Form = from_json(&self.open_newest_body(record)?)?;
        Ok(self.definitions.insert(key, form))
    }

    /// Opens the body that lies at `at`.
    pub(crate) fn open_body(
        &self,
        record: RecordId,
        at: BodyAt,
    ) -> Result<Zeroizing<Vec<u8>>, JournalError> {
        let sealed = self.store.body(at.seq)?;
        self.sealer.open_body(record, at, &sealed)
    }

    /// Opens the answers of an entry's newest revision.
    pub(crate) fn latest_body(
        &self,
        id: RecordId,
        at: &LatestRevision,
    ) -> Result<Body, JournalError> {
        let at = at.summary.body().ok_or(JournalError::NoSuchEntry)?;
        from_json(&self.open_body(id, at)?)
    }

    fn open_newest_body(&self, record: RecordId) -> Result<Zeroizing<Vec<u8>>, JournalError> {
        let seq = self.store.head(record)?.ok_or(JournalError::UnknownForm)?;
        let meta = self.sealer.open_meta(record, seq, &self.store.meta(seq)?)?;
        self.open_body(record, meta.body.ok_or(JournalError::UnknownForm)?)
    }

    fn latest_input(&self, id: RecordId, at: &LatestRevision) -> Result<EntryInput, JournalError> {
        let body = self.latest_body(id, at)?;
        Ok(EntryInput {
            id,
            form: body.form,
            form_version: body.form_version,
            head: at.meta().head,
            answers: body.answers,
            base: Some(at.seq.0),
        })
    }

    fn page(
        &self,
        state: &EntryState,
        input: EntryInput,
        draft: bool,
        other_draft: Option<EntryInput>,
    ) -> Result<Entry, JournalError> {
        let definition = self.definition(&input.form, input.form_version)?;
        let meta = state.shown();
        let latest = state.latest.as_ref();
        Ok(Entry {
            definition: self.with_prompts((*definition).clone()),
            written: Some(meta.first_written),
            revised: latest.map(|latest| latest.summary.written()),
            revisions: latest.map_or(0, |latest| latest.meta().revision),
            draft,
            other_draft,
            trashed: meta.trashed.is_some(),
            closed: meta.closed,
            late: is_late(input.head.happened, meta.first_written),
            input,
        })
    }
}

/// Chooses what the page shows: a draft begun from the newest revision, else that revision with
/// the draft beside it.
fn choose(
    latest: Option<EntryInput>,
    draft: Option<EntryInput>,
) -> Result<(EntryInput, bool, Option<EntryInput>), JournalError> {
    match (latest, draft) {
        (Some(latest), Some(draft)) if draft.base != latest.base => {
            Ok((latest, false, Some(draft)))
        }
        (_, Some(draft)) => Ok((draft, true, None)),
        (Some(latest), None) => Ok((latest, false, None)),
        (None, None) => Err(JournalError::NoSuchEntry),
    }
}

/// Takes over what an entry about the same hour shares: client, session, phase, time, threads.
pub(crate) fn inherited(head: &Head) -> Head {
    Head {
        happened: head.happened,
        client: head.client,
        session: head.session,
        phase: head.phase,
        threads: head.threads.clone(),
        ..Head::at(head.happened)
    }
}
