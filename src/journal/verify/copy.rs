//! The name of a copy of a journal in one file.

use crate::files::random_name;

/// The ending of a copy's name.
pub(crate) const ENDING: &str = "stillroom-backup";

/// Names a copy: at random, so that its name says no date.
pub(crate) fn make_name() -> String {
    format!("{}.{ENDING}", random_name())
}
