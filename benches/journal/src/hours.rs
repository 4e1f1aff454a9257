//! Ten years of hours: how long all checks of a scheme take, and a week with its totals.

use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use stillroom::journal::{HoursRow, Journal, Placement, RowState};
use stillroom::schemes::{HourKind, PracticeStatus};
use stillroom::testing::{Bench, NOON};
use stillroom::vault::RecordId;
use tempfile::TempDir;

const WEEKS: u64 = 520;
/// Rows of one week: 25,000 in ten years.
const A_WEEK: u64 = 48;
const ROUNDS: usize = 30;
const BAR: Duration = Duration::from_millis(50);
const SCHEMES: [&str; 5] =
    ["generic", "ca-lmft", "bacp-accreditation", "pacfa-clinical", "de-psychth-aprv"];

/// Measures and prints; returns how many bars hold, and of how many.
pub(crate) fn measure() -> (usize, usize) {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let first = NOON.date().checked_sub_days(Days::new(7 * WEEKS)).expect("a day");
    let placement = place(&mut journal, first, SCHEMES[0]);
    let kinds = HourKind::ALL;
    for week in 0..WEEKS {
        let rows = (0..A_WEEK).map(|at| {
            let day = first + Days::new(7 * week + at % 5);
            row(day, kinds[(at % kinds.len() as u64) as usize], placement)
        });
        journal.put_hours(rows.collect(), NOON).expect("they are kept");
    }
    println!("\n{} rows of hours in {WEEKS} weeks", WEEKS * A_WEEK);
    println!(
        "{:<46} {:>10} {:>10} {:>8}",
        "all checks of a scheme, with JSON", "p50", "p95", "bar"
    );
    let mut held = 0;
    for scheme in SCHEMES {
        place(&mut journal, first, scheme);
        held += usize::from(print(scheme, &sample(|| standing(&journal, scheme))));
    }
    let day = NOON.date().to_string();
    let week = sample(|| {
        let week = journal.hours_week(&day, Some(placement), NOON).expect("it is a week");
        serde_json::to_vec(&week).expect("it is plain data").len()
    });
    held += usize::from(print("a week with its totals", &week));
    (held, SCHEMES.len() + 1)
}

fn standing(journal: &Journal, scheme: &str) -> usize {
    let standing = journal.hours_standing(scheme, NOON).expect("it ships");
    assert!(standing.reckoning.written > 0);
    serde_json::to_vec(&standing).expect("it is plain data").len()
}

fn sample(make: impl Fn() -> usize) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            assert!(make() > 0);
            start.elapsed()
        })
        .collect();
    times.sort();
    times
}

fn print(what: &str, times: &[Duration]) -> bool {
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    let missed = if at(95) <= BAR { "" } else { "  missed" };
    println!(
        "{what:<46} {:>7.1} ms {:>7.1} ms {:>5} ms{missed}",
        at(50).as_secs_f64() * 1e3,
        at(95).as_secs_f64() * 1e3,
        BAR.as_millis()
    );
    at(95) <= BAR
}

/// Makes the one placement, or has it count under another scheme.
fn place(journal: &mut Journal, first: NaiveDate, scheme: &str) -> RecordId {
    let placement = Placement {
        id: journal.list_placements().first().and_then(|known| known.id),
        alias: "Larch".into(),
        setting: String::new(),
        from: first.to_string(),
        to: None,
        minutes: 50,
        supervisors: Vec::new(),
        scheme: scheme.into(),
        status: PracticeStatus::Associate,
    };
    journal.save_placement(placement, NOON).expect("it is made").id.expect("it has an id")
}

fn row(day: NaiveDate, kind: HourKind, placement: RecordId) -> HoursRow {
    HoursRow {
        id: None,
        day: day.to_string(),
        minutes: 50,
        kind,
        placement: Some(placement),
        supervisor: String::new(),
        people: Some(4),
        sources: Vec::new(),
        from: String::new(),
        note: String::new(),
        state: RowState::Kept,
    }
}
