//! *Dark and after*: each dark hour as a stem, and its follow-ups along the six weeks after.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::axis::Frame;
use super::glyphs::flower;
use super::notes::{Note, Reader};
use super::scene::{CellSaid, Ink, KeyLine, Mark, Scene, SceneRow, SceneShape, SceneTable};
use super::{LEGAL, PictureKind, PictureRequest};
use crate::forms::FacetValue;
use crate::journal::catalog::EntrySummary;
use crate::journal::record::{Due, FollowUp};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

const FORM: &str = "integration";
const DARKNESS: &str = "darkness";
const HELD: &str = "held";
/// From this on an hour is dark.
const DARK: i64 = 3;
/// How many rows a page has.
const ROWS: usize = 20;
/// How many days the picture looks ahead.
const DAYS: i64 = 42;
/// Where the hour itself stands.
const START: i32 = 212;
const END: i32 = 60;
/// The base line of the first row, and how far it is to the next.
const FIRST: i32 = 66;
const ROW: i32 = 47;

/// A dark hour with what was asked afterwards.
struct DarkHour {
    note: Note,
    asked: Vec<Asked>,
}

/// A follow-up on its day after the hour.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    /// On which day after the hour; none while it waits for a next session.
    day: Option<i64>,
    outcome: AskedOutcome,
    words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AskedOutcome {
    Answered,
    Skipped,
    Open,
}

impl Journal {
    pub(super) fn dark_and_after(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let reader = Reader::of(self, request, &[DARKNESS, HELD]);
        let skip = usize::try_from(request.page).unwrap_or(usize::MAX).saturating_mul(ROWS);
        let dark = |known: &EntrySummary| {
            let values = known.facet_values();
            matches!(values.get(DARKNESS), Some(FacetValue::Number(number)) if *number >= DARK)
        };
        let of_everyone = request.client.or(request.course).or(request.thread).is_none();
        let found = if of_everyone { None } else { Some(self.drawn(request, FORM)) };
        let mut seen = 0;
        let mut hours = Vec::new();
        let mut earlier = false;
        let mut newest_first: Box<dyn Iterator<Item = _>> = match found {
            Some(found) => Box::new(found.into_iter().rev()),
            None => Box::new(self.catalog.newest_first()),
        };
        let picked = newest_first.by_ref().filter(|(_, state)| {
            let known = state.summary();
            !known.trashed && known.form().0 == FORM && dark(known)
        });
        for one in picked {
            let Some(note) = reader.note(one)? else { continue };
            seen += 1;
            if seen <= skip {
                continue;
            }
            if hours.len() == ROWS {
                earlier = true;
                break;
            }
            hours.push(note);
        }
        drop(newest_first);
        let next = self.next_sessions(&hours);
        let hours: Vec<DarkHour> = hours
            .into_iter()
            .map(|note| {
                let cards = self.catalog.follow_ups.of(note.entry);
                let cards = cards.filter(|(_, card)| {
                    let entry = self.catalog.entry(card.entry);
                    card.outcome.is_some()
                        || entry.is_some_and(|state| card.is_wanted(&state.shown().head))
                });
                let next = next.get(&note.entry).copied();
                let asked = cards.map(|(_, card)| asked(card, &note, next)).collect();
                DarkHour { note, asked }
            })
            .collect();
        let mut scene = draw(&hours, request, frame);
        (scene.earlier, scene.later) = (earlier, request.page > 0);
        Ok(scene)
    }

    /// The day of the next session with the same client, for each hour that has one.
    fn next_sessions(&self, hours: &[Note]) -> HashMap<RecordId, NaiveDate> {
        let mut next: HashMap<RecordId, NaiveDate> = HashMap::new();
        let Some(first) = hours.iter().map(|note| note.day).min() else { return next };
        for (_, state) in self.catalog.newest_first() {
            let known = state.summary();
            let day = known.happened.date();
            if day < first {
                break;
            }
            let Some(client) = known.client.filter(|_| !known.trashed) else { continue };
            let client = self.catalog.resolve(client);
            let before = hours.iter().filter(|note| {
                note.client == Some(client) && known.session > note.session && day > note.day
            });
            for note in before {
                next.insert(note.entry, day);
            }
        }
        next
    }
}

