//! Making a backup: copied between saves, then proven, and only then listed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::WherePut;
use super::list::{Backup, discard, list, read};
use super::placing::Placing;
use super::rotate::rotate;
use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::journal::copy::{Proof, fresh, is_leftover, make_name};
use crate::journal::{Journal, JournalError, Moment};
use crate::store::Closed;
use crate::vault::{JournalId, Keys};

/// The longest that a save waits for a slice of copying.
const SLICE: Duration = Duration::from_millis(5);

/// How long a step of proving takes; no save waits for it.
const PROVING: Duration = Duration::from_millis(50);

/// Leftovers younger than this may belong to a run of another journal.
const LEFTOVER: Duration = Duration::from_hours(24);

/// A backup that is being made. Dropping it takes the unfinished file away.
pub struct BackupRun {
    file: PathBuf,
    journal: JournalId,
    keys: Option<Keys>,
    made: Moment,
    second: Option<PathBuf>,
    cancel: Cancel,
    at: At,
}

enum At {
    Copying,
    Copied,
    Opening(Box<Proof>),
    Proven,
    Placing(Placing),
    Placed,
}

impl BackupRun {
    /// Begins a backup. `now` is when it counts as made.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] when the place for backups cannot be written.
    pub fn begin(journal: &mut Journal, now: Moment) -> Result<Self, ExchangeError> {
        let place = journal.backup_place();
        make_place(&place)?;
        sweep(&place);
        let file = place.join(make_name());
        let id = journal.store.journal_id();
        let run = Self {
            journal: id,
            keys: Some(journal.root.derive_keys(id)),
            made: now,
            second: journal.backup_places().second.map(PathBuf::from),
            cancel: Cancel::default(),
            at: At::Copying,
            file,
        };
        journal.store.begin_copy(&fresh(&run.file))?;
        Ok(run)
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Copies for at most 5 ms; returns `None` once [`BackupRun::prove`] is to go on without the
    /// journal. Saves go on between two calls, and are in the copy.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]; [`ExchangeError::Journal`], for a full disk among others.
    pub fn copy(&mut self, journal: &mut Journal) -> Result<Option<Progress>, ExchangeError> {
        if !matches!(self.at, At::Copying) {
            return Ok(None);
        }
        let copied = self.cancel.check().and_then(|()| Ok(journal.store.copy_for(SLICE)?));
        match copied {
            Ok(Some(pages)) => Ok(Some(Progress::new(Stage::Copying, pages.done, pages.total))),
            Ok(None) => {
                self.at = At::Copied;
                Ok(None)
            }
            Err(error) => {
                journal.store.end_copy();
                Err(error)
            }
        }
    }

    /// Goes on with the proof, and with the second place; returns `None` at the end.
    ///
    /// Until everything copied was reopened, checked and opened, the file has another name.
    ///
    /// # Errors
    /// [`JournalError::NotProven`] when the copy is not in order; [`ExchangeError::Cancelled`].
    pub fn prove(&mut self) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        let at = std::mem::replace(&mut self.at, At::Copying);
        let (at, progress) = self.next(at)?;
        self.at = at;
        Ok(progress)
    }

    /// Lists the backup, and rotates away those that are no longer kept.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`] before the proof has come to its end.
    pub fn finish(self, journal: &Journal) -> Result<Backup, ExchangeError> {
        if !matches!(self.at, At::Placed) {
            return Err(ExchangeError::Cancelled);
        }
        let backup = read(journal, &self.file, WherePut::First)?;
        rotate(journal);
        Ok(backup)
    }

    fn next(&mut self, at: At) -> Result<(At, Option<Progress>), ExchangeError> {
        match at {
            At::Copying => Err(ExchangeError::Cancelled),
            At::Copied => self.check(),
            At::Opening(proof) => self.open_some(proof),
            At::Proven => Ok(self.begin_placing()),
            At::Placing(placing) => Ok(place_some(placing)),
            At::Placed => Ok((At::Placed, None)),
        }
    }

