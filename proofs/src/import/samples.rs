//! The samples, and the table of what is expected of them.

use std::path::PathBuf;
use std::time::Instant;

use stillroom::exchange::import::{Choices, Zone, dry_run};

use super::fact::{Fact, Got};
use super::written::files_and_folders;
use crate::figure::Figure;

/// The longest that one sample may take, in seconds.
const SLOWEST: f64 = 2.0;

/// The samples, and what was found of them.
pub(super) struct Samples {
    root: PathBuf,
    pub(super) figures: Vec<Figure>,
}

impl Samples {
    pub(super) fn of(root: PathBuf) -> Self {
        Self { root, figures: Vec::new() }
    }

    pub(super) fn read(&self, path: &str, choices: &Choices) -> Got {
        let start = Instant::now();
        let mut entries = Vec::new();
        let report = dry_run(&self.root.join(path), choices, &[], &mut |entry| entries.push(entry));
        Got { report, entries, seconds: start.elapsed().as_secs_f64() }
    }

    /// Checks what is expected of a file or folder.
    pub(super) fn expect(&mut self, path: &str, facts: &[Fact<'_>]) {
        self.expect_with(path, &choices(), facts);
    }

    /// Checks what is expected of a file or folder where something was chosen.
    pub(super) fn expect_with(&mut self, path: &str, choices: &Choices, facts: &[Fact<'_>]) {
        let missed = self.read(path, choices).missed(facts);
        self.line(path, format!("{} facts", facts.len()), &missed);
    }

    /// Adds a line of the table.
    pub(super) fn line(&mut self, what: &str, bar: String, missed: &[String]) {
        let holds = missed.is_empty();
        let result = if holds { "all".to_owned() } else { format!("not {}", missed.join("; ")) };
        self.figures.push(Figure { number: 17, what: what.to_owned(), bar, result, holds });
    }

    /// Reads every file and folder once more: none takes long.
    pub(super) fn everything(&mut self) {
        let paths = files_and_folders(&self.root);
        let mut slowest = 0.0_f64;
        for path in &paths {
            let name = path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy();
            let seconds = self.read(&name, &choices()).seconds;
            if seconds > SLOWEST {
                println!("{name}: {seconds:.1} s");
            }
            slowest = slowest.max(seconds);
        }
        self.figures.push(Figure {
            number: 17,
            what: format!("{} files and folders, each read: the slowest", paths.len()),
            bar: format!("<= {SLOWEST} s"),
            result: format!("{slowest:.2} s"),
            holds: slowest <= SLOWEST && !paths.is_empty(),
        });
    }
}

/// What is chosen where nothing else is said: the zone of times without one.
pub(super) fn choices() -> Choices {
    Choices { zone: Zone::read("Europe/Zurich").expect("a zone"), ..Choices::default() }
}
