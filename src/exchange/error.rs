//! What can go wrong with what leaves a journal or comes back; variants are causes.

use crate::journal::JournalError;
use crate::store::StoreError;
use crate::vault::SlotError;

/// The causes for which a run stops. The journal itself is never harmed by any of them.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The journal, or a copy of it.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// It was cancelled; what it had begun is gone.
    #[error("it was cancelled")]
    Cancelled,
    /// What would be written is there already.
    #[error("it is there already")]
    Exists,
    /// It is the last backup that was verified.
    #[error("it is the last verified backup")]
    LastVerified,
    /// There is no such backup.
    #[error("there is no such backup")]
    NoSuchBackup,
    /// There is no such export that was cut off.
    #[error("there is no such export")]
    NoSuchExport,
    /// Something was erased while it was copied, so that the copy would still hold it.
    #[error("something was erased while it was copied")]
    ErasedMeanwhile,
    /// The journal is damaged in so many places; restore a backup first.
    #[error("the journal is damaged in {0} places")]
    Damaged(u64),
    /// The source of an import is no longer what was looked at.
    #[error("the source has changed")]
    SourceChanged,
    /// Nothing of a source can come in.
    #[error("there is nothing to bring in")]
    NothingToBringIn,
    /// What was written does not read back as it was.
    #[error("what was written does not read back")]
    NotTheSame,
}

impl From<StoreError> for ExchangeError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Exists => Self::Exists,
            error => Self::Journal(error.into()),
        }
    }
}

impl From<SlotError> for ExchangeError {
    fn from(error: SlotError) -> Self {
        Self::Journal(error.into())
    }
}

impl From<std::io::Error> for ExchangeError {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}
