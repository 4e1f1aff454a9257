//! The process is killed at any moment: what it had acknowledged must be there.
//!
//! A driver process writes through the real journal and says over a pipe what was acknowledged.

mod driver;
mod exchange;
mod process;
mod typist;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use stillroom::testing::Bench;

pub(crate) use driver::drive;
use process::{USE, lines_of_killed};
pub(crate) use process::{say, spawn};

use crate::check::{Wrong, check};
use crate::expected::ExpectedState;
use crate::figure::Figure;
use crate::run::{Run, folder};
use crate::script::Script;
use crate::writer::open;

/// A driver lives no longer than this, in ms.
const LONGEST_MS: usize = 220;

/// Proves that kills lose nothing acknowledged, and little typing.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let kills = run.choose(1_000, 60);
    let (next, lost) = (AtomicU64::new(0), AtomicU64::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= kills as u64 {
                        return;
                    }
                    if let Err(wrong) = kill_one(run, number) {
                        println!("   kill {number}: {wrong}");
                        lost.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let lost = lost.into_inner() as usize;
    let what = "acknowledged saves lost or altered over kill -9";
    vec![Figure::none_of(2, what, lost, kills, kills), typist::prove(run), exchange::prove(run)]
}

fn kill_one(run: &Run, number: u64) -> Result<(), Wrong> {
    let root = folder();
    let bench = Bench::make(root.path());
    let mut rng = run.rng(USE + number);
    let seed = rng.next();
    let mut child = spawn("script", root.path(), seed);
    thread::sleep(Duration::from_millis(rng.below(LONGEST_MS) as u64));
    let acknowledged = lines_of_killed(&mut child).iter().filter(|line| *line == "ack").count();
    let (before, after) = expected_states(seed, acknowledged);
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let journal = open(&bench).map_err(|error| format!("refused: {error}"))?;
        check(&journal, &before, &after)?;
        journal.lock().map(drop).map_err(|error| format!("it does not lock: {error}"))
    }));
    opened.unwrap_or_else(|_| Err("a panic".to_owned()))
}

/// What must be there after so many acknowledged acts, and what may be.
fn expected_states(seed: u64, acknowledged: usize) -> (ExpectedState, ExpectedState) {
    let mut script = process::script(seed);
    for _ in 0..acknowledged {
        script.next();
    }
    let before = script.expected().clone();
    script.next();
    (before, Script::expected(&script).clone())
}
