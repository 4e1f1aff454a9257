//! Restoring a backup into a folder of its own, beside the journal and never over it.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::journal::{Audit, JournalError, Kind, Marks, Opener, Sealer, open_slot};
use crate::store::{BegunFolder, Closed, Store, begin_database, path};
use crate::vault::{JournalId, Keys, RootKey};

/// Bytes copied in one step: 1 MiB.
const CHUNK: u64 = 1 << 20;

/// How long a step of opening records takes.
const OPENING: Duration = Duration::from_millis(50);

/// A backup on its way back. Dropping it takes the unfinished folder away.
pub struct RestoreRun {
    /// The folder that is being filled; none once it has its name.
    begun: Option<BegunFolder>,
    into: PathBuf,
    journal: JournalId,
    root: RootKey,
    cancel: Cancel,
    at: At,
}

enum At {
    Copying { from: File, into: File, done: u64, total: u64 },
    Copied,
    Opening(Box<Opening>),
    Done,
}

/// A restored journal whose records are being opened.
struct Opening {
    store: Store,
    sealer: Sealer,
    audit: Audit,
    /// Faults of the chain, the ways in and the pages.
    faults: u64,
}

impl RestoreRun {
    /// Begins to restore a backup into the folder `into`, which must not be there. What an earlier
    /// run that was killed has left beside it is deleted first.
    ///
    /// # Errors
    /// [`ExchangeError::Exists`]; [`JournalError::PlaceInside`] for a folder inside of a journal's;
    /// [`ExchangeError::Journal`] when the backup does not open.
    pub fn begin(backup: &Path, opener: &Opener<'_>, into: &Path) -> Result<Self, ExchangeError> {
        if into.symlink_metadata().is_ok() {
            return Err(ExchangeError::Exists);
        }
        let closed = Closed::open_copy(backup)?;
        let journal = closed.journal_id();
        let root = open_slot(closed.slots(), opener, journal)?;
        drop(closed);
        let into = path::whole(into)?;
        if path::is_inside_a_journal(&into, None) {
            return Err(JournalError::PlaceInside.into());
        }
        path::check_folder(&into)?;
        let keys = root.derive_keys(journal);
        let marks = Marks::of_any(&keys.anchor, Kind::Restoring);
        let parent = into.parent().unwrap_or(Path::new("/"));
        BegunFolder::sweep(parent, |name| marks.is_ours(name));
        let begun = BegunFolder::make(parent, || marks.make())?;
        let (from, file) = begin_database(backup, begun.path())?;
        let total = from.metadata()?.len();
        let at = At::Copying { from, into: file, done: 0, total };
        let begun = Some(begun);
        Ok(Self { begun, into, journal, root, cancel: Cancel::default(), at })
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Goes on; returns `None` once the folder is complete, verified and has its name.
    ///
    /// # Errors
    /// [`ExchangeError::Damaged`] when records or drafts of the backup do not open, or its chain or
    /// a way in is not as it was: nothing is restored then
    /// unless it is asked for with [`RestoreRun::step_despite_damage`].
    pub fn step(&mut self) -> Result<Option<Progress>, ExchangeError> {
        self.advance(false)
    }

    /// As [`RestoreRun::step`], but what is damaged is left as it is: the rest can be read.
    ///
    /// # Errors
    /// As [`RestoreRun::step`], without [`ExchangeError::Damaged`].
    pub fn step_despite_damage(&mut self) -> Result<Option<Progress>, ExchangeError> {
        self.advance(true)
    }

    /// Restores in one go.
    ///
    /// # Errors
    /// As [`RestoreRun::step`].
    pub fn run(mut self, report: Report<'_>) -> Result<(), ExchangeError> {
        drive(report, || self.step())
    }

    fn advance(&mut self, despite_damage: bool) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        match &mut self.at {
            At::Copying { from, into, done, total } => {
                let mut bytes = Vec::new();
                from.take(CHUNK).read_to_end(&mut bytes)?;
                into.write_all(&bytes)?;
                *done += bytes.len() as u64;
                let progress = Progress::new(Stage::Copying, *done, *total);
                if bytes.is_empty() {
                    into.sync_all()?;
                    self.at = At::Copied;
                }
                Ok(Some(progress))
            }
            At::Copied => {
                self.at = At::Opening(Box::new(self.revive()?));
                Ok(Some(Progress::new(Stage::Checking, 1, 1)))
            }
            At::Opening(opening) => {
                let Opening { store, sealer, audit, .. } = &mut **opening;
                let at_end = audit.step(store, sealer, OPENING)?;
                let total = store.chain_head().0.0;
                let progress = Progress::new(Stage::Opening, audit.done(), total);
                if at_end {
                    self.publish(despite_damage)?;
                }
                Ok(Some(progress))
            }
            At::Done => Ok(None),
        }
    }

    /// Makes a journal of the copied file, and opens it.
    fn revive(&self) -> Result<Opening, ExchangeError> {
        let begun = self.begun.as_ref().ok_or(ExchangeError::Cancelled)?.path();
        let keys = self.root.derive_keys(self.journal);
        Closed::revive(begun, self.journal, &keys.head)?;
        let Keys { meta, body, draft, chunk, head, chain, anchor, .. } = keys;
        let (store, report) = Closed::open(begun)?.begin(chain, head)?;
        let faults = report.faults() + u64::from(!store.check_pages()?);
        let sealer = Sealer { journal: self.journal, meta, body, draft, chunk, anchor };
        Ok(Opening { store, sealer, audit: Audit::default(), faults })
    }

    /// Closes the journal in order and gives its folder its name.
    fn publish(&mut self, despite_damage: bool) -> Result<(), ExchangeError> {
        let At::Opening(opening) = std::mem::replace(&mut self.at, At::Done) else {
            return Ok(());
        };
        let Opening { store, audit, faults, .. } = *opening;
        let tally = audit.finish();
        let damaged = tally.damaged + tally.missing + faults;
        if damaged > 0 && !despite_damage {
            return Err(ExchangeError::Damaged(damaged));
        }
        drop(store.close()?);
        match self.begun.take() {
            Some(begun) => Ok(begun.publish(&self.into)?),
            None => Ok(()),
        }
    }
}

impl Drop for RestoreRun {
    fn drop(&mut self) {
        // The database is closed first, so that its folder can be removed everywhere.
        self.at = At::Done;
    }
}
