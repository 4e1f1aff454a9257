//! Measures a journal of generated entries and compares each figure with its bar.
//!
//! `cargo xtask bench journal [--entries N]...` prints the table and fails if a bar is missed;
//! `--records` measures the pages of clients, courses, threads and symbols instead, `--views` the
//! pictures and hours of ten years; `--promised` prints only what the promises name, a line each,
//! for `cargo xtask prove pace`.

mod heap;
mod hours;
mod records;
mod views;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use stillroom::forms::Answer;
use stillroom::journal::{EntryFilter, EntryInput, Journal, Moment, Opener, SearchRequest};
use stillroom::testing::{Bench, Corpus, NOON, PASSPHRASE, document, entry};
use stillroom::vault::{Passphrase, RecordId};
use tempfile::TempDir;

/// One measured figure.
struct Figure {
    what: &'static str,
    measured: Duration,
    bar: Duration,
}

fn main() -> ExitCode {
    let mut held = 0;
    let mut all = 0;
    let of_records = std::env::args().any(|argument| argument == "--records");
    let of_views = std::env::args().any(|argument| argument == "--views");
    if std::env::args().any(|argument| argument == "--promised") {
        return promised(sizes().last().copied().unwrap_or(60_000));
    }
    for entries in sizes().into_iter().filter(|_| !of_records && !of_views) {
        let figures = measure(entries);
        println!("\n{entries} entries of 250 to 600 words");
        println!("{:<46} {:>10} {:>10}", "what", "measured", "bar");
        for figure in &figures {
            let mark = if figure.measured <= figure.bar { "" } else { "  missed" };
            println!(
                "{:<46} {:>10} {:>10}{mark}",
                figure.what,
                ms(figure.measured),
                ms(figure.bar)
            );
        }
        held += figures.iter().filter(|figure| figure.measured <= figure.bar).count();
        all += figures.len();
    }
    if of_records {
        (held, all) = records::measure(sizes().last().copied().unwrap_or(60_000));
    }
    if of_views {
        let given = std::env::args().any(|argument| argument == "--entries");
        let entries = sizes().last().copied().filter(|_| given);
        (held, all) = views::measure(entries.unwrap_or(60_000));
        let of_hours = hours::measure();
        (held, all) = (held + of_hours.0, all + of_hours.1);
    }
    println!("\nbars: {held} of {all} hold");
    if held == all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints `name <microseconds> <bar in microseconds>` for an unlock and for a save.
fn promised(entries: usize) -> ExitCode {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut corpus = Corpus::new(7);
    let (journal, _) = filled(&bench, &mut corpus, entries);
    let unlock = unlock(&bench, journal);
    let save = save(&mut bench.unlock(), &mut corpus);
    for (name, figure) in [("unlock", unlock), ("save", save)] {
        println!("{name} {} {}", figure.measured.as_micros(), figure.bar.as_micros());
    }
    ExitCode::SUCCESS
}

/// Reads `--entries N` (repeatable) from the command line; 1,000 and 10,000 without it.
fn sizes() -> Vec<usize> {
    let arguments: Vec<String> = std::env::args().collect();
    let pairs = arguments.windows(2).filter(|pair| pair[0] == "--entries");
    let sizes: Vec<usize> = pairs.filter_map(|pair| pair[1].parse().ok()).collect();
    if sizes.is_empty() { vec![1_000, 10_000] } else { sizes }
}

fn measure(entries: usize) -> Vec<Figure> {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut corpus = Corpus::new(7);
    let (journal, ids) = filled(&bench, &mut corpus, entries);
    let mut figures = vec![unlock(&bench, journal)];
    let mut journal = bench.unlock();
    figures.push(open(&journal, &mut corpus, &ids));
    figures.push(save(&mut journal, &mut corpus));
    // The shell does so between two commands; what is not yet indexed is scanned.
    while journal.index_some(500).expect("it is indexed").is_some() {}
    figures.extend(search(&journal, &mut corpus));
    figures
}

/// Fills a journal and completes its index.
fn filled(bench: &Bench, corpus: &mut Corpus, entries: usize) -> (Journal, Vec<RecordId>) {
    let ids = fill(bench.unlock(), corpus, entries);
    let mut journal = bench.unlock();
    while journal.index_some(500).expect("it is indexed").is_some() {}
    (journal, ids)
}

fn fill(mut journal: Journal, corpus: &mut Corpus, entries: usize) -> Vec<RecordId> {
    let forms = ["integration", "boundary", "supervision", "free"];
    let mut ids = Vec::with_capacity(entries);
    for at in 0..entries {
        let now = Moment { utc_ms: NOON.utc_ms + at as i64 * 3_600_000, ..NOON };
        let mut input = entry(&journal, forms[at % forms.len()], &corpus.note(), now);
        if at % forms.len() == 0 {
            input.answers.insert("darkness".into(), Answer::Scale(corpus.below(5) as i32));
        }
        journal.save_revision(&input, now).expect("it is saved");
        ids.push(input.id);
    }
    journal.lock().map(drop).expect("it locks");
    ids
}

/// Measures what follows the key derivation: the whole unlock less the derivation itself.
fn unlock(bench: &Bench, journal: Journal) -> Figure {
    journal.lock().map(drop).expect("it locks");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let mut times = Vec::new();
    for _ in 0..7 {
        let vault = bench.locked();
        let start = Instant::now();
        let journal = vault.unlock(&Opener::Passphrase(&passphrase));
        let journal = journal.map_err(|refused| refused.cause).expect("it opens");
        let first = journal.list_entries(&EntryFilter::default(), 0, 100);
        times.push(start.elapsed());
        assert!(!first.rows.is_empty());
        journal.lock().map(drop).expect("it locks");
    }
    Figure { what: "unlock to list, cheap KDF (p50)", measured: at(times, 50), bar: millis(300) }
}

fn open(journal: &Journal, corpus: &mut Corpus, ids: &[RecordId]) -> Figure {
    let mut times = Vec::new();
    for _ in 0..500 {
        let id = ids[corpus.below(ids.len() as u64) as usize];
        let start = Instant::now();
        journal.open_entry(id).expect("it opens");
        times.push(start.elapsed());
    }
    Figure { what: "open an entry, core only (p95)", measured: at(times, 95), bar: millis(50) }
}

fn save(journal: &mut Journal, corpus: &mut Corpus) -> Figure {
    let mut times = Vec::new();
    for _ in 0..200 {
        let mut text = corpus.text(1_400);
        text.truncate(8 << 10);
        let mut input: EntryInput = entry(journal, "free", "", NOON);
        input.answers.insert("text".into(), Answer::Text(document(&text)));
        let start = Instant::now();
        journal.save_revision(&input, NOON).expect("it is saved");
        times.push(start.elapsed());
    }
    Figure { what: "save acknowledged, 8 KiB (p95)", measured: at(times, 95), bar: millis(50) }
}

fn search(journal: &Journal, corpus: &mut Corpus) -> [Figure; 2] {
    let mut times = Vec::new();
    for round in 0..400 {
        let mut text = corpus.word().to_owned();
        if round % 2 == 0 {
            text = format!("{text} {}", corpus.word());
        }
        let request = SearchRequest { text, by_date: false, offset: 0, limit: 20, counted: false };
        let start = Instant::now();
        journal.search(&request, NOON).expect("it answers");
        times.push(start.elapsed());
    }
    [
        Figure {
            what: "search with snippets (p50)",
            measured: at(times.clone(), 50),
            bar: millis(16),
        },
        Figure { what: "search with snippets (p99)", measured: at(times, 99), bar: millis(16) },
    ]
}

fn at(mut times: Vec<Duration>, percent: usize) -> Duration {
    times.sort();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn millis(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
