//! Where the journals are: a folder with one folder a journal, and one for the anchors.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use stillroom::store::{BegunFolder, StoreError};

/// A journal's folder ends so.
const JOURNAL: &str = "stillroom";
/// The fictional sample journal.
const SAMPLE: &str = "sample";

/// The folder that holds the journals' folders.
#[derive(Debug, Clone)]
pub(crate) struct JournalFolders(PathBuf);

impl JournalFolders {
    /// Takes the folder for application data and makes nothing in it yet.
    pub(crate) fn in_data(data: &Path) -> Self {
        Self(data.join(JOURNAL))
    }

    /// Returns the folder that keeps the last seen state of every journal, sealed.
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

    /// Makes a folder under a temporary name, in which a journal is set up.
    pub(crate) fn begin(&self, wanted: &str) -> Result<NewJournal, StoreError> {
        let letters = |c: char| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' };
        let wanted: String = wanted.trim().chars().take(60).map(letters).collect();
        let wanted = if wanted.is_empty() { "journal".to_owned() } else { wanted };
        Ok(NewJournal {
            begun: BegunFolder::of_new_journal(&self.0)?,
            folders: self.0.clone(),
            wanted,
        })
    }
}

/// The folder of a journal that is being set up. It is removed if this is dropped unfinished.
pub(crate) struct NewJournal {
    begun: BegunFolder,
    folders: PathBuf,
    wanted: String,
}

impl NewJournal {
    /// Returns the folder under its temporary name.
    pub(crate) fn path(&self) -> &Path {
        self.begun.path()
    }

    /// Renames the closed journal's folder to its lasting name, with a number if another journal has
    /// that name, and returns the folder once this is on disk.
    pub(crate) fn finish(mut self) -> Result<PathBuf, StoreError> {
        let numbers = (2..).map(|number| format!("{}-{number}", self.wanted));
        for name in std::iter::once(self.wanted.clone()).chain(numbers.take(1_000)) {
            let folder = self.folders.join(format!("{name}.{JOURNAL}"));
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

/// Returns a folder beside `folder` that does not exist yet, with `suffix` in its name and the same
/// extension.
pub(crate) fn free_beside(folder: &Path, suffix: &str) -> PathBuf {
    let stem = name_of(folder);
    let extension = folder.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
    let extension = extension.unwrap_or_default();
    let numbered = |number: u32| match number {
        1 => folder.with_file_name(format!("{stem}-{suffix}{extension}")),
        number => folder.with_file_name(format!("{stem}-{suffix}-{number}{extension}")),
    };
    // If all of them exist, the task that wants the folder refuses and says so.
    (1..1000).map(numbered).find(|free| !free.exists()).unwrap_or_else(|| numbered(1000))
}

/// Returns when the journal in a folder was last written.
fn written(folder: &Path) -> Option<SystemTime> {
    let of = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
    of("journal.db").max(of("journal.db-wal"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_windows_that_create_journals_of_one_name_get_separate_folders() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let (one, other) =
            (JournalFolders::in_data(data.path()), JournalFolders::in_data(data.path()));
        let first = one.begin("journal").expect("a folder");
        fs::write(first.path().join("journal.db"), "one").expect("it is writable");
        let second = other.begin("journal").expect("a folder");
        assert!(first.path().join("journal.db").exists(), "the other one takes nothing away");
        fs::write(second.path().join("journal.db"), "other").expect("it is writable");
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
    fn a_cancelled_set_up_leaves_no_files_and_a_killed_one_is_cleaned_up() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let folders = JournalFolders::in_data(data.path());
        let killed = data.path().join("stillroom/.0123456789ab.begun");
        drop(folders.begin("journal").expect("a folder"));
        fs::create_dir(&killed).expect("a folder");
        let other = data.path().join("stillroom/of-the-user.begun");
        fs::create_dir(&other).expect("a folder");
        let new = folders.begin("sample").expect("a folder");
        assert!(!killed.exists() && other.exists());
        assert_eq!(name_of(&new.finish().expect("it gets a name")), "sample-2");
    }
}
