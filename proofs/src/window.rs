//! What leaves the shipped app, and what stays in its memory: measured by the tests of the window.

use std::process::{Command, Stdio};

use crate::figure::Figure;
use crate::run::Run;

/// Says that both kinds of window have been built; set by `cargo xtask prove`.
const BUILT: &str = "STILLROOM_WINDOWS_ARE_BUILT";

/// The figures that the tests print, and what each counts.
const FIGURES: [(u8, &str); 5] = [
    (7, "sentences in clear in files that the app wrote"),
    (8, "sentences and keys in memory <= 5 s after a lock"),
    (9, "internet sockets, with a network and without one"),
    (14, "locks that left the journal open, whatever stood open in the window"),
    (15, "locks that left the journal open, whatever the page handed over"),
];

/// Runs the tests that look at the shipped app from outside, and reads their figures.
pub(crate) fn prove(_run: &Run) -> Vec<Figure> {
    if std::env::var_os(BUILT).is_none() {
        println!("   skipped: `cargo xtask prove window` builds the window and looks at it");
        return Vec::new();
    }
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut tests = Command::new(cargo);
    tests.args(["test", "--quiet", "--package", "stillroom-window-tests"]);
    tests.args(["--test", "leak", "--test", "memory", "--test", "leaving"]);
    tests.args(["--", "--include-ignored", "--nocapture"]);
    let printed = match tests.stderr(Stdio::inherit()).output() {
        Ok(done) => String::from_utf8_lossy(&done.stdout).into_owned(),
        Err(error) => error.to_string(),
    };
    FIGURES.iter().map(|(number, what)| figure(&printed, *number, what)).collect()
}

/// A test prints its figure last, so that one that fails prints none.
fn figure(printed: &str, number: u8, what: &str) -> Figure {
    let mark = format!("figure {number}: ");
    let result = printed.lines().find_map(|line| Some(line.split_once(&mark)?.1.trim()));
    Figure {
        number,
        what: what.to_owned(),
        bar: "0".to_owned(),
        result: result.unwrap_or("the test failed").to_owned(),
        holds: result.is_some_and(|result| result.starts_with("0 ")),
    }
}
