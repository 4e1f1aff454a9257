//! Handles of POSIX: every name is resolved in its folder, and never through a link.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fd::OwnedFd;
use rustix::fs::{self, AtFlags, Dir, FileType, Mode, OFlags, Stat};

use super::kind::{Kind, not_plain};

pub(super) type Handle = OwnedFd;

const PRIVATE_FILE: Mode = Mode::RUSR.union(Mode::WUSR);
const PRIVATE_FOLDER: Mode = Mode::RWXU;

/// A pipe without anyone at its other end must not keep whoever opens it waiting.
const PLAIN: OFlags = OFlags::NOFOLLOW.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK);
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

pub(super) fn open(path: &Path) -> io::Result<Handle> {
    Ok(fs::open(path, FOLDER, Mode::empty())?)
}

pub(super) fn below(at: &Handle, name: &OsStr) -> io::Result<Handle> {
    Ok(fs::openat(at, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?)
}

pub(super) fn make_below(at: &Handle, name: &OsStr) -> io::Result<Handle> {
    match fs::mkdirat(at, name, PRIVATE_FOLDER) {
        Err(error) if error != rustix::io::Errno::EXIST => Err(error.into()),
        _ => below(at, name),
    }
}

pub(super) fn kind(at: &Handle, name: &OsStr) -> io::Result<Kind> {
    Ok(kind_of(&fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW)?))
}

pub(super) fn names(at: &Handle) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in Dir::read_from(at)? {
        let entry = entry?;
        let name = OsStr::from_bytes(entry.file_name().to_bytes());
        if name != "." && name != ".." {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

pub(super) fn read(at: &Handle, name: &OsStr) -> io::Result<File> {
    plain(fs::openat(at, name, OFlags::RDONLY | PLAIN, Mode::empty())?)
}

pub(super) fn create(at: &Handle, name: &OsStr) -> io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | PLAIN;
    Ok(fs::openat(at, name, flags, PRIVATE_FILE)?.into())
}

pub(super) fn open_or_create(at: &Handle, name: &OsStr) -> io::Result<File> {
    plain(fs::openat(at, name, OFlags::WRONLY | OFlags::CREATE | PLAIN, PRIVATE_FILE)?)
}

pub(super) fn remove(at: &Handle, name: &OsStr) -> io::Result<()> {
    Ok(fs::unlinkat(at, name, AtFlags::empty())?)
}

pub(super) fn remove_folder(at: &Handle, name: &OsStr) -> io::Result<()> {
    Ok(fs::unlinkat(at, name, AtFlags::REMOVEDIR)?)
}

pub(super) fn rename(at: &Handle, from: &OsStr, to: &OsStr) -> io::Result<()> {
    Ok(fs::renameat(at, from, at, to)?)
}

pub(super) fn sync(at: &Handle) -> io::Result<()> {
    Ok(fs::fsync(at)?)
}

fn plain(file: OwnedFd) -> io::Result<File> {
    match kind_of(&fs::fstat(&file)?) {
        Kind::File { .. } => Ok(file.into()),
        _ => Err(not_plain()),
    }
}

fn kind_of(stat: &Stat) -> Kind {
    match FileType::from_raw_mode(stat.st_mode) {
        // A file that was just deleted by another has no name left, which does no harm.
        FileType::RegularFile if stat.st_nlink <= 1 => Kind::File { len: stat.st_size as u64 },
        FileType::RegularFile => Kind::ManyNames,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        _ => Kind::Special,
    }
}
