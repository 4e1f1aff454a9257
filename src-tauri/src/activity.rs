//! When the window was last used, and when that is too long ago.
//!
//! The shell counts, not the page, so that a page that hangs is locked as well. The clock goes on
//! while the computer sleeps, and nobody can set it.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use stillroom_guard::seconds_since_boot;

/// When the window was last used, and how long the journal stays open after that.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// In seconds of the clock.
    last: AtomicU64,
    /// Minutes; 0 for never.
    limit: AtomicU32,
}

impl Activity {
    /// Notes a key, the pointer or the page's word.
    pub(crate) fn note(&self) {
        self.last.store(seconds_since_boot(), Ordering::Relaxed);
    }

    /// Sets after how many idle minutes the journal locks; 0 for never.
    pub(crate) fn set_limit(&self, minutes: u32) {
        self.limit.store(minutes, Ordering::Relaxed);
    }

    /// Returns whether nothing was used for that long.
    pub(crate) fn is_idle(&self) -> bool {
        self.is_idle_at(seconds_since_boot())
    }

    fn is_idle_at(&self, now: u64) -> bool {
        let limit = u64::from(self.limit.load(Ordering::Relaxed)) * 60;
        limit > 0 && now.saturating_sub(self.last.load(Ordering::Relaxed)) >= limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journal_is_idle_after_the_set_minutes_and_not_before() {
        let activity = Activity::default();
        activity.set_limit(1);
        activity.note();
        let noted = activity.last.load(Ordering::Relaxed);
        assert!(!activity.is_idle_at(noted + 59));
        assert!(activity.is_idle_at(noted + 60));
        assert!(activity.is_idle_at(noted + 86_400), "a night of sleep counts");
    }

    #[test]
    fn without_a_limit_the_journal_is_never_idle() {
        let activity = Activity::default();
        activity.note();
        assert!(!activity.is_idle_at(u64::MAX));
    }
}
