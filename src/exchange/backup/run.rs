//! Making a backup: copied between saves, then verified, and only then listed.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use super::BackupLocation;
use super::list::{Backup, erased_since, marks, read, sweep};
use super::rotate::rotate;
use super::second_copy::SecondCopy;
use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::files::{make_private_all, publish};
use crate::journal::{Journal, Manifest, Moment, Opened, Verification, make_name};
use crate::store::Closed;
use crate::vault::{JournalId, Keys};

/// The longest that a save waits for a slice of copying.
const SLICE: Duration = Duration::from_millis(5);

/// How long a step of verifying takes; no save waits for it.
const VERIFYING: Duration = Duration::from_millis(50);

/// A backup that is being made. Dropping it takes the unfinished file away.
pub struct BackupRun {
    file: PathBuf,
    /// Where the copy lies until the run is finished.
    unverified: PathBuf,
    journal: JournalId,
    keys: Option<Keys>,
    made: Moment,
    /// Where it is put on its way to the second location.
    second: Option<PathBuf>,
    /// What the copy holds, once it is verified.
    manifest: Option<Manifest>,
    cancel: Cancel,
    at: At,
}

enum At {
    Copying,
    Copied,
    Opening(Box<Verification>),
    Verified,
    CopyingSecond(SecondCopy),
    Done(Option<SecondCopy>),
}

impl BackupRun {
    /// Begins a backup. `now` is when it counts as made.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] when the place for backups cannot be written.
    pub fn begin(journal: &mut Journal, now: Moment) -> Result<Self, ExchangeError> {
        let place = journal.backup_place();
        make_private_all(&place)?;
        sweep(journal, &place);
        let second = journal.second_backup_place();
        if let Some(place) = &second {
            sweep(journal, place);
        }
        let name = marks(journal).make();
        let id = journal.id();
        let run = Self {
            journal: id,
            keys: Some(journal.keys()),
            made: now,
            second: second.map(|place| place.join(&name)),
            manifest: None,
            cancel: Cancel::default(),
            at: At::Copying,
            file: place.join(make_name()),
            unverified: place.join(name),
        };
        journal.begin_copy(&run.unverified)?;
        Ok(run)
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Copies for at most 5 ms; returns `None` once [`BackupRun::verify`] is to go on without the
    /// journal. Saves go on between two calls, and are in the copy.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]; [`ExchangeError::Journal`], for a full disk among others.
    pub fn copy(&mut self, journal: &mut Journal) -> Result<Option<Progress>, ExchangeError> {
        if !matches!(self.at, At::Copying) {
            return Ok(None);
        }
        let copied = self.cancel.check().and_then(|()| Ok(journal.copy_for(SLICE)?));
        match copied {
            Ok(Some(pages)) => Ok(Some(Progress::new(Stage::Copying, pages.done, pages.total))),
            Ok(None) => {
                self.at = At::Copied;
                Ok(None)
            }
            Err(error) => {
                journal.end_copy();
                Err(error)
            }
        }
    }

    /// Goes on with the check, and with the second location; returns `None` at the end.
    ///
    /// Until the run is finished, the file has another name.
    ///
    /// # Errors
    /// [`crate::journal::JournalError::NotVerified`] when the copy is not in order;
    /// [`ExchangeError::Cancelled`].
    pub fn verify(&mut self) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        let at = std::mem::replace(&mut self.at, At::Copying);
        let (at, progress) = self.next(at)?;
        self.at = at;
        Ok(progress)
    }

