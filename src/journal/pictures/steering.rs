//! *Steering*: the pull to lead beside how far was led. The bar between the two is the mark.

use chrono::{Datelike, NaiveDate};

use super::axis::{Columns, Frame, LEFT, RIGHT, in_two_lines};
use super::guard::{JOINED, Page};
use super::notes::{Note, Reader, Scale, one_column_each, scale};
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{LEGAL, PictureKind, PictureRequest, Split, noted_of};
use crate::forms::FormId;
use crate::journal::sheet::phase_words;
use crate::journal::{Journal, JournalError};

const FORM: &str = "integration";
const PULL: &str = "pull_to_lead";
const LED: &str = "led";
/// The base line, and how much higher each step is.
const BASE: i32 = 408;
const STEP: i32 = 36;
const NOT_NOTED: &str = "not noted";
const SPLIT: &str = "Look at enough splits and one will look like something.";

impl Journal {
    pub(super) fn steering(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let form = self.current_form(&FormId(FORM.to_owned()))?;
        let scales = scale(&form, PULL).zip(scale(&form, LED)).ok_or(JournalError::UnknownForm)?;
        let reader = Reader::of(self, request, &[PULL, LED]);
        let notes = reader.wanted(FORM, &[PULL, LED], frame.most_columns())?;
        let changes = self.changes(FORM, LED, &notes);
        Ok(draw(&notes, &scales, &changes, request, frame))
    }
}

/// Draws notes, oldest first.
fn draw(
    notes: &[Note],
    (pull, led): &(Scale, Scale),
    changes: &[usize],
    request: &PictureRequest,
    frame: &Frame,
) -> Scene {
    let of_everyone = request.is_of_everyone();
    let shown = one_column_each(notes, noted);
    let page = Page::of(&shown, frame.page, frame.most_columns());
    let mut shown: Vec<(&Note, Option<String>)> =
        page.shown.iter().map(|note| (*note, None)).collect();
    if let Some(split) = request.split {
        shown.retain(|(note, _)| noted(note));
        for (note, group) in &mut shown {
            *group = Some(group_of(split, note));
        }
        shown.sort_by_key(|(note, _)| rank(split, note));
    }
    let sessions: Vec<(Option<u32>, NaiveDate)> =
        shown.iter().map(|(note, _)| (note.session.filter(|_| !of_everyone), note.day)).collect();
    let columns = match request.split {
        // Split, neighbours do not follow each other: no gap is one of time.
        Some(_) => Columns::without_gaps(sessions.len(), frame),
        None if of_everyone => Columns::without_gaps(sessions.len(), frame),
        None => Columns::of(&sessions, frame),
    };
    let count = shown.iter().filter(|(note, _)| noted(note)).count();
    let what = if of_everyone { "note" } else { "session" };
    let mut scene = frame
        .scene(PictureKind::Steering)
        .made_of(count, noted_of(count, shown.len(), what, page.earlier || page.later));
    (scene.earlier, scene.later) = (page.earlier, page.later);
    scene.height = 470;
    scene.lanes = vec!["Pull and lead".to_owned()];
    scene.ground = ground(pull, led, frame);
    scene.ground.extend(columns.strokes(BASE));
    scene.ground.extend(match request.split {
        Some(_) => Vec::new(),
        None => columns.labels(&sessions, BASE, frame),
    });
    let unread = groups(&mut scene, &shown, &columns);
    for at in changes {
        let Some(place) = page.shown.iter().position(|note| note.entry == notes[*at].entry) else {
            continue;
        };
        if request.split.is_none() {
            let x = columns.xs[place] - columns.step / 2;
            scene.ground.push(SceneShape::line((x, 40), (x, BASE), Ink::Dotted));
            scene.ground.push(SceneShape::text(x + 4, 36, "the scale changed", Ink::Note));
        }
    }
    let rows = shown.len();
    for (at, (note, group)) in shown.iter().enumerate() {
        let hidden = group.as_ref().is_some_and(|group| unread.contains(group));
        if !hidden {
            scene.marks.push(mark(note, columns.xs[at], rows - 1 - at));
        }
    }
    scene.key = key();
    scene.table = table(&shown, frame);
    if request.split.is_some() {
        scene.notes.push(SPLIT.to_owned());
    }
    if request.client.is_some() || request.course.is_some() {
        scene.notes.push(LEGAL.to_owned());
    }
    scene
}

