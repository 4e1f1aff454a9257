//! Days as text, as rows of hours keep them.

use chrono::NaiveDate;

use crate::journal::JournalError;

/// Reads a day such as `2026-11-09`.
pub(super) fn day_of(text: &str) -> Result<NaiveDate, JournalError> {
    text.parse().map_err(|_| JournalError::NoSuchDay)
}
