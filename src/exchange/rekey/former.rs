//! Finding what a change of keys has left beside the journal, after a crash in the middle of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::journal::{Journal, Kind, Marks};
use crate::store::{BegunFolder, Closed};

/// Finds the folders beside the open journal that hold it under other keys, as a change of keys
/// that was cut off leaves them. A restored copy has the same keys and is none.
pub fn former_folders(journal: &Journal) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = under_other_keys(journal, |path| !is_begun(path)).collect();
    found.sort();
    found
}

/// Takes away what changes of keys that were killed have begun beside the journal.
pub(in crate::exchange) fn sweep(journal: &Journal) {
    let marks = marks(journal);
    if let Some(parent) = journal.folder().parent() {
        BegunFolder::sweep(parent, |name| marks.is_ours(name));
    }
    // Older versions made no mark: it is this journal, under keys that nobody was given.
    for begun in under_other_keys(journal, is_begun) {
        // What cannot be removed only takes room.
        let _ = fs::remove_dir_all(begun);
    }
}

/// Finds folders beside the journal that hold it under other keys, among those of a kind of name.
fn under_other_keys(
    journal: &Journal,
    named: impl Fn(&Path) -> bool,
) -> impl Iterator<Item = PathBuf> {
    let own = journal.folder();
    let beside = own.parent().map(fs::read_dir).into_iter().flatten().flatten().flatten();
    let folders = beside.map(|entry| entry.path()).filter(move |path| path != own && named(path));
    let is_folder = |path: &PathBuf| path.symlink_metadata().is_ok_and(|found| found.is_dir());
    // One that is open elsewhere is in use, whatever it is.
    folders
        .filter(is_folder)
        .filter(|path| Closed::open(path).is_ok_and(|other| journal.store().had_other_keys(&other)))
}

fn is_begun(folder: &Path) -> bool {
    folder.extension().is_some_and(|ending| ending == "rekeying")
}

/// Knows the folders that a change of this journal's keys begins.
pub(super) fn marks(journal: &Journal) -> Marks<'_> {
    journal.marks(Kind::Rekeying)
}
