//! Where journals stand: one folder with a folder a journal, and one beside for the anchors.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use stillroom::store::{BegunFolder, StoreError};

/// A journal's folder ends so.
const JOURNAL: &str = "stillroom";
/// The fictional sample journal.
const SAMPLE: &str = "sample";

/// The folder in which journals stand.
#[derive(Debug, Clone)]
pub(crate) struct Shelf(PathBuf);

impl Shelf {
    /// Takes the folder for application data; nothing is made in it yet.
    pub(crate) fn below(data: &Path) -> Self {
        Self(data.join(JOURNAL))
    }

    /// Returns where the last seen state of every journal is kept, sealed.
    pub(crate) fn anchors(&self) -> PathBuf {
        self.0.join("anchors")
    }

    /// Returns the folder of the sample journal, made or not.
    pub(crate) fn sample(&self) -> PathBuf {
        self.0.join(SAMPLE).with_extension(JOURNAL)
    }

    /// Returns the writer's own journals, the one last written in first.
    pub(crate) fn own(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let is_own = |path: &PathBuf| {
            path.extension().is_some_and(|ending| ending == JOURNAL) && *path != self.sample()
        };
        let mut own: Vec<PathBuf> = folders.map(|folder| folder.path()).filter(is_own).collect();
        own.sort_by_cached_key(|folder| std::cmp::Reverse(written(folder)));
        own
    }

    /// Returns a journal by the name that [`name_of`] gives.
    pub(crate) fn find(&self, name: &str) -> Option<PathBuf> {
        let all = self.own().into_iter().chain([self.sample()]);
        all.into_iter().find(|folder| name_of(folder) == name)
    }

    /// Makes a folder of its own in which a journal can be begun, until its set-up has ended.
    pub(crate) fn fresh(&self, wanted: &str) -> Result<Fresh, StoreError> {
        let letters = |c: char| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' };
        let wanted: String = wanted.trim().chars().take(60).map(letters).collect();
        let wanted = if wanted.is_empty() { "journal".to_owned() } else { wanted };
        Ok(Fresh { begun: BegunFolder::of_new_journal(&self.0)?, shelf: self.0.clone(), wanted })
    }
}

/// A journal that is being set up: its folder goes if this is dropped before the end.
pub(crate) struct Fresh {
    begun: BegunFolder,
    shelf: PathBuf,
    wanted: String,
}

impl Fresh {
    /// Returns the folder to begin in.
    pub(crate) fn folder(&self) -> &Path {
        self.begun.path()
    }

    /// Gives the closed journal its lasting name, with a number where another has it, and returns
    /// its folder once that is on disk.
    pub(crate) fn finish(mut self) -> Result<PathBuf, StoreError> {
        let numbers = (2..).map(|number| format!("{}-{number}", self.wanted));
        for name in std::iter::once(self.wanted.clone()).chain(numbers.take(1_000)) {
            let folder = self.shelf.join(format!("{name}.{JOURNAL}"));
            if name == SAMPLE {
                continue;
            }
            match self.begun.rename(&folder) {
                Err(StoreError::Exists) => {}
                renamed => return renamed.map(|()| folder),
            }
        }
        Err(StoreError::Exists)
    }
}

/// Returns a journal's name: that of its folder.
pub(crate) fn name_of(folder: &Path) -> String {
    folder.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn written(folder: &Path) -> Option<SystemTime> {
    let of = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
    of("journal.db").max(of("journal.db-wal"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_windows_that_set_up_journals_of_one_name_get_one_each() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let (one, other) = (Shelf::below(data.path()), Shelf::below(data.path()));
        let first = one.fresh("journal").expect("a folder");
        fs::write(first.folder().join("journal.db"), "one").expect("it is writable");
        let second = other.fresh("journal").expect("a folder");
        assert!(first.folder().join("journal.db").exists(), "the other one takes nothing away");
        fs::write(second.folder().join("journal.db"), "other").expect("it is writable");
        let second = second.finish().expect("it gets a name");
        let first = first.finish().expect("it gets another");
        let says = |folder: &Path| fs::read_to_string(folder.join("journal.db")).expect("readable");
        assert_eq!((says(&first), says(&second)), ("one".into(), "other".into()));
        assert_eq!((name_of(&second), name_of(&first)), ("journal".into(), "journal-2".into()));
        let mut own = one.own();
        own.sort();
        assert_eq!(own.len(), 2, "neither was there before it was set up");
    }

    #[test]
    fn a_set_up_that_is_given_up_leaves_nothing_and_one_that_was_killed_is_swept_away() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let shelf = Shelf::below(data.path());
        let killed = data.path().join("stillroom/.0123456789ab.begun");
        drop(shelf.fresh("journal").expect("a folder"));
        fs::create_dir(&killed).expect("a folder");
        let other = data.path().join("stillroom/of-the-user.begun");
        fs::create_dir(&other).expect("a folder");
        let fresh = shelf.fresh("sample").expect("a folder");
        assert!(!killed.exists() && other.exists());
        assert_eq!(name_of(&fresh.finish().expect("it gets a name")), "sample-2");
    }
}
