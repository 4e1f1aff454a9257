//! Reading a file again: whole, in part, or piece by piece.

use zeroize::Zeroizing;

use crate::journal::record::{PIECE, open_piece, read_digests};
use crate::journal::{Journal, JournalError};
use crate::vault::{ContentHasher, Digest, OpenError, RecordId};

/// Reads a file from its beginning to its end, one piece at a time.
pub struct AttachmentReader {
    id: RecordId,
    size: u64,
    digest: [u8; 32],
    digests: Vec<Digest>,
    next: u32,
    hasher: ContentHasher,
}

impl AttachmentReader {
    /// Returns the length of the file in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Opens the next piece; none after the last one, when the whole was what was added.
    ///
    /// # Errors
    /// [`JournalError::Sealed`] for a piece that does not open or is another, and at the end if the
    /// whole is not what was added; [`JournalError::Store`] for one that is missing.
    pub fn next(&mut self, journal: &Journal) -> Result<Option<Zeroizing<Vec<u8>>>, JournalError> {
        let Some(digest) = self.digests.get(self.next as usize) else {
            let is_whole = self.hasher.hash() == self.digest;
            return if is_whole { Ok(None) } else { Err(OpenError::Forged.into()) };
        };
        let (store, sealer) = (&journal.store, &journal.sealer);
        let piece = open_piece(store, sealer, self.id, self.size, self.next, digest)?;
        self.hasher.update(&piece);
        self.next += 1;
        Ok(Some(piece))
    }
}

impl Journal {
    /// Begins to read a file.
    ///
    /// # Errors
    /// [`JournalError::NoSuchAttachment`]; [`JournalError::Sealed`] when its record is damaged.
    pub fn open_attachment(&self, id: RecordId) -> Result<AttachmentReader, JournalError> {
        let state = self.attachment_state(id)?;
        let (size, digest) = (state.meta.size, state.meta.digest);
        let digests = read_digests(&self.open_body(id, state.body)?, size)?;
        let hasher = ContentHasher::default();
        Ok(AttachmentReader { id, size, digest, digests, next: 0, hasher })
    }

    /// Reads a whole file.
    ///
    /// # Errors
    /// As [`Journal::open_attachment`] and [`AttachmentReader::next`].
    pub fn read_attachment(&self, id: RecordId) -> Result<Zeroizing<Vec<u8>>, JournalError> {
        let mut reader = self.open_attachment(id)?;
        let len = usize::try_from(reader.size).map_err(|_| JournalError::AttachmentTooLarge)?;
        let mut whole = Zeroizing::new(Vec::with_capacity(len));
        while let Some(piece) = reader.next(self)? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }

    /// Reads up to `len` bytes from a place in a file; fewer, or none, at its end.
    ///
    /// # Errors
    /// As [`Journal::open_attachment`] and [`AttachmentReader::next`].
    pub fn read_attachment_range(
        &self,
        id: RecordId,
        from: u64,
        len: usize,
    ) -> Result<Zeroizing<Vec<u8>>, JournalError> {
        let AttachmentReader { size, digests, .. } = self.open_attachment(id)?;
        let end = from.saturating_add(len as u64).min(size);
        let len = usize::try_from(end.saturating_sub(from)).unwrap_or_default();
        let mut range = Zeroizing::new(Vec::with_capacity(len));
        while range.len() < len {
            let at = from + range.len() as u64;
            let (part, within) = ((at / PIECE as u64) as u32, (at % PIECE as u64) as usize);
            let digest = digests.get(part as usize).ok_or(OpenError::Malformed)?;
            let piece = open_piece(&self.store, &self.sealer, id, size, part, digest)?;
            let rest = piece.get(within..).filter(|rest| !rest.is_empty());
            let rest = rest.ok_or(OpenError::Malformed)?;
            let wanted = rest.len().min(len - range.len());
            range.extend_from_slice(&rest[..wanted]);
        }
        Ok(range)
    }
}
