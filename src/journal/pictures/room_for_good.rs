//! *Room for good*: flat steps on the scale with its anchors, signs for what was done with it, and if
//! wanted the writer's own room as a thin row below.

use chrono::NaiveDate;

use super::axis::{Columns, Frame, LEFT, RIGHT, in_two_lines};
use super::glyphs::done_with_it;
use super::guard::Page;
use super::notes::{Note, Reader, Scale, labels, one_column_each, options, scale};
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{LEGAL, PictureKind, PictureRequest, noted_of};
use crate::forms::FormId;
use crate::journal::{Journal, JournalError};

const FORM: &str = "integration";
const ROOM: &str = "room_for_good";
const DID: &str = "what_they_did_with_it";
const OWN_FORM: &str = "inner";
const OWN: &str = "own_room";
/// The base line of the steps, and how much higher each is.
const BASE: i32 = 268;
const STEP: i32 = 38;
/// The rows of signs under it.
const SIGNS: [i32; 2] = [290, 312];
/// The base line of the own row, and how much higher each step of it is.
const OWN_BASE: i32 = 408;
const OWN_STEP: i32 = 10;
const NOT_NOTED: &str = "not noted";

/// The words of the form that the picture needs.
struct Terms {
    scale: Scale,
    did: Vec<(String, String)>,
}

impl Journal {
    pub(super) fn room_for_good(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let form = self.current_form(&FormId(FORM.to_owned()))?;
        let scale = scale(&form, ROOM).ok_or(JournalError::UnknownForm)?;
        let terms = Terms { scale, did: options(&form, DID) };
        let reader = Reader::of(self, request, &[ROOM, DID]);
        let notes = reader.wanted(FORM, &[ROOM], frame.most_columns())?;
        let own = if request.own_room {
            Reader::of(self, request, &[OWN]).newest(OWN_FORM, &[OWN], 200)?
        } else {
            Vec::new()
        };
        let changes = self.changes(FORM, ROOM, &notes);
        Ok(draw(&notes, &own, &terms, &changes, request, frame))
    }
}

fn draw(
    notes: &[Note],
    own: &[Note],
    terms: &Terms,
    changes: &[usize],
    request: &PictureRequest,
    frame: &Frame,
) -> Scene {
    let all = one_column_each(notes, |note| note.number(ROOM).is_some());
    let page = Page::of(&all, frame.page, frame.most_columns());
    let (shown, of_everyone) = (page.shown, request.is_of_everyone());
    let sessions: Vec<(Option<u32>, NaiveDate)> =
        shown.iter().map(|note| (note.session.filter(|_| !of_everyone), note.day)).collect();
    let columns = if of_everyone {
        Columns::without_gaps(sessions.len(), frame)
    } else {
        Columns::of(&sessions, frame)
    };
    let count = shown.iter().filter(|note| note.number(ROOM).is_some()).count();
    let paged = page.earlier || page.later;
    let what = if of_everyone { "note" } else { "session" };
    let mut scene = frame
        .scene(PictureKind::RoomForGood)
        .made_of(count, noted_of(count, shown.len(), what, paged));
    (scene.earlier, scene.later) = (page.earlier, page.later);
    let own_of = own_by_column(shown, own);
    let has_own = request.own_room;
    let base = if has_own { OWN_BASE } else { SIGNS[1] + 6 };
    scene.height = u32::try_from(base + 62).unwrap_or(0);
    scene.lanes = vec!["Room for good".to_owned()];
    scene.ground = ground(&terms.scale, frame);
    scene.ground.extend(columns.strokes(BASE - 12));
    scene.ground.extend(columns.labels(&sessions, base, frame));
    for at in changes {
        if let Some(place) = shown.iter().position(|note| note.entry == notes[*at].entry) {
            let x = columns.xs[place] - columns.step / 2;
            scene.ground.push(SceneShape::line((x, 28), (x, BASE), Ink::Dotted));
            scene.ground.push(SceneShape::text(x + 4, 24, "the scale changed", Ink::Note));
        }
    }
    if has_own {
        scene.lanes.push("My own room".to_owned());
        scene.ground.extend(own_ground(&terms.scale, frame));
    }
    let last = shown.len().saturating_sub(1);
    for (at, note) in shown.iter().enumerate() {
        scene.marks.push(mark(note, columns.xs[at], columns.step, last - at, &terms.scale));
        if let Some(mine) = own_of[at] {
            scene.marks.push(own_mark(mine, columns.xs[at], columns.step, last - at));
        }
    }
    scene.key = key(shown, terms, has_own);
    scene.table = table(shown, &own_of, terms, has_own, frame);
    if request.client.is_some() || request.course.is_some() {
        scene.notes.push(LEGAL.to_owned());
    }
    scene
}

