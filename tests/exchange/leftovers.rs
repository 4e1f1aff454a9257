//! What runs that were killed have left is found at the next opening, and nothing else is touched.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{BackupRun, RestoreRun};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat};
use stillroom::exchange::leftovers::{
    cut_off_exports, delete_export, delete_leftovers, dismiss_export,
};
use stillroom::exchange::rekey::RekeyRun;
use stillroom::journal::{Journal, Notice, Opener};
use stillroom::testing::{Bench, NOON, minutes_later};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use tempfile::TempDir;

use super::{backed_up, files, fill, place};

const BOTH: ExportAs = ExportAs { json: true, markdown: true, mine_alone: true };

/// Every file below a folder that can be read and has the word in it.
fn readable(folder: &Path, word: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("it is there");
        if kind.is_dir() {
            found.extend(readable(&path, word));
        } else if kind.is_file() {
            // The open journal replaces files of its index meanwhile.
            let bytes = match fs::read(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                read => read.expect("readable"),
            };
            if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                found.push(path);
            }
        }
    }
    found
}

/// Begins an export, writes some of it and stops as if it were killed.
fn killed(journal: &mut Journal, into: &Path, steps: usize) {
    let mut run =
        ExportRun::begin(journal, ExportWhat::Journal, BOTH, into, NOON).expect("it begins");
    for _ in 0..steps {
        run.step(journal).expect("it goes on");
    }
    std::mem::forget(run);
}

/// Opens the journal as the window does.
fn opened(bench: &Bench) -> Journal {
    let mut journal = bench.unlock();
    delete_leftovers(&mut journal, minutes_later(1));
    journal
}

fn cut_off(folder: &Path, gone: bool) -> Notice {
    Notice::ExportCutOff { folder: folder.to_string_lossy().into_owned(), gone }
}

#[test]
fn a_killed_export_is_deleted_and_reported_at_the_next_unlock() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    for steps in 0..6 {
        let mut journal = bench.unlock();
        fill(&mut journal, 3);
        let into = root.path().join("left");
        killed(&mut journal, &into, steps);
        assert!(steps < 2 || !readable(root.path(), "heron").is_empty(), "it wrote in clear");
        drop(journal);
        let journal = opened(&bench);
        assert_eq!(readable(root.path(), "heron"), [] as [PathBuf; 0], "after {steps} steps");
        assert!(!into.exists());
        assert_eq!(journal.snapshot(false).notices, [cut_off(&into, true)]);
        journal.lock().map(drop).expect("it locks");
        assert_eq!(opened(&bench).snapshot(false).notices, [], "it is told once");
    }
}

#[test]
fn files_of_the_user_and_link_targets_are_not_deleted() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    let (into, own) = (root.path().join("left"), root.path().join("own"));
    fs::create_dir(&own).expect("a folder");
    fs::write(own.join("thesis.json"), "mine").expect("a file");
    killed(&mut journal, &into, 3);
    drop(journal);
    fs::write(into.join("thesis.json"), "mine").expect("a file");
    fs::remove_dir_all(into.join("records")).expect("a folder");
    symlink(&own, into.join("records")).expect("a link");
    symlink(own.join("thesis.json"), into.join("entries/link.json")).expect("a link");
    opened(&bench);
    assert_eq!(readable(root.path(), "heron"), [] as [PathBuf; 0]);
    assert_eq!(fs::read(own.join("thesis.json")).expect("it stays"), b"mine");
    assert_eq!(fs::read(into.join("thesis.json")).expect("it stays"), b"mine");
}

#[test]
fn a_folder_without_the_mark_of_an_export_is_left_alone() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let (into, own) = (root.path().join("left"), root.path().join("own"));
    for link in [false, true] {
        let mut journal = bench.unlock();
        fill(&mut journal, 1);
        killed(&mut journal, &into, 2);
        drop(journal);
        fs::remove_dir_all(&into).expect("a folder");
        fs::create_dir_all(own.join("entries")).expect("a folder");
        fs::write(own.join("entries/mine.json"), "mine").expect("a file");
        if link {
            symlink(&own, &into).expect("a link");
        } else {
            fs::rename(&own, &into).expect("it moves");
        }
        let journal = opened(&bench);
        assert_eq!(journal.snapshot(false).notices, []);
        assert_eq!(fs::read(into.join("entries/mine.json")).expect("it stays"), b"mine");
        if !link {
            fs::remove_dir_all(&into).expect("a folder");
        }
    }
}

#[test]
fn a_killed_export_out_of_reach_stays_listed_until_it_is_deleted_or_ignored() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let (stick, away) = (root.path().join("stick"), root.path().join("away"));
    let into = stick.join("left");
    let shown = into.to_string_lossy().into_owned();
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    fs::create_dir(&stick).expect("a folder");
    killed(&mut journal, &into, 3);
    assert_eq!(cut_off_exports(&journal), [""; 0], "one under way is none");
    drop(journal);
    fs::rename(&stick, &away).expect("it is pulled out");
    let mut journal = opened(&bench);
    assert_eq!(journal.snapshot(false).notices, [cut_off(&into, false)]);
    assert_eq!(cut_off_exports(&journal), std::slice::from_ref(&shown));
    assert!(delete_export(&mut journal, &shown, NOON).is_err(), "it cannot be reached");
    assert_eq!(cut_off_exports(&journal), std::slice::from_ref(&shown));
    fs::rename(&away, &stick).expect("it is put back");
    delete_export(&mut journal, &shown, NOON).expect("it is deleted");
    assert_eq!(readable(root.path(), "heron"), [] as [PathBuf; 0]);
    assert_eq!(cut_off_exports(&journal), [""; 0]);
    let other = dismiss_export(&mut journal, &shown, NOON);
    assert!(matches!(other, Err(ExchangeError::NoSuchExport)));

    killed(&mut journal, &into, 3);
    drop(journal);
    fs::rename(&stick, &away).expect("it is pulled out");
    let mut journal = opened(&bench);
    dismiss_export(&mut journal, &shown, NOON).expect("it is left");
    journal.lock().map(drop).expect("it locks");
    assert_eq!(opened(&bench).snapshot(false).notices, []);
}

