//! Courses: a run of preparation, medicine and integration within a therapy.
//!
//! A course is a stretch of one client's sessions. Sessions are numbers (decision 0004), so it
//! names the first and the last of them; what has no session belongs to it by when it happened.

mod page;
mod span;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Journal;
use super::catalog::Catalog;
use super::error::JournalError;
use super::head::Moment;
use super::named::named;
use crate::vault::RecordId;

pub use page::CoursePage;
pub(crate) use span::CourseSpan;

/// A run of preparation, medicine and integration.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Course {
    /// The record id; none in a course that is to be made.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// What the therapist calls it, for example *the autumn run*.
    #[n(0)]
    pub name: String,
    /// Whose it is.
    #[cfg_attr(test, ts(type = "string"))]
    #[n(1)]
    pub client: RecordId,
    /// Its first session.
    #[n(2)]
    pub from: u32,
    /// Its last session; none while it goes on.
    #[serde(default)]
    #[n(3)]
    pub to: Option<u32>,
    /// Whether it is out of the way.
    #[serde(default)]
    #[n(4)]
    pub archived: bool,
    /// The course that it was merged into.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    #[n(5)]
    pub merged: Option<RecordId>,
}

impl Course {
    /// Returns whether a session belongs to it.
    pub fn has(&self, session: u32) -> bool {
        session >= self.from && self.to.is_none_or(|to| session <= to)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.has(other.from) || other.has(self.from)
    }
}

named!(Course: name, apart by |one| one.client, in courses);

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
        self.keep_named(course, now)
    }

    /// Makes two courses that follow each other one: the kept one reaches over both.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::SameRecord`],
    /// [`JournalError::SessionsOverlap`] when they are not of one client or another course lies
    /// between them, [`JournalError::Store`].
    pub fn merge_courses(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<Course, JournalError> {
        let (gone, mut kept) = (self.named::<Course>(from)?, self.named::<Course>(into)?);
        if from == into {
            return Err(JournalError::SameRecord);
        }
        kept.to = gone.to.zip(kept.to).map(|(one, other)| one.max(other));
        kept.from = kept.from.min(gone.from);
        let mut others = self.catalog.courses_of(kept.client);
        let lies_between = others
            .any(|other| ![Some(from), Some(into)].contains(&other.id) && other.overlaps(&kept));
        drop(others);
        if gone.client != kept.client || lies_between {
            return Err(JournalError::SessionsOverlap);
        }
        self.merge_named::<Course>(from, into, now)?;
        self.keep_named(kept, now)
    }
}

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
