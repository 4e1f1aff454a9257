//! Power is lost at any moment: every acknowledged save must be there when it comes back.
//!
//! The real journal writes through a file system that records every write, truncation and sync. A
//! simulated disk then plays the recording up to any point, keeps what was synced, and lets the
//! rest reach the disk in part, in any order, torn at 512 bytes. The real code opens the outcome.

mod bug;
mod disk;
mod recording;
mod states;

use std::thread;

use crate::figure::Figure;
use crate::run::Run;
use bug::Bug;
use recording::Recording;
use states::{Outcome, Quota};

const BAR: usize = 10_000;

/// Proves that nothing acknowledged is lost, and that the proof would notice if it were.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let (recordings, acts, quota) = run.choose((10, 90, 1_100), (2, 50, 150));
    let least = run.choose(BAR, 250);
    let outcome = outcome_of(run, None, recordings, acts, quota);
    outcome.complaints.iter().take(5).for_each(|complaint| println!("   {complaint}"));
    println!("   {} of the states had a search index to recover", outcome.indexed);
    let what = "acknowledged saves lost or altered over power-loss states";
    vec![
        Figure::none_of(1, what, outcome.complaints.len(), outcome.states, least),
        caught(run, Bug::NothingIsSynced),
        caught(run, Bug::FolderIsNotSynced),
        caught(run, Bug::AckBeforeCommit),
    ]
}

/// Plants a bug, which must be caught.
fn caught(run: &Run, bug: Bug) -> Figure {
    let outcome = outcome_of(run, Some(bug), 1, 30, 150);
    let what = match bug {
        Bug::NothingIsSynced => "planted bug is caught: synchronous = OFF",
        Bug::FolderIsNotSynced => "planted bug is caught: a new folder is not synced",
        Bug::AckBeforeCommit => "planted bug is caught: acknowledged before the commit",
    };
    Figure {
        number: 1,
        what: what.to_owned(),
        bar: "> 0".to_owned(),
        result: format!("{} of {}", outcome.complaints.len(), outcome.states),
        holds: !outcome.complaints.is_empty(),
    }
}

/// Takes recordings and examines states of each, on both cores.
fn outcome_of(run: &Run, bug: Option<Bug>, recordings: u64, acts: usize, states: usize) -> Outcome {
    let one = |number: u64| {
        let recording = Recording::take(run, number, bug, acts);
        recording.examine(&Quota { states, rng: run.rng(100 + number) })
    };
    let half = |first: u64| -> Outcome {
        (0..recordings).filter(|number| number % 2 == first).map(one).sum()
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        let mine = half(0);
        [mine, other.join().expect("a panic of the journal is caught, not passed on")]
            .into_iter()
            .sum()
    })
}
