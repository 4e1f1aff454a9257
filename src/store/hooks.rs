//! Hooks for the proofs: another file system below SQLite, and bugs planted to be caught.
//!
//! They hold for the thread that sets them, and exist with the feature `testing` only.

use std::cell::Cell;

/// What the stores opened from this thread do otherwise.
#[derive(Clone, Copy, Default)]
pub struct Hooks {
    /// The name of a file system registered with SQLite.
    pub vfs: Option<&'static str>,
    /// Called whenever the journal's folder has been synced.
    pub folder_synced: Option<&'static (dyn Fn() + Sync)>,
    /// A planted bug: nothing is ever synced.
    pub never_syncs: bool,
    /// A planted bug: a transaction is acknowledged before its commit, which follows with the next.
    pub acknowledges_early: bool,
}

thread_local! {
    static HOOKS: Cell<Hooks> = const {
        Cell::new(Hooks {
            vfs: None,
            folder_synced: None,
            never_syncs: false,
            acknowledges_early: false,
        })
    };
}

impl Hooks {
    /// Sets the hooks of this thread.
    pub fn set(self) {
        HOOKS.set(self);
    }

    /// Returns the hooks of this thread.
    pub(super) fn here() -> Self {
        HOOKS.get()
    }
}