    /// Lists the backup, and rotates away those that are no longer kept.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`] before the check has come to its end;
    /// [`ExchangeError::ErasedMeanwhile`] when the copy holds something that was erased since: it
    /// is deleted, to be made anew.
    pub fn finish(mut self, journal: &Journal) -> Result<Backup, ExchangeError> {
        let At::Done(second_copy) = std::mem::replace(&mut self.at, At::Copying) else {
            return Err(ExchangeError::Cancelled);
        };
        let revisions = self.manifest.as_ref().map_or(0, |manifest| manifest.count.0);
        let erased = erased_since(journal, revisions);
        if !erased.is_empty() {
            let keys = journal.keys();
            let copy = Opened::open(&self.unverified, keys, self.journal)?;
            if copy.store.holds_any_of(&erased)? {
                return Err(ExchangeError::ErasedMeanwhile);
            }
        }
        publish(&self.unverified, &self.file)?;
        let name = self.file.file_name().ok_or(ExchangeError::NoSuchBackup)?;
        // What is verified is verified without the second location.
        let _ = second_copy.map(|second_copy| second_copy.publish(name));
        let backup = read(journal, &self.file, BackupLocation::First)?;
        rotate(journal);
        Ok(backup)
    }

    fn next(&mut self, at: At) -> Result<(At, Option<Progress>), ExchangeError> {
        match at {
            At::Copying => Err(ExchangeError::Cancelled),
            At::Copied => self.check(),
            At::Opening(verification) => self.open_some(verification),
            At::Verified => Ok(self.begin_second_copy()),
            At::CopyingSecond(second_copy) => Ok(copy_some(second_copy)),
            At::Done(second_copy) => Ok((At::Done(second_copy), None)),
        }
    }

    /// Reopens the copy, and checks every page and the chain.
    fn check(&mut self) -> Result<(At, Option<Progress>), ExchangeError> {
        Closed::finish_copy(&self.unverified)?;
        let keys = self.keys.take().ok_or(ExchangeError::Cancelled)?;
        let verification =
            Verification::begin(&self.unverified, keys, self.journal, &self.cancel.0);
        // Being cancelled is the reason, whatever the check then says.
        self.cancel.check()?;
        Ok((At::Opening(Box::new(verification?)), Some(Progress::new(Stage::Checking, 1, 1))))
    }

    fn open_some(
        &mut self,
        mut verification: Box<Verification>,
    ) -> Result<(At, Option<Progress>), ExchangeError> {
        if let Some((done, total)) = verification.step(VERIFYING)? {
            return Ok((
                At::Opening(verification),
                Some(Progress::new(Stage::Opening, done, total)),
            ));
        }
        self.manifest = Some(verification.finish(self.made, Moment::now().max(self.made))?);
        Ok((At::Verified, Some(Progress::new(Stage::Opening, 1, 1))))
    }

    /// Begins with the second location. A disk that is not there is shown with the list; what is
    /// verified is verified without it.
    fn begin_second_copy(&self) -> (At, Option<Progress>) {
        let second_copy =
            self.second.clone().map(|second| SecondCopy::begin(&self.unverified, second));
        let Some(Ok(second_copy)) = second_copy else { return (At::Done(None), None) };
        let progress = Progress::new(Stage::SecondCopy, 0, second_copy.total());
        (At::CopyingSecond(second_copy), Some(progress))
    }
}

/// Goes on with the second location; what cannot be put there is shown with the list.
fn copy_some(mut second_copy: SecondCopy) -> (At, Option<Progress>) {
    match second_copy.step() {
        Ok(Some(done)) => {
            let progress = Progress::new(Stage::SecondCopy, done, second_copy.total());
            (At::CopyingSecond(second_copy), Some(progress))
        }
        Ok(None) => (At::Done(Some(second_copy)), None),
        Err(_) => (At::Done(None), None),
    }
}

impl Drop for BackupRun {
    fn drop(&mut self) {
        // Not there once it has its name; what stays is swept away by the next run.
        let mut log = self.unverified.clone().into_os_string();
        log.push("-journal");
        let _ = fs::remove_file(log);
        let _ = fs::remove_file(&self.unverified);
    }
}

/// Makes a backup in one go.
///
/// # Errors
/// As [`BackupRun::copy`] and [`BackupRun::verify`].
pub fn make(
    journal: &mut Journal,
    now: Moment,
    report: Report<'_>,
) -> Result<Backup, ExchangeError> {
    let mut run = BackupRun::begin(journal, now)?;
    let copied = drive(report, || run.copy(journal));
    if copied.is_err() {
        journal.end_copy();
    }
    copied?;
    drive(report, || run.verify())?;
    run.finish(journal)
}
