//! The files that a journal's database consists of while it is open, and whether they are still there.
//!
//! SQLite goes on writing into a file that has been deleted or replaced: what is committed then
//! is gone with the next opening. So each commit is held against the names.

use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use crate::folder::{DATABASE, Folder, LOG};

/// An open journal's folder, and which files its database and log were when it was opened.
pub(super) struct OpenFiles {
    path: PathBuf,
    folder: Folder,
    database: Option<FileId>,
    log: Option<FileId>,
}

/// What tells a file from all others that exist at the same time.
#[derive(Clone, Copy, PartialEq, Eq)]
struct FileId {
    device: u64,
    number: u64,
}

impl OpenFiles {
    /// Notes which files are there, once SQLite has opened them.
    ///
    /// # Errors
    /// [`StoreError::Replaced`] when the database is no longer where it was opened.
    pub(super) fn of(path: &Path, folder: Folder) -> Result<Self, StoreError> {
        let (database, log) = (file_id(&path.join(DATABASE)), file_id(&path.join(LOG)));
        let (Ok(database), Ok(log)) = (database, log) else { return Err(StoreError::Replaced) };
        Ok(Self { path: path.to_owned(), folder, database, log })
    }

    /// Returns the folder that they lie in.
    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Checks that both files are still the ones of these names.
    ///
    /// # Errors
    /// [`StoreError::Replaced`] when one was deleted, moved or replaced.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.has_database() && self.has_log() { Ok(()) } else { Err(StoreError::Replaced) }
    }

    /// Returns whether the open database is the one of its name.
    pub(super) fn has_database(&self) -> bool {
        file_id(&self.path.join(DATABASE)).is_ok_and(|now| now == self.database)
    }

    /// Returns whether the open log is the one of its name.
    pub(super) fn has_log(&self) -> bool {
        file_id(&self.path.join(LOG)).is_ok_and(|now| now == self.log)
    }
}

#[cfg(unix)]
fn file_id(file: &Path) -> io::Result<Option<FileId>> {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::symlink_metadata(file)?;
    Ok(Some(FileId { device: found.dev(), number: found.ino() }))
}

/// Says nothing: other systems do not let an open database be moved or replaced.
#[cfg(not(unix))]
fn file_id(file: &Path) -> io::Result<Option<FileId>> {
    std::fs::symlink_metadata(file).map(|_| None)
}
