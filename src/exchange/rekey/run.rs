//! The run: everything sealed anew, compared, and only then given its name.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Rekeyed;
use super::former::{marks, sweep};
use super::resealed_copy::ResealedCopy;
use crate::exchange::backup::list;
use crate::exchange::{Cancel, ExchangeError, Progress, Stage};
use crate::journal::{Journal, JournalError, Sealer};
use crate::store::{BegunFolder, ChainReport, Closed, path};
use crate::vault::{KdfParams, Keys, Passphrase, RecoveryWords, RootKey, Seq, Slot};

/// How long a step takes; a save may wait for one.
const SLICE: Duration = Duration::from_millis(20);

/// Revisions sealed in one transaction.
const ROWS: u32 = 32;

/// New keys under way. Dropping it takes the unfinished folder away; the journal is as it was.
pub struct RekeyRun {
    into: PathBuf,
    /// Closed before its folder is deleted.
    copy: Option<ResealedCopy>,
    begun: BegunFolder,
    /// Up to where the two have been compared.
    compared: Seq,
    cancel: Cancel,
}

impl RekeyRun {
    /// Begins a copy of the journal with a new root key, in the folder `into`, which must not be
    /// there. What an earlier run that was killed has left is deleted first.
    ///
    /// # Errors
    /// [`ExchangeError::Exists`]; [`JournalError::PlaceInside`]; [`JournalError::PagesWait`] while
    /// something written waits, sealed with the present keys; [`ExchangeError::Journal`] when the
    /// folder cannot be written.
    pub fn begin(
        journal: &Journal,
        into: &Path,
        passphrase: &Passphrase,
        words: &RecoveryWords,
        cost: KdfParams,
    ) -> Result<Self, ExchangeError> {
        if into.symlink_metadata().is_ok() {
            return Err(ExchangeError::Exists);
        }
        let into = path::whole(into)?;
        if path::is_inside_a_journal(&into, Some(journal.folder())) {
            return Err(JournalError::PlaceInside.into());
        }
        if journal.has_unsaved_pages() {
            return Err(JournalError::PagesWait.into());
        }
        path::check_folder(&into)?;
        sweep(journal);
        let id = journal.id();
        let root = RootKey::make();
        let slots = [
            Slot::seal_passphrase(&root, passphrase, cost, id)?,
            Slot::seal_recovery(&root, words, id),
        ];
        let marks = marks(journal);
        let parent = into.parent().unwrap_or(Path::new("/"));
        let begun = BegunFolder::make(parent, || marks.make())?;
        let Keys { meta, body, draft, chunk, head, chain, anchor, .. } = root.derive_keys(id);
        let (store, _) = Closed::create_in(begun.path(), id, &slots, &head)?.begin(chain, head)?;
        let sealer = Sealer { journal: id, meta, body, draft, chunk, anchor };
        Ok(Self {
            begun,
            into,
            copy: Some(ResealedCopy::new(store, sealer)),
            compared: Seq(0),
            cancel: Cancel::default(),
        })
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Goes on; returns `None` once the two are equal. What is saved meanwhile is sealed as well.
    ///
    /// # Errors
    /// [`ExchangeError::Damaged`] for a record that does not open: restore a backup first.
    pub fn step(&mut self, journal: &Journal) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        let begun = Instant::now();
        let mut stage = self.seal_or_compare(journal)?;
        while stage.is_some() && begun.elapsed() < SLICE {
            stage = self.seal_or_compare(journal)?;
        }
        let total = journal.revisions().0;
        Ok(stage.map(|stage| match stage {
            Stage::Resealing => {
                Progress::new(stage, self.copy.as_ref().map_or(0, |t| t.at().0), total)
            }
            stage => Progress::new(stage, self.compared.0, total),
        }))
    }

    /// Takes over the last revisions and the drafts, deletes what was erased meanwhile, closes
    /// both journals and gives the new folder its name. The old folder stays as it is, until it is
    /// retired.
    ///
    /// # Errors
    /// As [`RekeyRun::begin`] and [`RekeyRun::step`]. The old journal is closed then, and whole.
    pub fn finish(mut self, journal: Journal) -> Result<Rekeyed, ExchangeError> {
        if journal.has_unsaved_pages() {
            return Err(JournalError::PagesWait.into());
        }
        while self.seal_or_compare(&journal)?.is_some() {}
        let copy = self.copy.as_mut().ok_or(ExchangeError::Cancelled)?;
        copy.erase_what_was_erased(&journal)?;
        copy.take_drafts(&journal)?;
        let in_order =
            copy.store.verify()? == ChainReport::default() && copy.store.check_pages()?;
        if !in_order {
            return Err(ExchangeError::NotTheSame);
        }
        let backups = list(&journal)?;
        let of_old = backups.listed.into_iter().map(|backup| backup.path);
        let rekeyed = Rekeyed {
            folder: self.into.clone(),
            former: journal.folder().to_owned(),
            former_backups: of_old.chain(backups.former).collect(),
        };
        journal.lock().map(drop)?;
        self.publish()?;
        Ok(rekeyed)
    }

    /// Seals some revisions that the copy has not, or compares some that both have.
    fn seal_or_compare(&mut self, journal: &Journal) -> Result<Option<Stage>, ExchangeError> {
        let copy = self.copy.as_mut().ok_or(ExchangeError::Cancelled)?;
        let rows = journal.store().rows_after(copy.at(), ROWS)?;
        if !rows.is_empty() {
            // The pieces of a file go before its record, some at a time.
            if let Some(at) = rows.iter().position(|row| journal.is_attachment(row.record)) {
                if at == 0 && copy.take_pieces(journal, &rows[0])? {
                    return Ok(Some(Stage::Resealing));
                }
                copy.append(journal.sealer(), &rows[..at.max(1)])?;
                return Ok(Some(Stage::Resealing));
            }
            copy.append(journal.sealer(), &rows)?;
            return Ok(Some(Stage::Resealing));
        }
        let ours = copy.store.rows_after(self.compared, ROWS)?;
        let Some(last) = ours.last().map(|row| row.seq) else { return Ok(None) };
        let theirs = journal.store().rows_after(self.compared, ROWS)?;
        for row in theirs.iter().filter(|row| journal.is_attachment(row.record)) {
            if copy.compare_pieces(journal, row)? {
                return Ok(Some(Stage::Opening));
            }
        }
        copy.compare(journal.sealer(), &ours, &theirs)?;
        self.compared = last;
        Ok(Some(Stage::Opening))
    }

    fn publish(&mut self) -> Result<(), ExchangeError> {
        let Some(ResealedCopy { store, .. }) = self.copy.take() else { return Ok(()) };
        drop(store.close()?);
        Ok(self.begun.rename(&self.into)?)
    }
}
