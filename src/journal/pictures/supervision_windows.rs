//! *Supervision windows*: for each supervision, how far each of the seven windows was looked through.

use chrono::NaiveDate;

use super::axis::{Columns, Frame, LEFT, RIGHT, in_two_lines};
use super::guard::Page;
use super::notes::{Note, Reader, field};
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{PictureKind, PictureRequest, noted_of};
use crate::forms::{FieldKind, FormId};
use crate::journal::{Journal, JournalError};
use crate::locale::English;

const FORM: &str = "supervision";
const WINDOWS: &str = "windows";
/// A window that was not opened so often in a row is named.
const NEVER_FOR: usize = 6;
const FIRST: i32 = 24;
const ROW: i32 = 38;
/// The room for the words beside a row.
const BESIDE: i32 = 132;
const SIDES: [i32; 3] = [11, 16, 20];
const LEVELS: [&str; 4] = ["not at all", "a little", "much of the time", "most of the time"];

impl Journal {
    pub(super) fn supervision_windows(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let form = self.current_form(&FormId(FORM.to_owned()))?;
        let FieldKind::Block { fields } =
            &field(&form, WINDOWS).ok_or(JournalError::UnknownForm)?.kind
        else {
            return Err(JournalError::UnknownForm);
        };
        let windows: Vec<(String, String)> = fields
            .iter()
            .map(|field| (format!("{WINDOWS}.{}", field.id), field.label.clone()))
            .collect();
        let reader = Reader::of(self, request, &["windows.client"]);
        let pages = usize::try_from(request.page).unwrap_or(usize::MAX).saturating_add(1);
        let most = frame.most_columns().saturating_mul(pages).saturating_add(1);
        let newest = self.catalog.newest_first().filter(|(_, state)| {
            let known = state.summary();
            !known.trashed && known.form().0 == FORM
        });
        let mut notes = Vec::new();
        for one in newest {
            notes.extend(reader.note(one)?);
            if notes.len() >= most {
                break;
            }
        }
        notes.reverse();
        let mut scene = draw(&notes, &windows, frame);
        scene.incomplete = reader.incomplete();
        Ok(scene)
    }
}

fn draw(notes: &[Note], windows: &[(String, String)], frame: &Frame) -> Scene {
    let narrower = Frame { width: frame.width - BESIDE, ..*frame };
    let page = Page::of(notes, frame.page, narrower.most_columns());
    let noted = |note: &Note| windows.iter().any(|(path, _)| note.number(path).is_some());
    let count = page.shown.iter().filter(|note| noted(note)).count();
    let paged = page.earlier || page.later;
    let talk = frame.locale.english.supervision();
    let mut scene = frame
        .scene(PictureKind::SupervisionWindows)
        .made_of(count, noted_of(count, page.shown.len(), talk, paged));
    (scene.earlier, scene.later) = (page.earlier, page.later);
    let days: Vec<(Option<u32>, NaiveDate)> =
        page.shown.iter().map(|note| (None, note.day)).collect();
    let columns = Columns::of(&days, &narrower);
    let rows = i32::try_from(windows.len()).unwrap_or(0);
    let base = FIRST + ROW * rows;
    scene.height = u32::try_from(base + 58).unwrap_or(0);
    scene.ground.extend(columns.strokes(base - 6));
    scene.ground.extend(columns.labels(&days, base - 18, frame));
    let heading = match frame.locale.english {
        English::British => "Supervision",
        English::American => "Consultation",
    };
    scene.table = SceneTable::of(&[
        (heading, CellSaid::Plain),
        ("Window", CellSaid::Plain),
        ("How far", CellSaid::Plain),
    ]);
    for (lane, (path, label)) in windows.iter().enumerate() {
        let y = FIRST + ROW * i32::try_from(lane).unwrap_or(0) + ROW / 2;
        for (line, says) in in_two_lines(label, 22).iter().enumerate() {
            let two = i32::from(label.chars().count() > 22);
            let line = i32::try_from(line).unwrap_or(0);
            scene.ground.push(SceneShape::text(
                0,
                y + 4 - 8 * two + 16 * line,
                says.as_str(),
                Ink::Label,
            ));
        }
        let right = frame.width - BESIDE - RIGHT;
        scene.ground.push(SceneShape::line(
            (LEFT - 8, y + ROW / 2),
            (right, y + ROW / 2),
            Ink::Hair,
        ));
        if is_never(notes, path) {
            let says = ["not opened in", "the last six"];
            for (line, says) in says.iter().enumerate() {
                let y = y - 4 + 16 * i32::try_from(line).unwrap_or(0);
                scene.ground.push(SceneShape::text(right + 12, y, *says, Ink::Note));
            }
            scene.notes.push(format!("{label}: not opened in the last six."));
        }
        scene.lanes.push(label.clone());
    }
    put_marks(&mut scene, page.shown, windows, &columns, frame);
    scene.key = key();
    scene
}

/// Whether a window was noted shut in each of the newest six.
fn is_never(notes: &[Note], path: &str) -> bool {
    let newest = notes.iter().rev().filter(|note| note.number(path).is_some()).take(NEVER_FOR);
    let values: Vec<i32> = newest.filter_map(|note| note.number(path)).collect();
    values.len() == NEVER_FOR && values.iter().all(|value| *value == 0)
}

