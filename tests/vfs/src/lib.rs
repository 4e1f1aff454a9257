//! A file system below SQLite that passes every call on to the real one, records what is written,
//! truncated and synced, and fails calls on request.
//!
//! ```text
//! let disk = Disk::register();          a VFS of its own name, for the life of the process
//! connection opened with disk.name()
//! disk.record(); ...; disk.mark(7); ...; disk.recorded() --> [Op]
//! disk.fail(Fault { at: 12, lasting: true, .. })     the 12th call from now fails, and all after it
//! ```
//!
//! The only unsafe code beside `guard/`: SQLite's VFS is a C interface. Shared memory is not
//! offered, so that a write-ahead log works under `locking_mode = EXCLUSIVE` only, as the journal
//! uses it.

mod file;
mod log;
mod vfs;

pub use log::{Fault, JournalFile, Kind, Op};

use std::sync::atomic::{AtomicU32, Ordering};

use log::Shared;

/// One such file system, registered with SQLite under a name of its own.
#[derive(Clone, Copy)]
pub struct Disk {
    name: &'static str,
    shared: &'static Shared,
}

impl Disk {
    /// Registers a new one. It is never removed: a connection may outlive whoever made it.
    ///
    /// # Panics
    /// When SQLite has no file system of its own to pass calls on to.
    pub fn register() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("stillroom-proof-{}", MADE.fetch_add(1, Ordering::Relaxed));
        let shared: &'static Shared = Box::leak(Box::default());
        Self { name: vfs::register(name, shared), shared }
    }

    /// Returns the name to open connections with.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Starts to record, with nothing recorded yet.
    pub fn record(&self) {
        self.shared.state().log = Some(Vec::new());
    }

    /// Notes that something was acknowledged at this point of the recording.
    pub fn mark(&self, number: u64) {
        self.shared.state().push(Op::Mark(number));
    }

    /// Notes that the program itself has synced the folder, which SQLite does not see.
    pub fn folder_synced(&self) {
        self.shared.state().push(Op::SyncFolder);
    }

    /// Ends the recording and returns it.
    pub fn recorded(&self) -> Vec<Op> {
        self.shared.state().log.take().unwrap_or_default()
    }

    /// Has calls fail from now on; `None` ends that. Calls are counted anew from here.
    pub fn fail(&self, fault: Option<Fault>) {
        let mut state = self.shared.state();
        state.calls = 0;
        state.fault = fault;
    }

    /// Returns how many calls there were since the last [`Disk::fail`].
    pub fn calls(&self) -> u64 {
        self.shared.state().calls
    }
}
