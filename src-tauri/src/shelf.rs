//! Where journals stand: one folder with a folder a journal, and one beside for the anchors.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A journal's folder ends so.
const JOURNAL: &str = "stillroom";
/// A journal whose set-up has not ended yet ends so; nothing has been written in it.
const BEGUN: &str = "begun";
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

    /// Returns a folder that does not exist yet, in which a journal can be begun, and the one it
    /// gets once its set-up has ended.
    pub(crate) fn fresh(&self, wanted: &str) -> Fresh {
        let letters = |c: char| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' };
        let wanted: String = wanted.trim().chars().take(60).map(letters).collect();
        let wanted = if wanted.is_empty() { "journal".to_owned() } else { wanted };
        let names = std::iter::once(wanted.clone()).chain((2..).map(|n| format!("{wanted}-{n}")));
        let mut folders = names.filter(|name| name != SAMPLE).map(|name| Fresh {
            begun: self.0.join(format!("{name}.{BEGUN}")),
            journal: self.0.join(format!("{name}.{JOURNAL}")),
        });
        folders.find(|fresh| !fresh.journal.exists()).expect("there is always a next number")
    }
}

/// Two names of a journal that is being set up.
#[derive(Debug, Clone)]
pub(crate) struct Fresh {
    begun: PathBuf,
    journal: PathBuf,
}

impl Fresh {
    /// Returns the folder to begin in; what an unfinished set-up left there is removed, since
    /// nothing can have been written in it.
    pub(crate) fn clear(&self) -> io::Result<&Path> {
        match fs::remove_dir_all(&self.begun) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(&self.begun),
        }
    }

    /// Gives the closed journal its lasting name; returns once that is on disk.
    pub(crate) fn finish(&self) -> io::Result<&Path> {
        fs::rename(&self.begun, &self.journal)?;
        if let Some(shelf) = self.journal.parent() {
            fs::File::open(shelf)?.sync_all()?;
        }
        Ok(&self.journal)
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