fn asked(card: &FollowUp, note: &Note, next: Option<NaiveDate>) -> Asked {
    let after = |day: NaiveDate| (day - note.day).num_days().max(0);
    let due = match &card.due {
        Due::NextSession if note.client.is_some() => next.map(after),
        Due::NextSession => Some(1),
        Due::Weeks(weeks) => Some(i64::from(*weeks) * 7),
        Due::On(day) => Some(day.parse().map_or(0, after)),
    };
    match &card.outcome {
        Some(outcome) => Asked {
            day: Some(after(outcome.at.date())),
            outcome: if outcome.answer.is_empty() {
                AskedOutcome::Skipped
            } else {
                AskedOutcome::Answered
            },
            words: outcome.answer.clone(),
        },
        None => Asked { day: due, outcome: AskedOutcome::Open, words: String::new() },
    }
}

/// Draws hours, newest first.
fn draw(hours: &[DarkHour], request: &PictureRequest, frame: &Frame) -> Scene {
    let asked: usize = hours.iter().map(|hour| hour.asked.len()).sum();
    let plural = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let count = format!("{}, {}", plural(hours.len(), "dark hour"), plural(asked, "follow-up"));
    let mut scene = frame.scene(PictureKind::DarkAndAfter).made_of(hours.len(), count);
    let rows = i32::try_from(hours.len()).unwrap_or(0);
    scene.height = u32::try_from(FIRST + ROW * rows - 20).unwrap_or(0);
    let x_of = |day: i64| {
        let day = i32::try_from(day.clamp(0, DAYS)).unwrap_or(0);
        START + day * (frame.width - END - START) / 42
    };
    for day in (0..=DAYS).step_by(7) {
        let says = match day {
            0 => "that day".to_owned(),
            7 => "7 days".to_owned(),
            day => day.to_string(),
        };
        scene.ground.push(SceneShape::centred(x_of(day), 16, says, Ink::Note));
        if day > 0 {
            let bottom = FIRST + ROW * (rows - 1);
            scene.ground.push(SceneShape::line((x_of(day), 26), (x_of(day), bottom), Ink::Dotted));
        }
    }
    scene.table = SceneTable::of(&[
        ("Dark hour", CellSaid::Plain),
        ("Darkness", CellSaid::Named),
        ("Held", CellSaid::Named),
        ("Follow-up", CellSaid::Plain),
        ("First words", CellSaid::Words),
    ]);
    for (lane, hour) in hours.iter().enumerate() {
        draw_hour(&mut scene, lane, hour, &x_of, frame);
    }
    scene.key = key();
    if request.client.is_some() || request.course.is_some() {
        scene.notes.push(LEGAL.to_owned());
    }
    scene
}

