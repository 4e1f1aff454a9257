//! Single bits flipped and files cut short, everywhere that matters.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::pages::{PAGE_LEN, Page, pages};
use super::subject::{Files, Subject, put};
use super::verdict::Verdict;
use crate::expected::ExpectedState;
use crate::figure::{Figure, thousands};
use crate::rng::Rng;
use crate::run::{Run, folder};

/// Choices of this proof start here.
const USE: u64 = 6_000_000;
/// The length of a frame of the log: its header and a page.
const FRAME_LEN: usize = 24 + PAGE_LEN;

/// What a single alteration came to.
#[derive(Default)]
struct Count {
    all: usize,
    told: usize,
    refused: usize,
    /// A draft in the newest, unsynced-looking end of the log: a known limit.
    drafts_turned_back: usize,
    bad: usize,
    /// Damage to one row that took others with it.
    spread: usize,
}

/// One alteration and what it may concern.
struct Altered {
    files: Files,
    what: String,
    /// How many entries may be unreadable by it; none if it may be any.
    most: Option<usize>,
    /// Whether it can only have hit what the log holds.
    in_log: bool,
    search: bool,
}

/// Alters thousands of single places.
pub(super) fn prove(run: &Run, subject: &Subject) -> Vec<Figure> {
    let rounds = run.choose(10_400, 520);
    let pages = pages_of(&subject.locked);
    let next = AtomicU64::new(0);
    let count = Mutex::new(Count::default());
    let work = || {
        loop {
            let round = next.fetch_add(1, Ordering::Relaxed);
            if round >= rounds as u64 {
                return;
            }
            let mut rng = run.rng(USE + round);
            let (altered, expected) = alter(&mut rng, subject, &pages, round);
            let verdict = Verdict::of(&altered.files, expected, altered.search);
            count.lock().expect("no holder panics").take(&altered, &verdict);
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    count.into_inner().expect("no holder panics").figures(rounds)
}

impl Count {
    fn take(&mut self, altered: &Altered, verdict: &Verdict) {
        self.all += 1;
        self.told += usize::from(verdict.is_told());
        self.refused += usize::from(verdict.refused.is_some());
        let what = &altered.what;
        let turned_back = altered.in_log && verdict.older + verdict.missing <= 1;
        if verdict.is_bad() && turned_back && verdict.forged == 0 && !verdict.panicked {
            self.drafts_turned_back += 1;
        } else if verdict.is_bad() {
            self.bad += 1;
            println!("   {what}: {verdict:?}");
        }
        let hurt = verdict.unreadable + verdict.missing;
        if altered.most.is_some_and(|most| verdict.refused.is_some() || hurt > most) {
            self.spread += 1;
            println!("   spread, {what}: {verdict:?}");
        }
    }

    fn figures(&self, least: usize) -> Vec<Figure> {
        println!(
            "   {} told, {} of them by refusing the journal; {} took back one unsaved draft",
            thousands(self.told),
            thousands(self.refused),
            thousands(self.drafts_turned_back)
        );
        let silent = "flips and cuts: silent loss, wrong text, or a panic";
        let spread = "flips in one row that make another one unreadable";
        vec![
            Figure::none_of(5, silent, self.bad, self.all, least),
            Figure::none_of(5, spread, self.spread, self.all, least),
        ]
    }
}

fn alter<'a>(
    rng: &mut Rng,
    subject: &'a Subject,
    pages: &[Page],
    round: u64,
) -> (Altered, &'a ExpectedState) {
    match round % 10 {
        0..=3 => (flip_row(rng, &subject.locked, pages), &subject.locked_state),
        4 | 5 => (flip_structure(rng, &subject.locked, pages), &subject.locked_state),
        6 => (cut_database(rng, &subject.locked), &subject.locked_state),
        7 => (alter_log(rng, &subject.killed), &subject.killed_state),
        _ => (alter_index(rng, &subject.locked), &subject.locked_state),
    }
}

/// Flips a bit in the payload of rows that belong to single records.
fn flip_row(rng: &mut Rng, files: &Files, pages: &[Page]) -> Altered {
    let rows: Vec<&Page> = pages.iter().filter(|page| page.holds_rows()).collect();
    let page = *rng.pick(&rows);
    let offset = loop {
        let offset = rng.below(PAGE_LEN);
        if page.is_payload(offset) {
            break offset;
        }
    };
    let mut altered = flipped(rng, files, database(), page.number * PAGE_LEN + offset);
    altered.what = format!("{} {} at {offset}", page.owner, page.kind);
    // A flip may hit the length of a row, which hurts that one, or where the rows of a page lie.
    altered.most = Some(page.rows.max(1));
    altered
}

/// Flips a bit anywhere else: headers, pointers, the chain, the heads, the slots, free pages.
fn flip_structure(rng: &mut Rng, files: &Files, pages: &[Page]) -> Altered {
    let others: Vec<&Page> = pages.iter().filter(|page| !page.holds_rows()).collect();
    let (page, offset) = match rng.below(4) {
        0 => (&pages[0], rng.below(100)),
        1 => (rng.pick(pages), rng.below(16)),
        _ => (*rng.pick(&others), rng.below(PAGE_LEN)),
    };
    let mut altered = flipped(rng, files, database(), page.number * PAGE_LEN + offset);
    altered.what = format!("{} {} at {offset}", page.owner, page.kind);
    altered
}

fn cut_database(rng: &mut Rng, files: &Files) -> Altered {
    let length = files[database()].len();
    let at = match rng.below(2) {
        0 => rng.below(length / PAGE_LEN) * PAGE_LEN,
        _ => rng.below(length),
    };
    let mut altered = Altered::of(files.clone(), format!("database cut at {at} of {length}"));
    altered.files.get_mut(database()).expect("it is there").truncate(at);
    altered
}

/// Flips or cuts the log that a kill left.
fn alter_log(rng: &mut Rng, files: &Files) -> Altered {
    let length = files[log()].len();
    let frames = (length - 32) / FRAME_LEN;
    let frame = 32 + rng.below(frames) * FRAME_LEN;
    let mut altered = match rng.below(10) {
        0 => flipped(rng, files, log(), 0),
        1..=3 => {
            let at = frame + rng.below(24);
            flipped(rng, files, log(), at)
        }
        4..=8 => {
            let at = frame + 24 + rng.below(PAGE_LEN);
            flipped(rng, files, log(), at)
        }
        _ => {
            let mut cut = Altered::of(files.clone(), String::new());
            let at = if rng.chance(50) { frame } else { rng.below(length) };
            cut.files.get_mut(log()).expect("it is there").truncate(at);
            cut
        }
    };
    altered.what = format!("log, {}", altered.what);
    altered.in_log = true;
    altered
}

/// Flips, cuts or removes a file of the index; the journal must be whole and search complete.
fn alter_index(rng: &mut Rng, files: &Files) -> Altered {
    let names: Vec<&PathBuf> = files
        .keys()
        .filter(|path| path.components().any(|part| part.as_os_str() == "index"))
        .collect();
    let name = (*rng.pick(&names)).clone();
    let length = files[&name].len().max(1);
    let mut altered = match rng.below(8) {
        0 => {
            let mut gone = Altered::of(files.clone(), "removed".to_owned());
            gone.files.remove(&name);
            gone
        }
        1 => {
            let mut cut = Altered::of(files.clone(), "cut".to_owned());
            cut.files.get_mut(&name).expect("it is there").truncate(rng.below(length));
            cut
        }
        2 => flipped(rng, files, &name, 0),
        3 => {
            let at = length - 1 - rng.below(length.min(16));
            flipped(rng, files, &name, at)
        }
        _ => {
            let at = rng.below(length);
            flipped(rng, files, &name, at)
        }
    };
    altered.what = format!("index, {}", altered.what);
    (altered.most, altered.search) = (Some(0), true);
    altered
}

fn flipped(rng: &mut Rng, files: &Files, name: &Path, at: usize) -> Altered {
    let mut altered = Altered::of(files.clone(), format!("flipped at {at}"));
    let bytes = altered.files.get_mut(name).expect("it is there");
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << rng.below(8);
    }
    altered
}

impl Altered {
    fn of(files: Files, what: String) -> Self {
        Self { files, what, most: None, in_log: false, search: false }
    }
}

fn pages_of(files: &Files) -> Vec<Page> {
    let root = folder();
    put(root.path(), files);
    pages(&root.path().join(database()))
}

pub(super) fn database() -> &'static Path {
    Path::new("test.stillroom/journal.db")
}

pub(super) fn log() -> &'static Path {
    Path::new("test.stillroom/journal.db-wal")
}
