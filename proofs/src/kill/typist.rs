//! Someone types without a pause and is killed: how much of the typing is lost?

use std::io::{BufRead, BufReader};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use stillroom::forms::Answer;
use stillroom::journal::{EntryInput, Journal};
use stillroom::testing::{Bench, NOON, document, entry};

use super::process::{USE, say, spawn};
use crate::figure::Figure;
use crate::run::{Run, folder};
use crate::writer::open;

/// The window's rule, from which the typist takes its waits.
const AUTOSAVE: &str = include_str!("../../../ui/src/lib/autosave.svelte.ts");
/// A key every so many ms, as someone fast types.
const KEY_MS: u64 = 40;
/// The bar: 2 s.
const BAR: Duration = Duration::from_secs(2);
/// Typists at work at once; they mostly wait.
const AT_ONCE: usize = 8;

/// Measures the longest stretch of typing that a kill took.
pub(super) fn prove(run: &Run) -> Figure {
    let rounds = run.choose(20, 2);
    let worst = Mutex::new(Duration::ZERO);
    thread::scope(|scope| {
        for number in 0..AT_ONCE {
            let worst = &worst;
            scope.spawn(move || {
                for round in 0..rounds {
                    let lost = kill_one(run, (number * rounds + round) as u64);
                    let mut worst = worst.lock().expect("no holder panics");
                    *worst = lost.max(*worst);
                }
            });
        }
    });
    let worst = worst.into_inner().expect("no holder panics");
    Figure {
        number: 2,
        what: format!("typing lost over kill -9, the worst of {}", AT_ONCE * rounds),
        bar: "<= 2 s".to_owned(),
        result: format!("{:.2} s", worst.as_secs_f64()),
        holds: worst <= BAR,
    }
}

/// Types as a driver does: a key at a time, saved by the window's rule.
pub(super) fn type_on(bench: &Bench) {
    let mut journal = open(bench).expect("the journal was just made");
    let mut input = entry(&journal, "free", "", NOON);
    let (pause, longest) = (constant("PAUSE_MS"), constant("LONGEST_MS"));
    let (mut text, mut first_unsaved, mut waits) = (String::new(), None, 0);
    for key in 0..100_000_u64 {
        text = text + "k" + &key.to_string() + " ";
        first_unsaved.get_or_insert_with(Instant::now);
        say(&format!("key {key}"));
        // Nobody pauses for longer than the rule's pause here, but now and then almost.
        waits = (waits + 7) % 97;
        let wait = if waits == 0 { pause + KEY_MS } else { KEY_MS };
        let paused = wait > pause;
        thread::sleep(Duration::from_millis(if paused { pause } else { wait }));
        let due =
            first_unsaved.is_some_and(|at: Instant| at.elapsed() >= Duration::from_millis(longest));
        if paused || due {
            keep(&mut journal, &mut input, &text);
            first_unsaved = None;
        }
    }
}

fn keep(journal: &mut Journal, input: &mut EntryInput, text: &str) {
    input.answers.insert("text".into(), Answer::Text(document(text)));
    journal.save_draft(input.clone(), NOON).expect("nothing fails here");
}

/// Kills one typist and returns how long before that the first lost key was pressed.
fn kill_one(run: &Run, number: u64) -> Duration {
    let root = folder();
    let bench = Bench::make(root.path());
    let mut rng = run.rng(2 * USE + number);
    let mut child = spawn("typist", root.path(), 0);
    let output = child.stdout.take().expect("a pipe was asked for");
    let keys = thread::spawn(move || -> Vec<Instant> {
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        lines.filter(|line| line.starts_with("key ")).map(|_| Instant::now()).collect()
    });
    thread::sleep(Duration::from_millis(1_500 + rng.below(4_000) as u64));
    child.kill().expect("it has not been waited for");
    let killed = Instant::now();
    child.wait().expect("it was started here");
    let keys = keys.join().expect("reading lines does not panic");
    let saved = keys_saved(&bench);
    keys.get(saved).map_or(Duration::ZERO, |pressed| killed.saturating_duration_since(*pressed))
}

fn keys_saved(bench: &Bench) -> usize {
    let journal = open(bench).expect("it opens after a kill");
    let rows = journal.list_entries(&stillroom::journal::EntryFilter::default(), 0, 1).rows;
    let Some(row) = rows.first() else { return 0 };
    let opened = journal.open_entry(row.id).expect("it is in the list");
    let Some(Answer::Text(text)) = opened.input.answers.get("text") else { return 0 };
    text.to_string().matches('k').count()
}

/// Reads a constant in ms from the window's source.
fn constant(name: &str) -> u64 {
    let line = AUTOSAVE.lines().find_map(|line| line.strip_prefix(&format!("const {name} = ")));
    let digits = line.map(|line| line.replace('_', "").trim_end_matches(';').to_owned());
    digits.and_then(|digits| digits.parse().ok()).expect("the window has such a constant")
}
