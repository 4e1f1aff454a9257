//! WebP: a RIFF file, a list of chunks with a name and a length.

use zeroize::Zeroizing;

use super::exif::only_orientation;

/// The chunks that are pixels, how they move, or their colour profile.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// The bits of `VP8X` that say that there is EXIF, or XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Copies a WebP picture without its metadata and without what follows its end; none if it is not
/// built as one.
pub(super) fn clean(webp: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let body = webp.strip_prefix(b"RIFF")?;
    let len = usize::try_from(u32::from_le_bytes(*body.first_chunk()?)).ok()?;
    let mut rest = body.get(4..len.checked_add(4)?)?.strip_prefix(b"WEBP")?;
    let mut out = Zeroizing::new(Vec::with_capacity(webp.len() + 64));
    out.extend_from_slice(b"RIFF\0\0\0\0WEBP");
    let (mut flags, mut turned) = (None, None);
    while !rest.is_empty() {
        let name: &[u8; 4] = rest.first_chunk()?;
        let len = usize::try_from(u32::from_le_bytes(*rest.get(4..)?.first_chunk()?)).ok()?;
        let content = rest.get(8..8_usize.checked_add(len)?)?;
        // Chunks begin at even places; the byte between is missing after the last of some writers.
        rest = rest.get(8 + len + len % 2..).unwrap_or_default();
        if name == b"VP8X" && !content.is_empty() {
            flags = Some(out.len() + 8);
        }
        if KEPT.contains(&name) {
            put(&mut out, *name, content);
        } else if name == b"EXIF" {
            let block = content.strip_prefix(b"Exif\0\0").unwrap_or(content);
            turned = turned.or(only_orientation(block));
        }
    }
    if let Some(at) = flags {
        out[at] &= !(HAS_EXIF | HAS_XMP);
        if let Some(block) = turned {
            out[at] |= HAS_EXIF;
            put(&mut out, *b"EXIF", &block);
        }
    }
    let len = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&len.to_le_bytes());
    Some(out)
}

fn put(out: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    out.extend_from_slice(&name);
    out.extend_from_slice(&(content.len() as u32).to_le_bytes());
    out.extend_from_slice(content);
    if content.len() % 2 == 1 {
        out.push(0);
    }
}
