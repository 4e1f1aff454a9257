//! A source on disk as a list of files: one file, a folder, a zip or a tar archive. Read only;
//! nothing of an archive is ever unpacked to disk.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

use super::limits::{
    FOLDER_FILES, NAME, NAME_PARTS, ON_DISK, RATIO, RATIO_FROM, TAR_MEMBERS, TEXT, UNPACKED,
    ZIP_MEMBERS,
};
use super::trouble::{Code, Trouble};

/// The files of a source.
pub(super) struct Tree {
    /// The name of the file or folder that was chosen.
    pub(super) name: String,
    /// Its files, in the order of their names.
    pub(super) members: Vec<Member>,
    /// What was not taken into the list.
    pub(super) told: Vec<Trouble>,
    store: Store,
    unpacked: u64,
}

/// A file of a source.
pub(super) struct Member {
    /// Its name below the source, its parts apart by `/`.
    pub(super) name: String,
    /// When it was last changed on disk; none inside archives.
    pub(super) modified: Option<SystemTime>,
    at: At,
}

enum At {
    Path(PathBuf),
    Zip(usize),
    Tar { from: u64, len: u64 },
}

enum Store {
    Files,
    Zip(Box<ZipArchive<File>>),
    Tar(File),
}

/// How a source is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    /// One file.
    File,
    /// A folder.
    Folder,
    /// An archive.
    Archive,
}

impl Member {
    /// Returns the last part of its name.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// Returns its name without folders and ending.
    pub(super) fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// Returns its ending in small letters.
    pub(super) fn ending(&self) -> String {
        let name = self.file_name();
        name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
    }

    /// Returns the folder that it lies in; empty at the root.
    pub(super) fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl Tree {
    /// Opens a source.
    ///
    /// # Errors
    /// The reason for which nothing of it can be read.
    pub(super) fn open(path: &Path) -> Result<(Self, Stored), Code> {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let kind = fs::symlink_metadata(path).map_err(|_| Code::NotReadable)?;
        // The chosen path itself may be a link: it was chosen.
        let kind = if kind.is_symlink() {
            fs::metadata(path).map_err(|_| Code::NotReadable)?
        } else {
            kind
        };
        if kind.is_dir() {
            return Ok((Self::folder(path, name)?, Stored::Folder));
        }
        if !kind.is_file() {
            return Err(Code::NotAFile);
        }
        if kind.len() > ON_DISK {
            return Err(Code::TooLarge);
        }
        let mut file = open_file(path, true).map_err(|_| Code::NotReadable)?;
        let mut start = [0; 512];
        let read = read_some(&mut file, &mut start).map_err(|_| Code::NotReadable)?;
        let start = &start[..read];
        file.rewind().map_err(|_| Code::NotReadable)?;
        if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            if is_office(&file) {
                return Ok((Self::file(path, name, &kind), Stored::File));
            }
            return Ok((Self::zip(file, name)?, Stored::Archive));
        }
        if start.len() == 512 && start[257..].starts_with(b"ustar") || is_old_tar(start) {
            return Ok((Self::tar(file, name, kind.len())?, Stored::Archive));
        }
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "zip" | "jex" | "tar") {
            return Err(Code::NotAnArchive);
        }
        Ok((Self::file(path, name, &kind), Stored::File))
    }

    fn of(name: String, store: Store) -> Self {
        let name = super::decode::shown(&name);
        Self { name, members: Vec::new(), told: Vec::new(), store, unpacked: 0 }
    }

    fn file(path: &Path, name: String, meta: &fs::Metadata) -> Self {
        let mut tree = Self::of(name.clone(), Store::Files);
        let at = At::Path(path.to_owned());
        let modified = meta.modified().ok();
        tree.members.push(Member { name, modified, at });
        tree
    }

    fn folder(root: &Path, name: String) -> Result<Self, Code> {
        let mut tree = Self::of(name, Store::Files);
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
                if name.len() > NAME || name.split('/').count() > NAME_PARTS {
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

    fn zip(file: File, name: String) -> Result<Self, Code> {
        let mut archive = ZipArchive::new(file).map_err(|_| Code::NotWhole)?;
        if archive.len() > ZIP_MEMBERS {
            return Err(Code::TooMany);
        }
        let mut tree = Self::of(name, Store::Files);
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

    fn tar(file: File, name: String, len: u64) -> Result<Self, Code> {
        let mut tree = Self::of(name, Store::Files);
        let mut names = HashSet::new();
        let reader = file.try_clone().map_err(|_| Code::NotReadable)?;
        let mut archive = tar::Archive::new(reader);
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

    fn tell(&mut self, code: Code, place: &str) {
        self.told.push(Trouble::new(code, super::decode::shown(place)));
    }

    /// Returns whether it is an archive.
    pub(super) fn is_archive(&self) -> bool {
        !matches!(self.store, Store::Files)
    }

    /// Returns the index of a file by its exact name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.members.binary_search_by(|member| member.name.as_str().cmp(name)).ok()
    }

    /// Reads a whole text file of the source.
    pub(super) fn text(&mut self, index: usize) -> Result<Vec<u8>, Code> {
        self.read(index, TEXT)
    }

    /// Reads a whole file, of at most so many bytes.
    pub(super) fn read(&mut self, index: usize, most: u64) -> Result<Vec<u8>, Code> {
        let mut bytes = Vec::new();
        let mut reader = self.stream(index)?;
        let mut piece = [0; 16 << 10];
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok(bytes),
                Ok(read) if (bytes.len() + read) as u64 > most => return Err(Code::TooLarge),
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
                Err(error) => return Err(code_of(&error)),
            }
        }
    }

    /// Reads the first bytes of a file.
    pub(super) fn start(&mut self, index: usize, most: usize) -> Result<Vec<u8>, Code> {
        let mut bytes = vec![0; most];
        let read = read_some(&mut self.stream(index)?, &mut bytes).map_err(|e| code_of(&e))?;
        bytes.truncate(read);
        Ok(bytes)
    }

    /// Reads a file to its end without keeping it, as a check; says how large it is.
    pub(super) fn measure(&mut self, index: usize, most: u64) -> Result<u64, Code> {
        let mut reader = self.stream(index)?;
        let (mut piece, mut all) = ([0; 16 << 10], 0);
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok(all),
                Ok(read) => all += read as u64,
                Err(error) => return Err(code_of(&error)),
            }
            if all > most {
                return Err(Code::TooLarge);
            }
        }
    }

    /// Opens a file to be read in pieces. Errors of the reader carry a code; see [`code_of`].
    pub(super) fn stream(&mut self, index: usize) -> Result<Box<dyn Read + '_>, Code> {
        match (&self.members[index].at, &mut self.store) {
            (At::Path(path), _) => {
                let file = open_file(path, false).map_err(|_| Code::NotReadable)?;
                if !file.metadata().is_ok_and(|meta| meta.is_file()) {
                    return Err(Code::NotAFile);
                }
                Ok(Box::new(file))
            }
            (At::Zip(index), Store::Zip(archive)) => {
                let member = archive.by_index(*index).map_err(|_| Code::NotReadable)?;
                let packed = member.compressed_size().max(1);
                let all = &mut self.unpacked;
                Ok(Box::new(Counted { inner: member, packed, read: 0, all }))
            }
            (At::Tar { from, len }, Store::Tar(file)) => {
                file.seek(SeekFrom::Start(*from)).map_err(|_| Code::NotReadable)?;
                Ok(Box::new(Exactly { inner: file.take(*len), left: *len }))
            }
            _ => Err(Code::NotReadable),
        }
    }
}

