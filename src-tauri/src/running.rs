//! The one long run that may be under way: cancelled by the page, and by locking.

use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use stillroom::exchange::{Cancel, ExchangeError, Progress};
use stillroom::journal::Journal;
use tauri::{AppHandle, Emitter, Manager};

use crate::failure::Failure;
use crate::state::Shell;

/// How long locking waits for a cancelled run to take its file away, and another run for its turn.
const PATIENCE: Duration = Duration::from_secs(2);

/// What saves and searches get between two steps that hold the journal.
const PAUSE: Duration = Duration::from_millis(2);

/// The run that is under way, if there is one.
#[derive(Default)]
pub(crate) struct Running {
    cancel: Mutex<Option<Cancel>>,
    ended: Condvar,
}

/// Stands for a run; its end is noted when it is dropped.
pub(crate) struct Turn<'a>(&'a Running);

impl Running {
    /// Takes the turn; only one run goes at a time. One that is about to end is waited for.
    pub(crate) fn begin(&self, cancel: Cancel) -> Result<Turn<'_>, Failure> {
        let waited = self.ended.wait_timeout_while(self.now(), PATIENCE, |now| now.is_some());
        let (mut now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if now.is_some() {
            return Err(Failure::BUSY);
        }
        *now = Some(cancel);
        Ok(Turn(self))
    }

    /// Asks the run to stop, without waiting for it.
    pub(crate) fn cancel(&self) {
        if let Some(cancel) = &*self.now() {
            cancel.cancel();
        }
    }

    /// Asks the run to stop and waits until it has taken away what it had begun.
    pub(crate) fn stop(&self) {
        self.cancel();
        let now = self.now();
        // One that takes longer leaves a file that the next run sweeps away.
        drop(self.ended.wait_timeout_while(now, PATIENCE, |now| now.is_some()));
    }

    fn now(&self) -> MutexGuard<'_, Option<Cancel>> {
        self.cancel.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// Names what the turn was taken for, where that must not begin before it.
    pub(crate) fn cancels(&self, run: Cancel) {
        *self.0.now() = Some(run);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.now() = None;
        self.0.ended.notify_all();
    }
}

/// Drives steps that need the journal, which is let go between any two of them.
pub(crate) fn with_journal(
    app: &AppHandle,
    mut step: impl FnMut(&mut Journal) -> Result<Option<Progress>, ExchangeError>,
) -> Result<(), Failure> {
    while let Some(progress) = app.state::<Shell>().open(&mut step)? {
        tell(app, progress);
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// Drives steps that need nothing, giving way to whatever the window has to do.
pub(crate) fn alone(
    app: &AppHandle,
    mut step: impl FnMut() -> Result<Option<Progress>, ExchangeError> + Send,
) -> Result<(), Failure> {
    let steps = || {
        give_way();
        while let Some(progress) = step()? {
            tell(app, progress);
        }
        Ok(())
    };
    // In a thread of its own: what has given way cannot take its place again.
    thread::scope(|scope| scope.spawn(steps).join().unwrap_or_else(|panic| resume_unwind(panic)))
}

/// Lets other threads go first from now on.
fn give_way() {
    // It is only a courtesy: the steps are the same without it.
    #[cfg(unix)]
    let _ = rustix::process::nice(10);
}

fn tell(app: &AppHandle, progress: Progress) {
    // Nobody listens while the page reloads; the next step says more anyway.
    let _ = app.emit("run-progress", progress);
}
