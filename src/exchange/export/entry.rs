//! An entry as lossless JSON: every revision that can be read, and the draft that waits.

use serde::{Deserialize, Serialize};

use crate::exchange::ExchangeError;
use crate::forms::{Answers, FormId};
use crate::journal::{EntryInput, Head, Journal, Meta, Moment, Payload};
use crate::vault::{RecordId, Seq};

/// One entry with its history, oldest revision first; the last one is the entry as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportedEntry {
    /// The record id.
    pub id: RecordId,
    /// Its revisions.
    pub revisions: Vec<ExportedRevision>,
    /// What was on the page and is not saved as a revision.
    pub draft: Option<EntryInput>,
    /// How many of its revisions do not open and are missing here.
    pub damaged: u32,
}

/// One revision of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportedRevision {
    /// Its number in the journal.
    pub seq: u64,
    /// When it was written.
    pub written: Moment,
    /// When the entry was first written.
    pub first_written: Moment,
    /// The form.
    pub form: FormId,
    /// The form's version.
    pub form_version: u32,
    /// Date, client, session and so on.
    pub head: Head,
    /// The answers.
    pub answers: Answers,
    /// When it was put in the trash.
    pub trashed: Option<Moment>,
    /// When it was closed.
    pub closed: Option<Moment>,
}

/// The part of a body that an export reads.
#[derive(Deserialize)]
struct Body {
    answers: Answers,
}

impl ExportedEntry {
    /// Reads all revisions of an entry that open.
    pub(super) fn read(journal: &Journal, id: RecordId) -> Result<Self, ExchangeError> {
        let mut entry = Self { id, revisions: Vec::new(), draft: None, damaged: 0 };
        for seq in journal.store().revisions(id)? {
            match revision(journal, id, seq) {
                Some(revision) => entry.revisions.push(revision),
                None => entry.damaged += 1,
            }
        }
        match journal.open_draft(id) {
            Ok(draft) => entry.draft = draft.map(|draft| draft.input),
            Err(_) => entry.damaged += 1,
        }
        Ok(entry)
    }
}

fn revision(journal: &Journal, id: RecordId, seq: Seq) -> Option<ExportedRevision> {
    let sealed = journal.store().meta(seq).ok()?;
    let Meta { written, body, payload, .. } = journal.sealer().open_meta(id, seq, &sealed).ok()?;
    let Payload::Entry(meta) = payload else { return None };
    let body: Body = serde_json::from_slice(&journal.open_body(id, body?).ok()?).ok()?;
    Some(ExportedRevision {
        seq: seq.0,
        written,
        first_written: meta.first_written,
        form: meta.form,
        form_version: meta.form_version,
        head: meta.head,
        answers: body.answers,
        trashed: meta.trashed,
        closed: meta.closed,
    })
}
