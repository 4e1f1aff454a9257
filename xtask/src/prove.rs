//! The proofs of the promises: `cargo xtask prove [--quick] [--seed N] [name ...]`.

use crate::tools::{cargo, finish};

/// Builds the proofs, optimised as tests are, and runs them; fails if a bar is missed.
pub(crate) fn prove(args: &[&str]) -> Result<(), String> {
    let command = ["run", "--quiet", "--package", "stillroom-proofs", "--"];
    finish(&mut cargo(command.iter().chain(args)))
}
