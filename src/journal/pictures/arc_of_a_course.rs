//! *Arc of a course*: its sessions on their days, in a lane for each part of the work.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::axis::{Frame, LEFT, RIGHT};
use super::glyphs;
use super::notes::{Note, Reader};
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{LEGAL, PictureKind, PictureRequest};
use crate::journal::record::Phase;
use crate::journal::sheet::phase_words;
use crate::journal::{Journal, JournalError};
use crate::locale::English;

const MOVED: &str = "relational_moment.who_moved";
/// An entry with this tag is a numbered turning point.
pub(super) const TURNING_POINT: &str = "turning point";
const MOST_POINTS: usize = 9;
/// How long before the first and after the last session ordinary therapy is shown, in days.
const AROUND: u64 = 28;
const LANES: [&str; 4] = ["Ordinary therapy", "Preparation", "Medicine", "Integration"];
/// The base line of the first lane, and how far it is to the next.
const FIRST: i32 = 122;
const LANE: i32 = 86;
const BLOCK: (i32, i32) = (28, 38);

/// One session with what was noted of it.
struct Hour {
    lane: usize,
    notes: Vec<Note>,
}

impl Hour {
    fn first(&self) -> &Note {
        &self.notes[0]
    }

    /// The flags of all its notes, each once, and whether one lies in the basket.
    fn flags(&self) -> Vec<String> {
        let mut flags: Vec<String> = Vec::new();
        let of_notes = self.notes.iter().flat_map(|note| {
            let basket = note.in_basket.then(|| "basket".to_owned());
            note.flags.iter().map(|flag| flag.0.clone()).chain(basket)
        });
        for flag in of_notes {
            if !flags.contains(&flag) {
                flags.push(flag);
            }
        }
        flags
    }

    /// Whether I moved, and whether they did.
    fn moved(&self) -> (bool, bool) {
        let keys: Vec<&str> =
            self.notes.iter().flat_map(|note| note.keys(MOVED)).map(String::as_str).collect();
        let both = keys.contains(&"both");
        (both || keys.contains(&"me"), both || keys.contains(&"client"))
    }
}

impl Journal {
    pub(super) fn arc_of_a_course(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let id = request.course.ok_or(JournalError::NoSuchRecord)?;
        let id = self.catalog.resolve(id);
        let course = self.catalog.courses.get(&id).ok_or(JournalError::NoSuchRecord)?;
        let client = self.catalog.resolve(course.client);
        let span = self.catalog.course_span(course);
        let of_client = self
            .catalog
            .oldest_first(|known| known.client == Some(client) && known.session.is_some());
        let held = of_client.iter().filter(|(_, state)| span.holds(state.summary()));
        let days = held.map(|(_, state)| state.summary().happened.date());
        let (mut first, mut last): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
        for day in days {
            first = Some(first.map_or(day, |first| first.min(day)));
            last = Some(last.map_or(day, |last| last.max(day)));
        }
        let around = first.zip(last).map(|(first, last)| {
            let before = first.checked_sub_days(Days::new(AROUND)).unwrap_or(first);
            let after = last.checked_add_days(Days::new(AROUND)).unwrap_or(last);
            before..=after
        });
        let reader = Reader::of(self, request, &[MOVED]);
        let mut hours: BTreeMap<u32, Hour> = BTreeMap::new();
        for one in &of_client {
            let known = one.1.summary();
            let day = known.happened.date();
            if !around.as_ref().is_some_and(|around| around.contains(&day)) {
                continue;
            }
            let inside = span.holds(known);
            let Some(note) = reader.note(*one)? else { continue };
            let lane = if inside { lane_of(note.phase) } else { 0 };
            let session = note.session.unwrap_or(0);
            let hour = hours.entry(session).or_insert(Hour { lane, notes: Vec::new() });
            hour.lane = hour.lane.max(lane);
            hour.notes.push(note);
        }
        let mut hours: Vec<Hour> = hours.into_values().collect();
        hours.sort_by_key(|hour| hour.first().day);
        let mut scene = draw(&hours, frame);
        scene.title = format!("{}: {}", scene.title, course.name);
        scene.incomplete = reader.incomplete();
        Ok(scene)
    }
}

