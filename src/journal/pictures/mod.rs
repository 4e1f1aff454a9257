//! Pictures of what was noted: each a scene of marks with a table, made from the catalog.
//!
//! A picture shows notes and never sums them up: no average, no trend, no score.

mod arc_of_a_course;
mod away_and_back;
mod axis;
mod consent_and_touch;
mod dark_and_after;
mod glyphs;
mod guard;
mod kind;
mod my_year;
mod notes;
mod room_for_good;
mod scene;
mod steering;
mod supervision_windows;
mod svg;
#[cfg(test)]
mod testing;
mod what_i_carry;

use serde::{Deserialize, Serialize};

use self::axis::Frame;
use crate::journal::record::Moment;
use crate::journal::{Journal, JournalError};
use crate::locale::Locale;
use crate::vault::RecordId;

pub use kind::PictureKind;
pub use scene::{
    Anchor, CellSaid, Ink, KeyLine, Mark, Said, Scene, SceneColumn, SceneRow, SceneShape,
    SceneTable, ShapeForm,
};
pub use svg::svg;

/// The narrowest and the widest picture, in pixels.
const WIDTHS: std::ops::RangeInclusive<u32> = 560..=1400;

/// What a picture is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PictureRequest {
    /// Which picture.
    pub picture: PictureKind,
    /// Only of this client.
    #[serde(default)]
    pub client: Option<RecordId>,
    /// Only of this course.
    #[serde(default)]
    pub course: Option<RecordId>,
    /// Only of this thread.
    #[serde(default)]
    pub thread: Option<RecordId>,
    /// Which page: 0 the newest, 1 what was before it.
    #[serde(default)]
    pub page: u32,
    /// How many weeks *What I carry* shows: 12, 26 or 52.
    #[serde(default)]
    pub weeks: u32,
    /// By what *Steering* is split.
    #[serde(default)]
    pub split: Option<Split>,
    /// Whether *Room for good* has the writer's own row.
    #[serde(default)]
    pub own_room: bool,
    /// The width that it is to fill, in pixels.
    pub width: u32,
    /// Whether others will see it: what is for the writer alone is then left out.
    #[serde(default)]
    pub for_others: bool,
}

impl PictureRequest {
    /// Whether it is of everyone: sessions of several clients then follow each other, by their days
    /// alone.
    pub(crate) fn is_of_everyone(&self) -> bool {
        self.client.or(self.course).is_none()
    }

    /// A picture of everything, 988 pixels wide.
    pub fn of(picture: PictureKind) -> Self {
        Self {
            picture,
            client: None,
            course: None,
            thread: None,
            page: 0,
            weeks: 26,
            split: None,
            own_room: false,
            width: 988,
            for_others: false,
        }
    }
}

/// By what *Steering* can be split, one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// By the phase of the work.
    Phase,
    /// By the day of the week.
    Weekday,
    /// By the hour of the day.
    Hour,
}

impl Journal {
    /// Makes a picture of what was noted, as it stands now.
    ///
    /// The width is taken to the nearest that a picture can have, 560 to 1400 pixels.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for *Arc of a course* without a course;
    /// [`JournalError::UnknownForm`] or [`JournalError::Store`] when a form cannot be read.
    pub fn picture(&self, request: &PictureRequest, now: Moment) -> Result<Scene, JournalError> {
        let width = request.width.clamp(*WIDTHS.start(), *WIDTHS.end());
        let frame = Frame {
            width: i32::try_from(width).unwrap_or(0),
            today: now.date(),
            locale: Locale::of(self.settings().english),
            page: request.page,
        };
        let scene = match request.picture {
            PictureKind::AwayAndBack => self.away_and_back(request, &frame),
            PictureKind::Steering => self.steering(request, &frame),
            PictureKind::DarkAndAfter => self.dark_and_after(request, &frame),
            PictureKind::RoomForGood => self.room_for_good(request, &frame),
            PictureKind::WhatICarry => self.what_i_carry(request, &frame),
            PictureKind::ArcOfACourse => self.arc_of_a_course(request, &frame),
            PictureKind::SupervisionWindows => self.supervision_windows(request, &frame),
            PictureKind::MyYear => self.my_year(request, &frame),
            PictureKind::ConsentAndTouch => self.consent_and_touch(request, &frame),
        }?;
        Ok(scene.finished())
    }
}

/// Says how many were noted of how many there are.
fn noted_of(noted: usize, sessions: usize, what: &str, paged: bool) -> String {
    let of = match (noted == sessions, sessions) {
        (_, 0) => format!("no {what}s noted"),
        (true, 1) => format!("1 {what}, noted"),
        (true, all) => format!("{all} {what}s, all noted"),
        (false, 1) => format!("{noted} noted of 1 {what}"),
        (false, all) => format!("{noted} noted of {all} {what}s"),
    };
    if paged { format!("{of} on this page") } else { of }
}

/// The word beside pictures of one client.
const LEGAL: &str = "May be read as a summary of progress; see what your rules say about notes.";
