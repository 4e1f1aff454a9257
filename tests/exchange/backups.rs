//! A backup is made between saves, verified before it is listed, rotated and never lost.

use std::fs;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{BackupRun, discard, list};
use stillroom::forms::Answer;
use stillroom::journal::{BackupPlaces, Journal};
use stillroom::testing::{Bench, NOON, PASSPHRASE, document, entry, minutes_later};
use stillroom::vault::{KdfParams, Passphrase};
use tempfile::TempDir;

use super::{backed_up, days_later, files, fill, place, replace_former};

#[test]
fn a_backup_is_one_verified_file_that_holds_everything() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 20);
    assert!(list(&journal).expect("it lists").is_due(NOON), "there is none yet");
    let backup = backed_up(&mut journal, NOON);
    assert_eq!((backup.entries, backup.damaged), (20, 0));
    assert_eq!((backup.made, backup.newest), (NOON, Some(minutes_later(19))));
    assert!(backup.verified.is_some() && backup.same_passphrase && backup.same_words && backup.own);
    assert_eq!(files(&place(&bench)).len(), 1, "no log, no journal, nothing unfinished");
    let listed = list(&journal).expect("it lists");
    assert_eq!(listed.listed, [backup]);
    assert!(!listed.is_due(minutes_later(23 * 60)) && listed.is_due(minutes_later(25 * 60)));
    assert!(listed.is_due(minutes_later(-10)), "one from the future does not count");
}

#[test]
fn the_name_of_a_backup_has_no_date_and_its_file_no_readable_word() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    let backup = backed_up(&mut journal, NOON);
    let name = &files(&place(&bench))[0];
    let (stem, ending) = name.split_once('.').expect("it has an ending");
    assert_eq!(ending, "stillroom-backup");
    assert!(stem.len() == 12 && stem.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
    let bytes = fs::read(&backup.path).expect("readable");
    assert!(!bytes.windows(5).any(|window| window == b"heron"));
}

#[test]
fn saves_go_on_while_a_backup_is_made_and_are_in_it() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let long = "The heron stood still. ".repeat(20_000);
    for _ in 0..12 {
        let mut input = entry(&journal, "free", &long, NOON);
        let answer = journal.save_revision(&input, NOON).expect("it is saved");
        // Drafts of 9 MiB, so that no machine copies everything in one slice.
        input.base = answer.base;
        input.answers.insert("text".into(), Answer::Text(document(&long.repeat(20))));
        journal.save_draft(input, NOON).expect("it is saved");
    }
    let mut run = BackupRun::begin(&mut journal, NOON).expect("it begins");
    let mut saved = 12;
    while run.copy(&mut journal).expect("it goes on").is_some() {
        let input = entry(&journal, "free", "said meanwhile", NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
        saved += 1;
    }
    assert_eq!(files(&place(&bench)).len(), 1);
    assert_eq!(list(&journal).expect("it lists").listed, [], "nothing unverified is listed");
    let after = entry(&journal, "free", "said while it is verified", NOON);
    journal.save_revision(&after, NOON).expect("no save waits for the check");
    while run.verify().expect("it is in order").is_some() {}
    let backup = run.finish(&journal).expect("it is listed");
    assert_eq!(backup.entries, saved);
    assert!(saved > 12, "the copy took more than one slice");
}

#[test]
fn a_cancelled_or_dropped_backup_leaves_no_file() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let mut run = BackupRun::begin(&mut journal, NOON).expect("it begins");
    run.cancel().cancel();
    assert!(matches!(run.copy(&mut journal), Err(ExchangeError::Cancelled)));
    drop(run);
    let mut run = BackupRun::begin(&mut journal, NOON).expect("it begins");
    while run.copy(&mut journal).expect("it goes on").is_some() {}
    run.verify().expect("it goes on");
    run.cancel().cancel();
    assert!(matches!(run.verify(), Err(ExchangeError::Cancelled)));
    drop(run);
    let run = BackupRun::begin(&mut journal, NOON).expect("it begins");
    journal.lock().map(drop).expect("a lock does not wait for a backup");
    drop(run);
    assert_eq!(files(&place(&bench)), [""; 0]);
    backed_up(&mut bench.unlock(), NOON);
}

