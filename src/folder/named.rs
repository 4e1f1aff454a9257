//! For systems without handles of folders: a name is looked at right before it is used.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::kind::{Kind, not_plain};

pub(super) type Handle = PathBuf;

pub(super) fn open(path: &Path) -> io::Result<Handle> {
    if path.is_dir() { fs::canonicalize(path) } else { Err(io::ErrorKind::NotFound.into()) }
}

pub(super) fn below(at: &Handle, name: &OsStr) -> io::Result<Handle> {
    match kind(at, name)? {
        Kind::Folder => Ok(at.join(name)),
        _ => Err(not_plain()),
    }
}

pub(super) fn make_below(at: &Handle, name: &OsStr) -> io::Result<Handle> {
    match fs::create_dir(at.join(name)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => below(at, name),
    }
}

pub(super) fn kind(at: &Handle, name: &OsStr) -> io::Result<Kind> {
    let found = fs::symlink_metadata(at.join(name))?;
    let kind = found.file_type();
    Ok(match () {
        () if kind.is_symlink() => Kind::Link,
        () if kind.is_dir() => Kind::Folder,
        () if kind.is_file() => Kind::File { len: found.len() },
        () => Kind::Special,
    })
}

pub(super) fn names(at: &Handle) -> io::Result<Vec<OsString>> {
    fs::read_dir(at)?.map(|entry| Ok(entry?.file_name())).collect()
}

pub(super) fn read(at: &Handle, name: &OsStr) -> io::Result<File> {
    match kind(at, name)? {
        Kind::File { .. } => File::open(at.join(name)),
        _ => Err(not_plain()),
    }
}

pub(super) fn create(at: &Handle, name: &OsStr) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(at.join(name))
}

pub(super) fn open_or_create(at: &Handle, name: &OsStr) -> io::Result<File> {
    match kind(at, name) {
        Ok(Kind::File { .. }) => OpenOptions::new().write(true).open(at.join(name)),
        Ok(_) => Err(not_plain()),
        Err(_) => create(at, name),
    }
}

pub(super) fn remove(at: &Handle, name: &OsStr) -> io::Result<()> {
    fs::remove_file(at.join(name))
}

pub(super) fn remove_folder(at: &Handle, name: &OsStr) -> io::Result<()> {
    fs::remove_dir(at.join(name))
}

pub(super) fn rename(at: &Handle, from: &OsStr, to: &OsStr) -> io::Result<()> {
    fs::rename(at.join(from), at.join(to))
}

/// Does nothing: folders cannot be synced there.
pub(super) fn sync(_: &Handle) -> io::Result<()> {
    Ok(())
}
