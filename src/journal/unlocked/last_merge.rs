//! What the last merge of two clients moved, until the lock.

use crate::vault::RecordId;

/// What the last merge moved.
pub(crate) struct LastMerge {
    pub(crate) from: RecordId,
    pub(crate) into: RecordId,
    pub(crate) entries: Vec<RecordId>,
    /// Courses, threads and symbols.
    pub(crate) owned: Vec<RecordId>,
}
