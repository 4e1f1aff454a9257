//! One sealed file: blocks of 16 KiB, each authenticated with its place.
//!
//! ```text
//! file  = file id(16) || block* ; block = ciphertext(16384, the last one 0..=16384) || tag(16)
//! nonce = file id || block number(u64 LE)
//! aad   = "stillroom index" || format(u8) || journal id(16) || file id(16)
//!         || block number(u64 LE) || last(u8: 0 or 1) || file name (UTF-8)
//! ```
//! The file id is fresh for every file written, so no nonce is ever used twice. Swapped blocks,
//! renamed files and files cut short fail to open.

use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use stillroom_guard::AnonymousMapping;
use tantivy::HasLen;
use tantivy::directory::{AntiCallToken, FileHandle, OwnedBytes, TerminatingWrite};
use zeroize::Zeroizing;

use crate::folder::Output;
use crate::vault::{FORMAT, IndexKey, JournalId, NONCE_LEN, RecordId, TAG_LEN};

/// The plaintext length of a full block.
pub(super) const BLOCK_LEN: usize = stillroom_guard::BLOCK_LEN;
const FILE_ID_LEN: usize = 16;
const SEALED_LEN: usize = BLOCK_LEN + TAG_LEN;

/// What every block of a file is bound to.
#[derive(Clone)]
pub(super) struct Seal {
    key: Arc<IndexKey>,
    journal: JournalId,
    file_id: [u8; FILE_ID_LEN],
    name: Arc<str>,
}

impl Seal {
    /// Binds a new file to its name.
    pub(super) fn make(key: &Arc<IndexKey>, journal: JournalId, name: &Path) -> Self {
        Self::with_id(key, journal, name, *RecordId::make().as_bytes())
    }

    fn with_id(key: &Arc<IndexKey>, journal: JournalId, name: &Path, file_id: [u8; 16]) -> Self {
        let name = name.to_string_lossy().into();
        Self { key: Arc::clone(key), journal, file_id, name }
    }

    fn nonce(&self, block: u64) -> [u8; NONCE_LEN] {
        let mut nonce = [0; NONCE_LEN];
        nonce[..FILE_ID_LEN].copy_from_slice(&self.file_id);
        nonce[FILE_ID_LEN..].copy_from_slice(&block.to_le_bytes());
        nonce
    }

    fn aad(&self, block: u64, last: bool) -> Vec<u8> {
        let mut aad = b"stillroom index".to_vec();
        aad.push(FORMAT);
        aad.extend_from_slice(self.journal.as_bytes());
        aad.extend_from_slice(&self.file_id);
        aad.extend_from_slice(&block.to_le_bytes());
        aad.push(u8::from(last));
        aad.extend_from_slice(self.name.as_bytes());
        aad
    }

    /// Seals one block into a buffer of its own, with its tag behind it.
    fn seal(&self, number: u64, last: bool, block: &[u8]) -> Vec<u8> {
        let mut sealed = Vec::with_capacity(block.len() + TAG_LEN);
        sealed.extend_from_slice(block);
        let tag = self.key.seal_block(&self.nonce(number), &self.aad(number, last), &mut sealed);
        sealed.extend_from_slice(&tag);
        sealed
    }
}

/// Writes a sealed file front to back. Only `finish` seals the last block: a file whose writer was
/// dropped does not open.
///
/// Each block is sealed once, in a buffer of its own, and its bytes are handed to the system once.
/// A writer that has failed or finished refuses every later call and leaves its file alone: sealing
/// another text under a nonce that was used would give away both.
pub(super) struct SealedWriter {
    seal: Seal,
    file: Output,
    block: Zeroizing<Vec<u8>>,
    number: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Finished,
    Failed,
}

impl SealedWriter {
    /// Starts a file.
    pub(super) fn start(seal: Seal, mut file: Output) -> io::Result<Self> {
        file.write_all(&seal.file_id)?;
        let block = Zeroizing::new(Vec::with_capacity(BLOCK_LEN));
        Ok(Self { seal, file, block, number: 0, state: State::Open })
    }

    /// Seals the last block and ends the file.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.put(true)
    }

    fn put(&mut self, last: bool) -> io::Result<()> {
        self.refuse_unless_open()?;
        // Until the block is written as a whole, this writer counts as failed.
        self.state = State::Failed;
        let sealed = self.seal.seal(self.number, last, &self.block);
        self.block.clear();
        self.number += 1;
        self.file.write_all(&sealed)?;
        self.state = if last { State::Finished } else { State::Open };
        Ok(())
    }

    fn refuse_unless_open(&self) -> io::Result<()> {
        match self.state {
            State::Open => Ok(()),
            State::Finished => Err(io::Error::other("the file is complete")),
            State::Failed => Err(io::Error::other("an earlier write to the file failed")),
        }
    }
}

