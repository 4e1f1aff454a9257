//! Finding what a change of keys has left beside the journal, after a crash in the middle of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::journal::Journal;
use crate::store::Closed;

/// The ending of a folder that is being filled with the journal under new keys.
pub(super) const BEGUN: &str = "rekeying";

/// Finds the folders beside the open journal that hold it under other keys, as a change of keys
/// that was cut off leaves them. A restored copy has the same keys and is none.
pub fn former_folders(journal: &Journal) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = under_other_keys(journal).filter(|one| !is_begun(one)).collect();
    found.sort();
    found
}

/// Takes away what a change of keys that was killed had begun: it has no name and no owner.
pub(super) fn sweep(journal: &Journal) {
    for begun in under_other_keys(journal).filter(|one| is_begun(one)) {
        // What cannot be removed only takes room.
        let _ = fs::remove_dir_all(begun);
    }
}

fn under_other_keys(journal: &Journal) -> impl Iterator<Item = PathBuf> {
    let own = journal.folder();
    let beside = own.parent().map(fs::read_dir).into_iter().flatten().flatten().flatten();
    let folders = beside.map(|entry| entry.path()).filter(move |path| path != own);
    // One that is open elsewhere is in use, whatever it is.
    folders
        .filter(|path| Closed::open(path).is_ok_and(|other| journal.store.had_other_keys(&other)))
}

fn is_begun(folder: &Path) -> bool {
    folder.extension().is_some_and(|ending| ending == BEGUN)
}
