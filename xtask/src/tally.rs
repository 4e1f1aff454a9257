//! How many tests passed and failed, read from what the test runners print.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::ops::{Add, AddAssign};
use std::process::{Command, Stdio};

/// Tests and checks counted together: a check is one test.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u32,
    failed: u32,
}

impl Tally {
    /// Counts a check as one test.
    pub(crate) fn check(done: Result<(), String>) -> Self {
        match done {
            Ok(()) => Self { passed: 1, failed: 0 },
            Err(why) => {
                println!("{why}");
                Self { passed: 0, failed: 1 }
            }
        }
    }

    /// Tells whether nothing failed and something ran at all.
    pub(crate) fn is_good(self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Leaves out what passed, where it has been counted before.
    pub(crate) fn failures_only(self) -> Self {
        Self { passed: 0, ..self }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs a test runner, shows its output and counts its tests.
///
/// A runner that fails without naming a failed test (it did not compile, or it crashed) counts as
/// one failure; so does one that ran no test.
pub(crate) fn count(command: &mut Command) -> Tally {
    let mut tally = Tally::default();
    let started = command.env("NO_COLOR", "1").stdout(Stdio::piped()).spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return Tally::check(Err(error.to_string())),
    };
    let output = child.stdout.take().expect("a pipe was asked for");
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        println!("{line}");
        tally += read(&line).unwrap_or_default();
    }
    let succeeded = child.wait().is_ok_and(|status| status.success());
    if tally.failed == 0 && !(succeeded && tally.is_good()) {
        tally.failed = 1;
    }
    tally
}

/// Reads a summary line of cargo's or of vitest's.
fn read(line: &str) -> Option<Tally> {
    let line = line.trim();
    let cargo = line.strip_prefix("test result: ");
    // The line before it counts files, not tests.
    let vitest = line.strip_prefix("Tests ");
    let counts = cargo.or(vitest)?;
    Some(Tally { passed: number_before(counts, "passed"), failed: number_before(counts, "failed") })
}

/// Reads the number that stands before a word, 0 if there is none.
fn number_before(text: &str, word: &str) -> u32 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = words.windows(2).find(|pair| pair[1].trim_matches(';') == word);
    number.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_both_test_runners_is_parsed() {
        let cargo = "test result: FAILED. 12 passed; 3 failed; 0 ignored; finished in 0.1s";
        assert_eq!(read(cargo), Some(Tally { passed: 12, failed: 3 }));
        let vitest = "      Tests  2 failed | 31 passed (33)";
        assert_eq!(read(vitest), Some(Tally { passed: 31, failed: 2 }));
        assert_eq!(read(" Test Files  1 failed | 4 passed (5)"), None);
        assert_eq!(read("test a_claim ... ok"), None);
    }

    #[test]
    fn a_runner_that_fails_before_any_test_is_a_failure() {
        assert_eq!(count(&mut Command::new("false")), Tally { passed: 0, failed: 1 });
    }

    #[test]
    fn a_runner_without_tests_is_a_failure() {
        assert_eq!(count(&mut Command::new("true")), Tally { passed: 0, failed: 1 });
    }
}