fn draw_hour(
    scene: &mut Scene,
    lane: usize,
    hour: &DarkHour,
    x_of: &impl Fn(i64) -> i32,
    frame: &Frame,
) {
    let note = &hour.note;
    let base = FIRST + ROW * i32::try_from(lane).unwrap_or(0);
    let (darkness, held) = (note.number(DARKNESS).unwrap_or(0), note.number(HELD));
    let who = frame.hour(note.alias.as_deref(), None, note.day);
    let said = |value: Option<i32>| value.map_or("not noted".to_owned(), |it| it.to_string());
    scene.ground.push(SceneShape::text(0, base - 16, who, Ink::Label));
    let values = format!("darkness {darkness}, held {}", said(held));
    scene.ground.push(SceneShape::text(0, base, values, Ink::Note));
    let passed = (frame.today - note.day).num_days();
    let (start, now, end) = (x_of(0), x_of(passed), x_of(DAYS));
    scene.ground.push(SceneShape::line((start, base), (now, base), Ink::Thin));
    if passed < DAYS {
        scene.ground.push(SceneShape::line((now, base - 4), (now, base + 4), Ink::Thin));
        scene.ground.push(SceneShape::line((now, base), (end, base), Ink::Dotted));
    }
    let full = frame.hour(note.alias.as_deref(), note.session, note.day);
    let asked = match hour.asked.len() {
        0 => "nothing was asked".to_owned(),
        1 => "1 follow-up".to_owned(),
        many => format!("{many} follow-ups"),
    };
    let row = |cells: Vec<String>| SceneRow {
        cells,
        entry: Some(note.entry),
        mine_alone: note.mine_alone,
    };
    let lane = u32::try_from(lane).unwrap_or(0);
    let put = |scene: &mut Scene, bounds: [i32; 4], shapes: Vec<SceneShape>, cells: Vec<String>| {
        let at = u32::try_from(scene.table.rows.len()).unwrap_or(0);
        scene.table.rows.push(row(cells));
        scene.marks.push(Mark { lane, row: at, bounds: Some(bounds), shapes, entry: None });
    };
    let height = darkness.clamp(0, 4) * 9;
    let (width, ink) = match held {
        Some(held) => (1 + 2 * held.clamp(0, 4), Ink::Full),
        None => (5, Ink::Outline),
    };
    let stem = SceneShape::rect(start - width / 2, base - height, width, height, ink);
    let cells = vec![full.clone(), darkness.to_string(), said(held), asked, note.words.clone()];
    put(scene, [start - 12, base - height - 4, 24, height + 8], vec![stem], cells);
    for one in &hour.asked {
        let day = one.day.unwrap_or(passed + 1).clamp(0, DAYS);
        let x = x_of(day);
        let (shapes, says) = match (one.outcome, one.day) {
            (AskedOutcome::Answered, Some(day)) => {
                let stalk = SceneShape::line((x, base), (x, base - 8), Ink::ClayStroke);
                let mut shapes = vec![stalk];
                shapes.extend(flower(x, base - 12, Ink::ClayStroke));
                (shapes, format!("day {day}: answered"))
            }
            (AskedOutcome::Skipped, Some(day)) => (
                vec![
                    ring(x, base),
                    SceneShape::line((x - 6, base), (x + 6, base), Ink::ClayStroke),
                ],
                format!("day {day}: skipped"),
            ),
            (_, Some(day)) if day <= passed => (vec![ring(x, base)], format!("day {day}: due")),
            (_, Some(day)) => (vec![ring(x, base)], format!("day {day}: upcoming")),
            (_, None) => (vec![ring(x, base)], "at the next session".to_owned()),
        };
        let words = one.words.chars().take(80).collect();
        let cells = vec![full.clone(), String::new(), String::new(), says, words];
        put(scene, [x - 12, base - 22, 24, 26], shapes, cells);
    }
    let name = note.alias.clone().unwrap_or_else(|| "Dark hour".to_owned());
    scene.lanes.push(format!("{name}, {} {}", note.day.day(), note.day.format("%b")));
}

fn ring(x: i32, base: i32) -> SceneShape {
    SceneShape::circle(x, base, 4, Ink::ClayOutline)
}

