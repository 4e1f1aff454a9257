//! A piece of the disk set aside, and given up so that a last flush succeeds on a full disk.

use std::io::Write;

use super::Store;
use super::error::StoreError;
use crate::folder::{Folder, Kind, RESERVE};
use crate::vault::Digest;

/// Enough for a draft of some 100,000 words in the log, in bytes: 2 MiB.
const LEN: u64 = 2 << 20;
/// What is written at once, in bytes: 256 KiB, more than file systems compress together.
const CHUNK: u64 = 256 << 10;

impl Store {
    /// Sets the reserve aside if it is not there. Without room for it the store works as well.
    pub(super) fn set_reserve_aside(&self) {
        let Some(folder) = self.folder() else { return };
        let there = matches!(folder.kind(RESERVE), Ok(Some(Kind::File { len: LEN })));
        if !there && fill(folder).is_err() {
            // A reserve that is only begun would take the room that saving needs.
            let _ = folder.remove(RESERVE);
        }
    }

    /// Gives the reserve up and says whether there was one.
    ///
    /// It is for the last moment: for the flush at a lock, a quit or a suspend. While the writer
    /// can still make room, the disk is said to be full instead.
    ///
    /// # Errors
    /// [`StoreError`] when it is there and cannot be removed.
    pub fn release_reserve(&self) -> Result<bool, StoreError> {
        match self.folder() {
            Some(folder) if matches!(folder.kind(RESERVE)?, Some(Kind::File { .. })) => {
                Ok(folder.remove(RESERVE)?)
            }
            _ => Ok(false),
        }
    }
}

/// Makes the reserve anew, of bytes that no file system can compress away. It holds nothing and
/// can be deleted at any time.
fn fill(folder: &Folder) -> std::io::Result<()> {
    let mut file = folder.replace(RESERVE)?;
    let digests = (0..CHUNK / 32).map(|number| *Digest::of(&number.to_le_bytes()).as_bytes());
    let chunk: Vec<u8> = digests.flatten().collect();
    for _ in 0..LEN / CHUNK {
        file.write_all(&chunk)?;
    }
    file.sync_all()
}
