//! Where sessions stand side by side, and how days are written in a picture.

use chrono::{Datelike, NaiveDate};

use super::guard::is_gap;
use super::kind::PictureKind;
use super::scene::{Ink, Scene, SceneShape};
use crate::locale::{DayOrder, Locale};

/// The room for the names of lanes and of anchors.
pub(super) const LEFT: i32 = 168;
/// The room at the right end.
pub(super) const RIGHT: i32 = 28;
/// The narrowest column: the width of a target.
const NARROWEST: i32 = 24;
/// The widest.
const WIDEST: i32 = 64;
/// A date needs so much room.
const DATE: i32 = 56;
/// How much room a gap takes.
const GAP: i32 = 16;

/// What all pictures of one request have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The width to be filled.
    pub(super) width: i32,
    pub(super) today: NaiveDate,
    pub(super) locale: Locale,
    /// Which page; 0 is the newest.
    pub(super) page: u32,
}

impl Frame {
    /// How many columns fit beside the labels.
    pub(super) fn most_columns(&self) -> usize {
        usize::try_from((self.width - LEFT - RIGHT) / NARROWEST).unwrap_or(1).max(1)
    }

    /// Writes a day briefly; the year only where it is another than today's.
    pub(super) fn day(&self, day: NaiveDate) -> String {
        let format = match (self.locale.day_order, day.year() == self.today.year()) {
            (DayOrder::DayFirst, true) => "%-d %b",
            (DayOrder::DayFirst, false) => "%-d %b %Y",
            (DayOrder::MonthFirst, true) => "%b %-d",
            (DayOrder::MonthFirst, false) => "%b %-d, %Y",
        };
        day.format(format).to_string()
    }

    /// Begins a picture of this width, with nothing drawn.
    pub(super) fn scene(&self, picture: PictureKind) -> Scene {
        Scene::empty(picture, self.width, self.locale.english)
    }

    /// Writes a day as an axis has it, without a year.
    pub(super) fn day_of_axis(&self, day: NaiveDate) -> String {
        let format = match self.locale.day_order {
            DayOrder::DayFirst => "%-d %b",
            DayOrder::MonthFirst => "%b %-d",
        };
        day.format(format).to_string()
    }

    /// Says which hour it was: `Session 11, 12 Oct`, of several clients with the alias before it.
    pub(super) fn hour(&self, alias: Option<&str>, session: Option<u32>, day: NaiveDate) -> String {
        let day = self.day(day);
        match (alias, session) {
            (Some(alias), Some(session)) => format!("{alias}, session {session}, {day}"),
            (Some(alias), None) => format!("{alias}, {day}"),
            (None, Some(session)) => format!("Session {session}, {day}"),
            (None, None) => day,
        }
    }
}

/// Sessions side by side, in equal columns.
pub(super) struct Columns {
    /// The middle of each column.
    pub(super) xs: Vec<i32>,
    /// The room between the middles of two.
    pub(super) step: i32,
    /// Whether a gap lies before each column.
    pub(super) gaps: Vec<bool>,
}

impl Columns {
    /// Places them within the frame; a gap gets room of its own.
    pub(super) fn of(sessions: &[(Option<u32>, NaiveDate)], frame: &Frame) -> Self {
        let gap_before = |at: usize| at > 0 && is_gap(sessions[at - 1], sessions[at]);
        let gaps: Vec<bool> = (0..sessions.len()).map(gap_before).collect();
        let wide = i32::try_from(gaps.iter().filter(|gap| **gap).count()).unwrap_or(0) * GAP;
        let room = frame.width - LEFT - RIGHT;
        let count = i32::try_from(sessions.len()).unwrap_or(i32::MAX).max(1);
        let (step, gap) = match (room - wide) / count {
            step if step >= NARROWEST => (step.min(WIDEST), GAP),
            _ => ((room / count).clamp(1, WIDEST), 0),
        };
        let mut x = LEFT + step / 2;
        let mut xs = Vec::with_capacity(sessions.len());
        for is_gap in &gaps {
            x += if *is_gap { gap } else { 0 };
            xs.push(x);
            x += step;
        }
        Self { xs, step, gaps }
    }

