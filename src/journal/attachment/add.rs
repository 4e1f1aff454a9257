//! Adding a file: read in pieces, cleaned if it is a picture, sealed piece by piece. Its record is
//! written last; until then nothing names the pieces, and the next unlock takes away those of a run
//! that was cut off.

use std::io::{self, Cursor, Read};

use zeroize::Zeroizing;

use super::clean::clean;
use super::kind::{LOOKED_AT, mime_of};
use super::name::plain_name;
use super::picture::size_of;
use super::wire::Attachment;
use super::{MOST_BYTES, MOST_IN_ALL};
use crate::journal::catalog::AttachmentState;
use crate::journal::record::{
    AttachmentMeta, BodyAt, Cleaned, Meta, Moment, PIECE, Payload, join_digests, padded_size,
};
use crate::journal::{Journal, JournalError};
use crate::vault::{ContentHasher, Digest, RecordId};

/// How many pieces are written in one transaction: a save waits for no more than 1 MiB.
const STEP: usize = 4;

/// A file that is being added. Dropped before its end, it leaves sealed pieces that nothing names;
/// [`AttachRun::give_up`] takes them away at once.
pub struct AttachRun<'a> {
    id: RecordId,
    entry: RecordId,
    source: Box<dyn Read + 'a>,
    name: String,
    mime: &'static str,
    cleaned: Cleaned,
    pixels: Option<(u32, u32)>,
    hasher: ContentHasher,
    size: u64,
    digests: Vec<Digest>,
    is_at_end: bool,
}

impl<'a> AttachRun<'a> {
    /// Begins to add a file to an entry, which need not be saved yet. A picture is read whole and,
    /// with `clean`, loses what it says beside its pixels; any other file is read as it is written.
    ///
    /// # Errors
    /// [`JournalError::FileUnreadable`]; [`JournalError::AttachmentTooLarge`] for a picture above
    /// [`MOST_BYTES`].
    pub fn begin(
        entry: RecordId,
        name: &str,
        mut source: Box<dyn Read + 'a>,
        clean_it: bool,
    ) -> Result<Self, JournalError> {
        let mut start = Zeroizing::new(vec![0; LOOKED_AT]);
        let read = read_full(&mut source, &mut start)?;
        start.truncate(read);
        let mime = mime_of(&start);
        let mut run = Self {
            id: RecordId::make(),
            entry,
            source: Box::new(io::empty()),
            name: plain_name(name),
            mime,
            cleaned: Cleaned::AsItWas,
            pixels: None,
            hasher: ContentHasher::default(),
            size: 0,
            digests: Vec::new(),
            is_at_end: false,
        };
        let rest = Wiped(Cursor::new(start)).chain(source);
        if !mime.starts_with("image/") {
            run.source = Box::new(rest);
            return Ok(run);
        }
        let mut picture = read_whole(rest)?;
        if clean_it {
            (picture, run.cleaned) = clean(mime, picture);
        }
        run.pixels = size_of(&picture);
        run.source = Box::new(Wiped(Cursor::new(picture)));
        Ok(run)
    }

    /// Returns how many bytes are written.
    pub fn done(&self) -> u64 {
        self.size
    }

    /// Writes the next pieces; returns the file once it is added. A file that is here already is
    /// not kept twice: the entry names that one.
    ///
    /// # Errors
    /// [`JournalError::FileUnreadable`]; [`JournalError::AttachmentTooLarge`];
    /// [`JournalError::AttachmentsFull`]; [`JournalError::Closed`] and [`JournalError::NoSuchEntry`]
    /// for an entry that takes no more; [`JournalError::Store`].
    pub fn step(
        &mut self,
        journal: &mut Journal,
        now: Moment,
    ) -> Result<Option<Attachment>, JournalError> {
        journal.check_takes_files(self.entry)?;
        let mut sealed = Vec::with_capacity(STEP);
        let first = self.digests.len() as u32;
        while sealed.len() < STEP && !self.is_at_end {
            if let Some(piece) = self.next_piece(journal.attached_bytes())? {
                let part = self.digests.len() as u32;
                let chunk = journal.sealer.seal_chunk(self.id, part, &piece);
                self.digests.push(Digest::of(&chunk));
                sealed.push(chunk);
            }
        }
        let id = self.id;
        let put = |tx: &mut crate::store::Transaction<'_>| {
            (first..).zip(&sealed).try_for_each(|(part, chunk)| tx.put_chunk(id, part, chunk))
        };
        if !self.is_at_end {
            journal.store.transact(put)?;
            return Ok(None);
        }
        let digest = self.hasher.hash();
        if let Some(known) = journal.same_file(self.size, &digest) {
            journal.store.transact(|tx| tx.erase_chunks(id))?;
            journal.claim_attachment(known, self.entry, now)?;
            return journal.attachment(known).map(Some);
        }
        let meta = AttachmentMeta {
            name: self.name.clone(),
            mime: self.mime.to_owned(),
            size: self.size,
            digest,
            cleaned: self.cleaned,
            pixels: self.pixels,
            alt: String::new(),
            entries: vec![self.entry],
            added: now,
        };
        let payload = Payload::Attachment(meta.clone());
        let sealed_meta = Meta { written: now, parent: None, body: None, payload };
        let body = join_digests(&self.digests);
        let sealer = &journal.sealer;
        let body = journal.store.transact(|tx| -> Result<BodyAt, JournalError> {
            put(tx)?;
            let mut digest = Digest::from_bytes([0; 32]);
            let seq = tx.append(id, |seq| {
                let revision = sealer.revision(id, seq, sealed_meta, Some(&body));
                digest = revision.body.as_deref().map_or(digest, Digest::of);
                revision
            })?;
            Ok(BodyAt { seq, digest })
        })?;
        journal.catalog.attachments.insert(id, AttachmentState { meta, body });
        journal.note_seen();
        journal.follow_head();
        journal.attachment(id).map(Some)
    }

    /// Ends the run and takes away what it has written.
    ///
    /// # Errors
    /// [`JournalError::Store`]: the next unlock takes it away.
    pub fn give_up(self, journal: &mut Journal) -> Result<(), JournalError> {
        if journal.catalog.attachments.contains_key(&self.id) {
            return Ok(());
        }
        Ok(journal.store.transact(|tx| tx.erase_chunks(self.id))?)
    }

    /// Reads the next piece: content, and zeros after its end; none once all are read.
    fn next_piece(&mut self, others: u64) -> Result<Option<Zeroizing<Vec<u8>>>, JournalError> {
        let written = self.digests.len() as u64 * PIECE as u64;
        let mut piece = Zeroizing::new(vec![0; PIECE]);
        // After the end of the content only zeros follow.
        let read = if written > self.size { 0 } else { read_full(&mut self.source, &mut piece)? };
        self.hasher.update(&piece[..read]);
        self.size += read as u64;
        if self.size > MOST_BYTES {
            return Err(JournalError::AttachmentTooLarge);
        }
        if others + self.size > MOST_IN_ALL {
            return Err(JournalError::AttachmentsFull);
        }
        if read == PIECE {
            return Ok(Some(piece));
        }
        let len = padded_size(self.size).saturating_sub(written).min(PIECE as u64);
        self.is_at_end = written + len >= padded_size(self.size);
        piece.truncate(len as usize);
        Ok((len > 0).then_some(piece))
    }
}

