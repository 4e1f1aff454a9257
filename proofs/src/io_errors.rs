//! The Nth call to the file system fails, once or from then on, for every N there is.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use stillroom::folder::{FolderFault, calls_below, fail_below};
use stillroom::journal::{EraseTarget, VaultFile};
use stillroom::store::Hooks;
use stillroom::testing::{Bench, Corpus, PASSPHRASE, entry, minutes_later};
use stillroom::vault::{KdfParams, Passphrase, RecordId};
use stillroom_vfs::{Disk, Fault, Kind};

use crate::act::{Act, Page};
use crate::check::{Wrong, found_by_search};
use crate::figure::{Figure, thousands};
use crate::in_clear::nothing_in_clear;
use crate::ledger::Ledger;
use crate::run::{Run, folder};
use crate::script::Script;
use crate::writer::{Writer, open};

/// Choices of this proof start here.
const USE: u64 = 3_000_000;

/// How calls fail.
const WAYS: [(bool, Kind); 3] = [(false, Kind::Io), (true, Kind::Io), (true, Kind::Full)];

/// Proves that no failing call corrupts, panics, or brings a false *Saved*.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let mut script = Script::new(run.rng(USE), true);
    let acts: Vec<Act> = (0..run.choose(24, 14)).map(|_| script.next()).collect();
    let calls = calls_of(&acts);
    let step = run.choose(1, 1 + calls / 60);
    let faults: Vec<Fault> = (1..=calls)
        .step_by(step as usize)
        .flat_map(|at| WAYS.map(|(lasting, kind)| Fault { at, lasting, kind }))
        .collect();
    println!(
        "   {} calls from opening to locking; every {step}. fails in three ways",
        thousands(calls as usize)
    );
    let wrong = all(&faults, |disk, fault| write_with(disk, fault, &acts));
    let (made, made_wrong) = making();
    let count = faults.len() + made;
    let what = "failing calls that corrupt, panic, or bring a false Saved";
    vec![
        Figure::none_of(3, what, wrong + made_wrong, count, run.choose(1_000, 100)),
        beside_the_database(run),
    ]
}

/// How calls on the files beside the database fail.
const BESIDE: [(bool, io::ErrorKind); 4] = [
    (false, io::ErrorKind::StorageFull),
    (true, io::ErrorKind::StorageFull),
    (false, io::ErrorKind::Other),
    (true, io::ErrorKind::Other),
];

/// Has each call on the index and the other files beside the database fail, and looks for anything
/// that is not ciphertext while the journal is open, after its lock, and after the next one.
fn beside_the_database(run: &Run) -> Figure {
    let mut rng = run.rng(USE + 1);
    let calls = {
        let root = folder();
        let bench = Bench::make(root.path());
        fail_below(&bench.folder, None);
        write_and_purge(&bench, 1).expect("nothing fails yet");
        calls_below(&bench.folder)
    };
    let step = run.choose(1, 1 + calls / 30);
    let faults: Vec<FolderFault> = (1..=calls)
        .step_by(step as usize)
        .flat_map(|at| BESIDE.map(|(lasting, kind)| FolderFault { at, lasting, kind }))
        .collect();
    println!("   {} calls beside the database; every {step}. fails", thousands(calls as usize));
    let mut wrong = 0;
    for fault in &faults {
        let seed = 1 + rng.next() % 1_000;
        let outcome = catch_unwind(AssertUnwindSafe(|| in_clear_with(*fault, seed)));
        if let Err(why) = outcome.unwrap_or_else(|_| Err("a panic".to_owned())) {
            println!("   {fault:?}: {why}");
            wrong += 1;
        }
    }
    let what = "failing writes beside the database that leave anything in clear";
    Figure::none_of(17, what, wrong, faults.len(), run.choose(500, 80))
}

fn in_clear_with(fault: FolderFault, seed: u64) -> Result<(), Wrong> {
    let root = folder();
    let bench = Bench::make(root.path());
    fail_below(&bench.folder, None);
    fail_below(&bench.folder, Some(fault));
    let words = write_and_purge(&bench, seed)?;
    nothing_in_clear(&bench.folder, &words)?;
    fail_below(&bench.folder, None);
    let mut journal = open(&bench).map_err(|error| format!("refused: {error}"))?;
    found_by_search(&mut journal)?;
    journal.lock().map(drop).map_err(|error| format!("it does not lock: {error}"))?;
    nothing_in_clear(&bench.folder, &words)
}

