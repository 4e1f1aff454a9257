//! What is recorded, what is made to fail, and the state that all files of a disk share.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// One of a database's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JournalFile {
    /// The database itself.
    Database,
    /// Its write-ahead log.
    Log,
    /// Its rollback journal, which is there only while a new database is turned over to a log.
    Rollback,
    /// Anything else, which the journal's settings should never make.
    Other,
}

/// One recorded call, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// A file came into being. Its place in the folder is durable from its first sync on: SQLite
    /// syncs the folder with the first sync of a log it has made.
    Create(JournalFile),
    /// Bytes were written at an offset.
    Write(JournalFile, u64, Vec<u8>),
    /// A file was cut to a length.
    Truncate(JournalFile, u64),
    /// Everything written to a file so far is durable.
    Sync(JournalFile),
    /// A file was removed; whether its folder was synced too.
    Delete(JournalFile, bool),
    /// The folder was synced: what was made or removed is so for good.
    SyncFolder,
    /// Something was acknowledged.
    Mark(u64),
}

/// What a failing call reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Input or output failed.
    Io,
    /// The disk is full (writes only; other calls fail as [`Kind::Io`] does).
    Full,
}

/// Which calls fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The number of the first call that fails, counted from 1.
    pub at: u64,
    /// Whether all later ones fail too.
    pub lasting: bool,
    /// What they report.
    pub kind: Kind,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) log: Option<Vec<Op>>,
    pub(crate) calls: u64,
    pub(crate) fault: Option<Fault>,
}

impl State {
    pub(crate) fn push(&mut self, op: Op) {
        if let Some(log) = &mut self.log {
            log.push(op);
        }
    }

    /// Counts a call and tells whether it is to fail, and how.
    pub(crate) fn step(&mut self) -> Option<Kind> {
        self.calls += 1;
        let fault = self.fault?;
        let hit = self.calls == fault.at || (fault.lasting && self.calls > fault.at);
        hit.then_some(fault.kind)
    }
}

#[derive(Default)]
pub(crate) struct Shared(Mutex<State>);

impl Shared {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
