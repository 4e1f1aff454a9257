//! The list of a source's files, and where each of them lies.

use std::fs::File;
use std::path::PathBuf;
use std::time::SystemTime;

use ::zip::ZipArchive;

use crate::exchange::import::trouble::Trouble;

/// The files of a source.
pub(in crate::exchange::import) struct Tree {
    /// The name of the file or folder that was chosen.
    pub(in crate::exchange::import) name: String,
    /// Its files, in the order of their names.
    pub(in crate::exchange::import) members: Vec<Member>,
    /// What was not taken into the list.
    pub(in crate::exchange::import) told: Vec<Trouble>,
    pub(super) store: Store,
    pub(super) unpacked: u64,
}

/// A file of a source.
pub(in crate::exchange::import) struct Member {
    /// Its name below the source, its parts apart by `/`.
    pub(in crate::exchange::import) name: String,
    /// When it was last changed on disk; none inside archives.
    pub(in crate::exchange::import) modified: Option<SystemTime>,
    pub(super) at: At,
}

pub(super) enum At {
    Path(PathBuf),
    Zip(usize),
    Tar { from: u64, len: u64 },
}

pub(super) enum Store {
    Files,
    Zip(Box<ZipArchive<File>>),
    Tar(File),
}
