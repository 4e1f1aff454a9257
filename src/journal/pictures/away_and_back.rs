//! *Away and back*: limits on the ladder, a lane for each kind, and arcs to where what moved away came
//! back.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::axis::{Columns, Frame, LEFT};
use super::guard::{JOINED, Page};
use super::notes::{Note, Reader, Scale, label, labels, options, scale};
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{LEGAL, PictureKind, PictureRequest};
use crate::forms::FormId;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

const FORM: &str = "boundary";
const DIMENSION: &str = "dimension";
const LADDER: &str = "ladder";
const DIRECTION: &str = "direction";
const RETURNED: &str = "returned";
const BEGUN_BY: &str = "return_begun_by";
/// How many lanes there are at most.
const MOST_LANES: usize = 5;
/// How many notes there are at most: one may stand in several lanes.
const MOST_NOTES: usize = 56;
/// The height of a lane, and of a rung in it.
const LANE: i32 = 124;
const RUNG: i32 = 12;
/// The base line of the first lane.
const FIRST: i32 = 112;
/// The room for the anchors at the right.
const ANCHORS: i32 = 150;
const NOT_NOTED: &str = "not noted";

/// The words of the form that the picture needs.
struct Terms {
    ladder: Scale,
    dimensions: Vec<(String, String)>,
    directions: Vec<(String, String)>,
    returns: Vec<(String, String)>,
    begun_by: Vec<(String, String)>,
}

impl Journal {
    pub(super) fn away_and_back(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let form = self.current_form(&FormId(FORM.to_owned()))?;
        let terms = Terms {
            ladder: scale(&form, LADDER).ok_or(JournalError::UnknownForm)?,
            dimensions: options(&form, DIMENSION),
            directions: options(&form, DIRECTION),
            returns: options(&form, RETURNED),
            begun_by: options(&form, BEGUN_BY),
        };
        let fields = [DIMENSION, LADDER, DIRECTION, RETURNED, BEGUN_BY];
        let reader = Reader::of(self, request, &fields);
        // Several limits may be of one session.
        let notes = reader.wanted(FORM, &fields[..4], 3 * frame.most_columns())?;
        Ok(draw(&notes, &terms, request, frame))
    }
}

/// A session with the limits that were noted in it.
struct Hour<'a> {
    session: Option<u32>,
    day: NaiveDate,
    notes: Vec<&'a Note>,
}

fn draw(notes: &[Note], terms: &Terms, request: &PictureRequest, frame: &Frame) -> Scene {
    let of_everyone = request.is_of_everyone();
    let hours = by_hour(notes);
    let narrower = Frame { width: frame.width - ANCHORS, ..*frame };
    let page = Page::of(&hours, frame.page, narrower.most_columns());
    let sessions: Vec<(Option<u32>, NaiveDate)> =
        page.shown.iter().map(|hour| (hour.session.filter(|_| !of_everyone), hour.day)).collect();
    let columns = if of_everyone {
        Columns::without_gaps(sessions.len(), &narrower)
    } else {
        Columns::of(&sessions, &narrower)
    };
    let mut shown: Vec<(usize, &Note)> = page
        .shown
        .iter()
        .enumerate()
        .flat_map(|(column, hour)| hour.notes.iter().map(move |note| (column, *note)))
        .collect();
    let left_out = shown.len().saturating_sub(MOST_NOTES);
    shown.drain(..left_out);
    let n = shown.iter().filter(|(_, note)| note.number(LADDER).is_some()).count();
    let plural = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let count = format!("{}, {}", plural(n, "note"), plural(page.shown.len(), "session"));
    let mut scene = frame.scene(PictureKind::AwayAndBack).made_of(n, count);
    (scene.earlier, scene.later) = (page.earlier, page.later);
    // Sessions of several clients do not follow each other.
    let is_joined = n >= JOINED && !of_everyone;
    if left_out > 0 {
        scene.notes.push(format!("The newest {MOST_NOTES} notes of these sessions."));
    }
    let lanes = lanes(&shown);
    let last_row = shown.len().saturating_sub(1);
    for (lane, (dimension, _)) in lanes.iter().take(MOST_LANES).enumerate() {
        let of_lane: Vec<(usize, usize, &Note)> = shown
            .iter()
            .enumerate()
            .filter(|(_, (_, note))| belongs(note, dimension))
            .map(|(at, (column, note))| (last_row - at, *column, *note))
            .collect();
        draw_lane(&mut scene, lane, dimension, &of_lane, &columns, is_joined, terms);
    }
    if lanes.len() > MOST_LANES {
        let more = lanes[MOST_LANES..].iter().map(|(key, _)| label(&terms.dimensions, key));
        let more = more.collect::<Vec<_>>().join(", ");
        scene.notes.push(format!("In the table alone: {more}."));
    }
    let base = FIRST + LANE * (i32::try_from(scene.lanes.len()).unwrap_or(1) - 1).max(0);
    scene.height = u32::try_from(base + 62).unwrap_or(0);
    scene.ground.extend(columns.strokes(base));
    scene.ground.extend(columns.labels(&sessions, base, frame));
    scene.key = key(&shown, terms);
    scene.table = table(&shown, terms, frame);
    if request.client.is_some() || request.course.is_some() {
        scene.notes.push(LEGAL.to_owned());
    }
    scene
}

