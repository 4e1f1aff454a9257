//! Folders.

use std::fs;
use std::path::Path;

use super::list::{At, Member, Store, Tree};
use super::name::{is_litter, is_too_long};
use crate::exchange::import::limits::FOLDER_FILES;
use crate::exchange::import::trouble::Code;

impl Tree {
    /// Lists the files of a folder and of those within it. No link is followed.
    pub(in crate::exchange::import) fn folder(root: &Path, name: &str) -> Result<Self, Code> {
        let mut tree = Self::new(name, Store::Files);
        let mut open = vec![(root.to_owned(), String::new())];
        while let Some((folder, below)) = open.pop() {
            let Ok(entries) = fs::read_dir(&folder) else {
                tree.tell(Code::NotReadable, &below);
                continue;
            };
            for entry in entries.flatten() {
                let shown = entry.file_name().to_string_lossy().into_owned();
                let name = if below.is_empty() { shown } else { format!("{below}/{shown}") };
                if is_litter(&name) {
                    continue;
                }
                let Ok(meta) = entry.path().symlink_metadata() else {
                    tree.tell(Code::NotReadable, &name);
                    continue;
                };
                if is_too_long(&name) {
                    tree.tell(Code::NameTooLong, &name[..name.floor_char_boundary(80)]);
                } else if meta.is_symlink() {
                    tree.tell(Code::Link, &name);
                } else if meta.is_dir() {
                    if name.to_ascii_lowercase().ends_with(".stillroom") {
                        tree.tell(Code::JournalInside, &name);
                    } else if same_file_system(root, &meta) {
                        open.push((entry.path(), name));
                    } else {
                        tree.tell(Code::NotAFile, &name);
                    }
                } else if meta.is_file() {
                    if tree.members.len() >= FOLDER_FILES {
                        return Err(Code::TooMany);
                    }
                    let modified = meta.modified().ok();
                    tree.members.push(Member { name, modified, at: At::Path(entry.path()) });
                } else {
                    tree.tell(Code::NotAFile, &name);
                }
            }
        }
        tree.members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(tree)
    }
}

#[cfg(unix)]
fn same_file_system(root: &Path, meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    root.metadata().is_ok_and(|root| root.dev() == meta.dev())
}

#[cfg(not(unix))]
fn same_file_system(_: &Path, _: &fs::Metadata) -> bool {
    true
}
