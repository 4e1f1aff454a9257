//! A piece of the disk set aside, and given up so that a last flush succeeds on a full disk.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Store;
use super::error::StoreError;
use crate::vault::Digest;

/// Holds nothing and can be deleted at any time; it is made anew at an unlock.
const FILE: &str = "reserve";
/// Enough for a draft of some 100,000 words in the log, in bytes: 2 MiB.
const LEN: u64 = 2 << 20;
/// What is written at once, in bytes: 256 KiB, more than file systems compress together.
const CHUNK: u64 = 256 << 10;

impl Store {
    /// Sets the reserve aside if it is not there. Without room for it the store works as well.
    pub(super) fn set_reserve_aside(&self) {
        let path = self.reserve();
        let there = fs::metadata(&path).is_ok_and(|found| found.len() == LEN);
        if !there && fill(&path).is_err() {
            // A reserve that is only begun would take the room that saving needs.
            let _ = fs::remove_file(&path);
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
        match fs::remove_file(self.reserve()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn reserve(&self) -> PathBuf {
        self.folder.join(FILE)
    }
}

/// Writes bytes that no file system can compress away.
fn fill(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let digests = (0..CHUNK / 32).map(|number| *Digest::of(&number.to_le_bytes()).as_bytes());
    let chunk: Vec<u8> = digests.flatten().collect();
    for _ in 0..LEN / CHUNK {
        file.write_all(&chunk)?;
    }
    file.sync_all()
}
