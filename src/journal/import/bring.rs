//! Bringing entries in: many in one transaction, each by the same checks as a save.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;
use zeroize::Zeroizing;

use crate::forms::{self, Answer, Answers, FROM_ELSEWHERE, FieldKind, Form, FormId};
use crate::journal::catalog::LatestRevision;
use crate::journal::entry::describe;
use crate::journal::record::{
    Body, BodyAt, EntryInput, EntryMeta, Head, Meta, Moment, Origin, Payload, to_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::{Digest, RecordId, Seq};

/// An entry that an import brings.
pub(crate) struct Incoming {
    /// A new id, or the entry that is brought up to date.
    pub(crate) id: RecordId,
    /// The form that it is written in; an entry that is brought up to date keeps its own.
    pub(crate) form: FormId,
    pub(crate) head: Head,
    /// When it was made in the other program.
    pub(crate) created: Moment,
    /// Its text, a document of the editor.
    pub(crate) document: Value,
    /// What has no place in the form.
    pub(crate) appendix: Option<Value>,
    pub(crate) key: Option<[u8; 16]>,
    pub(crate) digest: [u8; 32],
}

/// What became of an incoming entry.
pub(crate) enum Brought {
    /// It is in the journal.
    In,
    /// It was changed here since it was looked at, and stays as it is.
    Edited,
    /// It cannot be an entry; the cause.
    Refused(JournalError),
}

/// A revision that is about to be written.
pub(super) struct Revised {
    pub(super) id: RecordId,
    pub(super) form: Arc<Form>,
    pub(super) meta: EntryMeta,
    pub(super) text: Text,
    pub(super) answers: Answers,
}

/// Where the text of such a revision lies.
pub(super) enum Text {
    /// It is new.
    New(Zeroizing<Vec<u8>>),
    /// It is that of an earlier revision.
    Of(Option<BodyAt>),
}

impl Journal {
    /// Brings entries in, in one transaction. One that cannot be an entry keeps no other from it.
    ///
    /// # Errors
    /// [`JournalError::Store`]: none of them is in then.
    pub(crate) fn bring_in(
        &mut self,
        import: RecordId,
        incoming: Vec<Incoming>,
        now: Moment,
    ) -> Result<Vec<Brought>, JournalError> {
        let (mut ready, mut outcomes) = (Vec::new(), Vec::with_capacity(incoming.len()));
        for one in incoming {
            outcomes.push(match self.admit(import, one) {
                Ok(Some(revised)) => {
                    ready.push(revised);
                    Brought::In
                }
                Ok(None) => Brought::Edited,
                Err(
                    error @ (JournalError::TooLarge
                    | JournalError::TooDeep
                    | JournalError::Answer(_)
                    | JournalError::UnknownForm),
                ) => Brought::Refused(error),
                Err(error) => return Err(error),
            });
        }
        self.append_revisions(&ready, now)?;
        Ok(outcomes)
    }

    /// Checks an incoming entry; none if it has been changed here.
    fn admit(&self, import: RecordId, one: Incoming) -> Result<Option<Revised>, JournalError> {
        let before = match self.catalog.entry(one.id) {
            None => None,
            Some(state) => {
                let latest = state.latest.as_ref().filter(|_| !state.has_draft());
                let Some((seq, meta)) = latest.map(|latest| (latest.seq, latest.meta())) else {
                    return Ok(None);
                };
                if !is_untouched(&meta) {
                    return Ok(None);
                }
                Some((seq, meta))
            }
        };
        let form = match &before {
            Some((_, meta)) => self.definition(&meta.form, meta.form_version)?,
            None => self.current_form(&one.form)?,
        };
        let mut head = one.head;
        if let Some((_, meta)) = &before {
            // What was chosen when it first came in stays.
            head.client = head.client.or(meta.head.client);
            head.links.clone_from(&meta.head.links);
        }
        let field = text_field(&form).ok_or(JournalError::UnknownForm)?;
        let mut answers = Answers::from([(field, Answer::Text(one.document))]);
        if let Some(appendix) = one.appendix {
            answers.insert(FROM_ELSEWHERE.to_owned(), Answer::Text(appendix));
        }
        forms::validate(&form, &answers)?;
        let input = EntryInput {
            id: one.id,
            form: form.id.clone(),
            form_version: form.version,
            head,
            answers,
            base: None,
        };
        let body = Body::of(&input);
        let bytes = Zeroizing::new(to_json(&body)?);
        let known = before.as_ref().map(|(_, meta)| meta);
        let mut meta = describe(&input, &form, known, one.created);
        meta.origin = Some(Origin {
            import,
            key: one.key,
            digest: one.digest,
            revision: meta.revision,
            replaced: before.map(|(seq, _)| seq),
        });
        let answers = body.answers;
        Ok(Some(Revised { id: one.id, form, meta, text: Text::New(bytes), answers }))
    }

    /// Has entries point at others, those that nobody has changed since they came.
    pub(crate) fn link_brought(
        &mut self,
        links: &[(RecordId, Vec<RecordId>)],
        now: Moment,
    ) -> Result<u64, JournalError> {
        let mut ready = Vec::new();
        for (id, wanted) in links {
            let Some(state) = self.catalog.entry(*id).filter(|state| !state.has_draft()) else {
                continue;
            };
            let Some(latest) = &state.latest else { continue };
            let mut meta = latest.meta();
            let mut seen: HashSet<RecordId> = meta.head.links.iter().copied().collect();
            seen.insert(*id);
            let fresh: Vec<RecordId> =
                wanted.iter().copied().filter(|other| seen.insert(*other)).collect();
            if fresh.is_empty() || !is_untouched(&meta) || meta.trashed.is_some() {
                continue;
            }
            meta.head.links.extend(fresh);
            meta.revision += 1;
            if let Some(origin) = &mut meta.origin {
                origin.revision = meta.revision;
            }
            let (form, text) =
                (self.definition(&meta.form, meta.form_version)?, latest.summary.body());
            let answers = self.latest_body(*id, latest)?.answers;
            ready.push(Revised { id: *id, form, meta, text: Text::Of(text), answers });
        }
        let linked = ready.len() as u64;
        self.append_revisions(&ready, now)?;
        Ok(linked)
    }

    /// Appends revisions of entries in one transaction, and has lists and search follow.
    pub(super) fn append_revisions(
        &mut self,
        revised: &[Revised],
        now: Moment,
    ) -> Result<(), JournalError> {
        if revised.is_empty() {
            return Ok(());
        }
        let mut definitions = Vec::new();
        let mut parents = Vec::with_capacity(revised.len());
        for one in revised {
            let key = (&one.form.id, one.form.version);
            if !definitions.iter().any(|(form, _): &(Arc<Form>, _)| (&form.id, form.version) == key)
                && let Some(definition) = self.first_use(&one.form, now)?
            {
                definitions.push((Arc::clone(&one.form), definition));
            }
            let latest = self.catalog.entry(one.id).and_then(|state| state.latest.as_ref());
            parents.push(latest.map(|latest| self.store.digest(latest.seq)).transpose()?);
        }
        let sealer = &self.sealer;
        let written = self.store.transact(|tx| {
            for (_, (record, meta, bytes)) in &definitions {
                tx.append(*record, |seq| sealer.revision(*record, seq, meta.clone(), Some(bytes)))?;
            }
            let mut written: Vec<(Seq, Option<BodyAt>)> = Vec::with_capacity(revised.len());
            for (one, parent) in revised.iter().zip(parents) {
                let (former, body) = match &one.text {
                    Text::New(bytes) => (None, Some(bytes.as_slice())),
                    Text::Of(at) => (*at, None),
                };
                let payload = Payload::Entry(one.meta.clone());
                let meta = Meta { written: now, parent, body: former, payload };
                let mut at = former;
                let seq = tx.append(one.id, |seq| {
                    let revision = sealer.revision(one.id, seq, meta, body);
                    if let Some(sealed) = &revision.body {
                        at = Some(BodyAt { seq, digest: Digest::of(sealed) });
                    }
                    revision
                })?;
                written.push((seq, at));
            }
            Ok::<_, JournalError>(written)
        })?;
        for (form, (record, _, _)) in definitions {
            self.catalog.forms.insert((form.id.clone(), form.version), record);
        }
        for (one, (seq, body)) in revised.iter().zip(written) {
            self.catalog.put_revision(one.id, LatestRevision::of(seq, now, &one.meta, body));
        }
        self.follow_all(revised.iter().map(|one| (one.id, &one.meta, &*one.form, &one.answers)));
        self.note_seen();
        Ok(())
    }
}

/// Finds the field that takes a text which knows nothing of the form: the leading one, or the first
/// that takes texts.
fn text_field(form: &Form) -> Option<String> {
    let mut texts = form.fields.iter().filter(|field| field.kind == FieldKind::Text);
    let leads = texts.clone().find(|field| field.id == form.leads);
    leads.or_else(|| texts.next()).map(|field| field.id.clone())
}

/// Returns whether an entry is still as its import wrote it.
pub(super) fn is_untouched(meta: &EntryMeta) -> bool {
    meta.origin.as_ref().is_some_and(|origin| origin.revision == meta.revision)
}
