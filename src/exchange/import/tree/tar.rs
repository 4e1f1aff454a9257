//! Tar archives.

use std::collections::HashSet;
use std::fs::File;

use super::list::{At, Member, Store, Tree};
use super::name::{is_litter, refused_name};
use crate::exchange::import::limits::TAR_MEMBERS;
use crate::exchange::import::trouble::Code;

impl Tree {
    /// Lists the files of a tar archive.
    pub(super) fn tar(file: File, name: &str, len: u64) -> Result<Self, Code> {
        let mut tree = Self::new(name, Store::Files);
        let mut names = HashSet::new();
        let reader = file.try_clone().map_err(|_| Code::NotReadable)?;
        let mut archive = ::tar::Archive::new(reader);
        let entries = archive.entries_with_seek().map_err(|_| Code::NotWhole)?;
        for (count, entry) in entries.enumerate() {
            let Ok(entry) = entry else {
                tree.tell(Code::NotWhole, &tree.name.clone());
                break;
            };
            if count >= TAR_MEMBERS {
                return Err(Code::TooMany);
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).replace('\\', "/");
            let (from, size) = (entry.raw_file_position(), entry.size());
            let kind = entry.header().entry_type();
            if kind.is_dir() {
                continue;
            }
            if kind.is_symlink() || kind.is_hard_link() {
                tree.tell(Code::Link, &name);
            } else if !(kind.is_file() || kind.is_contiguous()) {
                tree.tell(Code::NotAFile, &name);
            } else if let Some(code) = refused_name(&name) {
                tree.tell(code, &name);
            } else if from.saturating_add(size) > len {
                tree.tell(Code::NotWhole, &name);
                break;
            } else if is_litter(&name) {
            } else if !names.insert(name.clone()) {
                tree.tell(Code::SameName, &name);
            } else {
                let at = At::Tar { from, len: size };
                let name = name.trim_start_matches("./").to_owned();
                tree.members.push(Member { name, modified: None, at });
            }
        }
        tree.store = Store::Tar(file);
        tree.members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(tree)
    }
}

/// Returns whether bytes begin with the header of a tar archive of before 1988.
pub(super) fn is_old_tar(start: &[u8]) -> bool {
    if start.len() < 512 || start[0] == 0 {
        return false;
    }
    let field = String::from_utf8_lossy(&start[148..156]);
    let Ok(sum) = u64::from_str_radix(field.trim_matches(['\0', ' ']), 8) else { return false };
    let spaces = |at: usize| if (148..156).contains(&at) { 32 } else { u64::from(start[at]) };
    (0..512).map(spaces).sum::<u64>() == sum
}