/// The writer's newest own room from the day of each session until the one after it.
fn own_by_column<'a>(shown: &[&Note], own: &'a [Note]) -> Vec<Option<&'a Note>> {
    let within = |at: usize| {
        let from = shown[at].day;
        let until = shown.get(at + 1).map(|next| next.day);
        own.iter().rev().find(|mine| mine.day >= from && until.is_none_or(|until| mine.day < until))
    };
    (0..shown.len()).map(within).collect()
}

fn ground(scale: &Scale, frame: &Frame) -> Vec<SceneShape> {
    let mut shapes = Vec::new();
    for value in scale.min..=scale.max.min(scale.min + 6) {
        let y = BASE - (value - scale.min) * STEP;
        shapes.push(SceneShape::line((LEFT - 8, y), (frame.width - RIGHT, y), Ink::Hair));
        shapes.push(SceneShape::ending(LEFT - 18, y + 4, value.to_string(), Ink::Label));
        let at = usize::try_from(value - scale.min).unwrap_or(0);
        let anchor = scale.anchors.get(at).map_or("", String::as_str);
        let lines = in_two_lines(anchor, 18);
        let above = if lines.len() > 1 { 8 } else { 0 };
        for (line, says) in lines.iter().enumerate() {
            let y = y + 4 - above + 15 * i32::try_from(line).unwrap_or(0);
            shapes.push(SceneShape::ending(LEFT - 34, y, says.as_str(), Ink::Note));
        }
    }
    shapes.push(SceneShape::text(0, SIGNS[0] + 4, "Did with it", Ink::Label));
    shapes
}

fn own_ground(scale: &Scale, frame: &Frame) -> Vec<SceneShape> {
    let top = OWN_BASE - (scale.max - scale.min) * OWN_STEP;
    let mut shapes = vec![
        SceneShape::text(0, OWN_BASE - 24, "My own room", Ink::Label),
        SceneShape::text(0, OWN_BASE - 8, "on the same scale", Ink::Note),
    ];
    for (y, value) in [(top, scale.max), (OWN_BASE, scale.min)] {
        shapes.push(SceneShape::line((LEFT - 8, y), (frame.width - RIGHT, y), Ink::Hair));
        shapes.push(SceneShape::ending(LEFT - 18, y + 4, value.to_string(), Ink::Label));
    }
    shapes
}

fn width_of(step: i32) -> i32 {
    (step - 8).clamp(10, 54)
}

fn mark(note: &Note, x: i32, step: i32, row: usize, scale: &Scale) -> Mark {
    let width = width_of(step);
    let mut shapes = Vec::new();
    let top = if let Some(value) = note.number(ROOM) {
        let y = BASE - (value - scale.min).clamp(0, 6) * STEP;
        if y < BASE {
            shapes.push(SceneShape::rect(x - width / 2, y, width, BASE - y, Ink::Wash));
        }
        shapes.push(SceneShape::rect(x - width / 2, y - 3, width, 5, Ink::Full));
        y
    } else {
        shapes.extend(SceneShape::pin(x, BASE));
        BASE - 8
    };
    for (key, y) in note.keys(DID).iter().zip(SIGNS) {
        shapes.extend(done_with_it(key, x, y));
    }
    let bounds = Some([x - step.min(64) / 2, top - 12, step.min(64), 24]);
    Mark { lane: 0, row: u32::try_from(row).unwrap_or(0), bounds, shapes, entry: None }
}

fn own_mark(mine: &Note, x: i32, step: i32, row: usize) -> Mark {
    let width = width_of(step);
    let value = mine.number(OWN).unwrap_or(0);
    let y = OWN_BASE - value.clamp(0, 6) * OWN_STEP;
    let shapes = vec![
        SceneShape::rect(x - width / 2, y - 3, width, 5, Ink::Outline),
        SceneShape::centred(x, y - 8, value.to_string(), Ink::Note),
    ];
    let bounds = Some([x - width / 2 - 4, y - 16, width + 8, 24]);
    let row = u32::try_from(row).unwrap_or(0);
    Mark { lane: 1, row, bounds, shapes, entry: Some(mine.entry) }
}

fn key(shown: &[&Note], terms: &Terms, has_own: bool) -> Vec<KeyLine> {
    let mut key =
        vec![KeyLine::of(vec![SceneShape::rect(2, 8, 20, 5, Ink::Full)], "how far it was borne")];
    if has_own {
        key.push(KeyLine::of(vec![SceneShape::rect(2, 8, 20, 5, Ink::Outline)], "mine"));
    }
    key.push(KeyLine::of(SceneShape::pin(12, 18), NOT_NOTED));
    let used =
        |known: &&(String, String)| shown.iter().any(|note| note.keys(DID).contains(&known.0));
    let signs = terms.did.iter().filter(used);
    key.extend(signs.map(|(id, label)| KeyLine::of(done_with_it(id, 12, 10), label)));
    key
}

