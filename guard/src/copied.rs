//! A database connection that is copied to a file in small slices, between its own writes.

use std::ops::Deref;
use std::os::raw::c_int;
use std::ptr::NonNull;

use rusqlite::{Connection, Error, MAIN_DB, ffi};

/// A connection and at most one copy of its main database that is under way.
///
/// SQLite's online backup follows every write of the connection that it copies from, so the copy
/// is of the moment at which it is done. rusqlite ties such a copy to a borrow of the connection,
/// which then could not write; here both live in one value, so that they move together, are used
/// by one thread at a time and end in order.
pub struct CopiedConnection {
    // The first field is dropped first: SQLite wants a copy ended before its source is closed.
    copy: Option<Copy>,
    connection: Connection,
}

/// How far a copy has come, in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagesCopied {
    /// Pages still to be copied.
    pub left: u64,
    /// Pages in all.
    pub total: u64,
}

struct Copy {
    backup: NonNull<ffi::sqlite3_backup>,
    // Held so that it outlives `backup`, which `Drop` ends before any field is dropped.
    _target: Connection,
}

// SAFETY: the pointer is to an object that SQLite ties to the two connections and to no thread.
// Both connections are `Send` and move with it; all use of it is through `&mut CopiedConnection`.
unsafe impl Send for CopiedConnection {}

impl CopiedConnection {
    /// Takes over a connection.
    pub fn new(connection: Connection) -> Self {
        Self { copy: None, connection }
    }

    /// Ends a copy that is under way and gives the connection back.
    pub fn into_inner(self) -> Connection {
        self.connection
    }

    /// Begins a copy into the main database of `target`; one that was under way is given up.
    ///
    /// # Errors
    /// SQLite's, when `target` cannot be written.
    pub fn begin_copy(&mut self, target: Connection) -> Result<(), Error> {
        self.copy = None;
        let main = MAIN_DB.as_ptr();
        // SAFETY: both handles are of open connections, which this value then owns until the copy
        // has ended; `target` is reachable through nothing else, as SQLite demands.
        let backup = unsafe {
            let to = target.handle();
            ffi::sqlite3_backup_init(to, main, self.connection.handle(), main)
        };
        let Some(backup) = NonNull::new(backup) else {
            // SAFETY: the handle is of an open connection, and only its last error is read.
            return Err(failure(unsafe { ffi::sqlite3_extended_errcode(target.handle()) }));
        };
        self.copy = Some(Copy { backup, _target: target });
        Ok(())
    }

    /// Copies up to `pages` more; none left means that the copy is complete.
    ///
    /// # Errors
    /// SQLite's; [`ffi::SQLITE_MISUSE`] when no copy is under way.
    pub fn copy_pages(&mut self, pages: c_int) -> Result<PagesCopied, Error> {
        let Some(copy) = &self.copy else { return Err(failure(ffi::SQLITE_MISUSE)) };
        let backup = copy.backup.as_ptr();
        // SAFETY: the copy is under way and both of its connections are open and ours alone.
        let (code, left, total) = unsafe {
            let code = ffi::sqlite3_backup_step(backup, pages);
            (code, ffi::sqlite3_backup_remaining(backup), ffi::sqlite3_backup_pagecount(backup))
        };
        let total = u64::try_from(total).unwrap_or_default();
        match code {
            ffi::SQLITE_DONE => Ok(PagesCopied { left: 0, total }),
            // Whatever SQLite says is left, it is not done before it says so.
            ffi::SQLITE_OK | ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => {
                Ok(PagesCopied { left: u64::try_from(left).unwrap_or_default().max(1), total })
            }
            code => Err(failure(code)),
        }
    }

    /// Ends the copy, complete or not, and closes its target.
    pub fn end_copy(&mut self) {
        self.copy = None;
    }
}

impl Deref for CopiedConnection {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // SAFETY: made by `sqlite3_backup_init`, ended nowhere else; both connections are open.
        unsafe { ffi::sqlite3_backup_finish(self.backup.as_ptr()) };
    }
}

fn failure(code: c_int) -> Error {
    Error::SqliteFailure(ffi::Error::new(code), None)
}
