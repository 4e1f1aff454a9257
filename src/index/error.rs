//! What can go wrong with the index; none of it concerns what was written.

use tantivy::directory::error::OpenWriteError;

/// The causes for which the index cannot be used as it is.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// A block does not open, a file is missing or cut off: the index must be filled anew.
    #[error("the index is damaged")]
    Damaged,
    /// Another process holds it.
    #[error("the index is open elsewhere")]
    AlreadyOpen,
    /// There is no room left.
    #[error("the disk is full")]
    DiskFull,
    /// The operating system refused.
    #[error("input or output failed: {0}")]
    Io(std::io::ErrorKind),
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => Self::Damaged,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Io(kind),
        }
    }
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::AlreadyOpen,
            tantivy::TantivyError::IoError(error) => of_file(&error),
            tantivy::TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
                of_file(&io_error)
            }
            _ => Self::Damaged,
        }
    }
}

/// A file that cannot be written or read for any other reason than want of room is a damaged index:
/// it is filled anew.
fn of_file(error: &std::io::Error) -> IndexError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => IndexError::DiskFull,
        _ => IndexError::Damaged,
    }
}
