//! Measures the sealed index beside plaintext tantivy and SQLCipher with FTS5, in one run.
//!
//! `cargo xtask bench search [--notes N]` prints the table and fails if a bar is missed.

mod engines;
mod figures;
mod notes;
mod queries;
mod sqlcipher;
mod timing;
mod unsynced;

use std::process::ExitCode;

use figures::Figures;
use tempfile::TempDir;

/// What is measured without `--notes`.
const NOTES: usize = 60_000;

fn main() -> ExitCode {
    let notes = argument("--notes").unwrap_or(NOTES);
    let root = TempDir::new().expect("a temporary folder");
    let mut figures = Figures::default();
    println!("{notes} generated notes of 250 to 600 words, seed {}", notes::SEED);
    engines::measure(root.path(), notes, &mut figures);
    // The full run tries 10,000 of each, a shorter one as many for its size.
    let tries = argument("--tries").unwrap_or(notes.min(NOTES) / 6);
    figures::prove(root.path(), tries as u32, &mut figures);
    if figures.print() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads `--name N` from the command line.
fn argument(name: &str) -> Option<usize> {
    let arguments: Vec<String> = std::env::args().collect();
    let pair = arguments.windows(2).find(|pair| pair[0] == name)?;
    pair[1].parse().ok()
}
