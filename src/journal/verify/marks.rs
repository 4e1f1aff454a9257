//! Names of files and folders that a run has begun and not finished. Each bears a mark that only
//! the keys of its journal can make, so that what a killed run has left is known as such, and
//! nothing else is ever taken for it.
//!
//! `name = random(12) - mark(32) . ending`, for a folder behind a dot.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files::random_name;
use crate::journal::Journal;
use crate::vault::AnchorKey;

/// Makes and knows the names of one kind.
#[derive(Clone, Copy)]
pub(crate) struct Marks<'a> {
    key: &'a AnchorKey,
    /// The copy of the journal that they belong to; zeros for none in particular.
    instance: [u8; 16],
    kind: Kind,
}

/// What is unfinished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The file of a copy that is not verified yet.
    Copy,
    /// A folder that a backup is restored into.
    Restoring,
    /// A folder that is being filled with the journal under new keys.
    Rekeying,
}

impl Kind {
    const fn ending(self) -> &'static str {
        match self {
            Self::Copy => "fresh",
            Self::Restoring => "restoring",
            Self::Rekeying => "rekeying",
        }
    }
}

impl<'a> Marks<'a> {
    /// Knows what one copy of a journal has begun.
    pub(crate) fn of(key: &'a AnchorKey, instance: [u8; 16], kind: Kind) -> Self {
        Self { key, instance, kind }
    }

    /// Knows what was begun for a journal and for no copy of it in particular.
    pub(crate) fn of_any(key: &'a AnchorKey, kind: Kind) -> Self {
        Self::of(key, [0; 16], kind)
    }

    /// Makes a name.
    pub(crate) fn make(&self) -> String {
        self.name(&random_name())
    }

    /// Returns whether a name was made with the same keys, for the same copy of the journal.
    pub(crate) fn is_ours(&self, name: &str) -> bool {
        let random = name.trim_start_matches('.').split('-').next().unwrap_or_default();
        name == self.name(random)
    }

    /// Finds the files that bear such a name in a folder.
    pub(crate) fn find(&self, folder: &Path) -> Vec<PathBuf> {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let is_ours = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| self.is_ours(name))
        };
        files.map(|file| file.path()).filter(is_ours).collect()
    }

    /// Takes away the files that runs which were killed have left in a folder. Only one process at
    /// a time has a copy of a journal open, so none of them is in use.
    pub(crate) fn sweep(&self, folder: &Path) {
        for file in self.find(folder) {
            // What cannot be removed is tried again the next time; it only takes room.
            let _ = fs::remove_file(file);
        }
    }

    fn name(&self, random: &str) -> String {
        let ending = self.kind.ending();
        let dot = if self.kind == Kind::Copy { "" } else { "." };
        format!("{dot}{random}-{}.{ending}", self.key.mark(ending, &self.instance, random))
    }
}

impl Journal {
    /// Returns the marks of what this copy of the journal begins.
    pub(crate) fn marks(&self, kind: Kind) -> Marks<'_> {
        Marks::of(&self.sealer.anchor, *self.store.instance().as_bytes(), kind)
    }

    /// Returns the marks of what any copy of the journal begins.
    pub(crate) fn marks_of_any(&self, kind: Kind) -> Marks<'_> {
        Marks::of_any(&self.sealer.anchor, kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::{JournalId, RootKey};

    #[test]
    fn a_name_is_known_by_the_same_keys_copy_and_kind_alone() {
        let (root, journal) = (RootKey::make(), JournalId::make());
        let key = root.derive_keys(journal).anchor;
        let ours = Marks::of(&key, [1; 16], Kind::Rekeying);
        let name = ours.make();
        assert!(ours.is_ours(&name) && ours.make() != name, "{name}");
        let other = root.derive_keys(JournalId::make()).anchor;
        for marks in [
            Marks::of(&key, [2; 16], Kind::Rekeying),
            Marks::of_any(&key, Kind::Rekeying),
            Marks::of(&key, [1; 16], Kind::Restoring),
            Marks::of(&other, [1; 16], Kind::Rekeying),
        ] {
            assert!(!marks.is_ours(&name));
        }
        for odd in ["", ".", "-", "a.rekeying", ".0123456789ab.rekeying", "..", "é-.rekeying"] {
            assert!(!ours.is_ours(odd), "{odd}");
        }
        assert!(!ours.is_ours(&name.replace('.', "")) && !ours.is_ours(&format!(".{name}")));
    }
}