#[test]
fn a_failed_export_leaves_no_files_and_a_finished_one_stays() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    let into = root.path().join("left");
    let mut run =
        ExportRun::begin(&mut journal, ExportWhat::Journal, BOTH, &into, NOON).expect("it begins");
    run.step(&journal).expect("it goes on");
    fs::remove_dir_all(into.join("entries")).expect("something takes it away");
    while run.step(&journal).is_ok_and(|step| step.is_some()) {}
    drop(run);
    assert_eq!(readable(root.path(), "heron"), [] as [PathBuf; 0]);
    let run =
        ExportRun::begin(&mut journal, ExportWhat::Journal, BOTH, &into, NOON).expect("it begins");
    run.run(&mut journal, &mut |_| true).expect("it is written");
    let before = readable(root.path(), "heron").len();
    journal.lock().map(drop).expect("it locks");
    let journal = opened(&bench);
    assert_eq!((readable(root.path(), "heron").len(), before), (6, 6));
    assert_eq!(journal.snapshot(false).notices, []);
    assert_eq!(files(&into), ["entries", "forms", "markdown", "records", "stillroom.json"]);
}

#[test]
fn killed_backups_restores_and_changes_of_keys_are_swept_away_and_others_folders_are_not() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let backup = backed_up(&mut journal, NOON);
    let mut run = BackupRun::begin(&mut journal, NOON).expect("it begins");
    while run.copy(&mut journal).expect("it goes on").is_some() {}
    std::mem::forget(run);
    let words = Opener::Words(&bench.words);
    let mut restore =
        RestoreRun::begin(backup.path.as_ref(), &words, &root.path().join("Restored.stillroom"))
            .expect("it begins");
    restore.step().expect("it goes on");
    let (new, fresh) = (Passphrase::typed("saddle copper meadow reed"), RecoveryWords::make());
    let anew = root.path().join("anew.stillroom");
    let rekey =
        RekeyRun::begin(&journal, &anew, &new, &fresh, KdfParams::CHEAP).expect("it begins");
    let hidden =
        |ending: &str| files(root.path()).iter().filter(|name| name.ends_with(ending)).count();
    assert_eq!((hidden(".restoring"), hidden(".rekeying"), files(&place(&bench)).len()), (1, 1, 2));
    delete_leftovers(&mut journal, NOON);
    assert_eq!((hidden(".restoring"), hidden(".rekeying")), (1, 1), "both are still at work");
    // A kill lets go of what is held, and takes nothing away.
    copied_as_if_killed(root.path(), restore, rekey);
    for odd in [".0123456789ab.restoring", ".mine.restoring"] {
        fs::create_dir(root.path().join(odd)).expect("a folder");
    }
    let target = root.path().join("target");
    fs::create_dir(&target).expect("a folder");
    fs::write(target.join("mine"), "mine").expect("a file");
    drop(journal);
    opened(&bench);
    assert_eq!((hidden(".restoring"), hidden(".rekeying")), (2, 0), "what bears no mark stays");
    assert!(target.join("mine").exists());
    assert_eq!(files(&place(&bench)).len(), 1, "the backup that was verified");
}

/// Drops runs and puts back what they delete by it, with a link beside that has a marked name.
fn copied_as_if_killed(root: &Path, restore: RestoreRun, rekey: RekeyRun) {
    let begun: Vec<String> = files(root)
        .into_iter()
        .filter(|name| name.ends_with(".restoring") || name.ends_with(".rekeying"))
        .collect();
    let aside = root.join("aside");
    fs::create_dir(&aside).expect("a folder");
    for name in &begun {
        fs::create_dir(aside.join(name)).expect("a folder");
        for file in files(&root.join(name)) {
            let _ = fs::copy(root.join(name).join(&file), aside.join(name).join(&file));
        }
    }
    drop((restore, rekey));
    for name in &begun {
        assert!(!root.join(name).exists(), "a run that is dropped leaves nothing");
        fs::rename(aside.join(name), root.join(name)).expect("it moves");
    }
    fs::remove_dir(aside).expect("it is empty");
}

#[test]
fn a_rekey_that_cannot_start_leaves_no_files() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 1);
    let (new, words) = (Passphrase::typed("saddle copper meadow reed"), RecoveryWords::make());
    let before = files(root.path());
    let long = root.path().join("a".repeat(240)).join("b".repeat(240));
    fs::create_dir_all(&long).expect("the system takes it");
    let into = long.join("anew.stillroom");
    assert!(RekeyRun::begin(&journal, &into, &new, &words, KdfParams::CHEAP).is_err());
    assert_eq!(files(&long), [""; 0]);
    fs::remove_dir_all(root.path().join("a".repeat(240))).expect("it goes");
    assert_eq!(files(root.path()), before);
}