/// Writes entries in several commits of the index, erases some, looks, and locks. Returns some of
/// the words that were written.
fn write_and_purge(bench: &Bench, seed: u64) -> Result<Vec<String>, Wrong> {
    let mut corpus = Corpus::new(seed);
    let mut journal = open(bench).map_err(|error| format!("refused: {error}"))?;
    let mut words = Vec::new();
    for at in 0..12_i64 {
        let text = corpus.text(400);
        let longer = text.split_whitespace().filter(|word| word.len() > 9);
        words.extend(longer.take(1).map(str::to_owned));
        let input = entry(&journal, "free", &format!("zwischen{at} {text}"), minutes_later(at));
        journal.save_revision(&input, minutes_later(at)).map_err(|error| error.to_string())?;
        if at % 4 == 0 {
            journal.trash_entry(input.id, minutes_later(at)).map_err(|error| error.to_string())?;
        }
        journal.index_some(100).map_err(|error| error.to_string())?;
        if at % 3 == 0 {
            thread::sleep(Duration::from_millis(5));
        }
    }
    let plan = journal.plan_erase(EraseTarget::Trash, minutes_later(20));
    let plan = plan.map_err(|error| error.to_string())?;
    journal
        .erase(EraseTarget::Trash, &plan.stamp, "", minutes_later(20))
        .map_err(|error| error.to_string())?;
    for _ in 0..200 {
        if journal.index_some(100).map_err(|error| error.to_string())?.is_none() {
            break;
        }
    }
    nothing_in_clear(&bench.folder, &words)?;
    journal.lock().map(drop).map_err(|error| format!("it does not lock: {error}"))?;
    Ok(words)
}

/// Runs each fault on both cores and counts what went wrong.
fn all(faults: &[Fault], one: impl Fn(Disk, Fault) -> Result<(), Wrong> + Sync) -> usize {
    let next = AtomicU64::new(0);
    let wrong = Mutex::new(0);
    let work = || {
        let disk = Disk::register();
        while let Some(fault) = faults.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            let outcome = catch_unwind(AssertUnwindSafe(|| one(disk, *fault)));
            disk.fail(None);
            Hooks::default().set();
            if let Err(why) = outcome.unwrap_or_else(|_| Err("a panic".to_owned())) {
                println!("   {fault:?}: {why}");
                *wrong.lock().expect("no holder panics") += 1;
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    wrong.into_inner().expect("no holder panics")
}

/// Counts the calls of a run in which nothing fails.
fn calls_of(acts: &[Act]) -> u64 {
    let root = folder();
    let bench = Bench::make(root.path());
    let disk = Disk::register();
    begin(disk);
    let mut writer = Writer::open(&bench).expect("nothing fails yet");
    for act in acts {
        writer.perform(act).expect("nothing fails yet");
    }
    writer.lock().expect("nothing fails yet");
    Hooks::default().set();
    disk.calls()
}

/// Writes while calls fail, then looks at what is there once none does.
fn write_with(disk: Disk, fault: Fault, acts: &[Act]) -> Result<(), Wrong> {
    let root = folder();
    let bench = Bench::make(root.path());
    let mut ledger = Ledger::default();
    begin(disk);
    disk.fail(Some(fault));
    if let Ok(mut writer) = Writer::open(&bench) {
        for act in acts {
            if !writer.is_open() {
                break;
            }
            let done = writer.perform(act);
            ledger.follow(act, &done);
        }
        disk.fail(None);
        resume(writer, &mut ledger)?;
    }
    disk.fail(None);
    Hooks::default().set();
    let journal = open(&bench).map_err(|error| format!("refused: {error}"))?;
    ledger.check(&journal)?;
    journal.lock().map(drop).map_err(|error| format!("it does not lock: {error}"))
}

/// Saving resumes by itself once calls succeed again.
fn resume(mut writer: Writer<'_>, ledger: &mut Ledger) -> Result<(), Wrong> {
    if !writer.is_open() {
        return Ok(());
    }
    let id = RecordId::from_bytes([7; 16]);
    let page = Page { id, form: "free", minute: 9_000, text: "afterwards".to_owned() };
    for act in [Act::SaveDraft(page.clone()), Act::SaveRevision(page)] {
        let done = writer.perform(&act);
        done.as_ref().map_err(|error| format!("saving does not resume: {error}"))?;
        ledger.follow(&act, &done);
    }
    writer.abandon();
    Ok(())
}

/// Makes a journal while calls fail: it is refused, or it is whole.
fn making() -> (usize, usize) {
    let disk = Disk::register();
    begin(disk);
    let root = folder();
    make(root.path()).expect("nothing fails yet");
    Hooks::default().set();
    let calls = disk.calls();
    let faults: Vec<Fault> = (1..=calls)
        .flat_map(|at| WAYS.map(|(lasting, kind)| Fault { at, lasting, kind }))
        .collect();
    let wrong = all(&faults, |disk, fault| {
        let root = folder();
        begin(disk);
        disk.fail(Some(fault));
        let made = make(root.path());
        disk.fail(None);
        Hooks::default().set();
        let bench = Bench::at(root.path());
        if made.is_ok() {
            return open(&bench).map(drop).map_err(|error| format!("made, but: {error}"));
        }
        // What was only begun holds nothing; opening it is refused or finds an empty journal.
        let _ = open(&bench);
        fs::remove_dir_all(root.path()).map_err(|error| error.to_string())
    });
    (faults.len(), wrong)
}

fn make(root: &Path) -> Result<(), stillroom::journal::JournalError> {
    let bench = Bench::at(root);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let cost = KdfParams::CHEAP;
    VaultFile::create(&bench.folder, &bench.anchors, &passphrase, &bench.words, cost).map(drop)
}

fn begin(disk: Disk) {
    Hooks { vfs: Some(disk.name()), ..Hooks::default() }.set();
    disk.fail(None);
}
