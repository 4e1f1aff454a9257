//! What was acknowledged while some things failed, and what may be there or not.

use std::collections::BTreeMap;

use stillroom::journal::{EntryFilter, Journal, JournalError};
use stillroom::vault::RecordId;

use crate::act::{Act, Page};
use crate::check::{ALL, Wrong, quiet, revisions, says};
use crate::expected::{ExpectedEntry, ExpectedState};

/// Acknowledged acts, and failed ones whose outcome is open.
#[derive(Default)]
pub(crate) struct Ledger {
    expected: ExpectedState,
    doubts: BTreeMap<RecordId, Vec<Page>>,
    doubted_trash: Vec<RecordId>,
    doubted_clients: Vec<String>,
}

impl Ledger {
    /// Takes an act and what came of it into account.
    pub(crate) fn follow(&mut self, act: &Act, done: &Result<(), JournalError>) {
        match (act, done) {
            (Act::SaveDraft(page) | Act::SaveRevision(page), Ok(())) => {
                self.doubts.remove(&page.id);
                self.expected.follow(act);
            }
            (Act::SaveDraft(page) | Act::SaveRevision(page), Err(_)) => {
                self.doubts.entry(page.id).or_default().push(page.clone());
            }
            // What fails may have begun, and what a failed keeping left may have been trashed.
            (Act::Trash(id) | Act::Restore(id), _) if done.is_err() || !self.knows(*id) => {
                self.doubted_trash.push(*id);
            }
            (Act::Client(alias), Err(_)) => self.doubted_clients.push(alias.clone()),
            (Act::Reopen, Err(_)) => {}
            (_, _) => self.expected.follow(act),
        }
    }

    /// Checks that all that was acknowledged is there, and nothing that was never written.
    pub(crate) fn check(&self, journal: &Journal) -> Result<(), Wrong> {
        quiet(journal)?;
        self.expected
            .entries
            .iter()
            .try_for_each(|(id, entry)| self.check_one(journal, *id, entry))?;
        for trashed in [false, true] {
            let which = EntryFilter { trashed, ..EntryFilter::default() };
            for row in journal.list_entries(&which, 0, ALL).rows {
                self.may_be(journal, row.id, trashed)?;
            }
        }
        let clients: Vec<String> = journal.list_clients().into_iter().map(|c| c.alias).collect();
        let missing = self.expected.clients.iter().any(|alias| !clients.contains(alias));
        let known = |alias: &String| {
            self.expected.clients.contains(alias) || self.doubted_clients.contains(alias)
        };
        if missing || !clients.iter().all(known) {
            return Err("the clients differ".to_owned());
        }
        revisions(journal, &self.expected)
    }

    fn knows(&self, id: RecordId) -> bool {
        self.expected.entries.contains_key(&id)
    }

    fn check_one(
        &self,
        journal: &Journal,
        id: RecordId,
        entry: &ExpectedEntry,
    ) -> Result<(), Wrong> {
        let found = says(journal, id, &entry.page);
        let mut doubts = self.doubts.get(&id).into_iter().flatten();
        if found.is_ok() || doubts.any(|page| says(journal, id, page).is_ok()) {
            return Ok(());
        }
        found
    }

    fn may_be(&self, journal: &Journal, id: RecordId, trashed: bool) -> Result<(), Wrong> {
        let Some(entry) = self.expected.entries.get(&id) else {
            let mut doubts = self.doubts.get(&id).into_iter().flatten();
            let known = doubts.any(|page| says(journal, id, page).is_ok());
            return if known { Ok(()) } else { Err("an entry that nobody wrote".to_owned()) };
        };
        if entry.trashed == trashed || self.doubted_trash.contains(&id) {
            Ok(())
        } else {
            Err("an entry is on the wrong side of the trash".to_owned())
        }
    }
}
