//! What a name in a folder stands for.

use std::io;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A plain file with this one name.
    File {
        /// Its length in bytes.
        len: u64,
    },
    /// A plain file that has another name as well.
    ManyNames,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, a socket or a device.
    Special,
}

/// A name stands for something else than a plain file with one name.
pub(super) fn not_plain() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "not a plain file with one name")
}