fn lane_of(phase: Option<Phase>) -> usize {
    match phase {
        Some(Phase::Screening | Phase::Preparation) => 1,
        Some(Phase::Medicine) => 2,
        Some(Phase::IntegrationEarly | Phase::IntegrationLater) => 3,
        Some(Phase::Between | Phase::Ending) | None => 0,
    }
}

/// Draws the newest hours, oldest first, on equal days.
fn draw(all: &[Hour], frame: &Frame) -> Scene {
    let fits = usize::try_from((frame.width - LEFT - RIGHT) / 14).unwrap_or(1).max(1);
    let hours = &all[all.len().saturating_sub(fits)..];
    let points: Vec<&Note> = hours
        .iter()
        .flat_map(|hour| &hour.notes)
        .filter(|note| note.tags.iter().any(|tag| tag == TURNING_POINT))
        .take(MOST_POINTS)
        .collect();
    let plural = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let sessions = plural(hours.len(), "session");
    let count = match points.len() {
        0 => sessions,
        many => format!("{sessions}, {}", plural(many, "turning point")),
    };
    let mut scene = frame.scene(PictureKind::ArcOfACourse).made_of(hours.len(), count);
    if hours.len() < all.len() {
        scene.notes.push(format!("The newest {} of {} sessions.", hours.len(), all.len()));
    }
    scene.lanes = LANES.map(str::to_owned).into();
    let base = |lane: usize| FIRST + LANE * i32::try_from(lane).unwrap_or(0);
    scene.table = table(hours, &points, frame);
    let Some((first, last)) = hours.first().zip(hours.last()) else { return scene };
    let (first, last) = (first.first().day, last.first().day);
    let x_of = |day: NaiveDate| {
        let days = (last - first).num_days().max(1);
        let room = i64::from(frame.width - LEFT - RIGHT - BLOCK.0);
        let at = (day - first).num_days() * room / days;
        LEFT + BLOCK.0 / 2 + i32::try_from(at).unwrap_or(0)
    };
    let bottom = base(3);
    scene.height = u32::try_from(bottom + 52).unwrap_or(0);
    for (lane, name) in LANES.iter().enumerate() {
        let of_lane = hours.iter().filter(|hour| hour.lane == lane).count();
        let y = base(lane);
        scene.ground.push(SceneShape::text(0, y - 24, *name, Ink::Label));
        scene.ground.push(SceneShape::text(0, y - 7, plural(of_lane, "session"), Ink::Note));
        scene.ground.push(SceneShape::line((LEFT - 8, y), (frame.width - RIGHT, y), Ink::Hair));
    }
    scene.ground.extend(dates(first, last, &x_of, bottom + 34, frame));
    for (at, note) in points.iter().enumerate() {
        let (x, number) = (x_of(note.day), (at + 1).to_string());
        let lane = hours.iter().find(|hour| hour.notes.iter().any(|one| one.entry == note.entry));
        let to = base(lane.map_or(0, |hour| hour.lane)) - BLOCK.1 - 22;
        scene.ground.push(SceneShape::line((x, 30), (x, to.max(30)), Ink::Dotted));
        scene.ground.push(SceneShape::circle(x, 18, 11, Ink::ClayOutline));
        scene.ground.push(SceneShape::centred(x, 22, number.as_str(), Ink::ClayText));
        scene.notes.push(format!("{number}. {}: {}", frame.day(note.day), note.words));
    }
    if points.is_empty() {
        let how = format!("Tag an entry “{TURNING_POINT}” to have it numbered here.");
        scene.notes.push(how);
    } else {
        scene.ground.push(SceneShape::text(0, 22, "Turning points", Ink::Label));
    }
    let last_row = hours.len().saturating_sub(1);
    for (at, hour) in hours.iter().enumerate() {
        scene.marks.push(mark(hour, x_of(hour.first().day), base(hour.lane), last_row - at));
    }
    scene.key = key(hours, frame.locale.english);
    scene.notes.push(LEGAL.to_owned());
    scene
}

