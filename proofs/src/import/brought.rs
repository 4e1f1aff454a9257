//! Imports that write: twice adds nothing, taking back gives the lists of before, a kill at any step
//! is gone on with to the same end, and no word of a source is on disk in clear.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use stillroom::exchange::Cancel;
use stillroom::exchange::import::{
    Choices, Held, ImportReport, ImportRun, Imported, Survey, TakeBackRun, Zone,
};
use stillroom::journal::{EntryFilter, EntryRow, Journal};
use stillroom::testing::{Bench, NOON, entry};

use super::written::Watch;
use crate::check::{ALL, Wrong};
use crate::figure::Figure;
use crate::in_clear::nothing_in_clear;
use crate::kill::{say, spawn};
use crate::rng::Rng;
use crate::run::{Run, folder};
use crate::writer::open;

/// Choices of this proof start here.
const USE: u64 = 14_000_000;
/// The most entries of a source; enough for several steps.
const MOST: usize = 180;
/// The forms of a source that this proof makes.
const FORMS: [&str; 4] = ["day one", "markdown", "jrnl", "table"];

/// Proves it on sources of every form in turn.
pub(super) fn prove(run: &Run) -> Vec<Figure> {
    let rounds = run.choose(200, 12);
    let mut wrong = [0; 4];
    for number in 0..rounds {
        let mut rng = run.rng(USE + number as u64);
        let form = FORMS[number % FORMS.len()];
        for (at, outcome) in one(&mut rng, form).into_iter().enumerate() {
            if let Err(why) = outcome {
                println!("   {form} {number}: {why}");
                wrong[at] += 1;
            }
        }
    }
    let whats = [
        "imports that add something the second time",
        "imports that do not go on to the same end after kill -9",
        "imports after whose taking back the lists are not as before",
        "imports that leave a word of the source on disk in clear",
    ];
    let figures = whats.into_iter().zip(wrong);
    figures.map(|(what, wrong)| Figure::none_of(17, what, wrong, rounds, rounds)).collect()
}

/// A source, and words that stand in its titles, texts, tags and names of files.
struct Source {
    path: PathBuf,
    words: Vec<String>,
}

fn one(rng: &mut Rng, form: &str) -> [Result<(), Wrong>; 4] {
    let (place, root) = (folder(), folder());
    let source = make(rng, form, place.path());
    let watch = Watch::begin();
    let bench = Bench::make(root.path());
    let outcome = kill_and_go_on(rng, &bench, &source);
    let (again, killed, back) = match outcome {
        Ok(end) => match twice_and_back(&bench, &source, &end) {
            Ok((again, back)) => (again, Ok(()), back),
            Err(why) => (Err(why), Ok(()), Ok(())),
        },
        Err(why) => (Ok(()), Err(why), Ok(())),
    };
    let clear = nothing_in_clear(&bench.folder, &source.words)
        .and_then(|()| nothing_in_clear(&bench.anchors, &source.words))
        .and_then(|()| match &watch.holding(&source.words)[..] {
            [] => Ok(()),
            [first, ..] => Err(format!("a word is in {first}")),
        });
    [again, killed, back, clear]
}

/// What a journal lists: its entries, and how many there are of each kind.
#[derive(PartialEq)]
struct Lists(Vec<EntryRow>, u32);

fn lists(journal: &Journal) -> Lists {
    let rows = journal.list_entries(&EntryFilter::default(), 0, ALL).rows;
    Lists(rows, journal.list_clients().len() as u32)
}

/// Kills an import after any of its steps, goes on with it, and compares the end with that of an
/// import that nobody cut off.
fn kill_and_go_on(rng: &mut Rng, bench: &Bench, source: &Source) -> Result<ImportReport, Wrong> {
    let other = folder();
    let whole = {
        let bench = Bench::make(other.path());
        let mut journal = open(&bench).map_err(said)?;
        let report = import(&mut journal, &source.path)?.report;
        (report, lists(&journal).0.len())
    };
    let own = {
        let mut journal = open(bench).map_err(said)?;
        let input = entry(&journal, "free", "My own.", NOON);
        journal.save_revision(&input, NOON).map_err(said)?;
        journal.lock().map(drop).map_err(said)?;
        1
    };
    let steps = rng.below(9);
    let named = bench_root(bench).join("source");
    fs::write(&named, source.path.to_string_lossy().as_bytes()).map_err(said)?;
    let mut child = spawn("import", &bench_root(bench), 0);
    if let Some(pipe) = child.stdout.take() {
        let mut lines = BufReader::new(pipe).lines();
        for _ in 0..=steps {
            if lines.next().is_none() {
                break;
            }
        }
        // It may have ended by itself.
        let _ = child.kill();
    }
    child.wait().map_err(said)?;
    fs::remove_file(named).map_err(said)?;
    let mut journal = open(bench).map_err(said)?;
    let resumed = import(&mut journal, &source.path)?.report;
    let came = lists(&journal).0.len() - own;
    // One that had ended before the kill finds everything here already.
    let counted = resumed.come_in + resumed.already;
    journal.lock().map(drop).map_err(said)?;
    if (counted, came) == (whole.0.come_in, whole.1) {
        Ok(resumed)
    } else {
        Err(format!("{counted} and {came} entries instead of {} and {}", whole.0.come_in, whole.1))
    }
}