/// Groups notes, oldest first, by client and session; one without a session stands alone.
fn by_hour(notes: &[Note]) -> Vec<Hour<'_>> {
    let mut hours: Vec<Hour<'_>> = Vec::new();
    let mut known: BTreeMap<(Option<RecordId>, u32), usize> = BTreeMap::new();
    for note in notes {
        let key = note.session.map(|session| (note.client, session));
        if let Some(at) = key.and_then(|key| known.get(&key)) {
            hours[*at].notes.push(note);
        } else {
            known.extend(key.map(|key| (key, hours.len())));
            hours.push(Hour { session: note.session, day: note.day, notes: vec![note] });
        }
    }
    hours
}

/// The kinds of limits with how often each was noted, the most frequent first.
fn lanes(shown: &[(usize, &Note)]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, note) in shown {
        for key in note.keys(DIMENSION) {
            *counts.entry(key.clone()).or_insert(0) += 1;
        }
        if note.keys(DIMENSION).is_empty() {
            *counts.entry(String::new()).or_insert(0) += 1;
        }
    }
    let mut lanes: Vec<(String, usize)> = counts.into_iter().collect();
    lanes.sort_by_key(|(_, count)| Reverse(*count));
    lanes
}

fn belongs(note: &Note, dimension: &str) -> bool {
    let keys = note.keys(DIMENSION);
    keys.iter().any(|key| key == dimension) || (keys.is_empty() && dimension.is_empty())
}