fn noted(note: &Note) -> bool {
    note.number(PULL).is_some() || note.number(LED).is_some()
}

fn group_of(split: Split, note: &Note) -> String {
    match split {
        Split::Phase => note.phase.map_or("no phase named", phase_words).to_owned(),
        Split::Weekday => note.day.format("%A").to_string(),
        Split::Hour => format!("{}:00", note.hour),
    }
}

fn rank(split: Split, note: &Note) -> (u32, NaiveDate) {
    let rank = match split {
        Split::Phase => note.phase.map_or(u32::MAX, |phase| phase as u32),
        Split::Weekday => note.day.weekday().num_days_from_monday(),
        Split::Hour => u32::from(note.hour),
    };
    (rank, note.day)
}

/// Names the groups of a split and hatches those that are too small to be read; returns these.
fn groups(scene: &mut Scene, shown: &[(&Note, Option<String>)], columns: &Columns) -> Vec<String> {
    let mut unread = Vec::new();
    let mut at = 0;
    while let Some((_, Some(group))) = shown.get(at) {
        let same =
            shown[at..].iter().take_while(|(_, other)| other.as_ref() == Some(group)).count();
        let left = columns.xs[at] - columns.step / 2;
        let right = columns.xs[at + same - 1] + columns.step / 2;
        scene.ground.push(SceneShape::line((left, 40), (left, BASE), Ink::Hair));
        let lines = in_two_lines(group, 14);
        for (line, says) in lines.iter().enumerate() {
            let y = BASE + 26 + 16 * i32::try_from(line).unwrap_or(0);
            scene.ground.push(SceneShape::text(left + 4, y, says.as_str(), Ink::Label));
        }
        if same < JOINED {
            let (width, height) = (right - left - 8, STEP * 10);
            scene.ground.push(SceneShape::rect(left + 4, BASE - height, width, height, Ink::Hatch));
            unread.push(group.clone());
        }
        at += same;
    }
    if !unread.is_empty() {
        let few = format!("Hatched: fewer than {JOINED} notes, not to be read.");
        scene.notes.push(few);
    }
    unread
}

fn ground(pull: &Scale, led: &Scale, frame: &Frame) -> Vec<SceneShape> {
    let mut shapes = Vec::new();
    for value in [10, 5, 0] {
        let y = BASE - value * STEP;
        shapes.push(SceneShape::line((LEFT - 8, y), (frame.width - RIGHT, y), Ink::Hair));
        shapes.push(SceneShape::ending(LEFT - 18, y + 4, value.to_string(), Ink::Label));
    }
    for (y, [one, other]) in
        [(BASE - 10 * STEP, [&pull.ends[1], &led.ends[1]]), (BASE, [&pull.ends[0], &led.ends[0]])]
    {
        shapes.push(SceneShape::text(0, y - 14, format!("{one};"), Ink::Note));
        shapes.push(SceneShape::text(0, y + 2, other.as_str(), Ink::Note));
    }
    shapes
}