fn put_marks(
    scene: &mut Scene,
    shown: &[Note],
    windows: &[(String, String)],
    columns: &Columns,
    frame: &Frame,
) {
    for (at, note) in shown.iter().enumerate().rev() {
        for (lane, (path, label)) in windows.iter().enumerate() {
            let y = FIRST + ROW * i32::try_from(lane).unwrap_or(0) + ROW / 2;
            let x = columns.xs[at];
            let (shapes, says) = if let Some(level) = note.number(path) {
                let level = level.clamp(0, 3);
                let says = LEVELS[usize::try_from(level).unwrap_or(0)];
                (square(x, y, level), format!("{level}, {says}"))
            } else {
                scene.ground.push(SceneShape::line((x - 4, y), (x + 4, y), Ink::Thin));
                continue;
            };
            let row = u32::try_from(scene.table.rows.len()).unwrap_or(0);
            scene.table.rows.push(SceneRow {
                cells: vec![frame.day(note.day), label.clone(), says],
                entry: Some(note.entry),
                mine_alone: note.mine_alone,
            });
            let lane = u32::try_from(lane).unwrap_or(0);
            let bounds = Some([x - 12, y - 12, 24, 24]);
            scene.marks.push(Mark { lane, row, bounds, shapes, entry: None });
        }
    }
}

fn square(x: i32, y: i32, level: i32) -> Vec<SceneShape> {
    let Ok(at) = usize::try_from(level - 1) else {
        return vec![SceneShape::rect(x - 5, y - 5, 11, 11, Ink::Outline)];
    };
    let side = SIDES[at];
    let ink = [Ink::Light, Ink::Middling, Ink::Heavy][at];
    vec![SceneShape::rect(x - side / 2, y - side / 2, side, side, ink)]
}

fn key() -> Vec<KeyLine> {
    let squares = (0..=3).map(|level| {
        let says = LEVELS[usize::try_from(level).unwrap_or(0)];
        KeyLine::of(square(12, 10, level), says)
    });
    let none = vec![SceneShape::line((8, 10), (16, 10), Ink::Thin)];
    squares.chain([KeyLine::of(none, "not noted")]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{frame, note, rects};
    use super::*;
    use crate::locale::Locale;

    fn windows() -> Vec<(String, String)> {
        let names = ["client", "what_i_did", "between_us", "in_me"];
        names.map(|name| (format!("windows.{name}"), name.replace('_', " "))).into()
    }

    fn supervision(id: u32, on: &str, client: i64, in_me: i64) -> Note {
        let note = note(id, on, &[("windows.client", client), ("windows.in_me", in_me)]);
        Note { session: None, ..note }
    }

    #[test]
    fn a_square_is_as_large_as_the_window_was_open_and_zero_is_outlined() {
        let notes = [
            supervision(1, "2026-09-01", 3, 0),
            supervision(2, "2026-09-15", 2, 1),
            supervision(3, "2026-09-29", 1, 1),
            supervision(4, "2026-10-13", 0, 1),
        ];
        let scene = draw(&notes, &windows(), &frame()).finished();
        assert_eq!(scene.lanes.len(), 4);
        let of_lane = |lane: u32| {
            let marks = scene.marks.iter().filter(move |mark| mark.lane == lane);
            marks.map(|mark| rects(mark)[0].clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            of_lane(0),
            [
                ([190, 33, 20, 20], "Heavy".to_owned()),
                ([256, 35, 16, 16], "Middling".to_owned()),
                ([323, 38, 11, 11], "Light".to_owned()),
                ([387, 38, 11, 11], "Outline".to_owned()),
            ]
        );
        assert!(of_lane(1).is_empty(), "what was not noted is no mark");
        assert_eq!(scene.table.rows[0].cells, ["13 Oct", "client", "0, not at all"]);
        assert_eq!(scene.table.rows.len(), scene.marks.len());
    }

    #[test]
    fn a_window_that_stayed_shut_six_times_is_named_in_words() {
        let week = |at: u32| format!("2026-0{}-01", at + 1);
        let shut: Vec<Note> = (1..=6).map(|at| supervision(at, &week(at), 2, 0)).collect();
        let scene = draw(&shut, &windows(), &frame()).finished();
        assert_eq!(scene.notes, ["in me: not opened in the last six."]);
        let opened: Vec<Note> =
            (1..=6).map(|at| supervision(at, &week(at), 2, i64::from(at == 3))).collect();
        assert!(draw(&opened, &windows(), &frame()).finished().notes.is_empty());
    }

    #[test]
    fn supervision_is_consultation_in_american_english() {
        let notes: Vec<Note> =
            (1..=4).map(|at| supervision(at, &format!("2026-09-0{at}"), 2, 1)).collect();
        let american = Frame { locale: Locale::of(Some(English::American)), ..frame() };
        let scene = draw(&notes, &windows(), &american).finished();
        assert_eq!(
            (scene.title.as_str(), scene.count.as_str()),
            ("Consultation windows", "4 consultations, all noted")
        );
        assert_eq!(scene.table.columns[0].title, "Consultation");
    }

    #[test]
    fn three_are_a_table_alone() {
        let notes: Vec<Note> =
            (1..=3).map(|at| supervision(at, &format!("2026-09-0{at}"), 2, 1)).collect();
        let scene = draw(&notes, &windows(), &frame()).finished();
        assert!(scene.too_few && scene.marks.is_empty());
        assert_eq!(scene.table.rows.len(), 6);
    }
}
