//! A copy of a journal whose folder cannot be written, to be checked in its place.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::exchange::ExchangeError;
use crate::files::{create_private, make_private};
use crate::vault::RecordId;

/// The files of the database: itself, and its log if there is one.
const FILES: [&str; 2] = ["journal.db", "journal.db-wal"];

/// A private copy in the folder for temporary files; sealed as the journal is, and deleted when
/// it is dropped. Opening it changes neither the journal nor what was last seen of it.
pub(super) struct StandIn {
    root: PathBuf,
}

impl StandIn {
    /// Copies a journal's database and the anchors.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] when it cannot be read, or there is no room for the copy.
    pub(super) fn of(folder: &Path, anchors: &Path) -> Result<Self, ExchangeError> {
        let root = std::env::temp_dir().join(format!("stillroom-{}", RecordId::make()));
        make_private(&root)?;
        let copy = Self { root };
        make_private(&copy.folder())?;
        make_private(&copy.anchors())?;
        for name in FILES {
            if folder.join(name).exists() {
                copy_file(&folder.join(name), &copy.folder().join(name))?;
            }
        }
        for anchor in fs::read_dir(anchors).into_iter().flatten().flatten() {
            copy_file(&anchor.path(), &copy.anchors().join(anchor.file_name()))?;
        }
        Ok(copy)
    }

    /// Returns the folder of the copy.
    pub(super) fn folder(&self) -> PathBuf {
        self.root.join("copy.stillroom")
    }

    /// Returns the folder of its anchors.
    pub(super) fn anchors(&self) -> PathBuf {
        self.root.join("anchors")
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        // What stays is sealed, and lies where the system clears up.
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    io::copy(&mut File::open(from)?, &mut create_private(to)?).map(drop)
}
