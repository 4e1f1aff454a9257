//! Which names of files are taken.

use crate::exchange::import::limits::{NAME, NAME_PARTS};
use crate::exchange::import::trouble::Code;

/// Returns why a name may not be taken: it must stay below the archive's root.
pub(super) fn refused_name(name: &str) -> Option<Code> {
    if is_too_long(name) {
        return Some(Code::NameTooLong);
    }
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    let climbs = name.split('/').any(|part| part == "..");
    let unsafe_name =
        name.is_empty() || name.starts_with('/') || has_drive || climbs || name.contains('\0');
    unsafe_name.then_some(Code::UnsafeName)
}

/// Returns whether a name is longer or lies deeper than a source may have it.
pub(super) fn is_too_long(name: &str) -> bool {
    name.len() > NAME || name.split('/').count() > NAME_PARTS
}

/// Returns whether a file is what systems leave behind: never told.
pub(super) fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || last == "__MACOSX"
        || last.starts_with("._")
        || last == ".DS_Store"
        || last.eq_ignore_ascii_case("thumbs.db")
}
