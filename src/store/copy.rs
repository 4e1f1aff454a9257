//! Copying the whole database into one file while it is in use, and reading such a copy again.
//!
//! A copy is a database of its own kind: the same tables, one more for its sealed manifest, another
//! application id, and no write-ahead log, so that it is one file and is never taken for a journal.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::chain::{ChainState, InstanceId};
use super::closed::{Closed, make_private_file};
use super::error::StoreError;
use super::{Store, path, schema};
use crate::files;
use crate::folder::{Odd, OddFile};
use crate::vault::{JournalId, SealKey};

/// Pages that are copied before the clock is looked at: 64 KiB.
const PAGES: i32 = 16;

/// Instructions of SQLite between two looks at whether a check was cancelled.
const CHECK_EVERY: i32 = 10_000;

/// How far a copy has come, in pages of 4 KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyProgress {
    /// Pages copied.
    pub done: u64,
    /// Pages in all.
    pub total: u64,
}

impl Store {
    /// Begins to copy the database into a new file; an unfinished copy is given up.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is such a file, [`StoreError::ReadOnly`],
    /// [`StoreError::DiskFull`].
    pub fn begin_copy(&mut self, file: &Path) -> Result<(), StoreError> {
        self.connection.begin_copy(target(file)?)?;
        Ok(())
    }

    /// Copies for about as long as `slice`, and returns `None` once the copy is complete.
    ///
    /// What is written between two slices is in the copy as well.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and the like; the copy is then of no use.
    pub fn copy_for(&mut self, slice: Duration) -> Result<Option<CopyProgress>, StoreError> {
        let begun = Instant::now();
        loop {
            let pages = self.connection.copy_pages(PAGES)?;
            if pages.left == 0 {
                self.connection.end_copy();
                return Ok(None);
            }
            if begun.elapsed() >= slice {
                let done = pages.total.saturating_sub(pages.left);
                return Ok(Some(CopyProgress { done, total: pages.total }));
            }
        }
    }

    /// Gives up a copy that is under way, if there is one.
    pub fn end_copy(&mut self) {
        self.connection.end_copy();
    }

    /// Returns a copy's sealed manifest; none in a journal or in a copy not yet verified.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn manifest(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare("SELECT sealed FROM manifest")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?)
    }

    /// Stores a copy's sealed manifest, in place of the one before.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] and the like; the one before stays.
    pub fn put_manifest(&mut self, sealed: &[u8]) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO manifest (id, sealed) VALUES (1, ?1)
             ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
            params![sealed],
        )?;
        Ok(())
    }

    /// Has SQLite check every page in one go; returns whether all are in order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the check cannot even run.
    pub fn check_pages(&self) -> Result<bool, StoreError> {
        check_pages(&self.connection)
    }
}

