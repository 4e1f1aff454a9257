//! Puts metas and bodies into sealed rows, and opens them again at the same place.

use zeroize::Zeroizing;

use super::error::JournalError;
use super::meta::{BodyAt, Meta};
use crate::store::SealedRevision;
use crate::vault::{
    AnchorKey, Digest, JournalId, OpenError, Place, Purpose, RecordId, SealKey, Seq,
};

/// The keys for rows of the open journal, bound to its id.
pub(crate) struct Sealer {
    pub(crate) journal: JournalId,
    pub(crate) meta: SealKey,
    pub(crate) body: SealKey,
    pub(crate) draft: SealKey,
    pub(crate) anchor: AnchorKey,
}

impl Sealer {
    /// Seals a revision with a body of its own; the meta learns where that body lies.
    pub(crate) fn revision(
        &self,
        record: RecordId,
        seq: Seq,
        mut meta: Meta,
        body: Option<&[u8]>,
    ) -> SealedRevision {
        let body = body.map(|plain| {
            let sealed = self.body.seal(&self.place(Purpose::Body, record, seq), plain);
            meta.body = Some(BodyAt { seq, digest: Digest::of(&sealed) });
            sealed
        });
        let plain = Zeroizing::new(meta.to_bytes());
        let meta = self.meta.seal(&self.place(Purpose::Meta, record, seq), &plain);
        SealedRevision { meta, body }
    }

    /// Opens a sealed meta.
    pub(crate) fn open_meta(
        &self,
        record: RecordId,
        seq: Seq,
        sealed: &[u8],
    ) -> Result<Meta, JournalError> {
        let plain = self.meta.open(&self.place(Purpose::Meta, record, seq), sealed)?;
        Meta::from_bytes(&plain)
    }

    /// Opens a sealed meta after comparing it with the digest that the chain names.
    pub(crate) fn open_chained_meta(
        &self,
        record: RecordId,
        seq: Seq,
        digest: &Digest,
        sealed: &[u8],
    ) -> Result<Meta, JournalError> {
        if Digest::of(sealed) != *digest {
            return Err(JournalError::Sealed(OpenError::Forged));
        }
        self.open_meta(record, seq, sealed)
    }

    /// Opens a sealed body after comparing it with the digest in its meta.
    pub(crate) fn open_body(
        &self,
        record: RecordId,
        at: BodyAt,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, JournalError> {
        if Digest::of(sealed) != at.digest {
            return Err(JournalError::Sealed(OpenError::Forged));
        }
        Ok(self.body.open(&self.place(Purpose::Body, record, at.seq), sealed)?)
    }

    /// Seals a draft begun from the revision `base`, 0 for a new entry.
    pub(crate) fn seal_draft(&self, record: RecordId, base: Seq, plain: &[u8]) -> Vec<u8> {
        self.draft.seal(&self.place(Purpose::Draft, record, base), plain)
    }

    /// Opens a draft begun from the revision `base`.
    pub(crate) fn open_draft(
        &self,
        record: RecordId,
        base: Seq,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        self.draft.open(&self.place(Purpose::Draft, record, base), sealed)
    }

    fn place(&self, purpose: Purpose, record: RecordId, seq: Seq) -> Place {
        Place { purpose, journal: self.journal, record, seq }
    }
}
