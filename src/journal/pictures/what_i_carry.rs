//! *What I carry*: what stirred in the writer, a row for each response and a column for each week; the
//! same rows below for each client.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::axis::{Frame, LEFT};
use super::notes::{Note, Reader, options};
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{LEGAL, PictureKind, PictureRequest};
use crate::forms::FormId;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

const FORM: &str = "integration";
const STIRRED: &str = "stirred_in_me";
/// More squares than these are put together by two weeks.
const MOST_SQUARES: usize = 240;
/// How many clients have rows of their own below.
const MOST_CLIENTS: usize = 6;
const FIRST: i32 = 44;
const ROW: i32 = 27;
/// Squares by level, large and in the rows below.
const SIDES: [i32; 3] = [11, 16, 20];
const SMALL: [i32; 3] = [5, 6, 8];
const SMALL_ROW: i32 = 16;
const LEVELS: [&str; 3] = ["a little", "clearly", "strongly"];

/// One response in one entry.
struct Felt<'a> {
    note: &'a Note,
    key: &'a str,
    level: i32,
}

impl Journal {
    pub(super) fn what_i_carry(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let form = self.current_form(&FormId(FORM.to_owned()))?;
        let mut responses = options(&form, STIRRED);
        let boundary = self.current_form(&FormId("boundary".to_owned()))?;
        let further = options(&boundary, STIRRED);
        let first = responses.len();
        let known = |(key, _): &(String, String)| responses.iter().any(|(have, _)| have == key);
        let further: Vec<_> = further.into_iter().filter(|one| !known(one)).collect();
        responses.extend(further);
        let weeks = Weeks::of(request, frame);
        let client = request.client.map(|id| self.catalog.resolve(id));
        // What stands within the answer is read, so that older entries are opened for it.
        let reader = Reader::of(self, request, &["stirred_in_me.level"]);
        let (mut notes, mut earlier) = (Vec::new(), false);
        for one in self.catalog.newest_first() {
            let known = one.1.summary();
            let day = known.happened.date();
            if day < weeks.first {
                earlier = true;
                break;
            }
            let other = client.is_some_and(|client| known.client != Some(client));
            if known.trashed || other || day > weeks.end() {
                continue;
            }
            if known.glimpse().facet_values.has(STIRRED) {
                notes.extend(reader.note(one)?);
            }
        }
        notes.reverse();
        let names = |id: RecordId| self.alias(id).map(str::to_owned);
        let mut scene = draw(&notes, &responses, first, weeks, &names, request, frame);
        (scene.earlier, scene.incomplete) = (earlier, reader.incomplete());
        Ok(scene)
    }
}

/// The weeks of the picture, each beginning on a Monday.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weeks {
    first: NaiveDate,
    count: usize,
    /// How many weeks one column has.
    together: usize,
}

impl Weeks {
    fn of(request: &PictureRequest, frame: &Frame) -> Self {
        let count = match request.weeks {
            0..=12 => 12,
            13..=26 => 26,
            _ => 52,
        };
        let monday = frame.today.week(Weekday::Mon).first_day();
        let back = (u64::from(frame.page) + 1).saturating_mul(count) - 1;
        let first = monday.checked_sub_days(Days::new(back * 7)).unwrap_or(NaiveDate::MIN);
        Self { first, count: usize::try_from(count).unwrap_or(26), together: 1 }
    }

    fn end(&self) -> NaiveDate {
        let days = u64::try_from(self.count).unwrap_or(0) * 7 - 1;
        self.first.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
    }

    fn columns(&self) -> usize {
        self.count.div_ceil(self.together)
    }

    fn column_of(&self, day: NaiveDate) -> Option<usize> {
        let week = usize::try_from((day - self.first).num_days().div_euclid(7)).ok()?;
        (week < self.count).then(|| week / self.together)
    }

    fn monday(&self, column: usize) -> NaiveDate {
        let days = u64::try_from(column * self.together).unwrap_or(0) * 7;
        self.first.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
    }
}