fn draw_lane(
    scene: &mut Scene,
    lane: usize,
    dimension: &str,
    notes: &[(usize, usize, &Note)],
    columns: &Columns,
    is_joined: bool,
    terms: &Terms,
) {
    let base = FIRST + LANE * i32::try_from(lane).unwrap_or(0);
    let right = scene.width.cast_signed() - ANCHORS;
    let name = match dimension {
        "" => "no kind named".to_owned(),
        key => label(&terms.dimensions, key),
    };
    let many =
        if notes.len() == 1 { "1 note".to_owned() } else { format!("{} notes", notes.len()) };
    scene.ground.push(SceneShape::text(0, base - 44, name.as_str(), Ink::Label));
    scene.ground.push(SceneShape::text(0, base - 28, many, Ink::Note));
    scene.ground.push(SceneShape::line((LEFT - 8, base), (right, base), Ink::Hair));
    let top = base - RUNG * (terms.ladder.max - terms.ladder.min);
    for (y, value) in [(top, terms.ladder.max), (base, terms.ladder.min)] {
        let anchor = terms.ladder.anchor(value);
        let brief = anchor.split([',', ';']).take(2).collect::<String>();
        scene.ground.push(SceneShape::text(right + 12, y + 4, brief, Ink::Note));
    }
    let place = |column: usize, note: &Note| {
        let rung = note.number(LADDER)? - terms.ladder.min;
        Some((columns.xs[column], base - RUNG * rung.clamp(0, 7)))
    };
    if is_joined {
        for pair in notes.windows(2) {
            let ((_, one, before), (_, other, after)) = (pair[0], pair[1]);
            let follows = one + 1 == other && !columns.gaps[other];
            if let Some((from, to)) =
                place(one, before).zip(place(other, after)).filter(|_| follows)
            {
                scene.ground.push(SceneShape::line(from, to, Ink::Thin));
            }
        }
    }
    let mut taken: Vec<(i32, i32)> = Vec::new();
    for (row, column, note) in notes {
        let shapes = match place(*column, note) {
            Some(at) => {
                let below = taken.iter().filter(|other| **other == at).count();
                taken.push(at);
                dot(at, note, i32::try_from(below).unwrap_or(0), columns, right)
            }
            None => SceneShape::pin(columns.xs[*column], base),
        };
        let (x, y) = place(*column, note).unwrap_or((columns.xs[*column], base - 8));
        scene.marks.push(Mark {
            lane: u32::try_from(lane).unwrap_or(0),
            row: u32::try_from(*row).unwrap_or(0),
            bounds: Some([x - 12, y - 12, 24, 24]),
            shapes,
            entry: None,
        });
    }
    scene.lanes.push(name);
}

/// A dot by its direction, its rung, and the arc to where it came back. What stands in the same place
/// as another is a ring around it.
fn dot(at: (i32, i32), note: &Note, below: i32, columns: &Columns, right: i32) -> Vec<SceneShape> {
    let (x, y) = at;
    let mut shapes = arc(at, note.key(RETURNED), columns.step, right);
    if below > 0 {
        shapes.push(SceneShape::circle(x, y, 6 + 3 * below, Ink::Stroke));
        return shapes;
    }
    shapes.extend(direction(note.key(DIRECTION), x, y));
    let rung = note.number(LADDER).unwrap_or(0).to_string();
    shapes.push(SceneShape::centred(x, y + 20, rung, Ink::Label));
    shapes
}

fn direction(key: Option<&str>, x: i32, y: i32) -> Vec<SceneShape> {
    match key {
        Some("more") => vec![SceneShape::path(format!("M{x} {}l6 11h-12z", y - 7), Ink::Full)],
        Some("different") => {
            vec![SceneShape::path(format!("M{x} {}l6 6l-6 6l-6 -6z", y - 6), Ink::Full)]
        }
        Some("stop") => vec![SceneShape::rect(x - 5, y - 5, 10, 10, Ink::Full)],
        Some("as_agreed") => vec![SceneShape::circle(x, y, 5, Ink::Outline)],
        _ => vec![SceneShape::circle(x, y, 5, Ink::Full)],
    }
}

fn arc((x, y): (i32, i32), returned: Option<&str>, step: i32, right: i32) -> Vec<SceneShape> {
    let to = match returned {
        Some("same_session") => x + (step * 2 / 5).max(14),
        Some("next") => x + step,
        Some("later") => x + step * 2,
        Some("not_yet") => {
            let to = (x + step).min(right);
            let path =
                format!("M{x} {}Q{} {} {to} {}", y - 8, i32::midpoint(x, to), y - 40, y - 34);
            return vec![SceneShape::path(path, Ink::ClayBroken)];
        }
        _ => return Vec::new(),
    };
    let to = to.min(right);
    let height = ((to - x) / 2).clamp(18, 40);
    vec![
        SceneShape::path(
            format!("M{x} {}C{x} {} {to} {} {to} {}", y - 8, y - height - 8, y - height - 8, y - 3),
            Ink::ClayStroke,
        ),
        SceneShape::circle(to, y, 3, Ink::ClayOutline),
    ]
}

