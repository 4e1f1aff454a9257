//! Calls on the files below a folder that fail on request, for tests and proofs.
//!
//! SQLite has its own files and its own way to have them fail; these are all the others.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Which call fails, counted from 1, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderFault {
    /// The first call that fails.
    pub at: u64,
    /// Whether all later ones fail as well.
    pub lasting: bool,
    /// What the system says.
    pub kind: io::ErrorKind,
}

#[derive(Default)]
pub(super) struct Faults(Mutex<State>);

#[derive(Default)]
struct State {
    calls: u64,
    fault: Option<FolderFault>,
}

static PLACES: Mutex<Vec<(PathBuf, Arc<Faults>)>> = Mutex::new(Vec::new());

/// Has calls fail on files of folders that are opened at or below `path` from now on; `None` ends
/// that, also in those that are open. Calls are counted anew from here.
pub fn fail_below(path: &Path, fault: Option<FolderFault>) {
    let mut places = locked(&PLACES);
    let faults = if let Some((_, faults)) = places.iter().find(|(place, _)| place == path) {
        Arc::clone(faults)
    } else {
        let faults = Arc::<Faults>::default();
        places.push((path.to_owned(), Arc::clone(&faults)));
        faults
    };
    *locked(&faults.0) = State { calls: 0, fault };
}

/// Returns how many calls there were below `path` since the last [`fail_below`].
pub fn calls_below(path: &Path) -> u64 {
    let places = locked(&PLACES);
    let faults = places.iter().find(|(place, _)| place == path);
    faults.map_or(0, |(_, faults)| locked(&faults.0).calls)
}

/// Returns the faults for a folder.
pub(super) fn of(path: &Path) -> Option<Arc<Faults>> {
    let places = locked(&PLACES);
    let faults = places.iter().find(|(place, _)| path.starts_with(place));
    faults.map(|(_, faults)| Arc::clone(faults))
}

impl Faults {
    /// Counts a call and returns the error that it fails with, if it is to fail.
    pub(super) fn step(&self) -> Option<io::Error> {
        let mut state = locked(&self.0);
        state.calls += 1;
        let fault = state.fault?;
        let fails = if fault.lasting { state.calls >= fault.at } else { state.calls == fault.at };
        fails.then(|| fault.kind.into())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