impl Journal {
    /// Adds a file to an entry in one go.
    ///
    /// # Errors
    /// As [`AttachRun::begin`] and [`AttachRun::step`]; what was written is taken away.
    pub fn attach(
        &mut self,
        entry: RecordId,
        name: &str,
        source: Box<dyn Read + '_>,
        clean: bool,
        now: Moment,
    ) -> Result<Attachment, JournalError> {
        let mut run = AttachRun::begin(entry, name, source, clean)?;
        loop {
            match run.step(self, now) {
                Ok(None) => {}
                Ok(Some(file)) => return Ok(file),
                Err(error) => {
                    // What stays is taken away by the next unlock.
                    let _ = run.give_up(self);
                    return Err(error);
                }
            }
        }
    }

    /// Refuses files for an entry that is closed or erased.
    fn check_takes_files(&self, entry: RecordId) -> Result<(), JournalError> {
        if self.catalog.retention.erased.contains_key(&entry) {
            return Err(JournalError::NoSuchEntry);
        }
        let latest = self.catalog.entry(entry).and_then(|state| state.latest.as_ref());
        if latest.is_some_and(|latest| latest.summary.closed) {
            return Err(JournalError::Closed);
        }
        Ok(())
    }

    /// Finds a file of the same content.
    fn same_file(&self, size: u64, digest: &[u8; 32]) -> Option<RecordId> {
        let mut all = self.catalog.attachments.iter();
        let same = |meta: &AttachmentMeta| meta.size == size && meta.digest == *digest;
        all.find(|(_, state)| same(&state.meta)).map(|(id, _)| *id)
    }
}

/// Reads from bytes that are wiped when they are dropped.
struct Wiped(Cursor<Zeroizing<Vec<u8>>>);

impl Read for Wiped {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = usize::try_from(self.0.position()).unwrap_or(usize::MAX);
        let rest = self.0.get_ref().get(from..).unwrap_or_default();
        let read = rest.len().min(into.len());
        into[..read].copy_from_slice(&rest[..read]);
        self.0.set_position((from + read) as u64);
        Ok(read)
    }
}

/// Reads until the buffer is full or the source ends.
fn read_full(source: &mut (impl Read + ?Sized), into: &mut [u8]) -> Result<usize, JournalError> {
    let mut read = 0;
    while read < into.len() {
        match source.read(&mut into[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(JournalError::FileUnreadable(error.kind())),
        }
    }
    Ok(read)
}

/// Reads a picture whole, within the bound.
fn read_whole(source: impl Read) -> Result<Zeroizing<Vec<u8>>, JournalError> {
    let mut source = source.take(MOST_BYTES + 1);
    let mut whole = Zeroizing::new(Vec::new());
    let mut piece = Zeroizing::new(vec![0; PIECE]);
    loop {
        let read = read_full(&mut source, &mut piece)?;
        if read == 0 {
            return Ok(whole);
        }
        if (whole.len() + read) as u64 > MOST_BYTES {
            return Err(JournalError::AttachmentTooLarge);
        }
        if whole.capacity() < whole.len() + read {
            // Grown by hand, so that what is left behind is wiped.
            let mut larger = Zeroizing::new(Vec::with_capacity(2 * whole.len() + read));
            larger.extend_from_slice(&whole);
            whole = larger;
        }
        whole.extend_from_slice(&piece[..read]);
    }
}
