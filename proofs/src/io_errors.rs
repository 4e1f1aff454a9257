//! The Nth call to the file system fails, once or from then on, for every N there is.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use stillroom::journal::VaultFile;
use stillroom::store::Hooks;
use stillroom::testing::{Bench, PASSPHRASE};
use stillroom::vault::{KdfParams, Passphrase, RecordId};
use stillroom_vfs::{Disk, Fault, Kind};

use crate::check::Wrong;
use crate::figure::{Figure, thousands};
use crate::ledger::Ledger;
use crate::run::{Run, folder};
use crate::script::{Act, Page, Script};
use crate::writer::{Writer, open};

/// Choices of this proof start here.
const USE: u64 = 3_000_000;

/// How calls fail.
const WAYS: [(bool, Kind); 3] = [(false, Kind::Io), (true, Kind::Io), (true, Kind::Full)];

/// Proves that no failing call corrupts, panics, or brings a false *Saved*.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let mut script = Script::new(run.dice(USE), true);
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
    vec![Figure::none_of(3, what, wrong + made_wrong, count, run.choose(1_000, 100))]
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
    for act in [Act::Keep(page.clone()), Act::Settle(page)] {
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