fn draw(
    notes: &[Note],
    responses: &[(String, String)],
    first: usize,
    weeks: Weeks,
    names: &impl Fn(RecordId) -> Option<String>,
    request: &PictureRequest,
    frame: &Frame,
) -> Scene {
    let felt: Vec<Felt<'_>> = notes.iter().flat_map(felt_in).collect();
    let used = |key: &str| felt.iter().any(|one| one.key == key);
    let rows: Vec<&(String, String)> = responses
        .iter()
        .enumerate()
        .filter(|(at, (key, _))| *at < first || used(key))
        .map(|(_, row)| row)
        .collect();
    let mut weeks = weeks;
    if rows.len() * weeks.count > MOST_SQUARES {
        weeks.together = 2;
    }
    let count = format!("{} marks in {} weeks", felt.len(), weeks.count);
    let mut scene = frame.scene(PictureKind::WhatICarry).made_of(felt.len(), count);
    scene.later = frame.page > 0;
    scene.lanes = rows.iter().map(|(_, label)| label.clone()).collect();
    if weeks.together > 1 {
        scene.notes.push("Two weeks stand together in a column.".to_owned());
    }
    let grid = Grid { weeks, left: LEFT, width: frame.width - LEFT, top: FIRST, row: ROW };
    scene.ground = ground(&grid, &rows, notes, frame);
    let squares = squares(&felt, &rows, &grid);
    scene.table = SceneTable::of(&[
        ("Week", CellSaid::Plain),
        ("Response", CellSaid::Plain),
        ("Level", CellSaid::Plain),
        ("Entries", CellSaid::Plain),
    ]);
    let last = squares.len().saturating_sub(1);
    // The table goes back in time, the marks within a lane forward.
    for (at, ((column, row), square)) in squares.iter().enumerate() {
        let bounds = Some([grid.x(*column) - 12, grid.y(*row) - 12, 24, 24]);
        let row = u32::try_from(*row).unwrap_or(0);
        let shapes = square.shapes(grid.x(*column), grid.y(row as usize));
        let at = u32::try_from(last - at).unwrap_or(0);
        scene.marks.push(Mark { lane: row, row: at, bounds, shapes, entry: None });
    }
    for ((column, row), square) in squares.iter().rev() {
        let monday = grid.weeks.monday(*column);
        let week = format!("Week {}, {}", monday.iso_week().week(), frame.day(monday));
        let entries = match square.entries {
            1 => "1 entry".to_owned(),
            many => format!("{many} entries"),
        };
        let level = LEVELS[usize::try_from(square.level - 1).unwrap_or(0)].to_owned();
        scene.table.rows.push(SceneRow {
            cells: vec![week, rows[*row].1.clone(), level, entries],
            entry: Some(square.entry),
            mine_alone: square.mine_alone,
        });
    }
    let mut height = FIRST + ROW * i32::try_from(rows.len()).unwrap_or(0) + 8;
    if request.client.is_none() {
        height = by_client(&mut scene, &felt, &rows, weeks, names, height, frame);
    }
    scene.height = u32::try_from(height).unwrap_or(0);
    scene.key = key();
    if request.client.is_some() {
        scene.notes.push(LEGAL.to_owned());
    }
    scene
}

fn felt_in(note: &Note) -> impl Iterator<Item = Felt<'_>> {
    note.keys(STIRRED).iter().map(move |key| {
        // Where the level is not known yet it is the lowest: that it was felt is known.
        let level = note.number(&format!("{STIRRED}.{key}")).unwrap_or(1).clamp(1, 3);
        Felt { note, key, level }
    })
}

/// One square: the strongest of its week.
struct Square {
    level: i32,
    entries: usize,
    entry: RecordId,
    mine_alone: bool,
}

impl Square {
    fn shapes(&self, x: i32, y: i32) -> Vec<SceneShape> {
        let at = usize::try_from(self.level - 1).unwrap_or(0);
        let side = SIDES[at];
        let ink = [Ink::Light, Ink::Middling, Ink::Heavy][at];
        let mut shapes = vec![SceneShape::rect(x - side / 2, y - side / 2, side, side, ink)];
        if self.entries > 1 {
            let ink = if self.level == 1 { Ink::Label } else { Ink::OnDark };
            shapes.push(SceneShape::centred(x, y + 4, self.entries.to_string(), ink));
        }
        shapes
    }
}

