//! Takes out of a picture what it says beside its pixels: where and when it was taken, by whom and
//! with what, what others wrote into it, a smaller picture of itself, and whatever follows its end.
//! No pixel is decoded or changed. How it is to be turned and its colour profile stay.

mod exif;
mod jpeg;
mod png;
mod webp;

use zeroize::Zeroizing;

use crate::journal::record::Cleaned;

/// Cleans a picture of a kind that this knows; one of another kind, or not built as its kind says,
/// is returned as it was.
pub(super) fn clean(mime: &str, picture: Zeroizing<Vec<u8>>) -> (Zeroizing<Vec<u8>>, Cleaned) {
    let cleaned = match mime {
        "image/jpeg" => jpeg::clean(&picture),
        "image/png" => png::clean(&picture),
        "image/webp" => webp::clean(&picture),
        _ => return (picture, Cleaned::AsItWas),
    };
    match cleaned {
        Some(cleaned) if *cleaned == *picture => (picture, Cleaned::NothingFound),
        Some(cleaned) => (cleaned, Cleaned::Removed),
        None => (picture, Cleaned::NotReadable),
    }
}

#[cfg(test)]
mod tests;
