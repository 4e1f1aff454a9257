//! Bytes to text: marks of order, UTF-16, strict UTF-8, and a guess for the rest.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::trouble::{Code, Trouble};

/// How many bytes tell whether text is UTF-16 without a mark.
const SAMPLE: usize = 4_096;

/// Decodes a text file of any encoding; says what had to be guessed or replaced.
pub(super) fn any(bytes: &[u8], place: &str, told: &mut Vec<Trouble>) -> String {
    let (encoding, skip, guessed) = encoding_of(bytes);
    let (text, replaced) = encoding.decode_without_bom_handling(&bytes[skip..]);
    if guessed {
        told.push(Trouble::new(Code::GuessedEncoding, format!("{place}: {}", encoding.name())));
    }
    if replaced {
        told.push(count_replaced(&text, place));
    }
    cleaned(&text, place, told)
}

/// Decodes a file of a format that is UTF-8 by definition.
pub(super) fn utf8(bytes: &[u8], place: &str, told: &mut Vec<Trouble>) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[skip..]);
        if replaced {
            told.push(count_replaced(&text, place));
        }
        return cleaned(&text, place, told);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        told.push(count_replaced(&text, place));
    }
    cleaned(&text, place, told)
}

/// Finds the encoding, how many bytes its mark takes, and whether it is a guess.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize, bool) {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return (encoding, skip, false);
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return (UTF_8, 0, false);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 4 > sample.len() && even * 8 < sample.len() {
        return (UTF_16LE, 0, true);
    }
    if even * 4 > sample.len() && odd * 8 < sample.len() {
        return (UTF_16BE, 0, true);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, 0, false);
    }
    // A few bad bytes in text that is UTF-8 otherwise: several characters of more than one byte
    // that fit would hardly come about in another encoding.
    let fitting = fitting_sequences(bytes);
    let bad = String::from_utf8_lossy(bytes).matches('\u{fffd}').count();
    if fitting > 0 && (fitting * 2 >= bad || bad <= 4) {
        return (UTF_8, 0, false);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    (detector.guess(None, Utf8Detection::Allow), 0, true)
}

/// Counts characters of more than one byte that are right in UTF-8.
fn fitting_sequences(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count()).sum()
}

fn count_replaced(text: &str, place: &str) -> Trouble {
    let count = text.matches('\u{fffd}').count() as u64;
    Trouble { count: count.max(1), ..Trouble::new(Code::Replaced, place) }
}

/// Makes one kind of line end and drops control characters.
pub(super) fn cleaned(text: &str, place: &str, told: &mut Vec<Trouble>) -> String {
    let (clean, dropped) = tidied(text);
    if dropped > 0 {
        told.push(Trouble { count: dropped, ..Trouble::new(Code::ControlCharacters, place) });
    }
    clean
}

/// Makes one kind of line end, drops control characters and counts them.
pub(super) fn tidied(text: &str) -> (String, u64) {
    let mut clean = String::with_capacity(text.len());
    let (mut dropped, mut after_return) = (0, false);
    for c in text.chars() {
        let was_return = std::mem::replace(&mut after_return, c == '\r');
        match c {
            '\n' if was_return => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => {
                clean.push('\n');
            }
            '\t' => clean.push(c),
            c if c.is_control() => dropped += 1,
            c => clean.push(c),
        }
    }
    (clean, dropped)
}

/// Returns a name without control and bidirectional characters, for showing.
pub(super) fn shown(name: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    name.chars().filter(|c| !c.is_control() && !bidi(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<Code>) {
        let mut told = Vec::new();
        let text = any(bytes, "f", &mut told);
        (text, told.into_iter().map(|one| one.code).collect())
    }

    #[test]
    fn byte_order_marks_decide_an_encoding_and_others_are_guessed() {
        assert_eq!(read(b"\xef\xbb\xbfa\r\nb\rc"), ("a\nb\nc".into(), vec![]));
        assert_eq!(read(b"\xff\xfeh\0i\0"), ("hi".into(), vec![]));
        assert_eq!(read(b"h\0i\0"), ("hi".into(), vec![Code::GuessedEncoding]));
        let (text, told) = read(b"\x84nein\x93 \x96 und blieb. Gr\xfc\xdfe");
        assert_eq!(text, "„nein“ – und blieb. Grüße");
        assert_eq!(told, [Code::GuessedEncoding]);
    }

    #[test]
    fn bad_bytes_are_replaced_and_counted() {
        let mut told = Vec::new();
        assert_eq!(utf8(b"caf\xe9 ok", "f", &mut told), "caf\u{fffd} ok");
        assert_eq!(told, [Trouble::new(Code::Replaced, "f")]);
    }

    #[test]
    fn control_characters_go_and_bidirectional_ones_stay_in_text() {
        assert_eq!(read(b"a\0b\x07c").0, "abc");
        assert_eq!(read("a\u{202e}b".as_bytes()).0, "a\u{202e}b");
        assert_eq!(shown("a\u{202e}b\u{7}"), "ab");
    }
}
