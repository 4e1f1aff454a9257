//! A course's page: its sessions in time order, its threads, and what is open.

use serde::{Deserialize, Serialize};

use crate::journal::follow_up::Card;
use crate::journal::pages::{Session, SymbolLine, Tally, ThreadLine, among, by_session, newest};
use crate::journal::record::{Course, Moment};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// All that belongs to a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CoursePage {
    /// The course.
    pub course: Course,
    /// Counts over its entries.
    pub tally: Tally,
    /// Its newest sessions in time order.
    pub sessions: Vec<Session>,
    /// The threads that its entries belong to.
    pub threads: Vec<ThreadLine>,
    /// The symbols that appear in it.
    pub symbols: Vec<SymbolLine>,
    /// Follow-ups of its entries that are not answered yet.
    pub follow_ups: Vec<Card>,
}

impl Journal {
    /// Returns a course's page.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`].
    pub fn course_page(&self, id: RecordId, now: Moment) -> Result<CoursePage, JournalError> {
        let course: Course = self.named_record(self.catalog.resolve(id))?;
        let span = self.catalog.course_span(&course);
        let found = self.catalog.oldest_first(|known| span.holds(known));
        Ok(CoursePage {
            tally: Tally::of(&found),
            threads: self.thread_lines(&found),
            symbols: self.symbol_lines(&found),
            follow_ups: self.open_cards(now, among(&found)),
            sessions: by_session(newest(&found)),
            course,
        })
    }
}