fn dates(
    first: NaiveDate,
    last: NaiveDate,
    x_of: &impl Fn(NaiveDate) -> i32,
    y: i32,
    frame: &Frame,
) -> Vec<SceneShape> {
    let days = u64::try_from((last - first).num_days()).unwrap_or(0);
    let fit = u64::try_from((frame.width - LEFT - RIGHT) / 72).unwrap_or(1).max(1);
    let weeks = (days / 7 / fit + 1) * 7;
    let mut shapes = Vec::new();
    let mut day = first;
    while day <= last {
        let x = x_of(day);
        shapes.push(SceneShape::centred(x, y, frame.day_of_axis(day), Ink::Note));
        shapes.push(SceneShape::line((x, 44), (x, y - 16), Ink::Dotted));
        let Some(next) = day.checked_add_days(Days::new(weeks)) else { break };
        day = next;
    }
    shapes
}

fn pattern(lane: usize) -> Ink {
    [Ink::Outline, Ink::Dots, Ink::Full, Ink::Hatch][lane]
}

fn mark(hour: &Hour, x: i32, base: i32, row: usize) -> Mark {
    let (width, height) = BLOCK;
    let mut shapes =
        vec![SceneShape::rect(x - width / 2, base - height, width, height, pattern(hour.lane))];
    let flags = hour.flags();
    let shown = &flags[..flags.len().min(3)];
    let wide = i32::try_from(shown.len()).unwrap_or(0);
    for (at, flag) in shown.iter().enumerate() {
        let at = i32::try_from(at).unwrap_or(0);
        shapes.extend(glyphs::flag(flag, x - (wide - 1) * 8 + at * 16, base - height - 12));
    }
    let (me, they) = hour.moved();
    for (moved, side) in [(me, -8), (they, 8)] {
        if moved {
            shapes.push(SceneShape::line((x + side, base + 5), (x + side, base + 13), Ink::Stroke));
        }
    }
    let row = u32::try_from(row).unwrap_or(0);
    let bounds = Some([x - width / 2 - 2, base - height - 2, width + 4, height + 4]);
    Mark { lane: u32::try_from(hour.lane).unwrap_or(0), row, bounds, shapes, entry: None }
}

fn flag_words(key: &str, english: English) -> String {
    match key {
        "dark" => "dark hour".to_owned(),
        "first_boundary" => "first boundary".to_owned(),
        "good_frightened" => "good that frightened".to_owned(),
        "over_steered" => "over-steered".to_owned(),
        "basket" => format!("for {}", english.supervision()),
        other => other.replace('_', " "),
    }
}

