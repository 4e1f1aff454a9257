//! Retiring a folder whose journal lives on under new keys.

use std::fs;
use std::path::Path;

use crate::exchange::ExchangeError;
use crate::folder::{DATABASE, Folder, LOG, LOG_DAMAGED, RESERVE};
use crate::index::remove_index;
use crate::journal::{Journal, JournalError};
use crate::store::Closed;

/// Takes away the folder of the same journal under its former keys: first its key slots, so that
/// nothing opens it any more, then its files. What does not belong to a journal stays.
///
/// Copies that the disk or a snapshot has kept are out of reach.
///
/// # Errors
/// [`JournalError::OtherJournal`] unless it is the same journal in another folder and the open one
/// has at least its revisions; [`ExchangeError::Journal`] when it is open elsewhere.
pub fn retire(former: &Path, journal: &Journal) -> Result<(), ExchangeError> {
    let other = || ExchangeError::Journal(JournalError::OtherJournal);
    if fs::canonicalize(former)? == fs::canonicalize(journal.folder())? {
        return Err(other());
    }
    let mut closed = Closed::open(former)?;
    let is_same = closed.journal_id() == journal.id();
    if !is_same || closed.revisions()? > journal.revisions() {
        return Err(other());
    }
    closed.forget_slots()?;
    drop(closed);
    let folder = Folder::open(former)?;
    for name in [DATABASE, LOG, LOG_DAMAGED, RESERVE] {
        folder.remove(name)?;
    }
    remove_index(&folder)?;
    // Something of the user's may lie in it; then the folder stays.
    let _ = fs::remove_dir(former);
    Ok(())
}