#[test]
fn a_second_location_gets_the_same_bytes_and_a_missing_one_is_reported() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let second = root.path().join("disk");
    let shown = second.to_string_lossy().into_owned();
    let places = BackupPlaces { second: Some(shown), ..BackupPlaces::default() };
    journal.save_backup_places(places, NOON).expect("it is saved");
    backed_up(&mut journal, NOON);
    let listed = list(&journal).expect("it lists");
    assert!(!listed.second_there && listed.listed.len() == 1, "a missing disk stops nothing");
    fs::create_dir(&second).expect("it is made");
    let backup = backed_up(&mut journal, minutes_later(1));
    let name = std::path::Path::new(&backup.path).file_name().expect("a file");
    let (one, other) = (fs::read(&backup.path), fs::read(second.join(name)));
    assert!(one.expect("readable") == other.expect("readable"));
    assert!(list(&journal).expect("it lists").second_there);
    let inside = bench.folder.join("inside").to_string_lossy().into_owned();
    let places = BackupPlaces { second: Some(inside), ..BackupPlaces::default() };
    assert!(journal.save_backup_places(places, NOON).is_err());
}

#[test]
fn backups_rotate_and_the_last_verified_cannot_be_discarded() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 1);
    for day in 0..12 {
        backed_up(&mut journal, days_later(day));
        backed_up(&mut journal, days_later(day));
    }
    let listed = list(&journal).expect("it lists").listed;
    let days = listed.iter().map(|backup| backup.made.date());
    assert!(days.clone().take(7).eq((0..7).map(|ago| days_later(11 - ago).date())));
    assert!(listed.len() <= 9, "seven days, and the week and month before: {}", listed.len());
    for backup in &listed[1..] {
        discard(&journal, &backup.path).expect("it goes");
    }
    assert!(matches!(discard(&journal, &listed[0].path), Err(ExchangeError::LastVerified)));
    assert!(matches!(discard(&journal, "/etc/passwd"), Err(ExchangeError::NoSuchBackup)));
}

#[test]
fn backups_that_a_former_passphrase_opens_are_named_and_can_be_replaced() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 2);
    backed_up(&mut journal, NOON);
    let (old, new) =
        (Passphrase::typed(PASSPHRASE), Passphrase::typed("saddle copper meadow reed"));
    journal.set_passphrase(Some(&old), &new, KdfParams::CHEAP).expect("it is replaced");
    let listed = list(&journal).expect("it lists").listed;
    assert!(!listed[0].same_passphrase && listed[0].same_words);
    replace_former(&mut journal, minutes_later(5));
    let listed = list(&journal).expect("it lists").listed;
    assert_eq!(listed.len(), 1);
    assert!(listed[0].same_passphrase && listed[0].made == minutes_later(5));
}

#[test]
fn a_damaged_backup_is_not_listed_but_named() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let backup = backed_up(&mut journal, NOON);
    let bytes = fs::read(&backup.path).expect("readable");
    fs::write(&backup.path, &bytes[..bytes.len() / 3]).expect("writable");
    let listed = list(&journal).expect("it lists");
    assert_eq!((listed.listed.len(), listed.unreadable), (0, vec![backup.path.clone()]));
    assert_eq!(listed.last_verified, None);
    discard(&journal, &backup.path).expect("it goes");
}

#[test]
fn a_journal_with_a_damaged_row_is_still_backed_up_and_the_backup_says_so() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let whole = backed_up(&mut journal, NOON);
    journal.lock().map(drop).expect("it locks");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    raw.execute("UPDATE body SET sealed = zeroblob(300) WHERE seq = 3", []).expect("it runs");
    drop(raw);
    let mut journal: Journal = bench.unlock();
    let backup = backed_up(&mut journal, days_later(1));
    assert_eq!((backup.damaged, backup.verified), (1, None));
    assert_eq!(list(&journal).expect("it lists").last_verified, whole.verified);
}
