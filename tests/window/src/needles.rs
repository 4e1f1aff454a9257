//! Sentences that must not be found, in every shape in which they could lie in a file.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// The byte strings under which some sentences could leak.
#[derive(Debug)]
pub struct Needles {
    shapes: Vec<(String, Vec<u8>)>,
}

impl Needles {
    /// Prepares UTF-8, UTF-16LE and base64 at all three alignments of each sentence.
    pub fn of(sentences: &[&str]) -> Self {
        let shapes = sentences.iter().flat_map(|sentence| shapes(sentence)).collect();
        Self { shapes }
    }

    /// How many byte strings are looked for.
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// Tells whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// Names the sentences, and their shapes, that `bytes` hold.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let found = self.shapes.iter().filter(|(_, shape)| holds(bytes, shape));
        found.map(|(name, _)| name.as_str()).collect()
    }

    /// Returns every file under `folder` that holds one of the sentences, and which.
    pub fn found_under(&self, folder: &Path) -> Vec<(PathBuf, String)> {
        files_under(folder).into_iter().flat_map(|path| self.found_in_file(&path)).collect()
    }

    /// Returns the sentences that a file holds; none if it is gone or no file.
    pub fn found_in_file(&self, path: &Path) -> Vec<(PathBuf, String)> {
        let Ok(bytes) = std::fs::read(path) else { return Vec::new() };
        let found = self.found_in(&bytes);
        found.into_iter().map(|name| (path.to_owned(), name.to_owned())).collect()
    }
}

/// Returns all plain files under a folder.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => files_under(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(),
        })
        .collect()
}

fn shapes(sentence: &str) -> Vec<(String, Vec<u8>)> {
    let utf16 = sentence.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut shapes = vec![
        (format!("{sentence} in UTF-8"), sentence.as_bytes().to_vec()),
        (format!("{sentence} in UTF-16"), utf16),
    ];
    shapes.extend((0..3).map(|shift| {
        (format!("{sentence} in base64 at {shift}"), base64_at(sentence.as_bytes(), shift))
    }));
    shapes
}

/// Encodes bytes as they appear `shift` bytes into a group of three, without the characters at
/// both ends that depend on what stands beside them.
fn base64_at(bytes: &[u8], shift: usize) -> Vec<u8> {
    let mut padded = vec![0; shift];
    padded.extend(bytes);
    let whole = padded.len() / 3 * 3;
    let encoded = STANDARD_NO_PAD.encode(&padded[..whole]);
    let first_sure = [0, 2, 3][shift];
    encoded.as_bytes()[first_sure..].to_vec()
}

fn holds(bytes: &[u8], shape: &[u8]) -> bool {
    let Some((first, rest)) = shape.split_first() else { return false };
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        let next = from + at + 1;
        if bytes[next..].starts_with(rest) {
            return true;
        }
        from = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_found_wherever_it_stands() {
        let sentence = "the heron stood in the shallow water";
        let needles = Needles::of(&[sentence]);
        let utf16: Vec<u8> = sentence.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(needles.found_in(sentence.as_bytes()).len(), 1);
        assert_eq!(needles.found_in(&utf16).len(), 1);
        for before in ["", "x", "xy", "xyz"] {
            for after in ["", "z", "zz"] {
                let text = format!("{before}{sentence}{after}");
                let encoded = STANDARD_NO_PAD.encode(&text);
                assert_eq!(needles.found_in(encoded.as_bytes()).len(), 1, "{text}");
            }
        }
        assert!(needles.found_in(b"nothing of the kind").is_empty());
    }
}
