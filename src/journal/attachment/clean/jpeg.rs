//! JPEG: a list of segments, of which the scans are followed by pixels.

use zeroize::Zeroizing;

use super::exif::only_orientation;

const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
const JFIF: &[u8] = b"JFIF\0";
const ADOBE: &[u8] = b"Adobe";

/// The bytes of a JFIF segment without its thumbnail, and where it says how large that is.
const JFIF_LEN: usize = 14;
const JFIF_THUMBNAIL: usize = 12;

/// Copies a JPEG without its metadata and without what follows its end; none if it is not built as
/// one.
pub(super) fn clean(jpeg: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::with_capacity(jpeg.len() + 64));
    let mut at = 2;
    if !jpeg.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    out.extend_from_slice(&jpeg[..2]);
    let mut turned = false;
    loop {
        let marker = next_marker(jpeg, &mut at)?;
        match marker {
            0xD9 => {
                out.extend_from_slice(&[0xFF, 0xD9]);
                return Some(out);
            }
            // Markers without a length.
            0x01 | 0xD0..=0xD7 => out.extend_from_slice(&[0xFF, marker]),
            0x00 | 0xD8 | 0xFF => return None,
            _ => {
                let len = usize::from(u16::from_be_bytes(*jpeg.get(at..)?.first_chunk()?));
                let content = jpeg.get(at + 2..at.checked_add(len)?)?;
                at += len;
                match marker {
                    0xE0 if content.starts_with(JFIF) && content.len() >= JFIF_LEN => {
                        let mut plain = content[..JFIF_LEN].to_vec();
                        plain[JFIF_THUMBNAIL..].fill(0);
                        put(&mut out, marker, &plain)?;
                    }
                    0xE1 if content.starts_with(EXIF) && !turned => {
                        if let Some(block) = only_orientation(&content[EXIF.len()..]) {
                            put(&mut out, marker, &[EXIF, &block].concat())?;
                            turned = true;
                        }
                    }
                    0xE2 if content.starts_with(ICC) => put(&mut out, marker, content)?,
                    0xEE if content.starts_with(ADOBE) => put(&mut out, marker, content)?,
                    // Other data of programs, and comments.
                    0xE0..=0xEF | 0xFE => {}
                    _ => put(&mut out, marker, content)?,
                }
                if marker == 0xDA {
                    let end = end_of_scan(jpeg, at)?;
                    out.extend_from_slice(&jpeg[at..end]);
                    at = end;
                }
            }
        }
    }
}

/// Reads the next marker, which may follow fill bytes.
fn next_marker(jpeg: &[u8], at: &mut usize) -> Option<u8> {
    if *jpeg.get(*at)? != 0xFF {
        return None;
    }
    while *jpeg.get(*at)? == 0xFF {
        *at += 1;
    }
    *at += 1;
    jpeg.get(*at - 1).copied()
}

/// Finds the marker after the pixels of a scan: 0xFF within them is followed by zero or a restart.
fn end_of_scan(jpeg: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += jpeg.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match jpeg.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            _ => return Some(at),
        }
    }
}

fn put(out: &mut Vec<u8>, marker: u8, content: &[u8]) -> Option<()> {
    let len = u16::try_from(content.len() + 2).ok()?;
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&len.to_be_bytes());
    out.extend_from_slice(content);
    Some(())
}