fn table(
    shown: &[&Note],
    own_of: &[Option<&Note>],
    terms: &Terms,
    has_own: bool,
    frame: &Frame,
) -> SceneTable {
    let mut columns = vec![
        ("Session", CellSaid::Plain),
        ("Room for good", CellSaid::Plain),
        ("Did with it", CellSaid::Plain),
    ];
    if has_own {
        columns.push(("My own room", CellSaid::Named));
    }
    columns.push(("First words", CellSaid::Words));
    let mut table = SceneTable::of(&columns);
    for (note, mine) in shown.iter().zip(own_of).rev() {
        let value = |note: &Note, field: &str| note.number(field).map(|it| terms.scale.anchor(it));
        let mut cells = vec![
            frame.hour(note.alias.as_deref(), note.session, note.day),
            value(note, ROOM).unwrap_or_else(|| NOT_NOTED.to_owned()),
            labels(&terms.did, note.keys(DID)),
        ];
        if has_own {
            cells.push(mine.and_then(|mine| value(mine, OWN)).unwrap_or_default());
        }
        cells.push(note.words.clone());
        let mine_alone = note.mine_alone || mine.is_some_and(|mine| mine.mine_alone);
        table.rows.push(SceneRow { cells, entry: Some(note.entry), mine_alone });
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, frame, note, rects, with_keys};
    use super::*;
    use crate::vault::RecordId;

    fn terms() -> Terms {
        let form = crate::forms::Forms::shipped().get(&FormId(FORM.into())).expect("shipped");
        Terms { scale: scale(form, ROOM).expect("a scale"), did: options(form, DID) }
    }

    fn room(session: u32, on: &str, value: i64) -> Note {
        note(session, on, &[(ROOM, value)])
    }

    fn drawn(notes: &[Note], own: &[Note], request: &PictureRequest) -> Scene {
        draw(notes, own, &terms(), &[], request, &frame()).finished()
    }

    #[test]
    fn each_session_is_a_flat_step_at_its_value_and_zero_is_a_step_on_the_base() {
        let stayed = with_keys(room(3, "2026-08-20", 4), &[(DID, &["stayed", "shrank_it"])]);
        let notes =
            [room(1, "2026-08-06", 0), room(2, "2026-08-13", 2), stayed, room(4, "2026-08-27", 6)];
        let scene = drawn(&notes, &[], &PictureRequest::of(PictureKind::RoomForGood));
        let step = |at: usize| rects(&scene.marks[at]).last().map(|(rect, _)| *rect);
        assert_eq!(step(0), Some([173, 265, 54, 5]));
        assert_eq!(step(1), Some([237, 189, 54, 5]));
        assert_eq!(step(3), Some([365, 37, 54, 5]));
        assert_eq!(rects(&scene.marks[2])[0], ([301, 116, 54, 152], "Wash".to_owned()));
        let cells = &scene.table.rows[1].cells;
        assert_eq!(cells[..3], ["Session 3, 20 Aug", "4, held, braced", "stayed, shrank it"]);
        assert_eq!(scene.key.len(), 4, "steps, pins, and the two signs that occur");
    }

    #[test]
    fn the_own_room_stands_at_the_session_that_it_followed() {
        let notes: Vec<Note> =
            [6, 13, 20, 27].map(|day| room(day / 7 + 1, &format!("2026-08-{day:02}"), 3)).into();
        let mine = |on: &str, value| Note {
            entry: RecordId::from_bytes([77; 16]),
            mine_alone: true,
            ..note(40, on, &[(OWN, value)])
        };
        let own = [mine("2026-08-01", 1), mine("2026-08-14", 2), mine("2026-08-15", 5)];
        let request =
            PictureRequest { own_room: true, ..PictureRequest::of(PictureKind::RoomForGood) };
        let scene = drawn(&notes, &own, &request);
        let mine: Vec<&Mark> = scene.marks.iter().filter(|mark| mark.lane == 1).collect();
        assert_eq!(mine.len(), 1, "the newest of a session; none before the first");
        assert_eq!(rects(mine[0])[0], ([237, 355, 54, 5], "Outline".to_owned()));
        assert_eq!(mine[0].entry, Some(RecordId::from_bytes([77; 16])));
        let row = &scene.table.rows[2];
        assert!(row.mine_alone);
        assert_eq!(row.cells[3], "5, rested in");
        assert_eq!(day("2026-08-13"), notes[1].day);
    }

    #[test]
    fn three_notes_are_a_table_alone() {
        let notes = [room(1, "2026-08-06", 0), room(2, "2026-08-13", 2), room(3, "2026-08-20", 2)];
        let scene = drawn(&notes, &[], &PictureRequest::of(PictureKind::RoomForGood));
        assert!(scene.too_few && scene.marks.is_empty());
        assert_eq!(scene.table.rows.len(), 3);
    }
}
