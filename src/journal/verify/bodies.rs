//! Whether every entry that must have a text has one: looked at after unlocking, some at a time.

use crate::journal::Journal;
use crate::journal::catalog::EntryKey;
use crate::journal::unlocked::Notice;

/// A look at the texts of all entries; the texts themselves stay closed.
#[derive(Debug, Default)]
pub struct BodyCheck {
    last: Option<EntryKey>,
    missing: u32,
}

impl BodyCheck {
    /// Looks at the next `count` entries as they are by now, and returns whether there are more.
    pub fn step(&mut self, journal: &Journal, count: usize) -> bool {
        let mut looked_at = 0;
        for (key, state) in journal.catalog.newest_first_after(self.last).take(count) {
            looked_at += 1;
            self.last = Some(key);
            let body = state.latest.as_ref().and_then(|latest| latest.summary.body());
            if body.is_some_and(|body| !journal.store.has_body(body.seq)) {
                self.missing += 1;
            }
        }
        looked_at == count
    }

    /// Returns what is to be said of the entries looked at so far, if anything is.
    pub fn notice(&self) -> Option<Notice> {
        (self.missing > 0).then_some(Notice::BodiesMissing { count: self.missing })
    }
}
