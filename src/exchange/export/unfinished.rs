//! Taking away what an export that was cut off has written, and nothing else.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use crate::exchange::ExchangeError;
use crate::files::{create_private, sync_folder, sync_parent};
use crate::store::StoreError;
use crate::vault::RecordId;

/// The file by which the folder of an unfinished export is known.
const MARK: &str = ".stillroom-unfinished";

/// The folders of an export, and how the names of their files end.
pub(super) const FOLDERS: [(&str, &str); 5] = [
    ("entries", "json"),
    ("records", "json"),
    ("forms", "json"),
    ("markdown", "md"),
    (ATTACHMENTS, ANY),
];

/// The folder of attached files. Each is named by its id and has the ending that it had.
pub(super) const ATTACHMENTS: &str = "attachments";

/// Any ending, after a name that is an id.
const ANY: &str = "";

/// The file that says what an export is.
pub(super) const ABOUT: &str = "stillroom.json";

/// What came of taking an export away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) enum Deleted {
    /// All that it had written is gone.
    All,
    /// There is no such folder, or another one in its place.
    NothingThere,
}

/// Marks a folder as that of an export under way; returns once the mark is on disk.
pub(super) fn put_mark(folder: &Path, mark: &str) -> Result<(), ExchangeError> {
    let mut file = create_private(&folder.join(MARK))?;
    file.write_all(mark.as_bytes())?;
    file.sync_all()?;
    sync_folder(folder)?;
    Ok(sync_parent(folder)?)
}

/// Takes the mark from the folder of an export that has ended.
pub(super) fn remove_mark(folder: &Path) -> io::Result<()> {
    fs::remove_file(folder.join(MARK))
}

/// Takes away what an export has written into its folder, if the mark in it is this one. Links are
/// not followed; what is not an export's own stays, and the folder with it.
///
/// # Errors
/// [`ExchangeError::Journal`] when the folder cannot be reached, or a file in it cannot be removed:
/// the mark stays then.
pub(in crate::exchange) fn delete_files(
    folder: &Path,
    mark: &str,
) -> Result<Deleted, ExchangeError> {
    match folder.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // The disk that it lies on may only be away.
            let parent = folder.parent().filter(|parent| parent.is_dir());
            let away = || StoreError::Io(ErrorKind::NotFound);
            return parent.map(|_| Deleted::NothingThere).ok_or(away().into());
        }
        Ok(found) if !found.is_dir() => return Ok(Deleted::NothingThere),
        found => found?,
    };
    if !has_mark(folder, mark)? {
        return Ok(Deleted::NothingThere);
    }
    for (name, ending) in FOLDERS {
        empty(&folder.join(name), ending)?;
    }
    unless_gone(fs::remove_file(folder.join(ABOUT)))?;
    unless_gone(remove_mark(folder))?;
    // Something of the user's may lie in it; then it stays.
    let _ = fs::remove_dir(folder);
    Ok(Deleted::All)
}

fn has_mark(folder: &Path, mark: &str) -> Result<bool, ExchangeError> {
    let file = folder.join(MARK);
    match file.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Ok(found) if !found.is_file() => return Ok(false),
        found => found?,
    };
    let mut found = Vec::new();
    File::open(file)?.take(mark.len() as u64 + 1).read_to_end(&mut found)?;
    Ok(found == mark.as_bytes())
}

/// Removes the files of one of its folders, and the folder if nothing else is in it.
fn empty(folder: &Path, ending: &str) -> Result<(), ExchangeError> {
    if !folder.symlink_metadata().is_ok_and(|found| found.is_dir()) {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let is_id = || {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            stem.is_some_and(|stem| stem.parse::<RecordId>().is_ok())
        };
        let is_ours = match ending {
            ANY => is_id(),
            ending => path.extension().is_some_and(|found| found == ending),
        };
        if entry.file_type()?.is_file() && is_ours {
            unless_gone(fs::remove_file(path))?;
        }
    }
    let _ = fs::remove_dir(folder);
    Ok(())
}

fn unless_gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
