//! The long check: every revision of the open journal, in slices between saves.

use std::time::Duration;

use super::{ChainHealth, Health, IndexHealth, RecordHealth, Swap, lost, synced_by};
use crate::exchange::backup::list;
use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::journal::{Audit, Journal, Moment};
use crate::vault::SlotKind;

/// The longest that a save waits for a slice of the check.
const SLICE: Duration = Duration::from_millis(5);

/// A check under way.
#[derive(Default)]
pub struct CheckRun {
    audit: Audit,
    cancel: Cancel,
}

impl CheckRun {
    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Opens records for at most 5 ms; returns `None` once all have been opened.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]; [`ExchangeError::Journal`] when SQLite cannot read.
    pub fn step(&mut self, journal: &Journal) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        if self.audit.step(journal.store(), journal.sealer(), SLICE)? {
            return Ok(None);
        }
        let total = journal.revisions().0;
        Ok(Some(Progress::new(Stage::Opening, self.audit.done(), total)))
    }

    /// Verifies the chain, counts the index, lists the backups and gathers all of it.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] when SQLite cannot read.
    pub fn finish(self, journal: &Journal, now: Moment) -> Result<Health, ExchangeError> {
        let report = journal.store().verify()?;
        let tally = self.audit.finish();
        let slots = journal.store().slots();
        Ok(Health {
            at: now,
            chain: ChainHealth {
                revisions: journal.revisions().0,
                broken_from: report.broken_from.map(|seq| seq.0),
                slots_replaced: report.slots_replaced,
                heads_differ: report.heads_differ,
            },
            records: RecordHealth {
                opened: tally.opened,
                damaged: tally.damaged,
                missing: tally.missing,
                erased: tally.erased,
                newer: tally.newer,
                entries: tally.entries,
                clients: tally.clients,
            },
            index: index(journal),
            backups: list(journal)?,
            swap: Swap::read(),
            synced_by: synced_by(journal.folder()).map(str::to_owned),
            passphrase_lost: lost(slots, SlotKind::Passphrase),
            words_lost: lost(slots, SlotKind::Recovery),
        })
    }

    /// Checks in one go.
    ///
    /// # Errors
    /// As [`CheckRun::step`].
    pub fn run(
        mut self,
        journal: &Journal,
        now: Moment,
        report: Report<'_>,
    ) -> Result<Health, ExchangeError> {
        drive(report, || self.step(journal))?;
        self.finish(journal, now)
    }
}

fn index(journal: &Journal) -> IndexHealth {
    let index = journal.index_state();
    let findable = journal
        .entries()
        .filter(|(_, state)| state.latest.as_ref().is_some_and(|latest| !latest.summary.trashed));
    IndexHealth {
        found: index.found,
        expected: findable.count() as u64,
        completing: index.completing,
    }
}
