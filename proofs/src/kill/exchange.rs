//! Exports, restores, backups and changes of keys are killed at any moment: what they have left is
//! gone after the next unlock, or was whole.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use stillroom::exchange::backup::{RestoreRun, list, make};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat};
use stillroom::exchange::health::CheckRun;
use stillroom::exchange::leftovers::delete_leftovers;
use stillroom::exchange::rekey::RekeyRun;
use stillroom::journal::{Journal, Notice, Opener};
use stillroom::store::path::path_of;
use stillroom::testing::{Bench, NOON, PASSPHRASE, entry};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};

use super::process::{USE, lines_of_killed, say, spawn};
use crate::check::Wrong;
use crate::erasing::no_readable_file;
use crate::figure::Figure;
use crate::run::{Run, folder};
use crate::writer::open;

/// Stands in every entry.
const WORD: &str = "capybara";
/// How many entries there are to export.
const ENTRIES: usize = 40;
/// A driver lives no longer than this, in ms.
const LONGEST_MS: usize = 700;
/// What a driver can do, over and over.
const ACTS: [&str; 4] = ["export", "restore", "backup", "rekey"];

/// Proves that no kill leaves what can be read, or what nobody deletes.
pub(super) fn prove(run: &Run) -> Figure {
    let rounds = run.choose(400, 24);
    let (mut wrong, mut cut) = (0, 0);
    for number in 0..rounds {
        match kill_one(run, number as u64) {
            Ok(was_cut) => cut += usize::from(was_cut),
            Err(why) => {
                println!("   {} {number}: {why}", ACTS[number % ACTS.len()]);
                wrong += 1;
            }
        }
    }
    println!("   {cut} exports were cut off in clear and deleted at the next unlock");
    let what = "kills of long acts after whose next unlock something is left";
    Figure::none_of(2, what, wrong, rounds, rounds)
}

fn kill_one(run: &Run, number: u64) -> Result<bool, Wrong> {
    let root = folder();
    let bench = Bench::make(root.path());
    fill(&mut open(&bench).map_err(said)?)?;
    let mut rng = run.rng(3 * USE + number);
    let act = ACTS[number as usize % ACTS.len()];
    let mut child = spawn(act, root.path(), 0);
    thread::sleep(Duration::from_millis(50 + rng.below(LONGEST_MS) as u64));
    drop(lines_of_killed(&mut child));
    let mut journal = open(&bench).map_err(said)?;
    delete_leftovers(&mut journal, NOON);
    let cut = |notice: &Notice| matches!(notice, Notice::ExportCutOff { gone: true, .. });
    let was_cut = journal.snapshot(false).notices.iter().any(cut);
    let health = CheckRun::default().run(&journal, NOON, &mut |_| true).map_err(said)?;
    if !health.is_whole() {
        return Err(format!("the journal is not whole: {:?}", health.records));
    }
    journal.lock().map(drop).map_err(said)?;
    take_whole_away(root.path())?;
    // The driver was taking one away that had ended.
    let _ = fs::remove_dir_all(root.path().join("gone"));
    no_readable_file(root.path())?;
    nothing_hidden(root.path())?;
    Ok(was_cut)
}

/// Takes exports away that had ended: those stay, and are meant to be read.
fn take_whole_away(root: &Path) -> Result<(), Wrong> {
    let left = root.join("left");
    let is_whole =
        left.join("stillroom.json").exists() && !left.join(".stillroom-unfinished").exists();
    if is_whole { fs::remove_dir_all(left).map_err(said) } else { Ok(()) }
}

/// Fails if something is left of a run that nobody goes on with.
fn nothing_hidden(folder: &Path) -> Result<(), Wrong> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let endings = [".fresh", ".restoring", ".rekeying", ".stillroom-unfinished"];
        if endings.iter().any(|ending| name.ends_with(ending)) {
            return Err(format!("{name} is left"));
        }
        if path.is_dir() {
            nothing_hidden(&path)?;
        }
    }
    Ok(())
}

fn fill(journal: &mut Journal) -> Result<(), Wrong> {
    for number in 0..ENTRIES {
        let input = entry(journal, "free", &format!("{WORD} {number}"), NOON);
        journal.save_revision(&input, NOON).map_err(said)?;
    }
    make(journal, NOON, &mut |_| true).map(drop).map_err(said)
}

/// Does one thing over and over until it is killed.
pub(super) fn resume(bench: &Bench, act: &str) {
    let mut journal = open(bench).expect("the journal was just made");
    let root = bench.folder.parent().expect("it lies somewhere").to_owned();
    loop {
        match act {
            "export" => export(&mut journal, &root),
            "restore" => restore(&journal, &root),
            "backup" => drop(make(&mut journal, NOON, &mut |_| true).expect("nothing fails here")),
            _ => rekey(&journal, &root),
        }
        say("done");
    }
}

fn export(journal: &mut Journal, root: &Path) {
    let (into, both) =
        (root.join("left"), ExportAs { json: true, markdown: true, mine_alone: true });
    let run = ExportRun::begin(journal, ExportWhat::Journal, both, &into, NOON);
    run.and_then(|run| run.run(journal, &mut |_| true)).expect("nothing fails here");
    // Renamed first: half of one that had ended is none that was cut off.
    let gone = root.join("gone");
    fs::rename(&into, &gone).and_then(|()| fs::remove_dir_all(gone)).expect("it goes");
}

fn restore(journal: &Journal, root: &Path) {
    let backup = list(journal).expect("it lists").listed.remove(0);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let into = root.join("restored.stillroom");
    let run = RestoreRun::begin(&path_of(&backup.path), &Opener::Passphrase(&passphrase), &into);
    run.and_then(|run| run.run(&mut |_| true)).expect("nothing fails here");
    fs::remove_dir_all(into).expect("it goes");
}

fn rekey(journal: &Journal, root: &Path) {
    let (new, words) = (Passphrase::typed(PASSPHRASE), RecoveryWords::make());
    let into = root.join("anew.stillroom");
    let begun = RekeyRun::begin(journal, &into, &new, &words, KdfParams::CHEAP);
    let mut run = begun.expect("nothing fails here");
    while run.step(journal).expect("nothing fails here").is_some() {}
}

fn said(error: impl std::fmt::Debug) -> Wrong {
    format!("{error:?}")
}
