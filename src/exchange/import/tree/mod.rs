//! A source on disk as a list of files: one file, a folder, a zip or a tar archive. Read only;
//! nothing of an archive is ever unpacked to disk.

mod folder;
mod list;
mod name;
mod reader;
mod tar;
mod zip;

use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use list::{At, Store};
pub(super) use list::{Member, Tree};
pub(super) use reader::{Bound, code_of};
use reader::{Counted, Exactly, open_file, read_some};

use super::limits::{ON_DISK, TEXT};
use super::trouble::{Code, Trouble};

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
    /// Returns where it lies on disk; none inside archives.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.at {
            At::Path(path) => Some(path),
            _ => None,
        }
    }

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
            return Ok((Self::folder(path, &name)?, Stored::Folder));
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
            if zip::is_office(&file) {
                return Ok((Self::file(path, name, &kind), Stored::File));
            }
            return Ok((Self::zip(file, &name)?, Stored::Archive));
        }
        if (start.len() == 512 && start[257..].starts_with(b"ustar")) || tar::is_old_tar(start) {
            return Ok((Self::tar(file, &name, kind.len())?, Stored::Archive));
        }
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "zip" | "jex" | "tar") {
            return Err(Code::NotAnArchive);
        }
        Ok((Self::file(path, name, &kind), Stored::File))
    }

    fn new(name: &str, store: Store) -> Self {
        let name = super::decode::shown(name);
        Self { name, members: Vec::new(), told: Vec::new(), store, unpacked: 0 }
    }

    fn file(path: &Path, name: String, meta: &fs::Metadata) -> Self {
        let mut tree = Self::new(&name, Store::Files);
        let at = At::Path(path.to_owned());
        let modified = meta.modified().ok();
        tree.members.push(Member { name, modified, at });
        tree
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
