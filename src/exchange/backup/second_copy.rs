//! Putting a verified backup into the second location, byte for byte, and reading it back.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::exchange::ExchangeError;
use crate::files::{create_private, sync_folder};

/// Bytes copied or compared in one step: 1 MiB.
const CHUNK: usize = 1 << 20;

/// A file on its way to the second location. Dropping it takes the unfinished one away.
pub(super) struct SecondCopy {
    from: File,
    into: File,
    unverified: PathBuf,
    done: u64,
    len: u64,
}

impl SecondCopy {
    /// Begins to copy the file `from` into the folder of `unverified`, which must be there already:
    /// an unmounted disk must not be mistaken for an empty folder.
    pub(super) fn begin(from: &Path, unverified: PathBuf) -> Result<Self, ExchangeError> {
        let into = create_private(&unverified)?;
        let from = File::open(from)?;
        let len = from.metadata()?.len();
        Ok(Self { from, into, unverified, done: 0, len })
    }

    /// Returns how many bytes are written and read back in all.
    pub(super) fn total(&self) -> u64 {
        self.len * 2
    }

    /// Goes on by 1 MiB; returns how many bytes are done, and `None` once all are read back.
    pub(super) fn step(&mut self) -> Result<Option<u64>, ExchangeError> {
        if self.done < self.len {
            self.write()?;
        } else if self.done < self.len * 2 {
            self.compare()?;
        } else {
            return Ok(None);
        }
        Ok(Some(self.done))
    }

    /// Gives a copy that was read back its name.
    pub(super) fn publish(self, name: &OsStr) -> Result<(), ExchangeError> {
        let place = self.unverified.parent().ok_or(ExchangeError::NoSuchBackup)?;
        let file = place.join(name);
        if file.symlink_metadata().is_ok() {
            return Err(ExchangeError::Exists);
        }
        fs::rename(&self.unverified, &file)?;
        Ok(sync_folder(place)?)
    }

    fn write(&mut self) -> Result<(), ExchangeError> {
        let bytes = chunk(&mut self.from)?;
        if bytes.is_empty() {
            return Err(ExchangeError::NotTheSame);
        }
        self.into.write_all(&bytes)?;
        self.done += bytes.len() as u64;
        if self.done == self.len {
            self.into.sync_all()?;
            self.from.rewind()?;
            self.into.rewind()?;
        }
        Ok(())
    }

    fn compare(&mut self) -> Result<(), ExchangeError> {
        let (ours, theirs) = (chunk(&mut self.from)?, chunk(&mut self.into)?);
        if ours.is_empty() || ours != theirs {
            return Err(ExchangeError::NotTheSame);
        }
        self.done += ours.len() as u64;
        Ok(())
    }
}

impl Drop for SecondCopy {
    fn drop(&mut self) {
        // Not there once it has its name.
        let _ = fs::remove_file(&self.unverified);
    }
}

/// Reads the next 1 MiB, or what is left.
fn chunk(file: &mut File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(CHUNK);
    file.take(CHUNK as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}
