//! A page that leaves the journal: one readable file where a person wants it.

use std::fs;
#[cfg(target_os = "linux")]
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::ExchangeError;
use super::health::synced_by;
use crate::files::{create_private, publish, random_name};
use crate::journal::{Journal, JournalError};
use crate::store::StoreError;
use crate::store::path;

/// Returns the service that copies a folder elsewhere, if a new file there seems to lie in the folder
/// of one.
pub fn copied_by(to: &Path) -> Option<String> {
    to.parent().and_then(synced_by).map(str::to_owned)
}

/// Where a page was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SavedPage {
    /// The name of the file.
    pub name: String,
    /// The name of its folder, without the way there.
    pub folder: String,
    /// The service that copies the folder elsewhere, if it seems to lie in the folder of one.
    pub synced_by: Option<String>,
}

/// What came of saving a page as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Saving {
    /// The dialog was closed without a place.
    Closed,
    /// Nothing is written yet: a service copies the folder elsewhere.
    Copied {
        /// The service.
        service: String,
    },
    /// It is there.
    Saved {
        /// Where.
        file: SavedPage,
    },
}

/// Writes a file that only its owner can read, in place of one that has the name.
///
/// The bytes go into a file without a name, which vanishes if the process ends meanwhile. Once they
/// are on disk it gets a name in the same folder, and that becomes the wanted one. Where that fails the
/// first name is gone again, and what had the wanted one is as it was.
///
/// # Errors
/// [`JournalError::PlaceInside`] for a place inside a journal's folder; [`ExchangeError::Journal`]
/// when the folder is gone, full or cannot be written, or the path is not whole or too long.
pub fn save_page(journal: &Journal, to: &Path, bytes: &[u8]) -> Result<SavedPage, ExchangeError> {
    let to = path::whole(to)?;
    if path::is_inside_a_journal(&to, Some(journal.folder())) {
        return Err(JournalError::PlaceInside.into());
    }
    let (Some(folder), Some(name)) = (to.parent(), to.file_name()) else {
        return Err(StoreError::NotAbsolute.into());
    };
    let part = folder.join(format!(".{}.part", random_name()));
    path::check_name(&to)?;
    let written = write_part(folder, &part, bytes).and_then(|()| publish(&part, &to));
    if let Err(error) = written {
        // It may never have been made.
        let _ = fs::remove_file(&part);
        return Err(error.into());
    }
    Ok(SavedPage {
        name: name.to_string_lossy().into_owned(),
        folder: folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned(),
        synced_by: copied_by(&to),
    })
}

/// Writes a whole file under a name, which appears only once the bytes are on disk. File systems that
/// know no files without names, FAT and some of networks, see the name from the beginning.
fn write_part(folder: &Path, part: &Path, bytes: &[u8]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if let Some(mut file) = nameless(folder)? {
        file.write_all(bytes)?;
        file.sync_all()?;
        return give_name(&file, part);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
    create_private(part)?.write_all(bytes)
}

/// Opens a file without a name that only its owner can read; none where the file system has no such.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::Errno;

    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    match openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR) {
        Ok(file) => Ok(Some(file.into())),
        // An older kernel takes it for an opening of the folder itself.
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(target_os = "linux")]
fn give_name(file: &File, name: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, linkat};

    let unnamed = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, unnamed, CWD, name, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_being_written_has_no_name_and_vanishes_with_its_process() {
        let root = tempfile::TempDir::new().expect("a temporary folder");
        let names = || fs::read_dir(root.path()).expect("a folder").count();
        let mut file = nameless(root.path()).expect("it opens").expect("it can be without a name");
        file.write_all(b"half a page").expect("written");
        file.sync_all().expect("on disk");
        assert_eq!(names(), 0, "what a kill would leave");
        drop(file);
        assert_eq!(names(), 0);
    }
}
