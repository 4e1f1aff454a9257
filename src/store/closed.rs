//! The database held against other writers, with no key in memory.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use stillroom_guard::CopiedConnection;

use super::Store;
use super::chain::{ChainReport, ChainState, verify};
use super::error::StoreError;
use super::schema;
use crate::vault::{ChainKey, JournalId, SealKey, Slot};

/// The truth, as a file in the journal's folder.
pub(super) const DATABASE: &str = "journal.db";

/// A journal's database: exclusively held, its schema checked, nothing in it opened.
pub struct Closed {
    folder: PathBuf,
    connection: Connection,
    journal: JournalId,
    slots: Vec<Slot>,
    sealed_head: Vec<u8>,
}

impl Closed {
    /// Makes a new journal's folder and database; returns once both are on disk.
    ///
    /// # Errors
    /// [`StoreError::Exists`] for a folder that is there already, [`StoreError::ReadOnly`],
    /// [`StoreError::DiskFull`]. A folder that was only begun is left as it is.
    pub fn create(
        folder: &Path,
        journal: JournalId,
        slots: &[Slot],
        head_key: &SealKey,
    ) -> Result<Self, StoreError> {
        make_private_folder(folder)?;
        let file = folder.join(DATABASE);
        make_private_file(&file)?;
        let connection = connect(&file)?;
        schema::migrate(&connection)?;
        let head = ChainState::empty(slots).seal(head_key, journal);
        connection.execute_batch("BEGIN IMMEDIATE")?;
        connection.execute(
            "INSERT INTO journal (id, journal, head) VALUES (1, ?1, ?2)",
            rusqlite::params![journal.as_bytes(), head],
        )?;
        for slot in slots {
            connection.execute("INSERT INTO slot (bytes) VALUES (?1)", [&slot.bytes])?;
        }
        connection.execute_batch("COMMIT")?;
        truncate_wal(&connection)?;
        // SQLite syncs the file, but not the folder of a new main database.
        File::open(folder)?.sync_all()?;
        if let Some(parent) = folder.parent() {
            File::open(parent)?.sync_all()?;
        }
        Self::read(folder, connection)
    }

    /// Opens the database of a journal's folder, against all other openers.
    ///
    /// One of an older schema [is behind](Closed::is_behind) and is to be migrated before it begins.
    ///
    /// # Errors
    /// [`StoreError::NotAJournal`], [`StoreError::AlreadyOpen`], [`StoreError::TooNew`],
    /// [`StoreError::SchemaTampered`], [`StoreError::Damaged`], [`StoreError::ReadOnly`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let file = folder.join(DATABASE);
        if !file.is_file() {
            return Err(StoreError::NotAJournal);
        }
        let connection = connect(&file)?;
        schema::check(&connection)?;
        Self::read(folder, connection)
    }

    /// Returns whether the schema is older than the newest known.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it cannot be read.
    pub fn is_behind(&self) -> Result<bool, StoreError> {
        schema::is_behind(&self.connection)
    }

    /// Brings the schema up to the newest, in one transaction. Make and prove a copy before.
    ///
    /// # Errors
    /// [`StoreError`]: the schema stays as it was.
    pub fn migrate(&mut self) -> Result<(), StoreError> {
        schema::migrate(&self.connection)
    }

    /// Returns which journal this is.
    pub fn journal_id(&self) -> JournalId {
        self.journal
    }

    /// Returns the slots, to be tried.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Verifies the chain and opens the store for reading and writing.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the chain head does not open or SQLite cannot read the chain.
    /// What merely does not fit is in the report.
    pub fn begin(
        self,
        chain_key: ChainKey,
        head_key: SealKey,
    ) -> Result<(Store, ChainReport), StoreError> {
        let state = ChainState::open(&head_key, self.journal, &self.sealed_head);
        let state = state.ok_or(StoreError::Damaged)?;
        let report = verify(&self.connection, &chain_key, &state, &self.slots)?;
        let Self { folder, connection, journal, slots, .. } = self;
        let connection = CopiedConnection::new(connection);
        Ok((Store { folder, connection, journal, slots, state, chain_key, head_key }, report))
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn read(folder: &Path, connection: Connection) -> Result<Self, StoreError> {
        let (journal, sealed_head) =
            connection.query_row("SELECT journal, head FROM journal", [], |row| {
                Ok((JournalId::from_bytes(row.get(0)?), row.get(1)?))
            })?;
        let slots = read_slots(&connection)?;
        Ok(Self { folder: folder.to_owned(), connection, journal, slots, sealed_head })
    }
}

impl Store {
    /// Closes the store: the write-ahead log is folded in and truncated, the keys are dropped.
    ///
    /// # Errors
    /// [`StoreError`] when the log could not be folded in; it is then folded in at the next open.
    pub fn close(self) -> Result<Closed, StoreError> {
        truncate_wal(&self.connection)?;
        let Self { folder, connection, .. } = self;
        Closed::read(&folder, connection.into_inner())
    }

    /// Limits the database to so many pages, as a full disk would.
    ///
    /// # Panics
    /// When SQLite refuses the limit.
    #[cfg(feature = "testing")]
    pub fn limit_size_for_tests(&self, pages: u32) {
        self.connection
            .pragma_update(None, "max_page_count", pages)
            .expect("an open database takes a limit");
    }

    /// Folds the write-ahead log in and truncates it, so that nothing deleted stays in it.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be written.
    pub fn truncate_wal(&self) -> Result<(), StoreError> {
        truncate_wal(&self.connection)
    }
}

/// Opens the one connection with every pragma that the promises rest on.
fn connect(file: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(Duration::ZERO)?;
    connection.set_prepared_statement_cache_capacity(32);
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA foreign_keys = ON;
         BEGIN EXCLUSIVE;
         COMMIT;",
    )?;
    Ok(connection)
}

pub(super) fn truncate_wal(connection: &Connection) -> Result<(), StoreError> {
    let busy: i64 =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(StoreError::AlreadyOpen) }
}

fn read_slots(connection: &Connection) -> Result<Vec<Slot>, StoreError> {
    let mut statement = connection.prepare("SELECT bytes FROM slot ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut slots = Vec::new();
    for bytes in rows {
        // A slot that is damaged beyond its kind cannot be tried; the others still can.
        slots.extend(Slot::from_bytes(bytes?).ok());
    }
    Ok(slots)
}

#[cfg(unix)]
pub(super) fn make_private_folder(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt;
    if let Some(parent) = folder.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    Ok(fs::DirBuilder::new().mode(0o700).create(folder)?)
}

#[cfg(not(unix))]
pub(super) fn make_private_folder(folder: &Path) -> Result<(), StoreError> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::create_dir(folder)?)
}

/// Makes the empty database file before SQLite opens it, readable by its owner only.
pub(super) fn make_private_file(file: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.sync_all()?;
    Ok(())
}
