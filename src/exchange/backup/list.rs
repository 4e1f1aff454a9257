//! The backups that there are, as their own sealed manifests tell.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::exchange::ExchangeError;
use crate::journal::{
    ENDING, Journal, JournalError, Kind, Marks, Moment, Opened, Receipt, default_backup_folder,
};
use crate::store::path::{path_of, text_of};
use crate::store::{Closed, ErasedRecord};
use crate::vault::SlotKind;

/// A backup is due once the newest is older than this: a day in ms.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Backup {
    /// The whole path of its file, as text from which the path can be made again.
    pub path: String,
    /// The place that it lies in.
    pub place: BackupLocation,
    /// When it was made.
    pub made: Moment,
    /// When it was last verified to restore; none if it has damage of its own.
    pub verified: Option<Moment>,
    /// How many entries it holds.
    pub entries: u32,
    /// How many clients.
    pub clients: u32,
    /// When its newest entry happened.
    pub newest: Option<Moment>,
    /// How many revisions.
    pub revisions: u64,
    /// Metas, bodies and drafts that were damaged or missing in the journal already.
    pub damaged: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether it was made of this very copy of the journal, not of one that lives elsewhere.
    pub own: bool,
    /// Whether today's passphrase opens it.
    pub same_passphrase: bool,
    /// Whether today's recovery words open it.
    pub same_words: bool,
}

/// Where a backup was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum BackupLocation {
    /// The folder in which they are made.
    First,
    /// The second location.
    Second,
}

/// All backups of a journal, newest first, and how things stand with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Backups {
    /// Those that open.
    pub listed: Vec<Backup>,
    /// Backups that bear this journal's id and that former keys alone open.
    pub former: Vec<String>,
    /// Files that are named like backups, damaged or of a newer version. They may be another
    /// journal's, and are never taken for anything else than what they are.
    pub unreadable: Vec<String>,
    /// How many backups of other journals lie in the same places; they are left alone.
    pub others: u32,
    /// The first location.
    pub first: String,
    /// The second location, if there is one.
    pub second: Option<String>,
    /// Whether the second location is there; true if there is none.
    pub second_there: bool,
    /// When a backup was last verified to restore.
    pub last_verified: Option<Moment>,
}

impl Backups {
    /// Returns whether another backup is due: none is there, or the newest is older than a day.
    ///
    /// One from the future, by a clock that was wrong then or is now, does not count.
    pub fn is_due(&self, now: Moment) -> bool {
        let fresh =
            |backup: &Backup| (0..DAY_MS).contains(&now.utc_ms.saturating_sub(backup.made.utc_ms));
        let own = |backup: &&Backup| backup.own && backup.place == BackupLocation::First;
        !self.listed.iter().filter(own).any(fresh)
    }
}

/// Lists the backups in both places.
///
/// # Errors
/// [`ExchangeError::Journal`] when the first location is there and cannot be read.
pub fn list(journal: &Journal) -> Result<Backups, ExchangeError> {
    let first = journal.backup_place();
    let named = journal.backup_places().second;
    let second = journal.second_backup_place();
    let mut backups = Backups {
        listed: Vec::new(),
        former: Vec::new(),
        unreadable: Vec::new(),
        others: 0,
        first: text_of(&first),
        second_there: named.is_none() || second.as_ref().is_some_and(|place| place.is_dir()),
        second: named,
        last_verified: None,
    };
    if first.is_dir() {
        backups.add(journal, &first, BackupLocation::First)?;
    }
    if let Some(place) = second.filter(|place| place.is_dir()) {
        // A second location that cannot be read is one that is not there.
        backups.second_there = backups.add(journal, &place, BackupLocation::Second).is_ok();
    }
    let newness = |backup: &Backup| (backup.made, backup.verified, backup.revisions);
    backups.listed.sort_by_key(|backup| std::cmp::Reverse(newness(backup)));
    let own = backups.listed.iter().filter(|backup| backup.own);
    backups.last_verified = own.filter_map(|backup| backup.verified).max();
    Ok(backups)
}

/// Finds files that are named like backups in the place beside a journal, newest first by their
/// own time: without a key no manifest can be read.
pub fn next_to_locked(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(default_backup_folder(folder)).into_iter().flatten().flatten();
    let named = |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
    let mut found: Vec<PathBuf> = files.map(|file| file.path()).filter(named).collect();
    let written = |path: &PathBuf| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    found.sort_by_cached_key(|path| std::cmp::Reverse(written(path)));
    found
}

/// Deletes a backup, but never the last one that was verified, and never another journal's.
///
/// # Errors
/// [`ExchangeError::LastVerified`], [`ExchangeError::NoSuchBackup`] for a path that is not listed.
pub fn discard(journal: &Journal, path: &str) -> Result<(), ExchangeError> {
    let backups = list(journal)?;
    if backups.former.iter().chain(&backups.unreadable).any(|file| file == path) {
        return Ok(fs::remove_file(path_of(path))?);
    }
    let known = backups.listed.iter().any(|backup| backup.path == path);
    if !known {
        return Err(ExchangeError::NoSuchBackup);
    }
    let mut others = backups.listed.iter().filter(|backup| backup.path != path);
    if !others.any(|backup| backup.verified.is_some()) {
        return Err(ExchangeError::LastVerified);
    }
    Ok(fs::remove_file(path_of(path))?)
}

/// Returns those of the backups that still hold something of what a receipt says is erased. One
/// that cannot be read any more counts as one that does.
pub fn still_holding<'a>(
    journal: &Journal,
    backups: &'a Backups,
    receipt: &Receipt,
) -> Vec<&'a Backup> {
    let erased = erased_by(journal, receipt);
    let holds = |backup: &&Backup| {
        open(journal, &path_of(&backup.path))
            .and_then(|copy| Ok(copy.store.holds_any_of(&erased)?))
            .unwrap_or(true)
    };
    backups.listed.iter().filter(holds).collect()
}