fn mark(note: &Note, x: i32, row: usize) -> Mark {
    let y = |value: i32| BASE - value.clamp(0, 10) * STEP;
    let shapes = match (note.number(PULL), note.number(LED)) {
        (Some(pull), Some(led)) if pull == led => {
            vec![
                SceneShape::circle(x, y(led), 9, Ink::Outline),
                SceneShape::circle(x, y(led), 4, Ink::Full),
            ]
        }
        (Some(pull), Some(led)) => {
            let (top, bottom) = (y(pull.max(led)), y(pull.min(led)));
            let ink = if led > pull { Ink::Clay } else { Ink::Hatch };
            vec![
                SceneShape::rect(x - 4, top, 8, bottom - top, ink),
                SceneShape::circle(x, y(pull), 6, Ink::Outline),
                SceneShape::circle(x, y(led), 6, Ink::Full),
            ]
        }
        (Some(pull), None) => vec![SceneShape::circle(x, y(pull), 6, Ink::Outline)],
        (None, Some(led)) => vec![SceneShape::circle(x, y(led), 6, Ink::Full)],
        (None, None) => SceneShape::pin(x, BASE),
    };
    let values = [note.number(PULL), note.number(LED)];
    let top = values.iter().flatten().max().map_or(BASE - 15, |value| y(*value));
    let bottom = values.iter().flatten().min().map_or(BASE, |value| y(*value));
    let bounds = Some([x - 12, top - 12, 24, bottom - top + 24]);
    Mark { lane: 0, row: u32::try_from(row).unwrap_or(0), bounds, shapes, entry: None }
}

fn key() -> Vec<KeyLine> {
    vec![
        KeyLine::of(vec![SceneShape::circle(12, 10, 5, Ink::Outline)], "pull to lead"),
        KeyLine::of(vec![SceneShape::circle(12, 10, 5, Ink::Full)], "led"),
        KeyLine::of(vec![SceneShape::rect(8, 2, 8, 16, Ink::Clay)], "led more than the pull"),
        KeyLine::of(vec![SceneShape::rect(8, 2, 8, 16, Ink::Hatch)], "led less"),
        KeyLine::of(SceneShape::pin(12, 18), NOT_NOTED),
    ]
}

fn table(shown: &[(&Note, Option<String>)], frame: &Frame) -> SceneTable {
    let mut table = SceneTable::of(&[
        ("Session", CellSaid::Plain),
        ("Pull", CellSaid::Named),
        ("Led", CellSaid::Named),
        ("Led, beside the pull", CellSaid::Plain),
        ("First words", CellSaid::Words),
    ]);
    let row = |(note, group): &(&Note, Option<String>)| {
        let number = |value: Option<i32>| value.map_or(NOT_NOTED.to_owned(), |it| it.to_string());
        let hour = frame.hour(note.alias.as_deref(), note.session, note.day);
        let hour = group.as_ref().map_or(hour.clone(), |group| format!("{hour}, {group}"));
        let gap = note.number(PULL).zip(note.number(LED)).map(|(pull, led)| match led - pull {
            0 => "as much as the pull".to_owned(),
            more @ 1.. => format!("{more} more than the pull"),
            less => format!("{} less than the pull", -less),
        });
        let cells = vec![
            hour,
            number(note.number(PULL)),
            number(note.number(LED)),
            gap.unwrap_or_default(),
            note.words.clone(),
        ];
        SceneRow { cells, entry: Some(note.entry), mine_alone: note.mine_alone }
    };
    table.rows = shown.iter().rev().map(row).collect();
    table
}

#[cfg(test)]
mod tests {
    use super::super::testing::{circles, frame, note, rects};
    use super::*;

    fn request() -> PictureRequest {
        PictureRequest {
            client: Some(crate::vault::RecordId::from_bytes([9; 16])),
            ..PictureRequest::of(PictureKind::Steering)
        }
    }

    fn scales() -> (Scale, Scale) {
        let form = crate::forms::Forms::shipped().get(&FormId(FORM.into())).expect("shipped");
        (scale(form, PULL).expect("a scale"), scale(form, LED).expect("a scale"))
    }

    fn drawn(notes: &[Note], request: &PictureRequest) -> Scene {
        draw(notes, &scales(), &[], request, &frame()).finished()
    }

    fn both(session: u32, on: &str, pull: i64, led: i64) -> Note {
        note(session, on, &[(PULL, pull), (LED, led)])
    }

