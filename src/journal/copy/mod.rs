//! Copies of a journal in one file: what they say of themselves, and the proof that they hold.

mod manifest;
mod proof;

pub(crate) use manifest::Manifest;
pub(crate) use proof::{Opened, Proof};

use std::path::{Path, PathBuf};

use crate::vault::RecordId;

/// The ending of a copy's name.
pub(crate) const ENDING: &str = "stillroom-backup";

/// The ending of one that is not proven yet.
const FRESH: &str = "fresh";

/// Names a copy: at random, so that its name says no date.
pub(crate) fn make_name() -> String {
    format!("{}.{ENDING}", &RecordId::make().to_string()[..12])
}

/// Returns where a copy lies until it is proven.
pub(crate) fn fresh(file: &Path) -> PathBuf {
    file.with_extension(FRESH)
}

/// Returns whether a file is what was left of a copy that was never proven.
pub(crate) fn is_leftover(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == FRESH)
}
