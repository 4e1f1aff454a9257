//! A journal under new keys is equal, and the old ways in open nothing of it.

use std::fs;
use std::path::PathBuf;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{RestoreRun, list};
use stillroom::exchange::health::CheckRun;
use stillroom::exchange::rekey::{RekeyRun, Rekeyed, activate, former_folders, retire};
use stillroom::journal::{EntryFilter, EraseTarget, Journal, Opener, VaultFile};
use stillroom::testing::{Bench, NOON, PASSPHRASE, entry, minutes_later};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use tempfile::TempDir;

use super::{backed_up, client, files, fill, on};

const NEW: &str = "saddle copper meadow thimble drift";

fn begin(bench: &Bench, journal: &Journal) -> RekeyRun {
    let (passphrase, words) = (Passphrase::typed(NEW), RecoveryWords::make());
    let into = bench.folder.with_file_name("anew.stillroom");
    RekeyRun::begin(journal, &into, &passphrase, &words, KdfParams::CHEAP).expect("it begins")
}

fn unlock(rekeyed: &Rekeyed, bench: &Bench, passphrase: &str) -> Option<Journal> {
    let vault = VaultFile::open(rekeyed.folder.as_ref(), &bench.anchors).expect("a journal");
    vault.unlock(&Opener::Passphrase(&Passphrase::typed(passphrase))).ok()
}

#[test]
fn everything_is_there_under_new_keys_and_the_old_folder_is_retired_afterwards() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    client(&mut journal, "Wren");
    let ids = fill(&mut journal, 40);
    journal.trash_entry(ids[0], NOON).expect("it goes");
    let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
    journal.erase(plan.target, &plan.stamp, "", NOON).expect("it is erased");
    journal.trash_entry(ids[1], NOON).expect("it goes");
    journal.restore_entry(ids[1], NOON).expect("it comes back, with an older body");
    let backup = backed_up(&mut journal, NOON);

    let mut run = begin(&bench, &journal);
    run.step(&journal).expect("it goes on");
    let meanwhile = fill(&mut journal, 2);
    while run.step(&journal).expect("it goes on").is_some() {}
    let draft = entry(&journal, "free", "half a sentence", NOON);
    journal.save_draft(draft.clone(), minutes_later(50)).expect("it is saved");
    let wanted: Vec<_> = ids[1..]
        .iter()
        .chain(&meanwhile)
        .map(|id| journal.open_entry(*id).expect("it is there").input)
        .collect();
    let (rows, clients) =
        (journal.list_entries(&EntryFilter::default(), 0, 99), journal.list_clients());
    let rekeyed = run.finish(journal).expect("it ends");
    assert_eq!(rekeyed.former_backups, [backup.path]);

    assert!(unlock(&rekeyed, &bench, PASSPHRASE).is_none(), "the old passphrase opens nothing");
    let journal = unlock(&rekeyed, &bench, NEW).expect("the new one does");
    assert_eq!(journal.snapshot(false).notices, []);
    assert_eq!(journal.list_clients(), clients);
    assert_eq!(journal.list_entries(&EntryFilter::default(), 0, 99).total, rows.total);
    for input in wanted {
        assert_eq!(journal.open_entry(input.id).expect("it is there").input, input);
    }
    assert_eq!(journal.open_entry(draft.id).expect("it is there").input.answers, draft.answers);
    let health = CheckRun::default().run(&journal, NOON, &mut on).expect("it is checked");
    assert!(health.is_whole(), "{health:?}");
    assert_eq!(health.records.erased, 2);

    assert!(bench.unlock().open_entry(ids[5]).is_ok(), "until it is retired the old one opens");
    assert!(retire(rekeyed.folder.as_ref(), &journal).is_err(), "never the open one");
    retire(&bench.folder, &journal).expect("it is retired");
    assert!(!bench.folder.exists());
}

#[test]
fn a_retired_folder_keeps_what_is_not_the_journals() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    let mut run = begin(&bench, &journal);
    while run.step(&journal).expect("it goes on").is_some() {}
    let rekeyed = run.finish(journal).expect("it ends");
    let journal = unlock(&rekeyed, &bench, NEW).expect("it opens");
    let mine =
        ["index/thesis.txt", "index/a/notes.txt", "photo.png"].map(|at| bench.folder.join(at));
    for file in &mine {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("it is made");
        std::fs::write(file, "not a journal's").expect("it is written");
    }
    retire(&bench.folder, &journal).expect("it is retired");
    assert!(mine.iter().all(|file| file.exists()));
    assert_eq!(files(&bench.folder), ["index", "photo.png"]);
    assert_eq!(files(&bench.folder.join("index")), ["a", "thesis.txt"]);
    assert_eq!(files(&bench.folder.join("index/a")), ["notes.txt"]);
}

