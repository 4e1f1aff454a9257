//! When something was last touched, and the lock that comes when nothing is any more.
//!
//! The shell counts, not the page: a page that hangs is locked as well. The clock goes on while the
//! computer sleeps and is not set by anyone.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use stillroom_guard::seconds_since_boot;
use tauri::{AppHandle, Manager};

use crate::commands::{Leave, leave_soon};
use crate::state::Shell;

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How long the page may take to keep what is written, since nobody waits for the lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// When something was last touched, and how long the journal stays open after that.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// In seconds of the clock.
    last: AtomicU64,
    /// Minutes; 0 for never.
    limit: AtomicU32,
}

impl Activity {
    /// Takes note of a key, the pointer or the page's word.
    pub(crate) fn touched(&self) {
        self.last.store(seconds_since_boot(), Ordering::Relaxed);
    }

    /// Sets after how many minutes of nothing the journal locks; 0 for never.
    pub(crate) fn limit_to(&self, minutes: u32) {
        self.limit.store(minutes, Ordering::Relaxed);
    }

    fn is_over_at(&self, now: u64) -> bool {
        let limit = u64::from(self.limit.load(Ordering::Relaxed)) * 60;
        limit > 0 && now.saturating_sub(self.last.load(Ordering::Relaxed)) >= limit
    }
}

/// Locks the journal that has just been opened once nothing was touched for its minutes.
pub(crate) fn watch(app: &AppHandle, opened: u64) {
    app.state::<Shell>().activity.touched();
    let app = app.clone();
    thread::spawn(move || {
        let shell = app.state::<Shell>();
        while shell.which_is_open() == Some(opened) {
            thread::sleep(LOOK);
            if shell.activity.is_over_at(seconds_since_boot()) {
                return leave_soon(&app, Leave::Lock, PATIENCE);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_over_after_the_minutes_and_not_before() {
        let activity = Activity::default();
        activity.limit_to(1);
        activity.touched();
        let touched = activity.last.load(Ordering::Relaxed);
        assert!(!activity.is_over_at(touched + 59));
        assert!(activity.is_over_at(touched + 60));
        assert!(activity.is_over_at(touched + 86_400), "a night of sleep counts");
    }

    #[test]
    fn without_a_limit_it_is_never_over() {
        let activity = Activity::default();
        activity.touched();
        assert!(!activity.is_over_at(u64::MAX));
    }
}
