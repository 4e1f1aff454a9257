//! Whether reading wrote anything: the folder of the proof, the folder that it runs in and the
//! system's folder for temporary files, before and after.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What hostile archives hold in members that must not reach the disk.
pub(super) const CANARY: &str = "STILLROOM-CANARY-MUST-NOT-BE-WRITTEN";

/// Folders of builds and of git, in which other programs write.
const NOT_ENTERED: [&str; 3] = ["target", "node_modules", ".git"];

/// The files of some folders, with their length and the time of their last change.
type Listing = HashMap<PathBuf, (u64, Option<SystemTime>)>;

/// The files that were there before.
pub(super) struct Watch {
    before: Listing,
}

impl Watch {
    pub(super) fn begin() -> Self {
        Self { before: listing() }
    }

    /// Returns the files that are new or changed and hold the canary's words.
    pub(super) fn end(&self) -> Vec<String> {
        self.holding(&[CANARY.to_owned()])
    }

    /// Returns the files that are new or changed and hold one of these words.
    pub(super) fn holding(&self, words: &[String]) -> Vec<String> {
        let changed =
            listing().into_iter().filter(|(path, was)| self.before.get(path) != Some(was));
        changed
            .filter(|(path, _)| holds(path, words))
            .map(|(path, _)| path.display().to_string())
            .collect()
    }
}

fn holds(path: &Path, words: &[String]) -> bool {
    let name = path.to_string_lossy();
    let bytes = fs::read(path).unwrap_or_default();
    let is_in = |word: &String| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    words.iter().any(|word| name.contains(word) || is_in(word))
}

fn listing() -> Listing {
    let here = std::env::current_dir().unwrap_or_default();
    let above = here.ancestors().nth(2).unwrap_or(&here).to_owned();
    let mut files = HashMap::new();
    let mut roots = vec![(std::env::temp_dir(), true), (here, true), (above, false)];
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        let below = [".local/share", ".cache", ".config"].map(|name| (home.join(name), true));
        roots.extend(below);
        roots.push((home, false));
    }
    for (root, is_deep) in roots {
        for path in if is_deep { files_and_folders(&root) } else { inside(&root) } {
            if let Ok(meta) = fs::symlink_metadata(&path)
                && meta.is_file()
            {
                files.insert(path, (meta.len(), meta.modified().ok()));
            }
        }
    }
    files
}

/// Returns what lies in a folder, at any depth. Links are not followed.
pub(super) fn files_and_folders(root: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for path in inside(&folder) {
            let is_folder = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir());
            if is_folder && !NOT_ENTERED.iter().any(|name| path.ends_with(name)) {
                open.push(path.clone());
            }
            found.push(path);
        }
    }
    found
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}
