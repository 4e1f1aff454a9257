//! Courses: a run of preparation, medicine and integration within a therapy.
//!
//! A course is a stretch of one client's sessions. Sessions are numbers (decision 0004), so it
//! names the first and the last of them; what has no session belongs to it by when it happened.

mod page;

use crate::journal::record::{Course, Moment};
use crate::journal::{Journal, JournalError};

pub use page::CoursePage;

impl Journal {
    /// Returns all courses, by name.
    pub fn list_courses(&self) -> Vec<Course> {
        self.all_named()
    }

    /// Makes or changes a course.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`] by another course of that client,
    /// [`JournalError::NoSuchClient`], [`JournalError::NoSuchRecord`],
    /// [`JournalError::SessionsOverlap`] when it ends before it starts or has a session that
    /// another course of that client has; [`JournalError::Store`].
    pub fn save_course(&mut self, course: Course, now: Moment) -> Result<Course, JournalError> {
        if self.catalog.client(course.client).is_none() {
            return Err(JournalError::NoSuchClient);
        }
        let ends_early = course.from == 0 || course.to.is_some_and(|to| to < course.from);
        let others = self.catalog.courses_of(course.client).filter(|other| other.id != course.id);
        if ends_early || others.into_iter().any(|other| other.overlaps(&course)) {
            return Err(JournalError::SessionsOverlap);
        }
        self.save_named(course, now)
    }
}