fn key(hours: &[Hour], english: English) -> Vec<KeyLine> {
    let patterns = ["ordinary", "preparation", "medicine", "integration"];
    let mut key: Vec<KeyLine> = patterns
        .iter()
        .enumerate()
        .filter(|(lane, _)| hours.iter().any(|hour| hour.lane == *lane))
        .map(|(lane, says)| KeyLine::of(vec![SceneShape::rect(5, 2, 14, 16, pattern(lane))], says))
        .collect();
    let mut flags: Vec<String> = Vec::new();
    for flag in hours.iter().flat_map(Hour::flags) {
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    flags.truncate(7);
    key.extend(
        flags
            .iter()
            .map(|flag| KeyLine::of(glyphs::flag(flag, 12, 10), &flag_words(flag, english))),
    );
    if hours.iter().any(|hour| hour.moved() != (false, false)) {
        let ticks = [5, 15].map(|x| SceneShape::line((x, 4), (x, 14), Ink::Stroke));
        key.push(KeyLine::of(ticks.into(), "who moved: left I, right they"));
    }
    key
}

fn table(hours: &[Hour], points: &[&Note], frame: &Frame) -> SceneTable {
    let mut table = SceneTable::of(&[
        ("Session", CellSaid::Plain),
        ("Phase", CellSaid::Plain),
        ("Flags", CellSaid::Plain),
        ("Who moved", CellSaid::Plain),
        ("Turning point", CellSaid::Named),
        ("First words", CellSaid::Words),
    ]);
    let row = |hour: &Hour| {
        let note = hour.first();
        let phase = hour.notes.iter().find_map(|note| note.phase);
        let moved = match hour.moved() {
            (true, true) => "both moved",
            (true, false) => "I moved",
            (false, true) => "they moved",
            (false, false) => "",
        };
        let point =
            points.iter().position(|point| hour.notes.iter().any(|note| note.entry == point.entry));
        let cells = vec![
            frame.hour(None, note.session, note.day),
            phase.map_or("no phase named", phase_words).to_owned(),
            hour.flags()
                .iter()
                .map(|flag| flag_words(flag, frame.locale.english))
                .collect::<Vec<_>>()
                .join(", "),
            moved.to_owned(),
            point.map_or(String::new(), |at| (at + 1).to_string()),
            note.words.clone(),
        ];
        let mine_alone = hour.notes.iter().any(|note| note.mine_alone);
        SceneRow { cells, entry: Some(note.entry), mine_alone }
    };
    table.rows = hours.iter().rev().map(row).collect();
    table
}

#[cfg(test)]
mod tests {
    use super::super::scene::ShapeForm;
    use super::super::testing::{frame, note, rects, with_keys};
    use super::*;
    use crate::journal::record::Flag;

    fn hour(session: u32, on: &str, phase: Phase) -> Hour {
        let note = Note { phase: Some(phase), ..note(session, on, &[]) };
        Hour { lane: lane_of(Some(phase)), notes: vec![note] }
    }

    fn course() -> Vec<Hour> {
        let mut hours = vec![
            hour(1, "2026-09-07", Phase::Between),
            hour(2, "2026-09-14", Phase::Preparation),
            hour(3, "2026-09-21", Phase::Medicine),
            hour(4, "2026-10-05", Phase::IntegrationEarly),
        ];
        let medicine = &mut hours[2].notes[0];
        medicine.flags = vec![Flag("dark".into())];
        medicine.in_basket = true;
        medicine.tags = vec![TURNING_POINT.to_owned()];
        *medicine = with_keys(medicine.clone(), &[(MOVED, &["client", "both"])]);
        hours
    }

    #[test]
    fn sessions_stand_on_their_days_in_the_lane_of_their_phase() {
        let scene = draw(&course(), &frame()).finished();
        assert_eq!(scene.count, "4 sessions, 1 turning point");
        let blocks: Vec<_> = scene.marks.iter().map(|mark| rects(mark)[0].clone()).collect();
        // 28 days over 764 pixels from 182 on; lanes are 86 apart, from 122 on.
        assert_eq!(blocks[0], ([168, 84, 28, 38], "Outline".to_owned()));
        assert_eq!(blocks[1], ([359, 170, 28, 38], "Dots".to_owned()));
        assert_eq!(blocks[2], ([550, 256, 28, 38], "Full".to_owned()));
        assert_eq!(blocks[3], ([932, 342, 28, 38], "Hatch".to_owned()));
        let ticks = scene.marks[2].shapes.iter().filter(
            |shape| matches!(shape.form, ShapeForm::Line([x, 299, _, 307]) if x == 556 || x == 572),
        );
        assert_eq!(ticks.count(), 2, "both moved");
        assert_eq!(
            scene.table.rows[1].cells[1..5],
            ["medicine", "dark hour, for supervision", "both moved", "1"]
        );
        assert!(scene.notes[0].starts_with("1. 21 Sep: "), "{:?}", scene.notes);
    }

    #[test]
    fn a_course_without_a_turning_point_says_how_to_make_one() {
        let mut hours = course();
        hours[2].notes[0].tags.clear();
        let scene = draw(&hours, &frame()).finished();
        assert!(scene.notes[0].starts_with("Tag an entry"), "{:?}", scene.notes);
    }

    #[test]
    fn three_sessions_are_a_table_alone_and_none_is_nothing() {
        let mut hours = course();
        hours.truncate(3);
        let scene = draw(&hours, &frame()).finished();
        assert!(scene.too_few && scene.marks.is_empty());
        assert_eq!(scene.table.rows.len(), 3);
        assert!(draw(&[], &frame()).finished().table.rows.is_empty());
    }
}
