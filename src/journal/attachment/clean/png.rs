//! PNG: a list of chunks, each with a length, a name and a checksum.

use flate2::Crc;
use zeroize::Zeroizing;

use super::exif::only_orientation;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks beside the critical ones that say how the pixels are to be shown, and those of
/// pictures that move.
const KEPT: [&[u8; 4]; 16] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST", b"sPLT",
    b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

/// Copies a PNG without its metadata and without what follows its end; none if it is not built as
/// one.
pub(super) fn clean(png: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut rest = png.strip_prefix(SIGNATURE)?;
    let mut out = Zeroizing::new(Vec::with_capacity(png.len() + 64));
    out.extend_from_slice(SIGNATURE);
    loop {
        let len = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(len.checked_add(12)?)?;
        rest = after;
        let name: &[u8; 4] = chunk[4..].first_chunk()?;
        // A capital first letter says that a picture cannot be shown without it.
        if name[0].is_ascii_uppercase() || KEPT.contains(&name) {
            out.extend_from_slice(chunk);
        } else if name == b"eXIf"
            && let Some(block) = only_orientation(&chunk[8..8 + len])
        {
            put(&mut out, *b"eXIf", &block);
        }
        if name == b"IEND" {
            return Some(out);
        }
    }
}

fn put(out: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    let mut crc = Crc::new();
    crc.update(&name);
    crc.update(content);
    out.extend_from_slice(&(content.len() as u32).to_be_bytes());
    out.extend_from_slice(&name);
    out.extend_from_slice(content);
    out.extend_from_slice(&crc.sum().to_be_bytes());
}
