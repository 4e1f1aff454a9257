//! Opens all that a journal holds, older revisions too, as a check of its health would.

use std::path::Path;

use crate::journal::{Journal, JournalError, Opened, Sealer, open_draft};
use crate::store::Store;
use crate::vault::{Digest, OpenError, RecordId, Seq};

/// One revision as it lies in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its record.
    pub record: RecordId,
    /// Its number.
    pub seq: Seq,
    /// Its body as JSON, if it has one of its own.
    pub body: Option<Vec<u8>>,
}

/// Opens every revision, each meta and body compared with its digest, in order.
///
/// # Errors
/// [`JournalError`] of the first that does not open.
pub fn open_everything(journal: &Journal) -> Result<Vec<Revision>, JournalError> {
    let mut found = Vec::new();
    for (record, _) in journal.store().changed_since(Seq(0))? {
        for seq in journal.store().revisions(record)? {
            found.push(open_revision(journal, record, seq)?);
        }
    }
    found.sort_by_key(|revision| revision.seq);
    Ok(found)
}

fn open_revision(journal: &Journal, record: RecordId, seq: Seq) -> Result<Revision, JournalError> {
    let sealed = journal.store().meta(seq)?;
    if Digest::of(&sealed) != journal.store().digest(seq)? {
        return Err(JournalError::Sealed(OpenError::Forged));
    }
    let meta = journal.sealer().open_meta(record, seq, &sealed)?;
    let own = meta.body.filter(|body| body.seq == seq);
    let body = own.map(|body| journal.open_body(record, body)).transpose()?;
    Ok(Revision { record, seq, body: body.map(|plain| plain.to_vec()) })
}

/// Returns the revisions, and 0 for a draft, whose meta, body or draft has a word in it.
///
/// # Errors
/// [`JournalError`] when something that is there does not open.
pub fn find_word(journal: &Journal, word: &str) -> Result<Vec<(RecordId, Seq)>, JournalError> {
    find_word_in(journal.store(), journal.sealer(), word)
}

/// Returns whether a backup of a journal has a word in it.
///
/// # Errors
/// [`JournalError`] when something that is there does not open.
pub fn find_word_in_copy(journal: &Journal, file: &Path, word: &str) -> Result<bool, JournalError> {
    let copy = Opened::open(file, journal.keys(), journal.id())?;
    Ok(!find_word_in(&copy.store, &copy.sealer, word)?.is_empty())
}

fn find_word_in(
    store: &Store,
    sealer: &Sealer,
    word: &str,
) -> Result<Vec<(RecordId, Seq)>, JournalError> {
    let has = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    let mut found = Vec::new();
    for row in store.rows_after(Seq(0), u32::MAX)? {
        let Some(sealed) = &row.meta else { continue };
        let meta = sealer.open_meta(row.record, row.seq, sealed)?;
        let own = meta.body.filter(|at| at.seq == row.seq).zip(row.body.as_deref());
        let body = own.map(|(at, body)| sealer.open_body(row.record, at, body)).transpose()?;
        if has(&meta.to_bytes()) || body.is_some_and(|body| has(&body)) {
            found.push((row.record, row.seq));
        }
    }
    for record in store.draft_records()? {
        let draft = open_draft(store, sealer, record)?;
        if draft.is_some_and(|(_, plain)| has(&plain)) {
            found.push((record, Seq(0)));
        }
    }
    Ok(found)
}