fn key(shown: &[(usize, &Note)], terms: &Terms) -> Vec<KeyLine> {
    let arc = "M3 16C3 4 20 4 20 13".to_owned();
    let broken = "M3 16Q11 4 22 7".to_owned();
    let mut key = vec![
        KeyLine::of(vec![SceneShape::circle(12, 10, 5, Ink::Full)], "a limit, at its rung"),
        KeyLine::of(
            vec![
                SceneShape::path(arc, Ink::ClayStroke),
                SceneShape::circle(20, 16, 3, Ink::ClayOutline),
            ],
            "came back",
        ),
        KeyLine::of(vec![SceneShape::path(broken, Ink::ClayBroken)], "not yet"),
        KeyLine::of(SceneShape::pin(12, 18), NOT_NOTED),
    ];
    for id in ["more", "different", "stop", "as_agreed"] {
        if shown.iter().any(|(_, note)| note.key(DIRECTION) == Some(id)) {
            key.push(KeyLine::of(direction(Some(id), 12, 10), &label(&terms.directions, id)));
        }
    }
    key
}

fn table(shown: &[(usize, &Note)], terms: &Terms, frame: &Frame) -> SceneTable {
    let mut table = SceneTable::of(&[
        ("Session", CellSaid::Plain),
        ("Dimension", CellSaid::Plain),
        ("Rung", CellSaid::Plain),
        ("Direction", CellSaid::Plain),
        ("Came back", CellSaid::Named),
        ("Begun by", CellSaid::Named),
        ("First words", CellSaid::Words),
    ]);
    let row = |(_, note): &(usize, &Note)| {
        let rung = note.number(LADDER).map(|rung| terms.ladder.anchor(rung));
        let cells = vec![
            frame.hour(note.alias.as_deref(), note.session, note.day),
            labels(&terms.dimensions, note.keys(DIMENSION)),
            rung.unwrap_or_else(|| NOT_NOTED.to_owned()),
            labels(&terms.directions, note.keys(DIRECTION)),
            labels(&terms.returns, note.keys(RETURNED)),
            labels(&terms.begun_by, note.keys(BEGUN_BY)),
            note.words.clone(),
        ];
        SceneRow { cells, entry: Some(note.entry), mine_alone: note.mine_alone }
    };
    table.rows = shown.iter().rev().map(row).collect();
    table
}

#[cfg(test)]
mod tests {
    use super::super::scene::ShapeForm;
    use super::super::testing::{circles, frame, note, with_keys};
    use super::*;

    fn terms() -> Terms {
        let form = crate::forms::Forms::shipped().get(&FormId(FORM.into())).expect("shipped");
        Terms {
            ladder: scale(form, LADDER).expect("a scale"),
            dimensions: options(form, DIMENSION),
            directions: options(form, DIRECTION),
            returns: options(form, RETURNED),
            begun_by: options(form, BEGUN_BY),
        }
    }

    fn limit(session: u32, on: &str, rung: i64, keys: &[(&str, &[&str])]) -> Note {
        with_keys(note(session, on, &[(LADDER, rung)]), keys)
    }

    fn drawn(notes: &[Note]) -> Scene {
        let client = Some(RecordId::from_bytes([200; 16]));
        let request = PictureRequest { client, ..PictureRequest::of(PictureKind::AwayAndBack) };
        draw(notes, &terms(), &request, &frame()).finished()
    }

    fn week(at: u32) -> String {
        let first: NaiveDate = "2026-01-05".parse().expect("a day");
        (first + chrono::Days::new(7 * u64::from(at))).to_string()
    }

