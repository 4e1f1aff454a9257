//! What the real code makes of altered files.

use std::panic::{AssertUnwindSafe, catch_unwind};

use stillroom::exchange::health::CheckRun;
use stillroom::journal::{BodyCheck, EntryFilter, Journal, JournalError, Notice};
use stillroom::testing::{Bench, NOON, PASSPHRASE};
use stillroom::vault::RecordId;

use super::subject::{Files, put};
use crate::check::{ALL, found_by_search, says};
use crate::expected::{ExpectedEntry, ExpectedState};
use crate::run::folder;
use crate::writer::open_with;

/// What came of opening altered files.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Why the journal did not open, if it did not.
    pub(super) refused: Option<String>,
    /// What it had to say once open.
    pub(super) notices: Vec<Notice>,
    /// Entries that are there and say that they cannot be read.
    pub(super) unreadable: usize,
    /// Entries that are not in any list.
    pub(super) missing: usize,
    /// Entries that say what they once said.
    pub(super) older: usize,
    /// Entries that say what they never said: the worst of all.
    pub(super) forged: usize,
    /// Whether opening every revision, as a check of health does, finds something.
    pub(super) unhealthy: bool,
    /// Whether search misses something after the index was completed.
    pub(super) search_fails: bool,
    /// Whether anything panicked.
    pub(super) panicked: bool,
}

impl Verdict {
    /// Opens altered files and looks at everything in them.
    pub(super) fn of(files: &Files, expected: &ExpectedState, search: bool) -> Self {
        Self::with(files, expected, PASSPHRASE, search)
    }

    /// As [`Verdict::of`], with another passphrase.
    pub(super) fn with(
        files: &Files,
        expected: &ExpectedState,
        passphrase: &str,
        search: bool,
    ) -> Self {
        let root = folder();
        put(root.path(), files);
        let bench = Bench::at(root.path());
        let looked = catch_unwind(AssertUnwindSafe(|| match open_with(&bench, passphrase) {
            Ok(journal) => look(journal, expected, search),
            Err(error) => Self { refused: Some(named(&error)), ..Self::default() },
        }));
        looked.unwrap_or_else(|_| Self { panicked: true, ..Self::default() })
    }

    /// Whether someone is told that something is wrong: at opening, at an entry, or by a check.
    pub(super) fn is_told(&self) -> bool {
        self.refused.is_some() || !self.notices.is_empty() || self.unreadable > 0 || self.unhealthy
    }

    /// Whether everything is as it was.
    pub(super) fn is_whole(&self) -> bool {
        self.refused.is_none() && self.missing + self.older + self.unreadable == 0
    }

    /// What must never be: a panic, a text that nobody wrote, a loss that nobody is told of.
    pub(super) fn is_bad(&self) -> bool {
        let silent = self.missing + self.older > 0 && !self.is_told();
        self.panicked || self.forged > 0 || silent || self.search_fails
    }
}

fn look(mut journal: Journal, expected: &ExpectedState, search: bool) -> Verdict {
    let mut notices = journal.snapshot(false).notices;
    let mut check = BodyCheck::default();
    while check.step(&journal, 100) {}
    notices.extend(check.notice());
    let mut verdict = Verdict { notices, ..Verdict::default() };
    let listed = listed(&journal);
    for (id, entry) in &expected.entries {
        if listed.contains(id) {
            verdict.look_at(&journal, *id, entry);
        } else {
            verdict.missing += 1;
        }
    }
    verdict.forged += listed.iter().filter(|id| !expected.entries.contains_key(id)).count();
    verdict.unhealthy = is_unhealthy(&journal);
    if search && verdict.is_whole() {
        verdict.search_fails = found_by_search(&mut journal).is_err();
    }
    verdict
}

impl Verdict {
    fn look_at(&mut self, journal: &Journal, id: RecordId, entry: &ExpectedEntry) {
        if says(journal, id, &entry.page).is_ok() {
            return;
        }
        if journal.open_entry(id).is_err() {
            self.unreadable += 1;
            return;
        }
        let mut earlier = entry.said.iter();
        if earlier.any(|page| says(journal, id, page).is_ok()) {
            self.older += 1;
        } else {
            self.forged += 1;
        }
    }
}

/// Whether the check that the health page runs finds something.
fn is_unhealthy(journal: &Journal) -> bool {
    let mut check = CheckRun::default();
    loop {
        match check.step(journal) {
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(_) => return true,
        }
    }
    check.finish(journal, NOON).is_ok_and(|health| {
        let (chain, records) = (health.chain, health.records);
        let chain = chain.broken_from.is_some() || chain.slots_replaced || chain.heads_differ;
        chain || records.damaged + records.missing > 0
    })
}

fn listed(journal: &Journal) -> Vec<RecordId> {
    let list = |trashed| {
        journal.list_entries(&EntryFilter { trashed, ..EntryFilter::default() }, 0, ALL).rows
    };
    [false, true].into_iter().flat_map(list).map(|row| row.id).collect()
}

fn named(error: &JournalError) -> String {
    format!("{error:?}")
}
