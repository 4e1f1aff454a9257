//! *My year*: every day by its heaviest entry, never by how many there were, in two halves.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::axis::Frame;
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{LEGAL, PictureKind, PictureRequest};
use crate::journal::record::Weight;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

const LEFT: i32 = 56;
/// The first row of the first half, and how far it is to the second.
const FIRST: i32 = 30;
const HALF: i32 = 236;
const ROW: i32 = 28;
const CELL: (i32, i32) = (28, 24);
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A day on which something was written.
#[derive(Debug, Clone, PartialEq)]
struct Written {
    weight: Option<Weight>,
    /// The heaviest entry; of equal ones the first of the day.
    entry: RecordId,
    mine_alone: bool,
    words: Vec<String>,
}

impl Journal {
    pub(super) fn my_year(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let back = i32::try_from(request.page).unwrap_or(i32::MAX);
        let year = frame.today.year().saturating_sub(back);
        let client = request.client.map(|id| self.catalog.resolve(id));
        let (mut days, mut earlier) = (BTreeMap::<NaiveDate, Written>::new(), false);
        for (id, state) in self.catalog.newest_first() {
            let known = state.summary();
            let day = known.happened.date();
            if day.year() < year {
                earlier = true;
                break;
            }
            let other = client.is_some_and(|client| known.client != Some(client));
            if known.trashed || day.year() > year || other {
                continue;
            }
            let weighs_less =
                days.get(&day).is_some_and(|written| rank(written.weight) > rank(known.weight));
            if weighs_less {
                continue;
            }
            let mine_alone = known.glimpse().head.mine_alone;
            if mine_alone && request.for_others {
                continue;
            }
            let written =
                Written { weight: known.weight, entry: id, mine_alone, words: Vec::new() };
            days.insert(day, written);
        }
        if client.is_none() && !request.for_others {
            self.add_words(year, &mut days)?;
        }
        let mut scene = draw(year, &days, request, frame);
        (scene.earlier, scene.later) = (earlier, request.page > 0);
        Ok(scene)
    }

    /// Adds the one word of each day, from the exercise that asks for it.
    fn add_words(
        &self,
        year: i32,
        days: &mut BTreeMap<NaiveDate, Written>,
    ) -> Result<(), JournalError> {
        for (at, word) in self.one_words(|at| at.date().year() == year)? {
            if let Some(written) = days.get_mut(&at.date()) {
                written.words.push(word.chars().take(24).collect());
            }
        }
        Ok(())
    }
}

fn rank(weight: Option<Weight>) -> u8 {
    match weight {
        None => 0,
        Some(Weight::Light) => 1,
        Some(Weight::Middling) => 2,
        Some(Weight::Heavy) => 3,
    }
}

fn draw(
    year: i32,
    days: &BTreeMap<NaiveDate, Written>,
    request: &PictureRequest,
    frame: &Frame,
) -> Scene {
    let count = match days.len() {
        1 => format!("1 day written in {year}"),
        many => format!("{many} days written in {year}"),
    };
    let mut scene = frame.scene(PictureKind::MyYear).made_of(days.len(), count);
    scene.height = u32::try_from(FIRST + HALF + ROW * 7 + 8).unwrap_or(0);
    scene.lanes = WEEKDAYS.map(str::to_owned).into();
    scene.ground = ground(year, days, frame);
    scene.table = SceneTable::of(&[
        ("Week", CellSaid::Named),
        ("Day", CellSaid::Plain),
        ("Weight", CellSaid::Plain),
        ("In one word", CellSaid::Words),
    ]);
    let last = days.len().saturating_sub(1);
    for (at, (day, written)) in days.iter().enumerate() {
        let (x, y) = place(*day, frame);
        let ink = match written.weight {
            None => Ink::Outline,
            Some(Weight::Light) => Ink::Light,
            Some(Weight::Middling) => Ink::Middling,
            Some(Weight::Heavy) => Ink::Heavy,
        };
        let (width, height) = cell(frame);
        scene.marks.push(Mark {
            lane: day.weekday().num_days_from_monday(),
            row: u32::try_from(last - at).unwrap_or(0),
            bounds: None,
            shapes: vec![SceneShape::rect(x, y, width, height, ink)],
            entry: None,
        });
    }
    for (day, written) in days.iter().rev() {
        let weight = match written.weight {
            None => "no weight noted",
            Some(Weight::Light) => "light",
            Some(Weight::Middling) => "middling",
            Some(Weight::Heavy) => "heavy",
        };
        let cells = vec![
            day.iso_week().week().to_string(),
            format!("{} {}", day.format("%a"), frame.day_of_axis(*day)),
            weight.to_owned(),
            written.words.join(", "),
        ];
        let row = SceneRow { cells, entry: Some(written.entry), mine_alone: written.mine_alone };
        scene.table.rows.push(row);
    }
    scene.key = key();
    if request.client.is_some() {
        scene.notes.push(LEGAL.to_owned());
    }
    scene
}

/// The first day of the half-year that a day is in.
fn half_of(day: NaiveDate) -> NaiveDate {
    let month = if day.month() < 7 { 1 } else { 7 };
    NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
}

/// The room from one week to the next.
fn step(frame: &Frame) -> i32 {
    ((frame.width - LEFT) / 28).clamp(18, 33)
}

fn cell(frame: &Frame) -> (i32, i32) {
    ((step(frame) - 5).min(CELL.0), CELL.1)
}