fn key() -> Vec<KeyLine> {
    let mut bloom = vec![SceneShape::line((12, 20), (12, 14), Ink::ClayStroke)];
    bloom.extend(flower(12, 10, Ink::ClayStroke));
    vec![
        KeyLine::of(
            vec![
                SceneShape::rect(5, 4, 2, 14, Ink::Full),
                SceneShape::rect(13, 9, 8, 9, Ink::Full),
            ],
            "taller: darker; wider: held more",
        ),
        KeyLine::of(bloom, "a follow-up, answered"),
        KeyLine::of(vec![ring(12, 10)], "due"),
        KeyLine::of(
            vec![ring(12, 10), SceneShape::line((6, 10), (18, 10), Ink::ClayStroke)],
            "skipped",
        ),
        KeyLine::of(vec![SceneShape::line((0, 10), (24, 10), Ink::Dotted)], "upcoming"),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{circles, day, frame, note, rects};
    use super::*;
    use crate::journal::record::{Moment, Outcome};

    fn dark(session: u32, on: &str, darkness: i64, held: Option<i64>, asked: &[Asked]) -> DarkHour {
        let mut numbers = vec![(DARKNESS, darkness)];
        numbers.extend(held.map(|held| (HELD, held)));
        DarkHour { note: note(session, on, &numbers), asked: asked.to_vec() }
    }

    fn of(day: Option<i64>, outcome: AskedOutcome) -> Asked {
        Asked { day, outcome, words: "It held.".into() }
    }

    #[test]
    fn height_is_darkness_width_how_far_it_was_held_and_a_flower_an_answer() {
        let hours = [
            dark(4, "2026-11-09", 3, Some(2), &[of(Some(7), AskedOutcome::Open)]),
            dark(3, "2026-10-29", 4, Some(0), &[of(Some(14), AskedOutcome::Answered)]),
            dark(2, "2026-09-16", 3, None, &[of(Some(42), AskedOutcome::Open)]),
            dark(1, "2026-08-10", 3, Some(4), &[of(Some(61), AskedOutcome::Skipped)]),
        ];
        let scene =
            draw(&hours, &PictureRequest::of(PictureKind::DarkAndAfter), &frame()).finished();
        assert_eq!(scene.count, "4 dark hours, 4 follow-ups");
        assert_eq!(rects(&scene.marks[0]), [([210, 39, 5, 27], "Full".to_owned())]);
        // Seven days are 7/42 of the 716 pixels from 212 on.
        assert_eq!(circles(&scene.marks[1]), [([331, 66, 4], "ClayOutline".to_owned())]);
        assert_eq!(rects(&scene.marks[2]), [([212, 77, 1, 36], "Full".to_owned())]);
        assert_eq!(circles(&scene.marks[3]).len(), 6, "five petals around a middle");
        assert_eq!(rects(&scene.marks[4]), [([210, 133, 5, 27], "Outline".to_owned())]);
        assert_eq!(circles(&scene.marks[5])[0].0[0], 928);
        let said = |row: usize| scene.table.rows[row].cells[3].as_str();
        assert_eq!(said(1), "day 7: upcoming");
        assert_eq!(said(3), "day 14: answered");
        assert_eq!(said(5), "day 42: due");
        assert_eq!(said(7), "day 61: skipped");
        assert_eq!(scene.table.rows.len(), scene.marks.len());
    }

    #[test]
    fn the_line_is_solid_to_today_and_dotted_beyond() {
        let hours = ["2026-11-09", "2026-11-02", "2026-10-12", "2026-08-10"]
            .map(|on| dark(1, on, 3, Some(2), &[]));
        let scene =
            draw(&hours, &PictureRequest::of(PictureKind::DarkAndAfter), &frame()).finished();
        let to_come = scene.ground.iter().filter(|shape| {
            matches!(shape.form, super::super::scene::ShapeForm::Line([from, y, 928, to])
                if shape.ink == Ink::Dotted && y == to && from > 212)
        });
        assert_eq!(to_come.count(), 3);
    }

    #[test]
    fn a_card_asks_on_its_day_after_the_hour() {
        let mut note = note(1, "2026-10-05", &[(DARKNESS, 4)]);
        note.client = Some(RecordId::from_bytes([7; 16]));
        let card = |due| FollowUp::on(note.entry, due);
        let next = Some(day("2026-10-12"));
        assert_eq!(asked(&card(Due::NextSession), &note, next).day, Some(7));
        assert_eq!(asked(&card(Due::NextSession), &note, None).day, None);
        assert_eq!(asked(&card(Due::Weeks(6)), &note, next).day, Some(42));
        assert_eq!(asked(&card(Due::On("2026-10-08".into())), &note, next).day, Some(3));
        let at = Moment { utc_ms: 1_791_885_600_000, offset_min: 0 };
        let outcome = Some(Outcome { answer: "It held.".into(), at });
        let answered = asked(&FollowUp { outcome, ..card(Due::Weeks(2)) }, &note, next);
        assert_eq!((answered.day, answered.outcome), (Some(8), AskedOutcome::Answered));
    }

    #[test]
    fn three_dark_hours_are_a_table_alone() {
        let hours = [1, 2, 3].map(|session| dark(session, "2026-11-09", 3, Some(2), &[]));
        let scene =
            draw(&hours, &PictureRequest::of(PictureKind::DarkAndAfter), &frame()).finished();
        assert!(scene.too_few && scene.marks.is_empty());
        assert_eq!(scene.table.rows.len(), 3);
    }
}
