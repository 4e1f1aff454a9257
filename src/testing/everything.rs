//! Opens all that a journal holds, older revisions too, as a check of its health would.

use crate::journal::{Journal, JournalError};
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
    for (record, _) in journal.store.changed_since(Seq(0))? {
        for seq in journal.store.revisions(record)? {
            found.push(open_revision(journal, record, seq)?);
        }
    }
    found.sort_by_key(|revision| revision.seq);
    Ok(found)
}

fn open_revision(journal: &Journal, record: RecordId, seq: Seq) -> Result<Revision, JournalError> {
    let sealed = journal.store.meta(seq)?;
    if Digest::of(&sealed) != journal.store.digest(seq)? {
        return Err(JournalError::Sealed(OpenError::Forged));
    }
    let meta = journal.sealer.open_meta(record, seq, &sealed)?;
    let own = meta.body.filter(|body| body.seq == seq);
    let body = own.map(|body| journal.open_body(record, body)).transpose()?;
    Ok(Revision { record, seq, body: body.map(|plain| plain.to_vec()) })
}
