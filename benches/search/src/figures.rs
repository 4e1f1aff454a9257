//! The bars of the search, and whether they hold.

use std::path::Path;
use std::time::Duration;

use stillroom::testing::index::{damage, oracle};

use crate::queries::Class;
use crate::timing::{at, ms, ratio};

/// The figures in the order in which they were measured.
#[derive(Default)]
pub(crate) struct Figures(Vec<Figure>);

struct Figure {
    what: String,
    bar: String,
    measured: String,
    holds: bool,
}

impl Figures {
    fn add(&mut self, what: impl Into<String>, bar: impl Into<String>, measured: String, holds: bool) {
        self.0.push(Figure { what: what.into(), bar: bar.into(), measured, holds });
    }

    /// Takes the times of all queries together.
    pub(crate) fn against_plain(&mut self, ours: &[Duration], plain: &[Duration]) {
        let speed = ratio(at(plain, 50), at(ours, 50));
        let what = "all classes, p50: speed of plaintext tantivy";
        self.add(what, ">= 0.95x", format!("{speed:.2}x"), speed >= 0.95);
        let times = ratio(at(ours, 99), at(plain, 99));
        let what = "all classes, p99: time of plaintext tantivy";
        self.add(what, "<= 1.25x", format!("{times:.2}x"), times <= 1.25);
    }

    /// Takes the times of one class.
    pub(crate) fn against_fts(&mut self, class: Class, ours: &[Duration], fts: &[Duration]) {
        let Some(bar) = class.times_fts().filter(|_| !fts.is_empty()) else { return };
        let times = ratio(at(fts, 50), at(ours, 50));
        let what = format!("{}, p50: faster than SQLCipher FTS5", class.name());
        self.add(what, format!(">= {bar:.0}x"), format!("{times:.1}x"), times >= bar);
    }

    pub(crate) fn with_snippets(&mut self, p50: Duration, p99: Duration) {
        let holds = p99 <= Duration::from_millis(16);
        let measured = format!("{} ms (p50 {})", ms(p99), ms(p50));
        self.add("engine with 20 snippets, p99", "<= 16 ms", measured, holds);
    }

    pub(crate) fn cold(&mut self, took: Duration) {
        let holds = took <= Duration::from_millis(30);
        self.add("open to first result, p50", "<= 30 ms", format!("{} ms", ms(took)), holds);
    }

    pub(crate) fn memory(&mut self, bytes: u64) {
        let mib = bytes as f64 / f64::from(1 << 20);
        self.add("memory over baseline, 4,000 queries", "<= 64 MB", format!("{mib:.1} MB"), mib <= 64.0);
    }

    pub(crate) fn commit(&mut self, ours: Duration, plain: Duration) {
        let times = ratio(ours, plain);
        let measured = format!("{times:.2}x ({} ms)", ms(ours));
        self.add("one-note commit p50 against plaintext tantivy", "<= 0.80x", measured, times <= 0.8);
    }

    pub(crate) fn size(&mut self, ours: u64, plain: u64) {
        let more = (ours as f64 / plain.max(1) as f64 - 1.0) * 100.0;
        let mib = ours as f64 / f64::from(1 << 20);
        let measured = format!("{more:+.2} % ({mib:.1} MB)");
        self.add("index size over plaintext index", "<= 1 %", measured, more <= 1.0);
    }

    pub(crate) fn rebuild(&mut self, took: Duration, notes: usize) {
        let holds = took <= Duration::from_secs(20);
        let measured = format!("{:.1} s for {notes}", took.as_secs_f64());
        self.add("filling the index anew", "<= 20 s", measured, holds);
    }

    /// Prints the table and says whether every bar holds.
    pub(crate) fn print(&self) -> bool {
        println!("\n{:<48} {:>14} {:>26}", "what", "bar", "measured");
        for Figure { what, bar, measured, holds } in &self.0 {
            let missed = if *holds { "" } else { "  missed" };
            println!("{what:<48} {bar:>14} {measured:>26}{missed}");
        }
        let held = self.0.iter().filter(|figure| figure.holds).count();
        println!("\nbars: {held} of {} hold", self.0.len());
        held == self.0.len()
    }
}

/// Holds the index against a linear scan and against damage, so many times each.
pub(crate) fn prove(root: &Path, tries: u32, figures: &mut Figures) {
    let mut asked = 0;
    let mut wrong = 0;
    let mut found = 0;
    let mut told = String::new();
    // Several journals, so that small and large ones are among them.
    for (seed, notes) in [(101, 20), (102, 60), (103, 150), (104, 300)] {
        let folder = root.join(format!("oracle{seed}"));
        let tally = oracle(&folder, seed, notes, tries.div_ceil(4));
        asked += tally.asked;
        found += tally.found;
        wrong += tally.wrong.len();
        told = tally.wrong.into_iter().next().unwrap_or(told);
    }
    let measured = format!("{} of {asked} ({found} found)", asked as usize - wrong.min(asked as usize));
    figures.add("equal to a linear scan, with edits and crashes", "100 %", measured, wrong == 0);
    if wrong > 0 {
        println!("first difference: {told}");
    }
    let tally = damage(&root.join("damage"), 105, tries);
    let bad = tally.wrong + tally.panics + tally.unhealed;
    let measured = format!(
        "{} wrong, {} panics, {} unhealed",
        tally.wrong, tally.panics, tally.unhealed
    );
    figures.add(format!("{} flips and truncations", tally.tried), "0", measured, bad == 0);
    println!(
        "\ndamage: {} noticed at opening, {} by searching, {} harmless",
        tally.at_opening, tally.by_searching, tally.harmless
    );
}