    /// Reopens the copy, and checks every page and the chain.
    fn check(&mut self) -> Result<(At, Option<Progress>), ExchangeError> {
        let unproven = fresh(&self.file);
        Closed::finish_copy(&unproven)?;
        let keys = self.keys.take().ok_or(ExchangeError::Cancelled)?;
        let proof = Proof::begin(&unproven, keys, self.journal, &self.cancel.0);
        // Being cancelled is the reason, whatever the check then says.
        self.cancel.check()?;
        Ok((At::Opening(Box::new(proof?)), Some(Progress::new(Stage::Checking, 1, 1))))
    }

    fn open_some(&self, mut proof: Box<Proof>) -> Result<(At, Option<Progress>), ExchangeError> {
        if let Some((done, total)) = proof.go_on(PROVING)? {
            return Ok((At::Opening(proof), Some(Progress::new(Stage::Opening, done, total))));
        }
        proof.finish(self.made, Moment::now().max(self.made))?;
        publish(&fresh(&self.file), &self.file)?;
        Ok((At::Proven, Some(Progress::new(Stage::Opening, 1, 1))))
    }

    /// Begins with the second place. A disk that is not there is shown with the list; what is
    /// proven is proven without it.
    fn begin_placing(&self) -> (At, Option<Progress>) {
        let Some(place) = &self.second else { return (At::Placed, None) };
        let Ok(placing) = Placing::begin(&self.file, place) else { return (At::Placed, None) };
        let progress = Progress::new(Stage::Placing, 0, placing.total());
        (At::Placing(placing), Some(progress))
    }
}

/// Goes on with the second place; what cannot be put there is shown with the list.
fn place_some(mut placing: Placing) -> (At, Option<Progress>) {
    let Ok(Some(done)) = placing.step() else { return (At::Placed, None) };
    let progress = Progress::new(Stage::Placing, done, placing.total());
    (At::Placing(placing), Some(progress))
}

impl Drop for BackupRun {
    fn drop(&mut self) {
        // Not there once it is proven; and a leftover is swept away by the next run.
        let unproven = fresh(&self.file);
        let _ = fs::remove_file(unproven.with_extension("fresh-journal"));
        let _ = fs::remove_file(unproven);
    }
}

/// Makes a backup in one go.
///
/// # Errors
/// As [`BackupRun::copy`] and [`BackupRun::prove`].
pub fn make(
    journal: &mut Journal,
    now: Moment,
    report: Report<'_>,
) -> Result<Backup, ExchangeError> {
    let mut run = BackupRun::begin(journal, now)?;
    let copied = drive(report, || run.copy(journal));
    if copied.is_err() {
        journal.store.end_copy();
    }
    copied?;
    drive(report, || run.prove())?;
    run.finish(journal)
}

/// Makes a fresh backup and then takes away all that a former passphrase or former words open.
///
/// # Errors
/// As [`make`]; nothing is taken away then.
pub fn replace_former(
    journal: &mut Journal,
    now: Moment,
    report: Report<'_>,
) -> Result<Backup, ExchangeError> {
    let fresh = make(journal, now, report)?;
    if fresh.proven.is_none() {
        return Err(ExchangeError::Journal(JournalError::NotProven));
    }
    let former = list(journal)?.listed;
    for backup in former.iter().filter(|old| !(old.same_passphrase && old.same_words)) {
        discard(journal, &backup.path)?;
    }
    Ok(fresh)
}

/// Makes the folder for backups, readable by its owner only.
fn make_place(place: &Path) -> Result<(), ExchangeError> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    Ok(folder.create(place)?)
}

/// Takes away what runs that were killed have left.
fn sweep(place: &Path) {
    let files = fs::read_dir(place).into_iter().flatten().flatten();
    for file in files.filter(|file| is_leftover(&file.path())) {
        let age = file
            .metadata()
            .and_then(|meta| meta.modified())
            .map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
        if age.is_ok_and(|age| age > LEFTOVER) {
            // One that cannot be removed only takes room.
            let _ = fs::remove_file(file.path());
        }
    }
}

/// Gives a proven copy its name, and returns once that is on disk.
fn publish(from: &Path, to: &Path) -> Result<(), ExchangeError> {
    File::open(from)?.sync_all()?;
    fs::rename(from, to)?;
    let place = to.parent().ok_or(ExchangeError::NoSuchBackup)?;
    Ok(File::open(place)?.sync_all()?)
}
