//! How a picture is to be turned: the one thing of its EXIF that is kept.

use image::metadata::Orientation;

/// Makes an EXIF block that says nothing but how a picture is turned; none for one that is upright.
pub(super) fn only_orientation(exif: &[u8]) -> Option<[u8; 26]> {
    let turn = Orientation::from_exif_chunk(exif)?;
    if turn == Orientation::NoTransforms {
        return None;
    }
    let mut block = [0; 26];
    // TIFF, little-endian, its one directory at 8 with one entry: 0x0112, a short, one of them.
    block[..10].copy_from_slice(b"II*\0\x08\0\0\0\x01\0");
    block[10..20].copy_from_slice(b"\x12\x01\x03\0\x01\0\0\0\0\0");
    block[18] = turn.to_exif();
    Some(block)
}