type Outcomes = (Result<(), Wrong>, Result<(), Wrong>);

/// Imports again, and takes everything back.
fn twice_and_back(bench: &Bench, source: &Source, end: &ImportReport) -> Result<Outcomes, Wrong> {
    let mut journal = open(bench).map_err(said)?;
    let before = lists(&journal);
    let again = import(&mut journal, &source.path)?.report;
    let is_same = again.come_in == 0
        && again.changed == 0
        && again.already == end.come_in + end.already
        && lists(&journal) == before;
    let twice = if is_same { Ok(()) } else { Err(format!("{} came in again", again.come_in)) };
    for import in journal.imports() {
        let run = TakeBackRun::begin(&mut journal, import.id, false, NOON).map_err(said)?;
        run.run(&mut journal, &mut |_| true).map_err(said)?;
    }
    let Lists(rows, clients) = lists(&journal);
    let is_as_before = matches!(&rows[..], [own] if own.excerpt == "My own.") && clients == 0;
    let back = if is_as_before { Ok(()) } else { Err(format!("{} entries are left", rows.len())) };
    journal.lock().map(drop).map_err(said)?;
    Ok((twice, back))
}

fn import(journal: &mut Journal, source: &Path) -> Result<Imported, Wrong> {
    begin(journal, source)?.run(journal, &mut |_| true).map_err(said)
}

fn begin(journal: &mut Journal, source: &Path) -> Result<ImportRun, Wrong> {
    let choices =
        Choices { zone: Zone::read("Europe/Dublin").ok_or("no zone")?, ..Choices::default() };
    let held = Held::of(journal);
    let survey = Survey::of(source, &choices, &held, &Cancel::default(), &mut |_| {});
    ImportRun::begin(journal, source, choices, &survey.map_err(said)?, NOON).map_err(said)
}

/// Runs in the process that is killed: imports what a file names, and says each step.
pub(crate) fn resume(bench: &Bench) {
    let source = fs::read_to_string(bench_root(bench).join("source")).expect("it was named");
    let mut journal = open(bench).expect("the journal was just made");
    let mut run = begin(&mut journal, Path::new(&source)).expect("it begins");
    say("begun");
    while run.step(&mut journal).expect("nothing fails here").is_some() {
        say("step");
    }
    run.finish(&mut journal).expect("it ends");
}

fn bench_root(bench: &Bench) -> PathBuf {
    bench.folder.parent().map(Path::to_owned).unwrap_or_default()
}

/// Makes a source of a form.
fn make(rng: &mut Rng, form: &str, place: &Path) -> Source {
    let mut words = Vec::new();
    let mut word = |what: &str, rng: &mut Rng| {
        let word = format!("canary{what}{:08x}", rng.next() as u32);
        words.push(word.clone());
        word
    };
    let (title, text, tag, file) =
        (word("title", rng), word("text", rng), word("tag", rng), word("file", rng));
    let count = 1 + rng.below(MOST);
    let day = |at: usize| format!("2024-{:02}-{:02}", at / 28 % 12 + 1, at % 28 + 1);
    let path = match form {
        "day one" => {
            let one = |at: usize| {
                format!(
                    r#"{{"uuid":"{at:032X}","creationDate":"{}T09:30:00Z","timeZone":"Europe/Dublin","text":"{title} {at}\n\n{text} {at}","tags":["{tag}"]}}"#,
                    day(at)
                )
            };
            let all: Vec<String> = (0..count).map(one).collect();
            let json =
                format!(r#"{{"metadata":{{"version":"1.0"}},"entries":[{}]}}"#, all.join(","));
            put(place, &format!("{file}.json"), &json)
        }
        "markdown" => {
            for at in 0..count {
                let note = format!(
                    "---\ndate: {}\ntags: [{tag}]\n---\n# {title} {at}\n\n{text} {at}. [[{file} {}]]\n",
                    day(at),
                    at + 1
                );
                put(place, &format!("notes/{file} {at}.md"), &note);
            }
            place.join("notes")
        }
        "jrnl" => {
            let one =
                |at: usize| format!("[{} 09:30] {title} {at}.\n{text} {at} @{tag}\n\n", day(at));
            put(place, &format!("{file}.txt"), &(0..count).map(one).collect::<String>())
        }
        _ => {
            let one = |at: usize| format!("{},{title} {at},{text} {at},{tag}\n", day(at));
            let rows: String = (0..count).map(one).collect();
            put(place, &format!("{file}.csv"), &format!("date,title,text,tags\n{rows}"))
        }
    };
    Source { path, words }
}

fn put(place: &Path, name: &str, text: &str) -> PathBuf {
    let path = place.join(name);
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)).expect("it is written");
    path
}

fn said(error: impl std::fmt::Display) -> Wrong {
    error.to_string()
}
