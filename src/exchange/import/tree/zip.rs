//! Zip archives.

use std::collections::HashSet;
use std::fs::File;

use ::zip::ZipArchive;
use unicode_normalization::UnicodeNormalization;

use super::list::{At, Member, Store, Tree};
use super::name::{is_litter, refused_name};
use crate::exchange::import::limits::ZIP_MEMBERS;
use crate::exchange::import::trouble::Code;

impl Tree {
    /// Lists the files of a zip archive.
    pub(super) fn zip(file: File, name: &str) -> Result<Self, Code> {
        let mut archive = ZipArchive::new(file).map_err(|_| Code::NotWhole)?;
        if archive.len() > ZIP_MEMBERS {
            return Err(Code::TooMany);
        }
        let mut tree = Self::new(name, Store::Files);
        let (mut names, mut taken) = (HashSet::new(), Vec::new());
        for index in 0..archive.len() {
            let Ok(member) = archive.by_index_raw(index) else {
                tree.tell(Code::NotReadable, &format!("file {index}"));
                continue;
            };
            let name = zip_name(member.name_raw());
            let span = (member.data_start().unwrap_or_default(), member.compressed_size());
            let code = if member.is_symlink() {
                Some(Code::Link)
            } else if member.encrypted() {
                Some(Code::Sealed)
            } else {
                refused_name(&name)
            };
            let is_folder = member.is_dir() || name.ends_with('/');
            let odd_mode = member.unix_mode().is_some_and(|mode| {
                !matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000 | 0o120_000)
            });
            drop(member);
            if let Some(code) = code {
                tree.tell(code, &name);
            } else if odd_mode {
                tree.tell(Code::NotAFile, &name);
            } else if is_folder || is_litter(&name) {
            } else if !names.insert(name.clone()) {
                tree.tell(Code::SameName, &name);
            } else {
                taken.push(span);
                let at = At::Zip(index);
                tree.members.push(Member { name, modified: None, at });
            }
        }
        if archive.has_duplicate_names() && tree.told.iter().all(|one| one.code != Code::SameName) {
            tree.tell(Code::SameName, "");
        }
        if archive.has_overlapping_entries().unwrap_or(true) {
            tree.drop_overlapping(&taken);
        }
        tree.store = Store::Zip(Box::new(archive));
        tree.members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(tree)
    }

    /// Keeps only members whose data lies apart from that of every other.
    fn drop_overlapping(&mut self, spans: &[(u64, u64)]) {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|at| spans[*at]);
        let mut over = vec![false; spans.len()];
        let mut reach: Option<(u64, usize)> = None;
        for at in order {
            let (from, len) = spans[at];
            if let Some((end, last)) = reach
                && from < end
            {
                over[at] = true;
                over[last] = true;
            }
            let end = from.saturating_add(len);
            if reach.is_none_or(|(reached, _)| end > reached) {
                reach = Some((end, at));
            }
        }
        let members = std::mem::take(&mut self.members);
        for (member, over) in members.into_iter().zip(over) {
            if over {
                self.tell(Code::Overlapping, &member.name);
            } else {
                self.members.push(member);
            }
        }
    }
}

/// Returns whether a zip is a document of an office program, read as one file.
pub(super) fn is_office(file: &File) -> bool {
    let Ok(reader) = file.try_clone() else { return false };
    let Ok(mut archive) = ZipArchive::new(reader) else { return false };
    archive.by_name("[Content_Types].xml").is_ok() || archive.by_name("mimetype").is_ok()
}

/// Decodes the name of a file in a zip: UTF-8, else the code page of old PCs.
fn zip_name(raw: &[u8]) -> String {
    let name = std::str::from_utf8(raw).map_or_else(|_| cp437(raw), ToOwned::to_owned);
    name.replace('\\', "/").nfc().collect()
}

/// Decodes code page 437.
fn cp437(raw: &[u8]) -> String {
    const HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";
    let high: Vec<char> = HIGH.chars().collect();
    let letter = |byte: &u8| match byte {
        0..128 => char::from(*byte),
        _ => high.get(usize::from(*byte) - 128).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    raw.iter().map(letter).collect()
}
