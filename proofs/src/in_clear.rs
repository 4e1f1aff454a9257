//! Looks for anything in a journal's folder that is not ciphertext.

use std::fs;
use std::path::Path;

use crate::check::Wrong;

/// Bytes that are judged together; text and packed numbers show themselves in far fewer.
const STRETCH: usize = 1024;
/// A stretch of random bytes has a chi-squared of 255, give or take 23.
const MOST: f64 = 255.0 + 9.0 * 22.6;
/// A shorter rest is judged by runs: of letters, as names and words are, and of zeros.
const RUN: usize = 32;

/// Checks that the files of the index and the reserve look like chance, and that no file of the
/// folder holds one of the words.
pub(crate) fn nothing_in_clear(folder: &Path, words: &[String]) -> Result<(), Wrong> {
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let inside = fs::read_dir(&path).map_err(|error| error.to_string())?;
            open.extend(inside.flatten().map(|file| file.path()));
            continue;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name != "reserve" && words.iter().any(|word| holds(&bytes, word.as_bytes())) {
            return Err(format!("a word is in {name}"));
        }
        // SQLite's own structure is not ciphertext; what it is given is.
        if !name.starts_with("journal.db") && !looks_like_chance(&bytes) {
            return Err(format!("{name} is not ciphertext"));
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Returns whether bytes are as likely as those of a cipher.
fn looks_like_chance(bytes: &[u8]) -> bool {
    let stretches = bytes.chunks(STRETCH);
    stretches.into_iter().all(|stretch| {
        let few_runs = !has_run(stretch, |byte| byte.is_ascii_graphic() || byte == b' ')
            && !has_run(stretch, |byte| byte == 0);
        few_runs && (stretch.len() < STRETCH || chi_squared(stretch) < MOST)
    })
}

fn has_run(bytes: &[u8], of: impl Fn(u8) -> bool) -> bool {
    let mut run = 0;
    bytes.iter().any(|byte| {
        run = if of(*byte) { run + 1 } else { 0 };
        run >= RUN
    })
}

fn chi_squared(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let expected = bytes.len() as f64 / 256.0;
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}
