//! Copies of a journal in one file: what they say of themselves, and the proof that they hold.

mod manifest;
mod marks;
mod proof;

pub(crate) use manifest::Manifest;
pub(crate) use marks::{Kind, Marks};
pub(crate) use proof::{Opened, Proof};

use crate::vault::RecordId;

/// The ending of a copy's name.
pub(crate) const ENDING: &str = "stillroom-backup";

/// Names a copy: at random, so that its name says no date.
pub(crate) fn make_name() -> String {
    format!("{}.{ENDING}", &RecordId::make().to_string()[..12])
}
