//! An unlocked desk under real keys: unlock, open, type, search, scroll, and what it takes in memory.

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

/// Measures all of it in one session.
pub(crate) async fn measure(folders: Folders, journal: &Path, figures: &mut Figures) {
    // From a disk that is slow to answer, it would be the disk that is measured.
    let _ = std::fs::read(journal.join("journal.db"));
    let window = Window::open_on("bench", folders, journal).await;
    window.find("textbox", "Passphrase").await;
    watch(&window).await;
    unlock(&window, figures).await;
    open(&window, figures).await;
    write(&window, figures).await;
    scroll(&window, figures).await;
    search(&window, figures).await;
    let processes = memory_of_tree(window.driver_pid());
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    for (name, bytes) in &processes {
        println!("memory of {name}: {:.0} MiB", mib(*bytes));
    }
    let mib = mib(processes.iter().map(|(_, bytes)| bytes).sum());
    figures.add("memory of all processes, driver included (PSS)", 450.0, "MiB", mib);
    window.end().await;
}

async fn unlock(window: &Window, figures: &mut Figures) {
    window.fill("Passphrase", PASSPHRASE).await;
    window.key(Key::Enter).await;
    window.see("Last entries").await;
    let painted = quiet(window).await.painted;
    figures.add("unlock with a cheap KDF to the last entries, painted", 300.0, "ms", painted);
    window.press("button", "All entries").await;
    let rows = "return document.querySelectorAll('[data-index] button').length > 5;";
    window.until(rows, "the list stands").await;
}

async fn open(window: &Window, figures: &mut Figures) {
    let mut times = Vec::new();
    for number in 0..OPENED {
        // Two rows on the screen in turns would show the second time what is still in memory.
        let row = number % 6;
        if row == 0 && number > 0 {
            let down = "document.querySelector('[data-index]').closest('ul').parentElement.scrollTop += 700; return null;";
            window.run(down, vec![]).await;
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
        let nth = format!("li[data-index]:nth-of-type({}) button", row + 2);
        times.push(click(window, &nth).await.painted);
    }
    println!("open an entry: p50 {:.0} ms of {OPENED}", at(&times, 50));
    figures.add("open an entry from the list, painted (p95)", 50.0, "ms", at(&times, 95));
}

async fn write(window: &Window, figures: &mut Figures) {
    let top = "document.querySelector('[data-index]').closest('ul').parentElement.scrollTop = 0; return null;";
    window.run(top, vec![]).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    click(window, "li[data-index='0'] button").await;
    let caret = "document.querySelector('main [contenteditable=true]').focus(); return null;";
    window.run(caret, vec![]).await;
    let (mut laid, mut painted) = (Vec::new(), Vec::new());
    for letter in "a quiet word or two ".chars().cycle().take(LETTERS) {
        let seen = key(window, letter).await;
        laid.push(seen.laid);
        painted.push(seen.first);
    }
    figures.add("a key in 3,000 words, through layout (p95)", 8.0, "ms", at(&laid, 95));
    figures.add("a key in 3,000 words, the letter painted (p95)", 33.4, "ms", at(&painted, 95));
}

async fn scroll(window: &Window, figures: &mut Figures) {
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
    let times = window.client().execute_async(script, vec![]).await.expect("the page scrolls");
    let times: Vec<f64> =
        times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    figures.add("scrolling 200 frames of the list, the longest", 50.0, "ms", at(&times, 100));
}

async fn search(window: &Window, figures: &mut Figures) {
    let mut corpus = Corpus::new(8);
    let (mut best, mut times) = (Vec::new(), Vec::new());
    window.press("button", "Search").await;
    window.find("textbox", "Search your entries").await;
    for _ in 0..WORDS {
        // The first letter takes the place of the word before.
        window.chord(&[Key::Control], 'a').await;
        for letter in corpus.word().to_owned().chars() {
            let seen = key(window, letter).await;
            best.push(seen.first);
            times.push(seen.painted);
        }
    }
    println!("search, key to hits painted: p50 {:.0}, p95 {:.0} ms", at(&best, 50), at(&best, 95));
    println!("and to their counts: p50 {:.0} ms of {}", at(&times, 50), times.len());
    figures.add("a key in the search field to results painted (p95)", 50.0, "ms", at(&times, 95));
}