/// The upper left corner of a day.
fn place(day: NaiveDate, frame: &Frame) -> (i32, i32) {
    let first = half_of(day);
    let monday = first.week(chrono::Weekday::Mon).first_day();
    let week = i32::try_from((day - monday).num_days() / 7).unwrap_or(0);
    let weekday = i32::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    let top = FIRST + if first.month() == 7 { HALF } else { 0 };
    (LEFT + week * step(frame), top + weekday * ROW)
}

/// The days without an entry, dotted, and those to come as points; the months and the weekdays.
fn ground(year: i32, days: &BTreeMap<NaiveDate, Written>, frame: &Frame) -> Vec<SceneShape> {
    let mut shapes = Vec::new();
    for top in [FIRST, FIRST + HALF] {
        for (at, name) in WEEKDAYS.iter().enumerate() {
            let y = top + ROW * i32::try_from(at).unwrap_or(0) + 16;
            shapes.push(SceneShape::text(0, y, *name, Ink::Note));
        }
    }
    let (width, height) = cell(frame);
    let (mut empty, mut to_come) = (Vec::new(), Vec::new());
    let first = NaiveDate::from_ymd_opt(year, 1, 1);
    let mut day = first.unwrap_or(frame.today);
    while day.year() == year {
        let (x, y) = place(day, frame);
        if day.day() == 1 {
            let top = if day.month() < 7 { FIRST } else { FIRST + HALF };
            // A month is named over its first whole week.
            let after = if day.weekday().num_days_from_monday() == 0 { 0 } else { step(frame) };
            let after = if matches!(day.month(), 1 | 7) { 0 } else { after };
            let name = day.format("%b").to_string();
            shapes.push(SceneShape::text(x + after, top - 12, name, Ink::Label));
        }
        if day > frame.today {
            to_come.push(format!("M{} {}h2", x + width / 2 - 1, y + height / 2));
        } else if !days.contains_key(&day) {
            empty.push(format!("M{x} {y}h{width}v{height}h-{width}z"));
        }
        let Some(next) = day.checked_add_days(Days::new(1)) else { break };
        day = next;
    }
    for (path, ink) in [(empty.concat(), Ink::Dotted), (to_come.concat(), Ink::Thin)] {
        if !path.is_empty() {
            shapes.push(SceneShape::path(path, ink));
        }
    }
    shapes
}

fn key() -> Vec<KeyLine> {
    let cell = |ink| vec![SceneShape::rect(4, 3, 16, 14, ink)];
    vec![
        KeyLine::of(cell(Ink::Light), "light"),
        KeyLine::of(cell(Ink::Middling), "middling"),
        KeyLine::of(cell(Ink::Heavy), "heavy"),
        KeyLine::of(cell(Ink::Outline), "no weight noted"),
        KeyLine::of(
            vec![SceneShape::path("M4 3h16v14h-16z".to_owned(), Ink::Dotted)],
            "nothing written",
        ),
        KeyLine::of(Vec::new(), "the heaviest entry of the day, never how many"),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::scene::{MOST_BYTES, MOST_MARKS};
    use super::super::testing::{day, frame, rects};
    use super::*;

    fn written(on: &str, weight: Weight) -> (NaiveDate, Written) {
        let entry = RecordId::from_bytes([3; 16]);
        let words = vec!["rain".to_owned()];
        (day(on), Written { weight: Some(weight), entry, mine_alone: false, words })
    }

    fn drawn(days: &BTreeMap<NaiveDate, Written>) -> Scene {
        draw(2026, days, &PictureRequest::of(PictureKind::MyYear), &frame()).finished()
    }

    #[test]
    fn a_day_stands_in_its_week_on_its_weekday_with_the_ink_of_its_weight() {
        let days = [
            written("2026-01-01", Weight::Light),
            written("2026-01-05", Weight::Middling),
            written("2026-06-30", Weight::Light),
            written("2026-07-01", Weight::Heavy),
        ];
        let scene = drawn(&days.into_iter().collect());
        assert_eq!(scene.count, "4 days written in 2026");
        let cell = |at: usize| rects(&scene.marks[at])[0].clone();
        // 1 January 2026 is a Thursday, 5 January a Monday: weeks are 33 wide from 56 on.
        assert_eq!(cell(0), ([89, 30, 28, 24], "Middling".to_owned()));
        assert_eq!(cell(1), ([914, 58, 28, 24], "Light".to_owned()));
        assert_eq!(cell(2), ([56, 322, 28, 24], "Heavy".to_owned()));
        assert_eq!(cell(3), ([56, 114, 28, 24], "Light".to_owned()));
        assert_eq!(scene.marks.iter().map(|mark| mark.lane).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(scene.table.rows[0].cells, ["27", "Wed 1 Jul", "heavy", "rain"]);
    }

    #[test]
    fn a_year_with_an_entry_on_every_day_keeps_within_the_bounds() {
        let first = day("2024-01-01");
        let days = (0..366).map(|at| {
            let day = first + Days::new(at);
            (day, written("2024-01-01", Weight::Middling).1)
        });
        let request = PictureRequest::of(PictureKind::MyYear);
        let scene = draw(2024, &days.collect(), &request, &frame()).finished();
        assert_eq!(scene.marks.len(), 366);
        assert!(scene.marks.len() <= MOST_MARKS);
        let json = serde_json::to_vec(&scene).expect("it is plain data");
        assert!(json.len() <= MOST_BYTES, "{} bytes", json.len());
    }

    #[test]
    fn three_days_are_a_table_alone() {
        let days = [
            written("2026-01-01", Weight::Light),
            written("2026-01-05", Weight::Middling),
            written("2026-06-30", Weight::Light),
        ];
        let scene = drawn(&days.into_iter().collect());
        assert!(scene.too_few && scene.marks.is_empty());
        assert_eq!(scene.table.rows.len(), 3);
    }
}