impl Write for SealedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.refuse_unless_open()?;
        // A full block is put only once more follows, since the last one is sealed as the last.
        if self.block.len() == BLOCK_LEN && !bytes.is_empty() {
            self.put(false)?;
        }
        let taken = bytes.len().min(BLOCK_LEN - self.block.len());
        self.block.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Writes nothing: a short block is only ever sealed as the last one.
    fn flush(&mut self) -> io::Result<()> {
        if self.state == State::Failed { self.refuse_unless_open() } else { Ok(()) }
    }
}

impl TerminatingWrite for SealedWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.finish()
    }
}

/// An open sealed file; blocks are opened in place when first read, and wiped on drop.
pub(super) struct SealedFile {
    seal: Seal,
    file: File,
    plain: Arc<AnonymousMapping>,
    blocks: u64,
    /// What of it lies open, and what of the whole directory.
    open: AtomicUsize,
    open_in_all: Arc<AtomicUsize>,
}

impl SealedFile {
    /// Opens a file and its last block, so that a cut file is refused at once.
    pub(super) fn open(
        key: &Arc<IndexKey>,
        journal: JournalId,
        name: &Path,
        file: File,
        open_in_all: Arc<AtomicUsize>,
    ) -> io::Result<Self> {
        let length = usize::try_from(file.metadata()?.len()).map_err(|_| damaged())?;
        let sealed = length.checked_sub(FILE_ID_LEN).ok_or_else(damaged)?;
        let blocks = sealed.div_ceil(SEALED_LEN);
        let last = sealed.checked_sub(blocks.saturating_sub(1) * SEALED_LEN).ok_or_else(damaged)?;
        if blocks == 0 || last < TAG_LEN {
            return Err(damaged());
        }
        let mut file_id = [0; FILE_ID_LEN];
        read_at(&file, &mut file_id, 0)?;
        let seal = Seal::with_id(key, journal, name, file_id);
        let plain = AnonymousMapping::make(sealed - blocks * TAG_LEN)?;
        let (plain, blocks, open) = (Arc::new(plain), blocks as u64, AtomicUsize::new(0));
        let opened = Self { seal, file, plain, blocks, open, open_in_all };
        opened.open_last()?;
        Ok(opened)
    }

    /// Reads and opens everything.
    pub(super) fn read_all(&self) -> io::Result<Vec<u8>> {
        Ok(self.plain.range(0..self.plain.len(), |at, block| self.open_block(at, block))?.to_vec())
    }

    fn open_last(&self) -> io::Result<()> {
        // The last block of an empty file is a tag alone, and has no place in memory.
        let last = self.plain.len().div_ceil(BLOCK_LEN);
        if last as u64 == self.blocks {
            self.plain.block(last - 1, |block| self.open_block(last - 1, block)).map(drop)
        } else {
            self.open_block(last, &mut [])
        }
    }

    fn open_block(&self, number: usize, block: &mut [u8]) -> io::Result<()> {
        let at = (FILE_ID_LEN + number * SEALED_LEN) as u64;
        read_at(&self.file, block, at)?;
        let mut tag = [0; TAG_LEN];
        read_at(&self.file, &mut tag, at + block.len() as u64)?;
        let number = number as u64;
        let aad = self.seal.aad(number, number + 1 == self.blocks);
        let opened = self.seal.key.open_block(&self.seal.nonce(number), &aad, block, &tag);
        opened.map_err(|_| damaged())?;
        self.open.fetch_add(block.len(), Ordering::Relaxed);
        self.open_in_all.fetch_add(block.len(), Ordering::Relaxed);
        Ok(())
    }
}

impl Drop for SealedFile {
    fn drop(&mut self) {
        self.open_in_all.fetch_sub(*self.open.get_mut(), Ordering::Relaxed);
    }
}

impl HasLen for SealedFile {
    fn len(&self) -> usize {
        self.plain.len()
    }
}

impl FileHandle for SealedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.plain.len() {
            return Err(damaged());
        }
        let held = self.plain.hold(range, |at, block| self.open_block(at, block))?;
        Ok(OwnedBytes::new(held))
    }
}

impl std::fmt::Debug for SealedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedFile({} bytes)", self.plain.len())
    }
}

fn damaged() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                at += read as u64;
            }
        }
    }
    Ok(())
}
