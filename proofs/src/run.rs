//! How much is proven, from which seed, and where the files lie.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::rng::Rng;

const USAGE: &str = "prove [--quick] [--seed N] [--samples FOLDER] [name ...]";

/// What was asked for on the command line.
pub(crate) struct Run {
    /// Whether a few minutes must do.
    pub(crate) quick: bool,
    seed: u64,
    /// Where samples of other programs' exports lie.
    pub(crate) samples: Option<PathBuf>,
}

impl Run {
    /// Reads the arguments; what is left over are names of proofs.
    pub(crate) fn read(arguments: &[String]) -> Result<(Self, Vec<String>), String> {
        let (mut run, mut names) = (Self { quick: false, seed: 1, samples: None }, Vec::new());
        let mut left = arguments.iter();
        while let Some(argument) = left.next() {
            match argument.as_str() {
                "--quick" => run.quick = true,
                "--seed" => {
                    let seed = left.next().and_then(|text| text.parse().ok());
                    run.seed = seed.ok_or(USAGE)?;
                }
                "--samples" => run.samples = Some(left.next().ok_or(USAGE)?.into()),
                other if other.starts_with('-') => return Err(USAGE.to_owned()),
                name => names.push(name.to_owned()),
            }
        }
        Ok((run, names))
    }

    /// Returns the greater number for a full run, the smaller one for a quick one.
    pub(crate) fn choose<T>(&self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }

    /// Returns a source of choices for one use; the same seed and use give the same choices.
    pub(crate) fn rng(&self, use_of: u64) -> Rng {
        Rng::new(self.seed.wrapping_mul(1_000_003).wrapping_add(use_of))
    }
}

/// Makes a folder for files, in memory where the system has such a place.
pub(crate) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { PathBuf::from(memory) } else { std::env::temp_dir() };
    TempDir::with_prefix_in("stillroom-proof-", place).expect("a temporary folder")
}
