//! Measures an unlocked journal under real keys: unlock, open, type, search, scroll, and memory.

use std::path::Path;
use std::time::Duration;

use fantoccini::key::Key;
use serde_json::Value;
use stillroom::testing::{Corpus, PASSPHRASE};
use stillroom_window_tests::{Folders, Window, memory_of_tree};

use crate::figures::{Figures, at};
use crate::probe::{click, key, quiet, watch};

/// Letters typed into the long entry.
const LETTERS: usize = 80;
/// Words searched for, letter by letter.
const WORDS: usize = 12;
/// Entries opened from the list.
const OPENED: usize = 120;

/// What was measured over all sessions: times in ms, memory in MiB for each session.
#[derive(Default)]
pub(crate) struct Times {
    unlock: Vec<f64>,
    open: Vec<f64>,
    laid: Vec<f64>,
    painted: Vec<f64>,
    scroll: Vec<f64>,
    hits: Vec<f64>,
    counts: Vec<f64>,
    memory: Vec<f64>,
}

impl Times {
    /// Compares each figure with its bar; `bare` is the start of a bare window in ms.
    pub(crate) fn compare(&self, bare: f64, figures: &mut Figures) {
        println!("open an entry: p50 {:.0} ms of {}", at(&self.open, 50), self.open.len());
        let hits = [50, 95].map(|percent| at(&self.hits, percent));
        println!("search, key to hits painted: p50 {:.0}, p95 {:.0} ms", hits[0], hits[1]);
        println!(
            "and to their counts: p50 {:.0} ms of {}",
            at(&self.counts, 50),
            self.counts.len()
        );
        println!("memory in MiB, each session: {:.0?}", self.memory);
        let mut against = |what, bar, ms| figures.against_bare(what, bar, ms, bare);
        against("unlock with a cheap KDF to Today, painted (p50)", 0.75, at(&self.unlock, 50));
        against("open an entry from the list, painted (p95)", 0.11, at(&self.open, 95));
        against("a key in 3,000 words, through layout (p95)", 0.016, at(&self.laid, 95));
        against("a key in the search field to results painted (p95)", 0.11, at(&self.counts, 95));
        figures.add("a key in 3,000 words, painted (p95)", 33.4, "ms", at(&self.painted, 95));
        figures.add("scrolling the list, the longest frame", 50.0, "ms", at(&self.scroll, 100));
        let memory = at(&self.memory, 100);
        figures.add("memory of all processes (PSS), the largest session", 450.0, "MiB", memory);
    }
}

/// Measures all of it in so many sessions, one after the other, on the same journal.
pub(crate) async fn measure(mut folders: Folders, journal: &Path, runs: usize) -> Times {
    let mut times = Times::default();
    for run in 1..=runs {
        // From a disk that is slow to answer, it would be the disk that is measured.
        let _ = std::fs::read(journal.join("journal.db"));
        let window = Window::open_on("bench", folders, journal).await;
        window.find("textbox", "Passphrase").await;
        watch(&window).await;
        unlock(&window, &mut times).await;
        let unlocked = times.unlock.last().copied().unwrap_or_default();
        println!("session {run} of {runs}, unlock painted after {unlocked:.0} ms");
        open(&window, &mut times).await;
        write(&window, &mut times).await;
        scroll(&window, &mut times).await;
        search(&window, &mut times).await;
        let processes = memory_of_tree(window.driver_pid());
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        for (name, bytes) in &processes {
            println!("session {run} of {runs}, memory of {name}: {:.0} MiB", mib(*bytes));
        }
        times.memory.push(mib(processes.iter().map(|(_, bytes)| bytes).sum()));
        folders = window.end().await;
    }
    times
}

async fn unlock(window: &Window, times: &mut Times) {
    window.fill("Passphrase", PASSPHRASE).await;
    window.key(Key::Enter).await;
    window.see("Recent entries").await;
    times.unlock.push(quiet(window).await.painted);
    window.press("button", "All entries").await;
    let rows = "return document.querySelectorAll('[data-index] button').length > 5;";
    window.until(rows, "the list stands").await;
}

async fn open(window: &Window, times: &mut Times) {
    for number in 0..OPENED {
        // Two rows on the screen in turns would show the second time what is still in memory.
        let row = number % 6;
        if row == 0 && number > 0 {
            let down = "document.querySelector('[data-index]').closest('ul').parentElement.scrollTop += 700; return null;";
            window.run(down, vec![]).await;
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
        let nth = format!("li[data-index]:nth-of-type({}) button", row + 2);
        times.open.push(click(window, &nth).await.painted);
    }
}

async fn write(window: &Window, times: &mut Times) {
    let top = "document.querySelector('[data-index]').closest('ul').parentElement.scrollTop = 0; return null;";
    window.run(top, vec![]).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    click(window, "li[data-index='0'] button").await;
    let caret = "document.querySelector('main [contenteditable=true]').focus(); return null;";
    window.run(caret, vec![]).await;
    for letter in "a quiet word or two ".chars().cycle().take(LETTERS) {
        let seen = key(window, letter).await;
        times.laid.push(seen.laid);
        times.painted.push(seen.first);
    }
}

async fn scroll(window: &Window, times: &mut Times) {
    let script = "
        const done = arguments[0];
        const frame = document.querySelector('[data-index]').closest('ul').parentElement;
        const times = [];
        let before = performance.now();
        const step = (now) => {
            times.push(now - before);
            before = now;
            frame.scrollTop += 240;
            if (times.length < 200) requestAnimationFrame(step);
            else done(times.slice(1));
        };
        requestAnimationFrame(step);";
    let frames = window.client().execute_async(script, vec![]).await.expect("the page scrolls");
    times.scroll.extend(frames.as_array().into_iter().flatten().filter_map(Value::as_f64));
}

async fn search(window: &Window, times: &mut Times) {
    let mut corpus = Corpus::new(8);
    window.press("button", "Search").await;
    window.find("textbox", "Search your entries").await;
    for _ in 0..WORDS {
        // The first letter takes the place of the word before.
        window.chord(&[Key::Control], 'a').await;
        for letter in corpus.word().to_owned().chars() {
            let seen = key(window, letter).await;
            times.hits.push(seen.first);
            times.counts.push(seen.painted);
        }
    }
}
