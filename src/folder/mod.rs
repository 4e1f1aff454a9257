//! A folder that is opened once; its files are then reached by its handle, never through a link.
//!
//! ```text
//! Folder::open(path)               the path may hold links of the user's own
//! folder.below(name), .read(name)  nothing here follows one: a link, a pipe or a file with a
//! folder.create(name), .replace()  second name is refused, also if it has just been put there
//! check(&folder)                   what lies in a journal's folder and must not
//! ```
//!
//! Where the system has no such handles, names are looked at right before they are used.

mod check;
#[cfg(feature = "testing")]
mod faults;
mod kind;
mod layout;
#[cfg(not(unix))]
mod named;
mod output;
#[cfg(unix)]
mod unix;

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::files::make_private_all;

pub use check::{Odd, OddFile};
#[cfg(feature = "testing")]
pub use faults::{FolderFault, calls_below, fail_below};

pub(crate) use check::check;
pub(crate) use kind::Kind;
use kind::not_plain;
pub(crate) use layout::{
    DATABASE, INDEX, LOG, LOG_DAMAGED, PURGE_DUE, RESERVE, SIDES, is_index_file, is_unfinished,
};
#[cfg(not(unix))]
use named as system;
pub(crate) use output::Output;
#[cfg(unix)]
use unix as system;

/// An open folder. A clone is the same handle.
#[derive(Clone)]
pub struct Folder {
    handle: Arc<system::Handle>,
    #[cfg(feature = "testing")]
    faults: Option<Arc<faults::Faults>>,
}

impl Folder {
    /// Opens a folder. Links in the path are followed: where a journal lies is the user's choice.
    ///
    /// # Errors
    /// [`io::Error`] when there is no such folder.
    pub fn open(path: &Path) -> io::Result<Self> {
        let handle = Arc::new(system::open(path)?);
        Ok(Self {
            handle,
            #[cfg(feature = "testing")]
            faults: faults::of(path),
        })
    }

    /// Makes a folder that only its owner can read, with those above it, and opens it.
    ///
    /// # Errors
    /// [`io::Error`] when it cannot be made.
    pub fn make(path: &Path) -> io::Result<Self> {
        make_private_all(path)?;
        Self::open(path)
    }

    /// Opens a folder in this one.
    pub(crate) fn below(&self, name: &str) -> io::Result<Self> {
        Ok(self.with(system::below(&self.handle, name.as_ref())?))
    }

    /// Opens a folder in this one and makes it if it is not there.
    pub(crate) fn make_below(&self, name: &str) -> io::Result<Self> {
        self.step()?;
        Ok(self.with(system::make_below(&self.handle, name.as_ref())?))
    }

    /// Says what a name stands for, without following it; none if nothing has that name.
    pub(crate) fn kind(&self, name: impl AsRef<OsStr>) -> io::Result<Option<Kind>> {
        match system::kind(&self.handle, name.as_ref()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            found => found.map(Some),
        }
    }

    /// Returns all names in the folder.
    pub(crate) fn names(&self) -> io::Result<Vec<std::ffi::OsString>> {
        system::names(&self.handle)
    }

    /// Opens a plain file for reading.
    pub(crate) fn read(&self, name: impl AsRef<OsStr>) -> io::Result<File> {
        system::read(&self.handle, name.as_ref())
    }

    /// Makes a file that is not there yet, readable by its owner only.
    pub(crate) fn create(&self, name: impl AsRef<OsStr>) -> io::Result<Output> {
        self.step()?;
        Ok(self.output(system::create(&self.handle, name.as_ref())?))
    }

    /// Makes a file anew: a plain file of that name is deleted first, never written over.
    pub(crate) fn replace(&self, name: impl AsRef<OsStr>) -> io::Result<Output> {
        self.remove(name.as_ref())?;
        self.create(name)
    }

    /// Opens a plain file for writing in place and makes it if it is not there.
    pub(crate) fn open_or_create(&self, name: impl AsRef<OsStr>) -> io::Result<Output> {
        self.step()?;
        Ok(self.output(system::open_or_create(&self.handle, name.as_ref())?))
    }

    /// Takes a plain file away and says whether it was there. Anything else of that name stays.
    pub(crate) fn remove(&self, name: impl AsRef<OsStr>) -> io::Result<bool> {
        match self.kind(name.as_ref())? {
            None => Ok(false),
            Some(Kind::File { .. }) => {
                self.step()?;
                match system::remove(&self.handle, name.as_ref()) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
                    removed => removed.map(|()| true),
                }
            }
            Some(_) => Err(not_plain()),
        }
    }

    /// Takes an empty folder away.
    pub(crate) fn remove_folder(&self, name: &str) -> io::Result<()> {
        self.step()?;
        system::remove_folder(&self.handle, name.as_ref())
    }

    /// Gives a file another name, in place of a file that has it.
    pub(crate) fn rename(&self, from: impl AsRef<OsStr>, to: impl AsRef<OsStr>) -> io::Result<()> {
        self.step()?;
        system::rename(&self.handle, from.as_ref(), to.as_ref())
    }

    /// Returns once the names in the folder are on disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.step()?;
        system::sync(&self.handle)
    }

    fn with(&self, handle: system::Handle) -> Self {
        Self {
            handle: Arc::new(handle),
            #[cfg(feature = "testing")]
            faults: self.faults.clone(),
        }
    }

    fn output(&self, file: File) -> Output {
        Output {
            file,
            #[cfg(feature = "testing")]
            faults: self.faults.clone(),
        }
    }

    /// Fails if a call is to fail here, which only tests ask for.
    #[cfg_attr(not(feature = "testing"), allow(clippy::unused_self, clippy::unnecessary_wraps))]
    fn step(&self) -> io::Result<()> {
        #[cfg(feature = "testing")]
        if let Some(error) = self.faults.as_ref().and_then(|faults| faults.step()) {
            return Err(error);
        }
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests;
