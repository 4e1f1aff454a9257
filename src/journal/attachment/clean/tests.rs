use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::journal::attachment::picture::{decode, size_of};

const CANARY: &[u8] = b"KESTREL-51.4779N";

fn drawn(format: ImageFormat) -> Vec<u8> {
    let mut picture = RgbImage::from_fn(48, 24, |x, y| Rgb([x as u8 * 5, y as u8 * 10, 90]));
    picture.put_pixel(3, 3, Rgb([255, 255, 255]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).expect("it is written");
    bytes.into_inner()
}

/// EXIF that says to turn by a quarter, and a canary where a place would stand.
fn exif() -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(CANARY);
    exif
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let len = (content.len() as u16 + 2).to_be_bytes();
    [&[0xFF, marker][..], &len, content].concat()
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&name);
    crc.update(content);
    let len = (content.len() as u32).to_be_bytes();
    [&len[..], &name, content, &crc.sum().to_be_bytes()].concat()
}

fn riff(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = [&name[..], &(content.len() as u32).to_le_bytes(), content].concat();
    out.resize(out.len().next_multiple_of(2), 0);
    out
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|found| found == word)
}

/// A JPEG with EXIF, XMP, IPTC, a comment, a colour profile and a second picture after its end.
fn jpeg() -> Vec<u8> {
    let plain = drawn(ImageFormat::Jpeg);
    let mut full = plain[..2].to_vec();
    full.extend(segment(0xE1, &[&b"Exif\0\0"[..], &exif()].concat()));
    full.extend(segment(0xE1, &[&b"http://ns.adobe.com/xap/1.0/\0"[..], CANARY].concat()));
    full.extend(segment(0xED, &[&b"Photoshop 3.0\0"[..], CANARY].concat()));
    full.extend(segment(0xE2, &[&b"MPF\0"[..], CANARY].concat()));
    full.extend(segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"));
    full.extend(segment(0xFE, CANARY));
    full.extend_from_slice(&plain[2..]);
    full.extend_from_slice(CANARY);
    full
}

fn png() -> Vec<u8> {
    let plain = drawn(ImageFormat::Png);
    let ihdr = 8 + 12 + 13;
    let mut full = plain[..ihdr].to_vec();
    full.extend(chunk(*b"eXIf", &exif()));
    full.extend(chunk(*b"tEXt", &[&b"Author\0"[..], CANARY].concat()));
    full.extend(chunk(*b"iTXt", &[&b"XML:com.adobe.xmp\0\0\0\0\0"[..], CANARY].concat()));
    full.extend(chunk(*b"tIME", &[7, 234, 11, 28, 12, 0, 0]));
    full.extend(chunk(*b"gAMA", &45_455_u32.to_be_bytes()));
    full.extend_from_slice(&plain[ihdr..]);
    full.extend_from_slice(CANARY);
    full
}

fn webp() -> Vec<u8> {
    let plain = drawn(ImageFormat::WebP);
    let mut body = b"WEBP".to_vec();
    body.extend(riff(*b"VP8X", &[0x0C, 0, 0, 0, 47, 0, 0, 23, 0, 0]));
    body.extend_from_slice(&plain[12..]);
    body.extend(riff(*b"EXIF", &exif()));
    body.extend(riff(*b"XMP ", CANARY));
    let mut full = [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat();
    full.extend_from_slice(CANARY);
    full
}

#[test]
fn nothing_beside_the_pixels_is_left_and_no_pixel_changes() {
    for (mime, full) in [("image/jpeg", jpeg()), ("image/png", png()), ("image/webp", webp())] {
        assert!(holds(&full, CANARY));
        let before = decode(&full, 100).expect("it is drawn");
        let (cleaned, what) = clean(mime, Zeroizing::new(full));
        assert_eq!(what, Cleaned::Removed, "{mime}");
        assert!(!holds(&cleaned, CANARY), "{mime}");
        assert!(!holds(&cleaned, b"tIME") && !holds(&cleaned, b"Photoshop"), "{mime}");
        let after = decode(&cleaned, 100).expect("it is drawn");
        assert_eq!(after.rgba, before.rgba, "{mime}");
        // Turned by a quarter before and after.
        assert_eq!((after.width, after.height), (24, 48), "{mime}");
        assert_eq!(size_of(&cleaned), Some((24, 48)), "{mime}");
        let (again, what) = clean(mime, cleaned.clone());
        assert_eq!((what, &again), (Cleaned::NothingFound, &cleaned), "{mime}");
    }
}

#[test]
fn a_colour_profile_and_the_gamma_stay() {
    assert!(holds(&clean("image/jpeg", Zeroizing::new(jpeg())).0, b"ICC_PROFILE\0\x01\x01profile"));
    assert!(holds(&clean("image/png", Zeroizing::new(png())).0, b"gAMA"));
}

#[test]
fn a_picture_without_metadata_stays_as_it_was() {
    for (mime, format) in [
        ("image/jpeg", ImageFormat::Jpeg),
        ("image/png", ImageFormat::Png),
        ("image/webp", ImageFormat::WebP),
    ] {
        let plain = Zeroizing::new(drawn(format));
        let (cleaned, what) = clean(mime, plain.clone());
        assert_eq!((what, cleaned), (Cleaned::NothingFound, plain), "{mime}");
    }
}

#[test]
fn a_thumbnail_in_the_head_of_a_jpeg_goes() {
    let plain = drawn(ImageFormat::Jpeg);
    let with = segment(0xE0, &[&b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x02"[..], CANARY].concat());
    // After the head that the encoder wrote.
    let rest = 4 + usize::from(u16::from_be_bytes([plain[4], plain[5]]));
    let full = [&plain[..2], &with, &plain[rest..]].concat();
    let (cleaned, what) = clean("image/jpeg", Zeroizing::new(full));
    assert!(what == Cleaned::Removed && !holds(&cleaned, CANARY));
    assert!(decode(&cleaned, 100).is_ok());
}

#[test]
fn no_cut_or_altered_picture_makes_it_fail() {
    for (mime, full) in [("image/jpeg", jpeg()), ("image/png", png()), ("image/webp", webp())] {
        for len in 0..full.len() {
            let cut = Zeroizing::new(full[..len].to_vec());
            let (kept, what) = clean(mime, cut.clone());
            if what == Cleaned::NotReadable {
                assert_eq!(kept, cut);
            }
        }
        for at in 0..full.len().min(600) {
            let mut odd = Zeroizing::new(full.clone());
            odd[at] ^= 0xFF;
            let _ = clean(mime, odd);
        }
    }
}