/// What was erased, and what still holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Erasure {
    /// What was erased.
    pub receipt: Receipt,
    /// The backups that still hold it.
    pub still_in: Vec<Backup>,
    /// Backups that former keys alone open, and that still hold it.
    pub former: Vec<String>,
    /// Backups that are being made just now. One that has copied it is made anew.
    pub under_way: u32,
}

impl Erasure {
    /// Names what still holds what a receipt says is erased.
    ///
    /// # Errors
    /// As [`list`].
    pub fn of(journal: &Journal, receipt: Receipt) -> Result<Self, ExchangeError> {
        let backups = list(journal)?;
        let still_in = still_holding(journal, &backups, &receipt).into_iter().cloned().collect();
        let erased = erased_by(journal, &receipt);
        let holds = |file: &String| {
            let copy = Closed::open_copy(&path_of(file));
            copy.and_then(|copy| copy.holds_any_of(&erased)).unwrap_or(true)
        };
        let former = backups.former.into_iter().filter(holds).collect();
        let under_way = unfinished(journal).len() as u32;
        Ok(Self { receipt, still_in, former, under_way })
    }
}

/// Returns the records that a receipt says are erased.
fn erased_by(journal: &Journal, receipt: &Receipt) -> Vec<ErasedRecord> {
    let erased = journal.erased().iter();
    let of_it = erased.filter(|(_, erased)| erased.tombstone.receipt == receipt.id);
    of_it.map(|(record, erased)| ErasedRecord { record: *record, seq: erased.seq }).collect()
}

/// Returns the records that were erased after the journal had so many revisions.
pub(super) fn erased_since(journal: &Journal, revisions: u64) -> Vec<ErasedRecord> {
    let erased = journal.erased().iter();
    let since = erased.filter(|(_, erased)| erased.seq.0 > revisions);
    since.map(|(record, erased)| ErasedRecord { record: *record, seq: erased.seq }).collect()
}

/// Finds copies that this copy of the journal has begun and not finished, in both places.
fn unfinished(journal: &Journal) -> Vec<PathBuf> {
    let marks = marks(journal);
    places(journal).iter().flat_map(|place| marks.find(place)).collect()
}

/// Takes away what backups that were killed have left in the folder that they are made in.
pub(in crate::exchange) fn sweep(journal: &Journal, place: &Path) {
    marks(journal).sweep(place);
    // A copy that was made before the journal was migrated.
    journal.marks_of_any(Kind::Copy).sweep(place);
}

/// Knows the unfinished copies of this copy of the journal.
pub(super) fn marks(journal: &Journal) -> Marks<'_> {
    journal.marks(Kind::Copy)
}

fn places(journal: &Journal) -> Vec<PathBuf> {
    let second = journal.second_backup_place();
    [journal.backup_place()].into_iter().chain(second).collect()
}

impl Backups {
    fn add(
        &mut self,
        journal: &Journal,
        at: &Path,
        place: BackupLocation,
    ) -> Result<(), ExchangeError> {
        let id = journal.id();
        for file in fs::read_dir(at)? {
            let path = file?.path();
            if path.extension().is_none_or(|ending| ending != ENDING) || !path.is_file() {
                continue;
            }
            match Closed::journal_of_copy(&path) {
                Err(_) => self.unreadable.push(text_of(&path)),
                Ok(other) if other != id => self.others += 1,
                Ok(_) => match read(journal, &path, place) {
                    Ok(backup) => self.listed.push(backup),
                    Err(_) if has_other_keys(journal, &path) => self.former.push(text_of(&path)),
                    Err(_) => self.unreadable.push(text_of(&path)),
                },
            }
        }
        Ok(())
    }
}

fn has_other_keys(journal: &Journal, file: &Path) -> bool {
    Closed::open_copy(file).is_ok_and(|copy| journal.store().had_other_keys(&copy))
}

fn open(journal: &Journal, file: &Path) -> Result<Opened, ExchangeError> {
    Ok(Opened::open(file, journal.keys(), journal.id())?)
}

/// Reads one backup's manifest.
pub(super) fn read(
    journal: &Journal,
    file: &Path,
    place: BackupLocation,
) -> Result<Backup, ExchangeError> {
    let copy = open(journal, file)?;
    let manifest = copy.manifest()?.ok_or(JournalError::NotVerified)?;
    let slots = copy.store.slots();
    let same = |kind: SlotKind| {
        let of_kind = |slot: &&crate::vault::Slot| slot.kind == kind;
        slots.iter().find(of_kind) == journal.store().slots().iter().find(of_kind)
    };
    Ok(Backup {
        path: text_of(file),
        place,
        made: manifest.made,
        verified: manifest.verified,
        entries: manifest.entries,
        clients: manifest.clients,
        newest: manifest.newest,
        revisions: manifest.count.0,
        damaged: manifest.damaged,
        bytes: fs::metadata(file)?.len(),
        own: copy.store.instance() == journal.store().instance(),
        same_passphrase: same(SlotKind::Passphrase),
        same_words: same(SlotKind::Recovery),
    })
}

#[cfg(test)]
impl Backup {
    /// Stands for no backup at all, to be filled in.
    pub(super) fn none() -> Self {
        let made = Moment { utc_ms: 0, offset_min: 0 };
        Self {
            path: String::new(),
            place: BackupLocation::First,
            made,
            verified: None,
            entries: 0,
            clients: 0,
            newest: None,
            revisions: 0,
            damaged: 0,
            bytes: 0,
            own: true,
            same_passphrase: true,
            same_words: true,
        }
    }
}
