//! The database held against other writers, with no key in memory.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use stillroom_guard::CopiedConnection;

use super::Store;
use super::chain::{ChainReport, ChainState};
use super::draft::Drafts;
use super::error::StoreError;
use super::files::OpenFiles;
use super::{draft, log, path, schema};
use crate::files;
use crate::folder::{self, DATABASE, Folder};
use crate::vault::{ChainKey, JournalId, RecordId, SealKey, Slot, SlotError};

/// So many slots are read from either end; a journal has two.
const SLOTS_READ: u32 = 32;

/// A journal's database: exclusively held, its schema checked, nothing in it opened.
pub struct Closed {
    path: PathBuf,
    /// The files of a journal; a copy is read from one file that nothing is committed to.
    files: Option<OpenFiles>,
    connection: Connection,
    journal: JournalId,
    slots: Vec<Slot>,
    bad_slot: Option<SlotError>,
    sealed_head: Vec<u8>,
    log_damaged: bool,
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
        path::check_length(&folder.join(DATABASE))?;
        if let Some(parent) = folder.parent() {
            files::make_private_all(parent)?;
        }
        files::make_private(folder)?;
        Self::create_in(folder, journal, slots, head_key)
    }

    /// As [`Closed::create`], in a private folder that was made for it.
    ///
    /// # Errors
    /// As [`Closed::create`].
    pub fn create_in(
        folder: &Path,
        journal: JournalId,
        slots: &[Slot],
        head_key: &SealKey,
    ) -> Result<Self, StoreError> {
        let file = folder.join(DATABASE);
        path::check_length(&file)?;
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
        sync_folder(folder)?;
        files::sync_parent(folder)?;
        let files = OpenFiles::of(folder, Folder::open(folder)?)?;
        Self::read(folder, Some(files), connection)
    }

    /// Opens the database of a journal's folder, against all other openers.
    ///
    /// One of an older schema [is behind](Closed::is_behind) and is to be migrated before it begins.
    ///
    /// # Errors
    /// [`StoreError::NotAJournal`], [`StoreError::AlreadyOpen`], [`StoreError::TooNew`],
    /// [`StoreError::SchemaTampered`], [`StoreError::Damaged`], [`StoreError::ReadOnly`],
    /// [`StoreError::OddFile`] before anything is touched.
    pub fn open(at: &Path) -> Result<Self, StoreError> {
        path::check_length(&at.join(DATABASE))?;
        let folder = Folder::open(at).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => StoreError::NotAJournal,
            _ => error.into(),
        })?;
        if folder.kind(DATABASE)?.is_none() {
            return Err(StoreError::NotAJournal);
        }
        if let Some(odd) = folder::check(&folder)? {
            return Err(StoreError::OddFile(odd));
        }
        // SQLite folds the log in as far as it is whole; what lies behind is gone from then on.
        let log_damaged = log::note_damage(&folder);
        let connection = connect(&at.join(DATABASE))?;
        schema::check(&connection)?;
        let files = OpenFiles::of(at, folder)?;
        Ok(Self { log_damaged, ..Self::read(at, Some(files), connection)? })
    }

    /// Returns whether the database is still the file of its name, so that it is worth opening.
    pub fn is_in_place(&self) -> bool {
        self.files.as_ref().is_none_or(|files| files.check().is_ok())
    }

    /// Refuses to write into files that are no longer the journal's.
    ///
    /// # Errors
    /// [`StoreError::Replaced`].
    pub(super) fn check_files(&self) -> Result<(), StoreError> {
        self.files.as_ref().map_or(Ok(()), OpenFiles::check)
    }

    /// Returns whether the schema is older than the newest known.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it cannot be read.
    pub fn is_behind(&self) -> Result<bool, StoreError> {
        schema::is_behind(&self.connection)
    }

    /// Brings the schema up to the newest, in one transaction. Make and verify a copy before.
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

    /// Returns what is wrong with a slot that cannot even be tried.
    pub fn bad_slot(&self) -> Option<SlotError> {
        self.bad_slot
    }

    /// Stores a draft that was sealed while there were keys; returns once it is on disk. The chain
    /// head, which only the keys can change, does not count it.
    ///
    /// # Errors
    /// [`StoreError`]: the draft before stays.
    pub fn put_sealed_draft(&mut self, record: RecordId, sealed: &[u8]) -> Result<(), StoreError> {
        self.check_files()?;
        draft::put(&self.connection, record, sealed)?;
        self.check_files()
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
        let log_damaged = self.log_damaged();
        let store = self.begin_unverified(chain_key, head_key)?;
        let report = store.verify()?;
        Ok((store, ChainReport { log_damaged, ..report }))
    }

    /// Opens the store and leaves it to the caller to [verify](Store::verify) the chain, beside
    /// what else there is to do.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the chain head does not open.
    pub fn begin_unverified(
        self,
        chain_key: ChainKey,
        head_key: SealKey,
    ) -> Result<Store, StoreError> {
        let state = ChainState::open(&head_key, self.journal, &self.sealed_head);
        let state = state.ok_or(StoreError::Damaged)?;
        let Self { path, files, connection, journal, slots, .. } = self;
        // Drafts that cannot be read must not keep the rest from being read; the head names them.
        let drafts = Drafts::read(&connection).unwrap_or_default();
        let connection = CopiedConnection::new(connection);
        let store =
            Store { path, files, connection, journal, slots, state, drafts, chain_key, head_key };
        store.set_reserve_aside();
        Ok(store)
    }

    /// Returns whether commits lay in the log behind a damaged place when it was opened, or at an
    /// earlier opening of which nobody has been told yet.
    pub fn log_damaged(&self) -> bool {
        self.log_damaged
    }

    pub(super) fn sealed_head(&self) -> &[u8] {
        &self.sealed_head
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn read(
        path: &Path,
        files: Option<OpenFiles>,
        connection: Connection,
    ) -> Result<Self, StoreError> {
        let (journal, sealed_head) =
            connection.query_row("SELECT journal, head FROM journal WHERE id = 1", [], |row| {
                Ok((JournalId::from_bytes(row.get(0)?), row.get(1)?))
            })?;
        let (slots, bad_slot) = read_slots(&connection)?;
        let (path, log_damaged) = (path.to_owned(), false);
        Ok(Self { path, files, connection, journal, slots, bad_slot, sealed_head, log_damaged })
    }
}