    /// Places so many within the frame, without a gap.
    pub(super) fn without_gaps(count: usize, frame: &Frame) -> Self {
        Self::of(&vec![(None, frame.today); count], frame)
    }

    /// The two strokes of each gap on a base line.
    pub(super) fn strokes(&self, base: i32) -> Vec<SceneShape> {
        let gaps = self.gaps.iter().zip(&self.xs).filter(|(gap, _)| **gap);
        let strokes = gaps.flat_map(|(_, x)| {
            let x = x - self.step / 2 - GAP / 2;
            [0, 5]
                .map(|by| SceneShape::line((x + by, base + 10), (x + by - 4, base + 20), Ink::Thin))
        });
        strokes.collect()
    }

    /// The numbers of the sessions below a base line, and the days as far as there is room.
    pub(super) fn labels(
        &self,
        sessions: &[(Option<u32>, NaiveDate)],
        base: i32,
        frame: &Frame,
    ) -> Vec<SceneShape> {
        let every = usize::try_from((DATE + self.step - 1) / self.step).unwrap_or(1).max(1);
        let mut shapes = Vec::new();
        if sessions.iter().any(|(session, _)| session.is_some()) {
            shapes.push(SceneShape::text(0, base + 26, "Session", Ink::Label));
        }
        for (at, ((session, day), x)) in sessions.iter().zip(&self.xs).enumerate() {
            let from_last = sessions.len() - 1 - at;
            if let Some(session) = session {
                shapes.push(SceneShape::centred(*x, base + 26, session.to_string(), Ink::Label));
            }
            if from_last.is_multiple_of(every) {
                shapes.push(SceneShape::centred(*x, base + 45, frame.day_of_axis(*day), Ink::Note));
            }
        }
        shapes
    }
}

/// Breaks a label at a space near its middle, if it is long.
pub(super) fn in_two_lines(label: &str, most: usize) -> Vec<String> {
    if label.chars().count() <= most {
        return vec![label.to_owned()];
    }
    let fits = label.char_indices().nth(most).map_or(label.len(), |(at, _)| at);
    match label[..fits].rfind(' ') {
        Some(at) => vec![label[..at].to_owned(), label[at + 1..].to_owned()],
        None => vec![label.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, frame};
    use super::*;
    use crate::locale::English;
    #[test]
    fn columns_are_equal_and_a_gap_gets_room_of_its_own() {
        let sessions = [
            (Some(1), day("2026-07-20")),
            (Some(2), day("2026-07-27")),
            (Some(7), day("2026-08-31")),
        ];
        let columns = Columns::of(&sessions, &frame());
        assert_eq!(columns.xs, [200, 264, 344]);
        assert_eq!(columns.gaps, [false, false, true]);
        assert_eq!(columns.strokes(400).len(), 2);
    }

    #[test]
    fn days_have_the_order_of_the_writer_and_a_year_only_where_it_is_another() {
        let frame = frame();
        assert_eq!(frame.day(day("2026-10-05")), "5 Oct");
        assert_eq!(frame.day(day("2025-10-05")), "5 Oct 2025");
        let american = Frame { locale: Locale::of(Some(English::American)), ..frame };
        assert_eq!(american.day(day("2025-10-05")), "Oct 5, 2025");
        let hour = frame.hour(Some("Tarn"), Some(11), day("2026-10-12"));
        assert_eq!(hour, "Tarn, session 11, 12 Oct");
        assert_eq!(frame.hour(None, None, day("2026-10-12")), "12 Oct");
    }

    #[test]
    fn so_many_columns_fit_that_each_is_a_target() {
        assert_eq!(frame().most_columns(), 33);
        assert_eq!(Frame { width: 10, ..frame() }.most_columns(), 1);
    }

    #[test]
    fn a_long_label_is_broken_at_a_space() {
        assert_eq!(
            in_two_lines("rested in, to share or keep", 16),
            ["rested in, to", "share or keep"]
        );
        assert_eq!(in_two_lines("argued with", 16), ["argued with"]);
    }
}
