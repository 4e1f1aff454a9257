//! Changes that were announced and are not yet in the index.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::document::Change;
use crate::vault::RecordId;

/// The newest announced change of each entry that the index has not taken in.
#[derive(Default)]
pub(super) struct Pending(Mutex<State>);

#[derive(Default)]
struct State {
    /// The number of the last announcement.
    last: u64,
    changes: HashMap<RecordId, (u64, Change)>,
    /// Up to this announcement all is in the index being built, which does not answer yet.
    built: u64,
}

impl Pending {
    /// Takes changes in and returns the number under which they were announced.
    pub(super) fn announce(&self, changes: &[Change]) -> u64 {
        let mut state = self.state();
        state.last += 1;
        let number = state.last;
        for change in changes {
            state.changes.insert(change.record(), (number, change.clone()));
        }
        number
    }

    /// Drops what the index now holds, unless it was announced anew since.
    pub(super) fn drop_up_to(&self, announced: u64) {
        self.state().changes.retain(|_, (number, _)| *number > announced);
    }

    /// Notes what the index being built holds.
    pub(super) fn built_up_to(&self, announced: u64) {
        let mut state = self.state();
        state.built = state.built.max(announced);
    }

    /// Drops what the index that was being built holds.
    pub(super) fn drop_built(&self) {
        let built = self.state().built;
        self.drop_up_to(built);
    }

    /// Returns all of it.
    pub(super) fn all(&self) -> Vec<Change> {
        self.state().changes.values().map(|(_, change)| change.clone()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