/// Counts what is unpacked and stops at the bounds.
struct Counted<'a, R> {
    inner: R,
    packed: u64,
    read: u64,
    all: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read += read as u64;
        *self.all += read as u64;
        if *self.all > UNPACKED {
            return Err(io::Error::other(Bound(Code::TooLarge)));
        }
        if self.read > RATIO_FROM && self.read > self.packed.saturating_mul(RATIO) {
            return Err(io::Error::other(Bound(Code::TooPacked)));
        }
        Ok(read)
    }
}

/// Fails if a file ends before its length.
struct Exactly<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.left -= read as u64;
        if read == 0 && self.left > 0 && !into.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(read)
    }
}

/// A bound that was reached while reading.
#[derive(Debug)]
pub(super) struct Bound(pub(super) Code);

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.words())
    }
}

impl std::error::Error for Bound {}

/// Returns the code of a failed read.
pub(super) fn code_of(error: &io::Error) -> Code {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Bound>()).map_or(
        if error.kind() == io::ErrorKind::PermissionDenied {
            Code::NotReadable
        } else {
            Code::NotWhole
        },
        |bound| bound.0,
    )
}

/// Opens a file to be read, never through a link and never waiting for a pipe.
fn open_file(path: &Path, chosen: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = if chosen { OFlags::NONBLOCK } else { OFlags::NONBLOCK | OFlags::NOFOLLOW };
        let flags = i32::try_from(flags.bits()).unwrap_or_default();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
    }
    #[cfg(not(unix))]
    let _ = chosen;
    options.open(path)
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

fn read_some(reader: &mut (impl Read + ?Sized), into: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match reader.read(&mut into[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// Returns whether a zip is a document of an office program, read as one file.
fn is_office(file: &File) -> bool {
    let Ok(reader) = file.try_clone() else { return false };
    let Ok(mut archive) = ZipArchive::new(reader) else { return false };

    archive.by_name("[Content_Types].xml").is_ok() || archive.by_name("mimetype").is_ok()
}

/// Returns whether bytes begin with the header of a tar archive of before 1988.
fn is_old_tar(start: &[u8]) -> bool {
    if start.len() < 512 || start[0] == 0 {
        return false;
    }
    let field = String::from_utf8_lossy(&start[148..156]);
    let Ok(sum) = u64::from_str_radix(field.trim_matches(['\0', ' ']), 8) else { return false };
    let spaces = |at: usize| if (148..156).contains(&at) { 32 } else { u64::from(start[at]) };
    (0..512).map(spaces).sum::<u64>() == sum
}

/// Decodes the name of a file in a zip: UTF-8, else the code page of old PCs.
fn zip_name(raw: &[u8]) -> String {
    let name = std::str::from_utf8(raw).map_or_else(|_| cp437(raw), ToOwned::to_owned);
    name.replace('\\', "/").nfc().collect()
}

fn cp437(raw: &[u8]) -> String {
    const HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";
    let high: Vec<char> = HIGH.chars().collect();
    let letter = |byte: &u8| match byte {
        0..128 => char::from(*byte),
        _ => high.get(usize::from(*byte) - 128).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    raw.iter().map(letter).collect()
}

/// Returns why a name may not be taken: it must stay below the archive's root.
fn refused_name(name: &str) -> Option<Code> {
    if name.len() > NAME || name.split('/').count() > NAME_PARTS {
        return Some(Code::NameTooLong);
    }
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    let climbs = name.split('/').any(|part| part == "..");
    let unsafe_name =
        name.is_empty() || name.starts_with('/') || has_drive || climbs || name.contains('\0');
    unsafe_name.then_some(Code::UnsafeName)
}

/// Returns whether a file is what systems leave behind: never told.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || last == "__MACOSX"
        || last.starts_with("._")
        || last == ".DS_Store"
        || last.eq_ignore_ascii_case("thumbs.db")
}
