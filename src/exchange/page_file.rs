//! A page that leaves the journal: one readable file where a person wants it.

use std::fs;
use std::io::Write;
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

/// Writes a file that only its owner can read, in place of one that has the name.
///
/// The bytes go to a new name in the same folder, which becomes the wanted one once they are on
/// disk. Where that fails the new name is gone again, and what had the wanted one is as it was.
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
    let written = create_private(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        publish(&part, &to)
    });
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