impl Closed {
    /// Turns a complete copy of a journal's database into a copy without a manifest.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be written.
    pub fn finish_copy(file: &Path) -> Result<(), StoreError> {
        let connection = Connection::open_with_flags(file, flags())?;
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = DELETE;",
        )?;
        schema::check(&connection)?;
        schema::mark_as_copy(&connection)?;
        connection.close().map_err(|(_, error)| error)?;
        File::open(file)?.sync_all()?;
        Ok(())
    }

    /// Opens a copy; nothing is written by that, so that it may lie on a read-only disk.
    ///
    /// # Errors
    /// [`StoreError::NotAJournal`], [`StoreError::TooNew`], [`StoreError::SchemaTampered`],
    /// [`StoreError::Damaged`].
    pub fn open_copy(file: &Path) -> Result<Self, StoreError> {
        path::check_length(file)?;
        if !file.is_file() {
            return Err(StoreError::NotAJournal);
        }
        refuse_rollback(file)?;
        let connection = Connection::open_with_flags(file, flags())?;
        connection.busy_timeout(Duration::ZERO)?;
        connection.execute_batch(
            "PRAGMA temp_store = MEMORY;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;
             PRAGMA synchronous = FULL;",
        )?;
        schema::check_copy(&connection)?;
        Self::read(file, None, connection)
    }

    /// Returns which journal a copy is of, as it says in clear; nothing is opened for writing.
    ///
    /// # Errors
    /// [`StoreError::NotAJournal`] for another file, [`StoreError::Damaged`].
    pub fn journal_of_copy(file: &Path) -> Result<JournalId, StoreError> {
        path::check_length(file)?;
        if !file.is_file() {
            return Err(StoreError::NotAJournal);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(Duration::ZERO)?;
        if !schema::is_copy(&connection)? {
            return Err(StoreError::NotAJournal);
        }
        let sql = "SELECT journal FROM journal";
        Ok(JournalId::from_bytes(connection.query_row(sql, [], |row| row.get(0))?))
    }

    /// Has SQLite check every page of a copy, until `cancelled` is set; returns whether all are in
    /// order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the check cannot even run.
    pub fn check_copy_pages(file: &Path, cancelled: &Arc<AtomicBool>) -> Result<bool, StoreError> {
        let mut connection = Connection::open_with_flags(file, flags())?;
        let asked = Arc::clone(cancelled);
        connection.progress_handler(CHECK_EVERY, Some(move || asked.load(Ordering::Relaxed)))?;
        match check_pages(&connection) {
            Err(_) if cancelled.load(Ordering::Relaxed) => Ok(false),
            checked => checked,
        }
    }

    /// Copies the whole database into a new file in one go.
    ///
    /// # Errors
    /// As [`Store::begin_copy`].
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let mut target = target(file)?;
        Backup::new(self.connection(), &mut target)?.run_to_completion(
            4096,
            Duration::ZERO,
            None,
        )?;
        target.close().map_err(|(_, error)| error)?;
        Self::finish_copy(file)
    }

    /// Turns the file of a copy, in a folder of its own, back into a journal's database, under a
    /// new instance id.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the chain head does not open, [`StoreError::DiskFull`].
    pub fn revive(folder: &Path, journal: JournalId, head_key: &SealKey) -> Result<(), StoreError> {
        let file = database(folder);
        let connection = Connection::open_with_flags(&file, flags())?;
        connection.execute_batch("PRAGMA secure_delete = ON;")?;
        schema::check_copy(&connection)?;
        let sealed: Vec<u8> =
            connection.query_row("SELECT head FROM journal", [], |row| row.get(0))?;
        let mut state = ChainState::open(head_key, journal, &sealed).ok_or(StoreError::Damaged)?;
        state.instance = InstanceId::make();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        connection.execute("UPDATE journal SET head = ?1", [state.seal(head_key, journal)])?;
        schema::mark_as_journal(&connection)?;
        connection.execute_batch("COMMIT")?;
        // Its first opening then needs no rollback journal, which no journal's folder may have.
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = WAL;",
        )?;
        connection.close().map_err(|(_, error)| error)?;
        File::open(&file)?.sync_all()?;
        files::sync_folder(folder)?;
        Ok(())
    }
}

/// Refuses a copy beside which a rollback journal or a log lies: SQLite would play it back into the
/// copy. A finished copy has neither.
fn refuse_rollback(file: &Path) -> Result<(), StoreError> {
    for ending in ["-journal", "-wal"] {
        let mut beside = file.as_os_str().to_owned();
        beside.push(ending);
        if Path::new(&beside).symlink_metadata().is_ok() {
            let name = Path::new(&beside).file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            return Err(StoreError::OddFile(OddFile { name, odd: Odd::Rollback }));
        }
    }
    Ok(())
}

/// Returns the database in a journal's folder.
pub(super) fn database(folder: &Path) -> PathBuf {
    folder.join(crate::folder::DATABASE)
}

/// Makes an empty database in a private folder, to be filled with the bytes of a copy.
///
/// Returns the two files, to be copied from the one into the other.
///
/// # Errors
/// [`StoreError::Exists`] when there is such a file.
pub fn begin_database(copy: &Path, folder: &Path) -> Result<(File, File), StoreError> {
    let file = database(folder);
    path::check_length(&file)?;
    make_private_file(&file)?;
    Ok((File::open(copy)?, fs::OpenOptions::new().write(true).open(file)?))
}

/// Opens the file that is copied into. It is synced as a whole later, before it is verified.
fn target(file: &Path) -> Result<Connection, StoreError> {
    path::check_length(file)?;
    make_private_file(file)?;
    let connection = Connection::open_with_flags(file, flags())?;
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

fn check_pages(connection: &Connection) -> Result<bool, StoreError> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok(answer == "ok")
}

fn flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}
