//! What can go wrong with the database; variants are causes.

use rusqlite::ErrorCode;

use crate::folder::OddFile;

/// The causes for which the store refuses something. What was committed before stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder is missing or its database is not a journal's.
    #[error("the folder is not a journal")]
    NotAJournal,
    /// A folder of that name exists already.
    #[error("the folder exists already")]
    Exists,
    /// Another process, or another window, has the journal open.
    #[error("the journal is open elsewhere")]
    AlreadyOpen,
    /// Written by a newer version, with this schema.
    #[error("the journal has schema {found}, newer than {known}")]
    TooNew {
        /// The schema found.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// The schema is not that of the migrations: something was added or removed.
    #[error("the schema has been tampered with")]
    SchemaTampered,
    /// SQLite says that the file is damaged, or a row that must be there is not.
    #[error("the database is damaged")]
    Damaged,
    /// The folder or the file cannot be written.
    #[error("the journal cannot be written")]
    ReadOnly,
    /// The path is longer than the system or the database takes.
    #[error("the path is too long")]
    PathTooLong,
    /// The path would depend on where the program was started.
    #[error("the path is not whole")]
    NotAbsolute,
    /// Something lies in the folder that no journal puts there; nothing was touched.
    #[error("{0}")]
    OddFile(OddFile),
    /// The open database or its log is no longer the file of its name: it was removed, moved or
    /// replaced, and what is written into it would be lost.
    #[error("the files of the journal have been replaced")]
    Replaced,
    /// There is no room left.
    #[error("the disk is full")]
    DiskFull,
    /// The operating system refused; the kind says why, the path is not kept.
    #[error("input or output failed: {0}")]
    Io(std::io::ErrorKind),
    /// SQLite refused for a reason that has no variant of its own.
    #[error("the database refused: {0:?}")]
    Refused(ErrorCode),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::AlreadyOpen,
                ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::Damaged,
                ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                    Self::ReadOnly
                }
                ErrorCode::DiskFull => Self::DiskFull,
                ErrorCode::SystemIoFailure => Self::Io(std::io::ErrorKind::Other),
                code => Self::Refused(code),
            },
            // A missing row or a column of another type: the schema holds, so the content does not.
            _ => Self::Damaged,
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Self::ReadOnly
            }
            std::io::ErrorKind::AlreadyExists => Self::Exists,
            // The one name that the system refuses as such is one that is too long.
            std::io::ErrorKind::InvalidFilename => Self::PathTooLong,
            kind => Self::Io(kind),
        }
    }
}
