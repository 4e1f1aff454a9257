//! Private folders and files, and names that are on disk once a call returns.
//!
//! ```text
//! make_private(folder), make_private_all(folder)   readable by their owner only
//! create_private(file)                             a new file, readable by its owner only
//! publish(from, to)                                syncs a file, renames it, syncs its folder
//! sync_folder(folder), sync_parent(of)             names are on disk
//! random_name()                                    12 hex digits for a name that nothing has yet
//! ```
//!
//! What lies in a journal's folder is reached through [`crate::folder`], which follows no link.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

use crate::vault::RecordId;

/// Makes a folder that only its owner can read.
///
/// # Errors
/// [`io::Error`], also when there is such a folder.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    private_folder().create(folder)
}

/// Makes a folder that only its owner can read, with those above it; one that is there stays.
///
/// # Errors
/// [`io::Error`] when it cannot be made.
pub(crate) fn make_private_all(folder: &Path) -> io::Result<()> {
    private_folder().recursive(true).create(folder)
}

fn private_folder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "folders have no modes there"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Creates a file that only its owner can read, to be written and read back.
///
/// # Errors
/// [`io::Error`], also when there is something of that name.
pub(crate) fn create_private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Gives a file its lasting name in the same folder; returns once its bytes and the name are on
/// disk.
///
/// # Errors
/// [`io::Error`] when it cannot be synced or renamed.
pub(crate) fn publish(from: &Path, to: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    fs::rename(from, to)?;
    sync_parent(to)
}

/// Returns once the names in a folder are on disk. Other systems than Unix have no such call.
///
/// # Errors
/// [`io::Error`] when the folder cannot be opened or synced.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Returns once the name of a file or folder is on disk.
///
/// # Errors
/// As [`sync_folder`].
pub(crate) fn sync_parent(of: &Path) -> io::Result<()> {
    let parent = of.parent().filter(|parent| !parent.as_os_str().is_empty());
    sync_folder(parent.unwrap_or(Path::new(".")))
}

/// Returns 12 random hex digits.
pub(crate) fn random_name() -> String {
    RecordId::make().to_string()[..12].to_owned()
}
