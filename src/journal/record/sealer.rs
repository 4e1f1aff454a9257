//! Puts metas and bodies into sealed rows, and opens them again at the same place.

use zeroize::Zeroizing;

use super::meta::{BodyAt, Meta};
use crate::journal::JournalError;
use crate::store::SealedRevision;
use crate::vault::{
    AnchorKey, Digest, JournalId, OpenError, Place, Purpose, RecordId, SealKey, Seq,
};

/// A draft that waits begins with the digest of the draft that it replaces, or zeros.
const OVER_LEN: usize = 32;

/// The keys for rows of the open journal, bound to its id.
pub(crate) struct Sealer {
    pub(crate) journal: JournalId,
    pub(crate) meta: SealKey,
    pub(crate) body: SealKey,
    pub(crate) draft: SealKey,
    pub(crate) chunk: SealKey,
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

    /// Seals a draft that waits through a lock, to be written in place of the draft `over`.
    pub(crate) fn seal_waiting(
        &self,
        record: RecordId,
        base: Seq,
        over: Option<Digest>,
        plain: &[u8],
    ) -> Vec<u8> {
        let mut waiting = Zeroizing::new(Vec::with_capacity(OVER_LEN + plain.len()));
        waiting.extend_from_slice(over.unwrap_or(Digest::from_bytes([0; OVER_LEN])).as_bytes());
        waiting.extend_from_slice(plain);
        self.draft.seal(&self.place(Purpose::WaitingDraft, record, base), &waiting)
    }

    /// Opens a draft begun from the revision `base`, whether it waited through a lock or not.
    pub(crate) fn open_draft(
        &self,
        record: RecordId,
        base: Seq,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        match self.draft.open(&self.place(Purpose::Draft, record, base), sealed) {
            Err(OpenError::Forged) => {
                self.open_waiting(record, base, sealed).map(|(_, plain)| plain)
            }
            opened => opened,
        }
    }

    /// Opens a draft that waited through a lock; returns also the draft that it was to replace.
    pub(crate) fn open_waiting(
        &self,
        record: RecordId,
        base: Seq,
        sealed: &[u8],
    ) -> Result<(Option<Digest>, Zeroizing<Vec<u8>>), OpenError> {
        let waiting = self.draft.open(&self.place(Purpose::WaitingDraft, record, base), sealed)?;
        let (over, plain) = waiting.split_first_chunk().ok_or(OpenError::Malformed)?;
        let over = (*over != [0; OVER_LEN]).then(|| Digest::from_bytes(*over));
        Ok((over, Zeroizing::new(plain.to_vec())))
    }

    /// Seals the piece of a file at a position.
    pub(crate) fn seal_chunk(&self, record: RecordId, part: u32, plain: &[u8]) -> Vec<u8> {
        self.chunk.seal(&self.place(Purpose::Chunk, record, Seq(part.into())), plain)
    }

    /// Opens the piece of a file at a position, after comparing it with the digest that the file's
    /// record names.
    pub(crate) fn open_chunk(
        &self,
        record: RecordId,
        part: u32,
        digest: &Digest,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        if Digest::of(sealed) != *digest {
            return Err(OpenError::Forged);
        }
        self.chunk.open(&self.place(Purpose::Chunk, record, Seq(part.into())), sealed)
    }

    fn place(&self, purpose: Purpose, record: RecordId, seq: Seq) -> Place {
        Place { purpose, journal: self.journal, record, seq }
    }
}