impl Store {
    /// Closes the store: the write-ahead log is folded in and truncated, the keys are dropped.
    /// On a full disk the reserve is given up for it.
    ///
    /// # Errors
    /// [`StoreError`] when the log could not be folded in; it is then folded in at the next open.
    /// [`StoreError::Replaced`] when the database is no longer the file of its name: the log stays
    /// as it is beside whatever has taken the name.
    pub fn close(self) -> Result<Closed, StoreError> {
        if !self.files.as_ref().is_none_or(OpenFiles::has_database) {
            let keep_log = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
            self.connection.set_db_config(keep_log, true)?;
            return Err(StoreError::Replaced);
        }
        match truncate_wal(&self.connection) {
            Err(StoreError::DiskFull) if self.release_reserve()? => {
                truncate_wal(&self.connection)?;
            }
            done => done?,
        }
        let Self { path, files, connection, .. } = self;
        if files.as_ref().is_none_or(OpenFiles::has_log) {
            return Closed::read(&path, files, connection.into_inner());
        }
        // All is in the database by now. A log of another making must not be folded into it:
        // closing the database deletes whatever has the log's name.
        connection.into_inner().close().map_err(|(_, error)| error)?;
        Closed::open(&path)
    }

    /// Forgets that the log was damaged, once someone who can read it has been told.
    ///
    /// # Errors
    /// [`StoreError`] when the note of it cannot be removed: it is said again at the next unlock.
    pub fn forget_log_damage(&self) -> Result<(), StoreError> {
        self.folder().map_or(Ok(()), |folder| Ok(log::forget_damage(folder)?))
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
        self.check_files()?;
        truncate_wal(&self.connection)
    }

    /// Refuses to write into files that are no longer the journal's.
    ///
    /// # Errors
    /// [`StoreError::Replaced`].
    pub(super) fn check_files(&self) -> Result<(), StoreError> {
        self.files.as_ref().map_or(Ok(()), OpenFiles::check)
    }

    /// Returns the journal's open folder; a copy has none.
    pub fn folder(&self) -> Option<&Folder> {
        self.files.as_ref().map(OpenFiles::folder)
    }
}

/// Opens the one connection with every pragma that the promises rest on.
fn connect(file: &Path) -> Result<Connection, StoreError> {
    let connection = open_connection(file)?;
    // SQLite opens for reading alone what cannot be written, and fails for other reasons later.
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(StoreError::ReadOnly);
    }
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
    #[cfg(feature = "testing")]
    if super::Hooks::here().never_syncs {
        connection.pragma_update(None, "synchronous", "OFF")?;
    }
    Ok(connection)
}

fn open_connection(file: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    #[cfg(feature = "testing")]
    if let Some(vfs) = super::Hooks::here().vfs {
        return Ok(Connection::open_with_flags_and_vfs(file, flags, vfs)?);
    }
    Ok(Connection::open_with_flags(file, flags)?)
}

fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    files::sync_folder(folder)?;
    #[cfg(feature = "testing")]
    if let Some(synced) = super::Hooks::here().folder_synced {
        synced();
    }
    Ok(())
}

pub(super) fn truncate_wal(connection: &Connection) -> Result<(), StoreError> {
    let busy: i64 =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(StoreError::AlreadyOpen) }
}

/// Reads the slots; what is wrong with one that cannot be tried is returned beside the others.
fn read_slots(connection: &Connection) -> Result<(Vec<Slot>, Option<SlotError>), StoreError> {
    let mut statement = connection.prepare(
        "SELECT bytes FROM slot WHERE id IN (SELECT id FROM slot ORDER BY id LIMIT ?1)
           OR id IN (SELECT id FROM slot ORDER BY id DESC LIMIT ?1) ORDER BY id",
    )?;
    let rows = statement.query_map([SLOTS_READ], |row| row.get::<_, Vec<u8>>(0))?;
    let (mut slots, mut bad) = (Vec::new(), None);
    for bytes in rows {
        match Slot::from_bytes(bytes?) {
            Ok(slot) => slots.push(slot),
            Err(error) => bad = Some(error),
        }
    }
    Ok((slots, bad))
}

/// Makes the empty database file before SQLite opens it, readable by its owner only.
pub(super) fn make_private_file(file: &Path) -> Result<(), StoreError> {
    Ok(files::create_private(file)?.sync_all()?)
}