    #[test]
    fn a_dot_stands_on_its_rung_in_the_lane_of_its_kind() {
        let notes = [
            limit(1, &week(0), 0, &[(DIMENSION, &["touch"]), (RETURNED, &["next"])]),
            limit(2, &week(1), 5, &[(DIMENSION, &["touch", "gaze"]), (RETURNED, &["not_yet"])]),
            limit(3, &week(2), 2, &[(DIMENSION, &["touch"]), (DIRECTION, &["stop"])]),
            limit(4, &week(3), 7, &[(DIMENSION, &["gaze"])]),
        ];
        let scene = drawn(&notes);
        assert_eq!(scene.lanes, ["touch", "gaze"]);
        assert_eq!(scene.count, "4 notes, 4 sessions");
        assert_eq!(scene.marks.len(), 5, "what is of two kinds stands in two lanes");
        // The base of the first lane is 112 and a rung 12; the first column 200, each next 64.
        assert_eq!(circles(&scene.marks[0])[1], ([200, 112, 5], "Full".to_owned()));
        assert_eq!(circles(&scene.marks[0])[0], ([264, 112, 3], "ClayOutline".to_owned()));
        assert_eq!(circles(&scene.marks[1])[0], ([264, 52, 5], "Full".to_owned()));
        assert!(matches!(scene.marks[2].shapes[0].form, ShapeForm::Rect([323, 83, 10, 10])));
        assert_eq!(circles(&scene.marks[4])[0], ([392, 152, 5], "Full".to_owned()));
        assert!(!scene.ground.iter().any(|shape| shape.ink == Ink::Thin), "four are not joined");
        assert_eq!(scene.marks[0].row, 3);
        assert_eq!(
            scene.table.rows[3].cells[1..5],
            ["touch", "0, went along; I saw only later", "", "next session"]
        );
    }

    #[test]
    fn from_eight_on_consecutive_sessions_are_joined_and_a_gap_breaks_the_line() {
        let mut notes: Vec<Note> =
            (0..8).map(|at| limit(at + 1, &week(at), 3, &[(DIMENSION, &["pace"])])).collect();
        notes.push(limit(12, &week(20), 3, &[(DIMENSION, &["pace"])]));
        let scene = drawn(&notes);
        let joins = scene.ground.iter().filter(|shape| {
            shape.ink == Ink::Thin && matches!(shape.form, ShapeForm::Line([_, 76, _, 76]))
        });
        assert_eq!(joins.count(), 7);
    }

    #[test]
    fn what_was_not_placed_is_a_pin_and_what_falls_together_is_ringed() {
        let not_placed = with_keys(note(2, &week(1), &[]), &[(DIMENSION, &["pace"])]);
        let pace: &[(&str, &[&str])] = &[(DIMENSION, &["pace"])];
        let notes = [
            limit(1, &week(0), 4, pace),
            limit(1, &week(0), 4, pace),
            limit(3, &week(2), 1, pace),
            limit(4, &week(3), 1, pace),
            not_placed,
        ];
        let scene = drawn(&notes);
        assert_eq!(scene.n, 4);
        let all: Vec<_> = scene.marks.iter().flat_map(circles).collect();
        assert!(all.contains(&([200, 64, 9], "Stroke".to_owned())), "{all:?}");
        assert_eq!(all.iter().filter(|(_, ink)| ink == "Thin").count(), 1);
    }

    #[test]
    fn more_than_five_kinds_are_named_beside_it() {
        let kinds = ["touch", "gaze", "pace", "fee", "gift", "place"];
        let notes: Vec<Note> = (0..6)
            .map(|at| limit(at + 1, &week(at), 3, &[(DIMENSION, &[kinds[at as usize]])]))
            .collect();
        let scene = drawn(&notes);
        assert_eq!(scene.lanes.len(), 5);
        assert!(scene.notes.iter().any(|note| note.starts_with("In the table alone: ")));
        assert_eq!(scene.table.rows.len(), 6);
    }

    #[test]
    fn three_are_a_table_alone() {
        let notes: Vec<Note> =
            (0..3).map(|at| limit(at + 1, &week(at), 3, &[(DIMENSION, &["pace"])])).collect();
        assert!(drawn(&notes).too_few);
    }
}
