//! A client's page: everything about them in time order, by course and session.

use serde::{Deserialize, Serialize};

use super::{Client, client};
use crate::journal::catalog::{CourseSpan, Found, One};
use crate::journal::follow_up::Card;
use crate::journal::pages::{Session, SymbolLine, Tally, ThreadLine, among, by_session, newest};
use crate::journal::record::{Course, Moment};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// All that belongs to a client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ClientPage {
    /// The client.
    pub client: Client,
    /// Counts over their entries.
    pub tally: Tally,
    /// Their courses by first session.
    pub courses: Vec<CourseLine>,
    /// Their newest sessions in time order, a stretch for each course and for the therapy around it.
    pub stretches: Vec<Stretch>,
    /// Their threads: those that are theirs, and those that their entries belong to.
    pub threads: Vec<ThreadLine>,
    /// Their symbols.
    pub symbols: Vec<SymbolLine>,
    /// Their follow-ups that are not answered yet.
    pub follow_ups: Vec<Card>,
}

/// A course as a line on its client's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CourseLine {
    /// The course.
    pub course: Course,
    /// How many sessions of it have an entry.
    pub sessions: u32,
    /// How many entries belong to it.
    pub entries: u32,
}

/// Sessions that follow each other within one course, or outside of any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Stretch {
    /// The course; none for the ordinary therapy around it.
    pub course: Option<RecordId>,
    /// The sessions in time order.
    pub sessions: Vec<Session>,
}

impl Journal {
    /// Returns a client's page.
    ///
    /// # Errors
    /// [`JournalError::NoSuchClient`].
    pub fn client_page(&self, id: RecordId, now: Moment) -> Result<ClientPage, JournalError> {
        let id = self.catalog.resolve(id);
        let meta = self.catalog.client(id).ok_or(JournalError::NoSuchClient)?;
        let found = self.catalog.oldest_first(|known| known.client == Some(id));
        let mut courses: Vec<&Course> = self.catalog.courses_of(id).collect();
        courses.sort_by_key(|course| course.from);
        let spans: Vec<CourseSpan> =
            courses.iter().map(|course| CourseSpan::of(course, id, &found)).collect();
        Ok(ClientPage {
            client: client(id, meta),
            tally: Tally::of(&found),
            courses: courses.iter().zip(&spans).map(|(c, span)| line(c, span, &found)).collect(),
            stretches: stretches(&spans, newest(&found)),
            threads: self.threads_of(id, &found),
            symbols: self.symbols_of(id, &found),
            follow_ups: self.open_cards(now, among(&found)),
        })
    }

    fn threads_of(&self, client: RecordId, found: &Found<'_>) -> Vec<ThreadLine> {
        let mut lines = self.thread_lines(found);
        let own = self.catalog.threads.values().filter(|thread| {
            thread.merged.is_none()
                && thread.client.map(|id| self.catalog.resolve(id)) == Some(client)
        });
        for thread in own {
            if !lines.iter().any(|line| line.thread.id == thread.id) {
                lines.push(ThreadLine { thread: thread.clone(), entries: 0 });
            }
        }
        lines
    }

    fn symbols_of(&self, client: RecordId, found: &Found<'_>) -> Vec<SymbolLine> {
        let mut lines = self.symbol_lines(found);
        let own = self.catalog.symbols.values().filter(|symbol| {
            symbol.merged.is_none()
                && symbol.client.map(|id| self.catalog.resolve(id)) == Some(client)
        });
        for symbol in own {
            if !lines.iter().any(|line| line.symbol.id == symbol.id) {
                lines.push(SymbolLine { symbol: symbol.clone(), entries: 0 });
            }
        }
        lines
    }
}

fn line(course: &Course, span: &CourseSpan, found: &Found<'_>) -> CourseLine {
    let held: Found<'_> =
        found.iter().filter(|(_, state)| span.holds(state.summary())).copied().collect();
    let Tally { sessions, entries, .. } = Tally::of(&held);
    CourseLine { course: course.clone(), sessions, entries }
}

/// Cuts a client's sessions where a course begins or ends.
fn stretches(spans: &[CourseSpan], found: &[One<'_>]) -> Vec<Stretch> {
    let mut runs: Vec<(Option<RecordId>, Found<'_>)> = Vec::new();
    for (id, state) in found {
        let span = spans.iter().find(|span| span.holds(state.summary()));
        let course = span.and_then(CourseSpan::id);
        match runs.last_mut() {
            Some((same, run)) if *same == course => run.push((*id, *state)),
            _ => runs.push((course, vec![(*id, *state)])),
        }
    }
    let stretch =
        |(course, run): &(_, Found<'_>)| Stretch { course: *course, sessions: by_session(run) };
    runs.iter().map(stretch).collect()
}
