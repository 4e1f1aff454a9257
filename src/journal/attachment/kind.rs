//! The kind of a file as its bytes tell; neither its name nor its ending is believed.

/// How many bytes are looked at.
pub(super) const LOOKED_AT: usize = 8 << 10;

/// The kind of what is of no known kind.
const UNKNOWN: &str = "application/octet-stream";

/// Returns the kind of a file by its first bytes, as `image/jpeg`.
pub(super) fn mime_of(start: &[u8]) -> &'static str {
    match infer::get(&start[..start.len().min(LOOKED_AT)]) {
        Some(found) => found.mime_type(),
        None if is_svg(start) => "image/svg+xml",
        None => UNKNOWN,
    }
}

/// Returns the ending that a file of a kind has in an export, where its own name has none that is
/// plain.
pub(super) fn ending_of(name: &str, mime: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let plain = |ending: &String| {
        (1..=8).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let of_kind = || match mime {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "application/pdf" => "pdf",
        "audio/mpeg" => "mp3",
        "audio/m4a" => "m4a",
        "video/mp4" => "mp4",
        _ => "bin",
    };
    ending.filter(plain).unwrap_or_else(|| of_kind().to_owned())
}

fn is_svg(start: &[u8]) -> bool {
    let start = &start[..start.len().min(512)];
    start.windows(4).any(|four| four == b"<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_the_kind_whatever_the_name_says() {
        for (start, mime) in [
            (&b"\xFF\xD8\xFF\xE0\x00\x10JFIF"[..], "image/jpeg"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
            (b"%PDF-1.7\n", "application/pdf"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", "image/svg+xml"),
            (b"a plain text", UNKNOWN),
            (b"", UNKNOWN),
        ] {
            assert_eq!(mime_of(start), mime);
        }
    }

    #[test]
    fn an_ending_is_plain_or_that_of_the_kind() {
        assert_eq!(ending_of("door.JPG", "image/jpeg"), "jpg");
        assert_eq!(ending_of("door", "image/png"), "png");
        assert_eq!(ending_of("door.a/b", "application/pdf"), "pdf");
        assert_eq!(ending_of("notes.", UNKNOWN), "bin");
    }
}
