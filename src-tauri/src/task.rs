//! The one long task that may be under way. The page and the lock can cancel it.

use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use stillroom::exchange::{Cancel, ExchangeError, Progress};
use stillroom::journal::Journal;
use tauri::{AppHandle, Emitter, Manager};

use crate::failure::Failure;
use crate::state::Shell;

/// How long the lock waits for a cancelled task to remove its file, and another task for the slot.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long saves and searches get between two steps that hold the journal.
const PAUSE: Duration = Duration::from_millis(2);

/// The task that is under way, if there is one.
#[derive(Default)]
pub(crate) struct TaskSlot {
    cancel: Mutex<Option<Cancel>>,
    ended: Condvar,
}

/// Holds the slot for a task; dropping it ends the task.
pub(crate) struct TaskGuard<'a>(&'a TaskSlot);

impl TaskSlot {
    /// Takes the slot for one task at a time. A task that is about to end is waited for.
    pub(crate) fn begin(&self, cancel: Cancel) -> Result<TaskGuard<'_>, Failure> {
        let waited = self.ended.wait_timeout_while(self.now(), PATIENCE, |now| now.is_some());
        let (mut now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if now.is_some() {
            return Err(Failure::BUSY);
        }
        *now = Some(cancel);
        Ok(TaskGuard(self))
    }

    /// Asks the task to stop, without waiting for it.
    pub(crate) fn cancel(&self) {
        if let Some(cancel) = &*self.now() {
            cancel.cancel();
        }
    }

    /// Asks the task to stop and waits until it has removed what it had begun.
    pub(crate) fn stop(&self) {
        self.cancel();
        let now = self.now();
        // A task that takes longer leaves a file that the next one removes.
        drop(self.ended.wait_timeout_while(now, PATIENCE, |now| now.is_some()));
    }

    fn now(&self) -> MutexGuard<'_, Option<Cancel>> {
        self.cancel.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TaskGuard<'_> {
    /// Sets what cancels the task, if that is known only after the slot was taken.
    pub(crate) fn set_cancel(&self, cancel: Cancel) {
        *self.0.now() = Some(cancel);
    }
}

impl Drop for TaskGuard<'_> {
    fn drop(&mut self) {
        *self.0.now() = None;
        self.0.ended.notify_all();
    }
}

/// Runs steps that need the journal, and releases it between any two of them.
pub(crate) fn run_with_journal(
    app: &AppHandle,
    mut step: impl FnMut(&mut Journal) -> Result<Option<Progress>, ExchangeError>,
) -> Result<(), Failure> {
    while let Some(progress) = app.state::<Shell>().open(&mut step)? {
        report(app, progress);
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// Runs steps that do not need the journal, at a lower priority than the window.
pub(crate) fn run_detached(
    app: &AppHandle,
    mut step: impl FnMut() -> Result<Option<Progress>, ExchangeError> + Send,
) -> Result<(), Failure> {
    at_low_priority(|| {
        while let Some(progress) = step()? {
            report(app, progress);
        }
        Ok(())
    })
}

/// Does something at a lower priority than the window.
pub(crate) fn at_low_priority<T: Send, E: Send>(
    act: impl FnOnce() -> Result<T, E> + Send,
) -> Result<T, E> {
    let low = || {
        lower_priority();
        act()
    };
    // In a thread of its own, since a priority cannot be raised again.
    thread::scope(|scope| scope.spawn(low).join().unwrap_or_else(|panic| resume_unwind(panic)))
}

/// Lets other threads go first from now on.
fn lower_priority() {
    // Without it the steps are the same.
    #[cfg(unix)]
    let _ = rustix::process::nice(10);
}

/// Tells the page how far a task is.
pub(crate) fn report(app: &AppHandle, progress: Progress) {
    // Nobody listens while the page reloads; the next step says more anyway.
    let _ = app.emit("run-progress", progress);
}
