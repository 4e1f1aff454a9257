//! The run that takes an import back.

use serde::{Deserialize, Serialize};

use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::journal::{Journal, Moment};
use crate::vault::RecordId;

/// How many entries go in one step.
const STEP: usize = 50;

/// An import that is being taken back. Dropping it leaves the import noted as such: taking it back
/// again goes on.
pub struct TakeBackRun {
    import: RecordId,
    /// The entries to do, and whether they were changed here since they came.
    to_do: Vec<(RecordId, bool)>,
    total: u64,
    kept: u64,
    now: Moment,
    cancel: Cancel,
}

/// What became of an import that was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ImportTakenBack"))]
pub struct TakenBack {
    /// How many entries went to the trash or became what they were.
    pub gone: u64,
    /// How many stay, since they were changed here.
    pub kept: u64,
}

impl TakeBackRun {
    /// Begins to take an import back. Entries that were changed here since stay unless `edited`
    /// says that they go as well.
    ///
    /// # Errors
    /// [`crate::journal::JournalError::NoSuchRecord`]; [`crate::journal::JournalError::Store`].
    pub fn begin(
        journal: &mut Journal,
        import: RecordId,
        edited: bool,
        now: Moment,
    ) -> Result<Self, ExchangeError> {
        journal.begin_take_back(import, now)?;
        let of = journal.entries_of_import(import);
        let mut to_do: Vec<(RecordId, bool)> =
            of.untouched.into_iter().map(|id| (id, false)).collect();
        let kept = if edited {
            to_do.extend(of.edited.into_iter().map(|id| (id, true)));
            0
        } else {
            of.edited.len() as u64
        };
        let total = to_do.len() as u64;
        Ok(Self { import, to_do, total, kept, now, cancel: Cancel::default() })
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Takes some entries back; returns `None` once all are.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]; [`ExchangeError::Journal`] for a full disk and the like.
    pub fn step(&mut self, journal: &mut Journal) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        let Some((_, edited)) = self.to_do.last().copied() else { return Ok(None) };
        let mut ids = Vec::with_capacity(STEP);
        while ids.len() < STEP && self.to_do.last().is_some_and(|(_, other)| *other == edited) {
            ids.extend(self.to_do.pop().map(|(id, _)| id));
        }
        journal.take_back_entries(&ids, edited, self.now)?;
        let done = self.total - self.to_do.len() as u64;
        Ok(Some(Progress::new(Stage::TakingBack, done, self.total)))
    }

    /// Notes that the import has been taken back.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] for a full disk and the like.
    pub fn finish(self, journal: &mut Journal) -> Result<TakenBack, ExchangeError> {
        journal.end_take_back(self.import, self.now)?;
        Ok(TakenBack { gone: self.total, kept: self.kept })
    }

    /// Takes everything back in one go.
    ///
    /// # Errors
    /// As [`TakeBackRun::step`] and [`TakeBackRun::finish`].
    pub fn run(
        mut self,
        journal: &mut Journal,
        report: Report<'_>,
    ) -> Result<TakenBack, ExchangeError> {
        drive(report, || self.step(journal))?;
        self.finish(journal)
    }
}
