//! The proofs of the promises: `cargo xtask prove [--quick] [--seed N] [name ...]`.

use crate::test;
use crate::tools::{cargo, finish};

/// Builds the proofs, optimised as tests are, and runs them; fails if a bar is missed.
///
/// A quick run leaves the window out unless it is named: `cargo xtask test window` looks at it.
pub(crate) fn prove(args: &[&str]) -> Result<(), String> {
    let command = ["run", "--quiet", "--package", "stillroom-proofs", "--"];
    let mut proofs = cargo(command.iter().chain(args));
    if args.contains(&"window") || matches!(args, [] | ["--seed", _]) {
        test::prepare_windows()?;
        proofs.env("STILLROOM_WINDOWS_ARE_BUILT", "yes");
    }
    finish(&mut proofs)
}
