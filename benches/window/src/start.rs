//! From the start of a process until its window looks as it stays, ours and a bare one in turns.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use stillroom_window_tests::{Folders, Group, Screen, bare_binary, shipped_binary};

use crate::figures::{Figures, at};

/// For so long a window must look the same to be taken for finished.
const STILL: Duration = Duration::from_millis(1_500);
/// How long a window is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Fewer pixels than this are no page yet.
const INK: usize = 500;
/// How often it is looked at.
const POLL_INTERVAL: Duration = Duration::from_millis(4);

/// Measures both, so many times each, and returns the median start of the bare window in ms.
pub(crate) fn measure(
    folders: &Folders,
    journal: &Path,
    starts: usize,
    figures: &mut Figures,
) -> f64 {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    // The first pair only warms up the page cache.
    for round in 0..=starts {
        let mut app = Command::new(shipped_binary());
        app.arg(journal);
        let times =
            (until_painted(folders, app), until_painted(folders, Command::new(bare_binary())));
        if round > 0 {
            ours.push(times.0);
            bare.push(times.1);
        }
    }
    let (ours, bare) = (at(&ours, 50), at(&bare, 50));
    println!("start of a bare window, p50 of {starts}: {bare:.0} ms");
    figures.against_bare("start to the unlock screen (p50)", 1.25, ours, bare);
    bare
}

/// Returns after how many ms the screen last changed by more than a caret.
fn until_painted(folders: &Folders, mut command: Command) -> f64 {
    let screen = Screen::start();
    folders.apply(&mut command);
    command.env("DISPLAY", screen.display()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let app = Group::start(&mut command);
    let (mut painted, mut last) = (start.elapsed(), 0);
    while last < INK || start.elapsed() < painted + STILL {
        assert!(start.elapsed() < PATIENCE, "a window shows something: {last} pixels");
        let (now, ink) = (start.elapsed(), screen.ink());
        // A blinking caret is a few pixels of some thousands.
        if ink.abs_diff(last) * 50 > last {
            (painted, last) = (now, ink);
        }
        std::thread::sleep(POLL_INTERVAL);
    }
    drop(app);
    painted.as_secs_f64() * 1e3
}