/// The squares by column and row, in that order.
fn squares(
    felt: &[Felt<'_>],
    rows: &[&(String, String)],
    grid: &Grid,
) -> BTreeMap<(usize, usize), Square> {
    let mut squares: BTreeMap<(usize, usize), Square> = BTreeMap::new();
    for one in felt {
        let row = rows.iter().position(|(key, _)| key == one.key);
        let Some(place) = grid.weeks.column_of(one.note.day).zip(row) else { continue };
        let square = squares.entry(place).or_insert(Square {
            level: 0,
            entries: 0,
            entry: one.note.entry,
            mine_alone: false,
        });
        square.entries += 1;
        square.mine_alone |= one.note.mine_alone;
        if one.level > square.level {
            (square.level, square.entry) = (one.level, one.note.entry);
        }
    }
    squares
}

/// Where rows and weeks stand.
struct Grid {
    weeks: Weeks,
    left: i32,
    width: i32,
    top: i32,
    row: i32,
}

impl Grid {
    fn x(&self, column: usize) -> i32 {
        let columns = i32::try_from(self.weeks.columns()).unwrap_or(1).max(1);
        let column = i32::try_from(column).unwrap_or(0);
        self.left + (2 * column + 1) * self.width / (2 * columns)
    }

    fn y(&self, row: usize) -> i32 {
        self.top + self.row * i32::try_from(row).unwrap_or(0) + self.row / 2
    }
}

fn ground(
    grid: &Grid,
    rows: &[&(String, String)],
    notes: &[Note],
    frame: &Frame,
) -> Vec<SceneShape> {
    let mut shapes = Vec::new();
    for (at, (_, label)) in rows.iter().enumerate() {
        let y = grid.y(at);
        shapes.push(SceneShape::text(0, y + 5, label.as_str(), Ink::Words));
        let line = y + grid.row / 2;
        shapes.push(SceneShape::line((grid.left, line), (frame.width, line), Ink::Hair));
    }
    let written: BTreeSet<usize> =
        notes.iter().filter_map(|note| grid.weeks.column_of(note.day)).collect();
    let mut month = 0;
    for column in 0..grid.weeks.columns() {
        let monday = grid.weeks.monday(column);
        if monday.month() != month
            && (column == 0 || monday.day() <= 7 * grid.weeks.together as u32)
        {
            let says = monday.format("%b").to_string();
            shapes.push(SceneShape::centred(grid.x(column), 20, says, Ink::Label));
        }
        month = monday.month();
        if !written.contains(&column) && monday <= frame.today {
            // Nothing was felt, or nothing written: a short dash under the week.
            let (x, y) = (grid.x(column), grid.y(rows.len()) - 8);
            shapes.push(SceneShape::line((x - 4, y), (x + 4, y), Ink::Thin));
        }
    }
    shapes
}

/// The same rows for each client with the most marks; returns the height.
fn by_client(
    scene: &mut Scene,
    felt: &[Felt<'_>],
    rows: &[&(String, String)],
    weeks: Weeks,
    names: &impl Fn(RecordId) -> Option<String>,
    top: i32,
    frame: &Frame,
) -> i32 {
    let mut counts: BTreeMap<RecordId, usize> = BTreeMap::new();
    for client in felt.iter().filter_map(|one| one.note.client) {
        *counts.entry(client).or_insert(0) += 1;
    }
    let mut counts: Vec<(RecordId, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.truncate(MOST_CLIENTS);
    if counts.len() < 2 || scene.too_few {
        return top;
    }
    let across =
        if frame.width < 760 { 2 } else { 3.min(i32::try_from(counts.len()).unwrap_or(1)) };
    let gap = 24;
    let width = (frame.width - gap * (across - 1)) / across;
    let block = 40 + SMALL_ROW * i32::try_from(rows.len()).unwrap_or(0);
    for (at, (client, count)) in counts.iter().enumerate() {
        let at = i32::try_from(at).unwrap_or(0);
        let left = at % across * (width + gap);
        let top = top + 24 + at / across * (block + 12);
        let grid = Grid { weeks, left, width, top: top + 28, row: SMALL_ROW };
        let name = names(*client).unwrap_or_default();
        scene.ground.push(SceneShape::text(left, top + 14, name, Ink::Label));
        let marks = if *count == 1 { "1 mark".to_owned() } else { format!("{count} marks") };
        scene.ground.push(SceneShape::ending(left + width, top + 14, marks, Ink::Note));
        for row in 0..rows.len() {
            let y = grid.y(row) + SMALL_ROW / 2;
            scene.ground.push(SceneShape::line((left, y), (left + width, y), Ink::Hair));
        }
        let own: Vec<Felt<'_>> = felt
            .iter()
            .filter(|one| one.note.client == Some(*client))
            .map(|one| Felt { ..*one })
            .collect();
        // One path a level keeps the picture small: these squares are no marks.
        for level in 1..=3 {
            let at = usize::try_from(level - 1).unwrap_or(0);
            let side = SMALL[at];
            let squares = squares(&own, rows, &grid);
            let of_level = squares.iter().filter(|(_, square)| square.level == level);
            let of_level = of_level.map(|((column, row), _)| {
                let (x, y) = (grid.x(*column) - side / 2, grid.y(*row) - side / 2);
                format!("M{x} {y}h{side}v{side}h-{side}z")
            });
            let path = of_level.collect::<Vec<_>>().concat();
            if !path.is_empty() {
                scene
                    .ground
                    .push(SceneShape::path(path, [Ink::Light, Ink::Middling, Ink::Heavy][at]));
            }
        }
    }
    let rows_of_blocks = (i32::try_from(counts.len()).unwrap_or(1) + across - 1) / across;
    top + 24 + rows_of_blocks * (block + 12)
}

fn key() -> Vec<KeyLine> {
    let inks = [Ink::Light, Ink::Middling, Ink::Heavy];
    let levels = LEVELS.iter().zip(SIDES).zip(inks);
    let mut key: Vec<KeyLine> = levels
        .map(|((says, side), ink)| {
            let square = SceneShape::rect(12 - side / 2, 10 - side / 2, side, side, ink);
            KeyLine::of(vec![square], says)
        })
        .collect();
    key.push(KeyLine::of(Vec::new(), "the strongest of the week; a number: so many entries"));
    key
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, frame, note, rects, with_keys};
    use super::*;

    fn responses() -> Vec<(String, String)> {
        let form = crate::forms::Forms::shipped().get(&FormId(FORM.into())).expect("shipped");
        options(form, STIRRED)
    }

    fn carried(id: u32, on: &str, levels: &[(&str, i64)]) -> Note {
        let keys: Vec<&str> = levels.iter().map(|(key, _)| *key).collect();
        let fields: Vec<(String, i64)> =
            levels.iter().map(|(key, level)| (format!("{STIRRED}.{key}"), *level)).collect();
        let numbers: Vec<(&str, i64)> =
            fields.iter().map(|(field, level)| (field.as_str(), *level)).collect();
        with_keys(note(id, on, &numbers), &[(STIRRED, &keys)])
    }

    fn drawn(notes: &[Note], request: &PictureRequest) -> Scene {
        let all = responses();
        let weeks = Weeks::of(request, &frame());
        draw(notes, &all, all.len(), weeks, &|_| Some("Wren".into()), request, &frame()).finished()
    }

    #[test]
    fn weeks_begin_on_monday_and_end_with_the_present_one() {
        let request = PictureRequest { weeks: 12, ..PictureRequest::of(PictureKind::WhatICarry) };
        let weeks = Weeks::of(&request, &frame());
        assert_eq!((weeks.first, weeks.end()), (day("2026-08-24"), day("2026-11-15")));
        assert_eq!(weeks.column_of(day("2026-08-30")), Some(0));
        assert_eq!(weeks.column_of(day("2026-11-12")), Some(11));
        assert_eq!(weeks.column_of(day("2026-08-23")), None);
        let before = Weeks::of(&request, &Frame { page: 1, ..frame() });
        assert_eq!(before.end(), day("2026-08-23"));
    }

    #[test]
    fn a_square_has_the_strongest_level_of_the_week_and_says_how_many_entries() {
        let request = PictureRequest { weeks: 12, ..PictureRequest::of(PictureKind::WhatICarry) };
        let notes = [
            carried(1, "2026-08-24", &[("helpless", 1), ("warm", 3)]),
            carried(2, "2026-08-26", &[("helpless", 2)]),
            carried(3, "2026-11-12", &[("flooded", 1)]),
        ];
        let scene = drawn(&notes, &request);
        assert_eq!((scene.n, scene.count.as_str()), (4, "4 marks in 12 weeks"));
        assert_eq!(scene.marks.len(), 3);
        // Twelve columns over 820 pixels from 168 on; the rows are 27 high from 44 on.
        assert_eq!(rects(&scene.marks[0]), [([948, 52, 11, 11], "Light".to_owned())]);
        assert_eq!(rects(&scene.marks[1]), [([194, 76, 16, 16], "Middling".to_owned())]);
        assert_eq!(rects(&scene.marks[2]), [([192, 101, 20, 20], "Heavy".to_owned())]);
        let row = &scene.table.rows[scene.marks[1].row as usize];
        assert_eq!(row.cells, ["Week 35, 24 Aug", "helpless", "clearly", "2 entries"]);
        assert_eq!(row.entry, Some(notes[1].entry), "Enter opens the strongest");
        assert_eq!(scene.table.rows[0].cells[1], "flooded", "the newest is on top");
    }

    #[test]
    fn fifty_two_weeks_stand_two_together_and_say_so() {
        let request = PictureRequest { weeks: 52, ..PictureRequest::of(PictureKind::WhatICarry) };
        let notes: Vec<Note> =
            (1..=5).map(|at| carried(at, "2026-06-01", &[("bored", 1)])).collect();
        let scene = drawn(&notes, &request);
        assert!(scene.notes.iter().any(|note| note.contains("Two weeks")));
        assert_eq!(scene.marks.len(), 1);
    }

    #[test]
    fn three_marks_are_a_table_alone() {
        let request = PictureRequest::of(PictureKind::WhatICarry);
        let notes = [carried(1, "2026-11-02", &[("bored", 1), ("warm", 2), ("drawn", 1)])];
        let scene = drawn(&notes, &request);
        assert!(scene.too_few && scene.marks.is_empty());
        assert_eq!(scene.table.rows.len(), 3);
    }
}