    #[test]
    fn the_bar_lies_between_pull_and_lead_and_says_which_was_more() {
        let notes = [
            both(1, "2026-07-20", 4, 2),
            both(2, "2026-07-27", 3, 7),
            both(3, "2026-08-03", 3, 3),
            note(4, "2026-08-10", &[]),
            note(5, "2026-08-17", &[(LED, 6)]),
        ];
        let scene = drawn(&notes, &request());
        assert_eq!((scene.n, scene.count.as_str()), (4, "4 noted of 5 sessions"));
        let bar = |at: usize| rects(&scene.marks[at]);
        // 408 is the base and each step 36: 4 stands at 264, 2 at 336.
        assert_eq!(bar(0), [([196, 264, 8, 72], "Hatch".to_owned())]);
        assert_eq!(
            circles(&scene.marks[0]),
            [([200, 264, 6], "Outline".to_owned()), ([200, 336, 6], "Full".to_owned())]
        );
        assert_eq!(bar(1), [([260, 156, 8, 144], "Clay".to_owned())]);
        assert_eq!(
            circles(&scene.marks[2]),
            [([328, 300, 9], "Outline".to_owned()), ([328, 300, 4], "Full".to_owned())]
        );
        assert_eq!(circles(&scene.marks[3]), [([392, 397, 3], "Thin".to_owned())]);
        assert_eq!(circles(&scene.marks[4]), [([456, 192, 6], "Full".to_owned())]);
        let cells = |row: usize| scene.table.rows[row].cells.join(" | ");
        assert_eq!(cells(0), "Session 5, 17 Aug | not noted | 6 |  | Words of session 5.");
        assert_eq!(
            cells(3),
            "Session 2, 27 Jul | 3 | 7 | 4 more than the pull | Words of session 2."
        );
        assert_eq!(scene.marks[1].row, 3);
    }

    #[test]
    fn fewer_than_four_notes_are_a_table_alone() {
        let notes =
            [both(1, "2026-07-20", 4, 2), both(2, "2026-07-27", 3, 7), note(3, "2026-08-03", &[])];
        let scene = drawn(&notes, &request());
        assert!(scene.too_few && scene.marks.is_empty() && scene.ground.is_empty());
        assert_eq!(scene.table.rows.len(), 3);
        assert!(scene.alt.ends_with("Too few to see a shape in."), "{}", scene.alt);
        assert!(drawn(&[], &request()).too_few);
    }

    #[test]
    fn a_session_with_several_notes_has_a_column_for_each_that_says_something() {
        let again = Note { words: "Later that day.".into(), ..note(1, "2026-07-20", &[]) };
        let notes = [
            both(1, "2026-07-20", 4, 2),
            again,
            both(1, "2026-07-20", 5, 5),
            both(2, "2026-07-27", 1, 2),
            both(3, "2026-08-03", 1, 2),
        ];
        let of_wren: Vec<Note> =
            notes.iter().map(|note| Note { client: request().client, ..note.clone() }).collect();
        assert_eq!(drawn(&of_wren, &request()).marks.len(), 4);
    }

    #[test]
    fn groups_of_a_split_below_eight_are_hatched_and_their_marks_left_out() {
        let monday = (0..9_u32).map(|week| {
            let day = NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day");
            Note {
                day: day + chrono::Days::new(7 * u64::from(week)),
                ..both(week + 1, "2026-01-05", 4, 2)
            }
        });
        let tuesday = both(20, "2026-03-10", 2, 8);
        let notes: Vec<Note> = monday.chain([tuesday]).collect();
        let request = PictureRequest { split: Some(Split::Weekday), ..request() };
        let scene = drawn(&notes, &request);
        assert_eq!((scene.marks.len(), scene.n), (9, 10));
        assert_eq!(scene.table.rows.len(), 10, "the table has what is hatched, too");
        assert!(scene.notes.iter().any(|note| note == SPLIT));
        assert!(scene.ground.iter().any(|shape| shape.ink == Ink::Hatch));
    }

    #[test]
    fn what_is_for_the_writer_alone_says_so() {
        let mut notes = vec![both(1, "2026-07-20", 4, 2); 4];
        notes[0].mine_alone = true;
        let scene = drawn(&notes, &request());
        assert!(scene.table.rows[3].mine_alone && !scene.table.rows[0].mine_alone);
    }
}
