//! Drawing a picture: decoded here, within hard bounds, turned as it was held, made smaller, and
//! handed over as plain pixels.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use zeroize::Zeroizing;

/// The most pixels that are decoded.
const MOST_PIXELS: u64 = 50_000_000;

/// The most memory that decoding takes, in bytes.
const MOST_MEMORY: u64 = 256 << 20;

/// The longest side of what is handed over, in pixels.
const MOST_SIDE: u32 = 4_096;

/// A picture as rows of red, green, blue and alpha, one byte each.
#[derive(Debug)]
pub struct Pixels {
    /// How many pixels wide.
    pub width: u32,
    /// How many pixels high.
    pub height: u32,
    /// Four bytes a pixel, row by row from the top left; wiped when it is dropped.
    pub rgba: Zeroizing<Vec<u8>>,
}

/// Why a picture cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PixelsError {
    /// It has more pixels, or takes more memory, than is decoded.
    #[error("the picture is too large to be drawn")]
    TooLarge,
    /// It is not built as its kind says, or of no kind that is drawn.
    #[error("the picture cannot be read")]
    Damaged,
}

impl From<ImageError> for PixelsError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge,
            _ => Self::Damaged,
        }
    }
}

/// Returns width and height of a picture as it is shown; none if it cannot be drawn.
pub(super) fn size_of(picture: &[u8]) -> Option<(u32, u32)> {
    let mut decoder = reader(picture).ok()?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width == 0 || height == 0 {
        return None;
    }
    let turned = matches!(
        decoder.orientation().unwrap_or(Orientation::NoTransforms),
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Some(if turned { (height, width) } else { (width, height) })
}

/// Decodes a picture, of a GIF the first frame, so that neither side is longer than `most`.
///
/// # Errors
/// [`PixelsError`].
pub fn decode(picture: &[u8], most: u32) -> Result<Pixels, PixelsError> {
    let mut decoder = reader(picture)?.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PixelsError::TooLarge);
    }
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut decoded = DynamicImage::from_decoder(decoder)?;
    let most = most.clamp(1, MOST_SIDE);
    if decoded.width().max(decoded.height()) > most {
        decoded = decoded.resize(most, most, FilterType::Triangle);
    }
    decoded.apply_orientation(turn);
    let pixels = decoded.into_rgba8();
    let (width, height) = pixels.dimensions();
    Ok(Pixels { width, height, rgba: Zeroizing::new(pixels.into_raw()) })
}

fn reader(picture: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PixelsError> {
    let guessed = ImageReader::new(Cursor::new(picture)).with_guessed_format();
    let mut reader = guessed.map_err(|_| PixelsError::Damaged)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    Ok(reader)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut drawn = RgbaImage::from_pixel(width, height, Rgba([200, 100, 50, 255]));
        drawn.put_pixel(0, 0, Rgba([0, 0, 255, 255]));
        let mut bytes = Cursor::new(Vec::new());
        let drawn = DynamicImage::from(drawn);
        match format {
            ImageFormat::Jpeg => drawn.to_rgb8().write_to(&mut bytes, format),
            _ => drawn.write_to(&mut bytes, format),
        }
        .expect("it is written");
        bytes.into_inner()
    }

    #[test]
    fn each_kind_is_measured_and_drawn_and_made_smaller() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            let bytes = picture(40, 20, format);
            assert_eq!(size_of(&bytes), Some((40, 20)), "{format:?}");
            let whole = decode(&bytes, 100).expect("it is drawn");
            assert_eq!((whole.width, whole.height, whole.rgba.len()), (40, 20, 40 * 20 * 4));
            let last = &whole.rgba[40 * 20 * 4 - 4..];
            assert!(last[0].abs_diff(200) < 6 && last[2].abs_diff(50) < 6, "{format:?} {last:?}");
            let small = decode(&bytes, 10).expect("it is drawn");
            assert_eq!((small.width, small.height), (10, 5));
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert_eq!(decode(b"not a picture", 10).expect_err("refused"), PixelsError::Damaged);
        let whole = picture(40, 20, ImageFormat::Png);
        assert_eq!(decode(&whole[..60], 10).expect_err("refused"), PixelsError::Damaged);
        // A header that claims 60,000 pixels either way.
        let mut huge = whole;
        huge[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        huge[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        assert_eq!(size_of(&huge), None);
        assert!(decode(&huge, 10).is_err());
    }
}
