//! Which entries belong to a course.

use super::Catalog;
use super::found::Found;
use super::summary::EntrySummary;
use crate::journal::record::Course;
use crate::vault::RecordId;

impl Catalog {
    /// Returns a client's courses that have not been merged into another.
    pub(crate) fn courses_of(&self, client: RecordId) -> impl Iterator<Item = &Course> {
        let present = self.courses.values().filter(|course| course.merged.is_none());
        present.filter(move |course| self.resolve(course.client) == client)
    }

    /// Looks up which entries belong to a course.
    pub(crate) fn course_span(&self, course: &Course) -> CourseSpan {
        let client = self.resolve(course.client);
        CourseSpan::of(course, client, &self.oldest_first(|known| known.client == Some(client)))
    }
}

/// A course as entries are compared with it.
pub(crate) struct CourseSpan {
    course: Course,
    client: RecordId,
    /// When its first and last sessions happened, ms UTC; none while it has no entry.
    happened: Option<(i64, i64)>,
}

impl CourseSpan {
    /// Looks up when a course happened, from its client's entries.
    pub(crate) fn of(course: &Course, client: RecordId, entries: &Found<'_>) -> Self {
        let mut span = Self { course: course.clone(), client, happened: None };
        for (_, state) in entries {
            let known = state.summary();
            if span.by_session(known) == Some(true) {
                let at = known.happened.utc_ms;
                let (first, last) = span.happened.unwrap_or((at, at));
                span.happened = Some((first.min(at), last.max(at)));
            }
        }
        if course.to.is_none() {
            span.happened = span.happened.map(|(first, _)| (first, i64::MAX));
        }
        span
    }

    /// Returns whether an entry belongs to the course.
    pub(crate) fn holds(&self, known: &EntrySummary) -> bool {
        let at = known.happened.utc_ms;
        let within = self.happened.is_some_and(|(first, last)| (first..=last).contains(&at));
        self.by_session(known).unwrap_or(within && known.client == Some(self.client))
    }

    /// Returns the course's record id.
    pub(crate) fn id(&self) -> Option<RecordId> {
        self.course.id
    }

    /// Decides by the session, for entries that have one.
    fn by_session(&self, known: &EntrySummary) -> Option<bool> {
        let session = known.session?;
        Some(known.client == Some(self.client) && self.course.has(session))
    }
}
