//! Writes a revision of a record: every kind but entries and moved clients is written here.

use super::journal::Journal;
use crate::journal::JournalError;
use crate::journal::record::{BodyAt, Meta, Moment, Payload};
use crate::vault::{Digest, RecordId, Seq};

impl Journal {
    /// Appends a revision of a record that has no body.
    pub(crate) fn write_record(
        &mut self,
        id: RecordId,
        payload: Payload,
        now: Moment,
    ) -> Result<Seq, JournalError> {
        let parent = match self.store.head(id)? {
            Some(seq) => Some(self.store.digest(seq)?),
            None => None,
        };
        let meta = Meta { written: now, parent, body: None, payload };
        let sealer = &self.sealer;
        let seq: Result<Seq, JournalError> = self
            .store
            .transact(|tx| Ok(tx.append(id, |seq| sealer.revision(id, seq, meta, None))?));
        let seq = seq?;
        self.note_seen();
        self.follow_head();
        Ok(seq)
    }

    /// Has the anchor follow what was just committed.
    pub(crate) fn note_seen(&self) {
        // The anchor only detects what is older; failing to write it must not fail a save.
        let _ = self.anchor.write(&self.sealer, &self.store);
    }
}

impl Journal {
    /// Appends a revision with a body and ends the record's draft, in one transaction.
    pub(crate) fn write_with_body(
        &mut self,
        id: RecordId,
        payload: Payload,
        body: &[u8],
        now: Moment,
    ) -> Result<BodyAt, JournalError> {
        let parent = match self.store.head(id)? {
            Some(seq) => Some(self.store.digest(seq)?),
            None => None,
        };
        let meta = Meta { written: now, parent, body: None, payload };
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
