//! Records other than entries that have a body of their own.

use super::Journal;
use super::error::JournalError;
use super::head::Moment;
use super::meta::{BodyAt, Meta, Noun};
use crate::vault::{Digest, RecordId};

impl Journal {
    /// Appends a revision with a body and ends the record's draft, in one transaction.
    pub(crate) fn write_with_body(
        &mut self,
        id: RecordId,
        noun: Noun,
        body: &[u8],
        now: Moment,
    ) -> Result<BodyAt, JournalError> {
        let parent = match self.store.head(id)? {
            Some(seq) => Some(self.store.digest(seq)?),
            None => None,
        };
        let meta = Meta { written: now, parent, body: None, noun };
        let sealer = &self.sealer;
        let at = self.store.transact(|tx| -> Result<BodyAt, JournalError> {
            let mut digest = None;
            let seq = tx.append(id, |seq| {
                let revision = sealer.revision(id, seq, meta, Some(body));
                digest = revision.body.as_deref().map(Digest::of);
                revision
            })?;
            tx.drop_draft(id)?;
            Ok(BodyAt { seq, digest: digest.expect("a body was given, so one was sealed") })
        })?;
        self.note_seen();
        self.follow_head();
        Ok(at)
    }
}