#[test]
fn a_cancelled_rekey_leaves_the_journal_unchanged() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 20);
    let before = files(root.path());
    let mut run = begin(&bench, &journal);
    run.step(&journal).expect("it goes on");
    run.cancel().cancel();
    assert!(matches!(run.step(&journal), Err(ExchangeError::Cancelled)));
    drop(run);
    assert_eq!(files(root.path()), before);
    journal.lock().map(drop).expect("it locks");
    assert!(bench.unlock().open_entry(ids[0]).is_ok());
}

#[test]
fn a_killed_rekey_starts_again_beside_its_leftovers() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 10);
    let mut run = begin(&bench, &journal);
    run.step(&journal).expect("it goes on");
    std::mem::forget(run);
    assert!(!bench.folder.with_file_name("anew.stillroom").exists(), "it has no name yet");
    let mut run = begin(&bench, &journal);
    while run.step(&journal).expect("it goes on").is_some() {}
    let rekeyed = run.finish(journal).expect("it ends");
    assert!(
        unlock(&rekeyed, &bench, NEW).is_some_and(|journal| journal.open_entry(ids[9]).is_ok())
    );
}

#[test]
fn a_damaged_journal_is_refused_and_stays_as_it_is() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    journal.lock().map(drop).expect("it locks");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    raw.execute("UPDATE body SET sealed = zeroblob(300) WHERE seq = 3", []).expect("it runs");
    drop(raw);
    let journal = bench.unlock();
    let mut run = begin(&bench, &journal);
    assert!(matches!(run.step(&journal), Err(ExchangeError::Damaged(_))));
    drop(run);
    assert_eq!(list(&journal).expect("it lists").listed, []);
}

#[test]
fn another_journal_is_never_retired() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, other) = (Bench::make(&root.path().join("a")), Bench::make(&root.path().join("b")));
    assert!(retire(&other.folder, &bench.unlock()).is_err());
    assert!(fs::exists(other.folder.join("journal.db")).expect("readable"));
}

#[test]
fn the_new_folder_takes_the_name_once_passphrase_and_words_have_opened_it() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 5);
    let (new, words) = (Passphrase::typed(NEW), RecoveryWords::make());
    let into = bench.folder.with_file_name("anew.stillroom");
    let begin = |journal: &Journal| RekeyRun::begin(journal, &into, &new, &words, KdfParams::CHEAP);
    let mut run = begin(&journal).expect("it begins");
    while run.step(&journal).expect("it goes on").is_some() {}
    let rekeyed = run.finish(journal).expect("it ends");

    let wrong = Passphrase::typed("not the one at all, sorry");
    assert!(activate(&rekeyed, &bench.anchors, &words, &wrong).is_err());
    assert!(activate(&rekeyed, &bench.anchors, &RecoveryWords::make(), &new).is_err());
    assert!(bench.unlock().open_entry(ids[4]).is_ok(), "the former folder stays");

    // As if it had been killed now: the former folder is found, and the new one from there.
    let anew = unlock(&rekeyed, &bench, NEW).expect("it opens");
    assert_eq!(former_folders(&anew), std::slice::from_ref(&bench.folder));
    anew.lock().map(drop).expect("it locks");
    let journal = activate(&rekeyed, &bench.anchors, &words, &new).expect("it moves in");
    assert_eq!(journal.folder(), bench.folder);
    assert_eq!(former_folders(&journal), [] as [PathBuf; 0]);
    assert!(!into.exists() && journal.open_entry(ids[4]).is_ok());
    assert_eq!(journal.snapshot(false).notices, []);
    assert!(journal.reauthenticate(None).is_err(), "it was opened with the passphrase");
}

#[test]
fn leftovers_of_a_killed_rekey_are_deleted_and_a_restored_copy_is_not() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let backup = backed_up(&mut journal, NOON);
    let restored = root.path().join("Restored.stillroom");
    let words = Opener::Words(&bench.words);
    let run = RestoreRun::begin(backup.path.as_ref(), &words, &restored).expect("it begins");
    run.run(&mut on).expect("it restores");
    let dead = begin(&bench, &journal);
    let left = root.path().join(".0123456789ab.rekeying");
    let begun = files(root.path()).into_iter().find(|name| name.ends_with("rekeying"));
    fs::create_dir(&left).expect("a folder");
    let begun = root.path().join(begun.expect("it has begun"));
    for file in files(&begun) {
        fs::copy(begun.join(&file), left.join(&file)).expect("it is readable");
    }
    drop(dead);
    assert_eq!(former_folders(&journal), [] as [PathBuf; 0]);
    drop(begin(&bench, &journal));
    assert!(!left.exists() && restored.exists());
}
