//! Where the journal lies: a sync service copies databases while they are being written.

use std::path::Path;

/// Parts of paths by which sync services are known, in lower case, and what to call them.
const SERVICES: [(&str, &str); 14] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("seafile", "Seafile"),
    ("syncthing", "Syncthing"),
    ("proton drive", "Proton Drive"),
    ("megasync", "MEGA"),
];

/// Files and folders that a sync service leaves in the folders it watches.
const MARKS: [(&str, &str); 4] = [
    (".stfolder", "Syncthing"),
    (".dropbox.cache", "Dropbox"),
    (".sync", "Resilio Sync"),
    (".csync_journal.db", "Nextcloud"),
];

/// Returns the sync service in whose folder a path seems to lie.
pub fn synced_by(folder: &Path) -> Option<&'static str> {
    let named = folder.components().find_map(|part| {
        let part = part.as_os_str().to_string_lossy().to_lowercase();
        SERVICES.iter().find(|(known, _)| part.starts_with(known)).map(|(_, name)| *name)
    });
    named.or_else(|| folder.ancestors().skip(1).find_map(marked))
}

fn marked(folder: &Path) -> Option<&'static str> {
    MARKS.iter().find(|(mark, _)| folder.join(mark).exists()).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_sync_services_are_known_by_name_or_by_their_marks() {
        let by = |path: &str| synced_by(Path::new(path));
        assert_eq!(by("/home/x/Dropbox/Notes.stillroom"), Some("Dropbox"));
        assert_eq!(by("/home/x/OneDrive - Practice/a/Notes.stillroom"), Some("OneDrive"));
        assert_eq!(by("/home/x/Documents/Notes.stillroom"), None);
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir_all(folder.path().join(".stfolder")).expect("it is made");
        assert_eq!(synced_by(&folder.path().join("a/Notes.stillroom")), Some("Syncthing"));
    }
}
