//! The fuzz targets in plain loops: the seeds of the repository, altered thousands of times.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use stillroom::journal::Journal;
use stillroom::testing::{Bench, fuzzing};

use crate::figure::Figure;
use crate::rng::Rng;
use crate::run::{Run, folder};
use crate::writer::open;

/// Choices of this proof start here.
const USE: u64 = 8_000_000;
/// The targets, each with a folder of seeds.
const TARGETS: [&str; 6] =
    ["slot", "sealed_row", "document", "entry_input", "query", "backup_file"];
/// A backup is restored each time, so that it gets one round in so many.
const BACKUP_EVERY: usize = 15;

/// Runs every target on altered seeds and counts those that panic.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let rounds = run.choose(20_000, 1_500);
    let root = folder();
    let mut journal = open(&Bench::make(root.path())).expect("a new journal opens");
    let mut rng = run.rng(USE);
    let (mut panics, mut count) = (0, 0);
    for target in TARGETS {
        let seeds = seeds(target);
        let rounds = if target == "backup_file" { rounds / BACKUP_EVERY } else { rounds };
        for _ in 0..rounds {
            let bytes = altered(&mut rng, &seeds);
            count += 1;
            let ran = catch_unwind(AssertUnwindSafe(|| one(target, &mut journal, &bytes)));
            if ran.is_err() {
                panics += 1;
                println!("   {target}: {bytes:?}");
            }
        }
    }
    let what = "altered slots, rows, documents, inputs, queries, backups: opened, panics";
    let least = rounds * (TARGETS.len() - 1) + rounds / BACKUP_EVERY;
    vec![Figure::none_of(5, what, panics, count, least)]
}

fn one(target: &str, journal: &mut Journal, bytes: &[u8]) {
    match target {
        "slot" => fuzzing::slot(bytes),
        "sealed_row" => fuzzing::sealed(bytes),
        "document" => fuzzing::document(bytes),
        "query" => fuzzing::query(bytes),
        "backup_file" => fuzzing::backup_file(bytes),
        _ => fuzzing::input(journal, bytes),
    }
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    let files = fs::read_dir(folder).expect("the repository has seeds").flatten();
    let seeds: Vec<Vec<u8>> = files.map(|file| fs::read(file.path()).expect("a seed")).collect();
    assert!(!seeds.is_empty(), "the repository has seeds");
    seeds
}

/// Alters a seed in a few places: bits, cuts, repeats, pieces of other seeds.
fn altered(rng: &mut Rng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = rng.pick(seeds).clone();
    for _ in 0..=rng.below(6) {
        let at = rng.below(bytes.len() + 1);
        match rng.below(6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, rng.next() as u8),
            2 => {
                let other = rng.pick(seeds);
                let from = rng.below(other.len() + 1);
                bytes.splice(at..at, other[from..].iter().take(40).copied());
            }
            3 => {
                let end = (at + rng.below(30)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << rng.below(8);
                }
            }
        }
    }
    bytes
}
