//! A folder that a run fills under a hidden name and gives its lasting name at the end.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use crate::files::{make_private, make_private_all, random_name, sync_parent};

/// The ending of a journal that is being set up.
const BEGUN: &str = "begun";

/// How often a folder is begun anew when another process has just swept it away.
const TRIES: u32 = 8;

/// A folder that is being filled. It is held against being swept for as long as this value lives;
/// dropping it takes the folder away, unless it has got its name.
pub struct BegunFolder {
    path: PathBuf,
    /// Locked; the lock ends with the process, however that ends.
    held: Option<File>,
    has_its_name: bool,
}

impl BegunFolder {
    /// Makes the folder of a journal that is being set up, below `parent`, which is made as well.
    /// What set-ups that have ended left there is deleted: nothing was written in it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be made.
    pub fn of_new_journal(parent: &Path) -> Result<Self, StoreError> {
        make_private_all(parent)?;
        let random = |name: &str| {
            let random = name.strip_prefix('.')?.strip_suffix(BEGUN)?.strip_suffix('.')?;
            let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            (random.len() == 12 && random.chars().all(is_hex)).then_some(())
        };
        Self::sweep(parent, |name| random(name).is_some());
        Self::make(parent, || format!(".{}.{BEGUN}", random_name()))
    }

    /// Makes a private folder in `parent`, which must be there, under a name of `make`.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be made.
    pub fn make(parent: &Path, mut name: impl FnMut() -> String) -> Result<Self, StoreError> {
        for _ in 0..TRIES {
            let path = parent.join(name());
            match make_private(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                made => made?,
            }
            // Between the two calls another process may have swept it away.
            match hold(&path) {
                Ok(Some(held)) => return Ok(Self { path, held: Some(held), has_its_name: false }),
                Ok(None) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::AlreadyOpen)
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the folder its lasting name; returns once that is on disk.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when something has that name: the folder is then deleted.
    pub fn publish(mut self, into: &Path) -> Result<(), StoreError> {
        self.rename(into)
    }

    /// As [`BegunFolder::publish`], but after an error the folder stays under its present name.
    ///
    /// # Errors
    /// As [`BegunFolder::publish`].
    pub fn rename(&mut self, into: &Path) -> Result<(), StoreError> {
        if into.symlink_metadata().is_ok() {
            return Err(StoreError::Exists);
        }
        #[cfg(not(unix))]
        self.release();
        match fs::rename(&self.path, into) {
            Err(error) if error.kind() == std::io::ErrorKind::DirectoryNotEmpty => {
                return Err(StoreError::Exists);
            }
            renamed => renamed?,
        }
        self.has_its_name = true;
        self.held = None;
        into.clone_into(&mut self.path);
        Ok(sync_parent(into)?)
    }

    /// Open files keep a folder from being renamed here.
    #[cfg(not(unix))]
    fn release(&mut self) {
        self.held = None;
        let _ = fs::remove_file(self.path.join("held"));
    }

    /// Deletes the folders that processes which have ended left under such names.
    ///
    /// A link is not followed, and a folder that is held stays.
    pub fn sweep(parent: &Path, is_ours: impl Fn(&str) -> bool) {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let path = entry.path();
            let named = path.file_name().and_then(|name| name.to_str()).is_some_and(&is_ours);
            let is_folder = path.symlink_metadata().is_ok_and(|found| found.is_dir());
            if named && is_folder && hold(&path).is_ok_and(|held| held.is_some()) {
                // What cannot be removed only takes room.
                let _ = fs::remove_dir_all(&path);
            }
        }
    }
}

impl Drop for BegunFolder {
    fn drop(&mut self) {
        if !self.has_its_name {
            // What cannot be removed is swept away by a later run.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Locks a folder; none if another process, or another part of this one, holds it.
#[cfg(unix)]
fn hold(folder: &Path) -> std::io::Result<Option<File>> {
    use std::os::unix::fs::MetadataExt;
    let held = File::open(folder)?;
    // A file system without locks has no second program at work on it: any other error is no holder.
    if let Err(fs::TryLockError::WouldBlock) = held.try_lock() {
        return Ok(None);
    }
    let (ours, there) = (held.metadata()?, folder.symlink_metadata()?);
    Ok((ours.dev() == there.dev() && ours.ino() == there.ino()).then_some(held))
}

/// Folders cannot be opened here; a file beside the folder's own stands for it.
#[cfg(not(unix))]
fn hold(folder: &Path) -> std::io::Result<Option<File>> {
    let lock = folder.join("held");
    let held = fs::OpenOptions::new().write(true).create(true).truncate(false).open(lock)?;
    match held.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        _ => Ok(Some(held)),
    }
}
