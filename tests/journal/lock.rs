//! One journal, one writer; and what the last lock left is found again.

use stillroom::journal::{JournalError, Notice, ReturnPoint, Settings, VaultFile};
use stillroom::store::StoreError;
use stillroom::testing::{Bench, NOON, entry};
use tempfile::TempDir;

#[test]
fn a_journal_that_is_open_refuses_a_second_opener() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let _journal = bench.unlock();
    let second = VaultFile::open(&bench.folder, &bench.anchors);
    assert!(matches!(second, Err(JournalError::Store(StoreError::AlreadyOpen))));
}

#[test]
fn a_folder_that_is_no_journal_is_named_as_such() {
    let root = TempDir::new().expect("a temporary folder");
    let opened = VaultFile::open(root.path(), &root.path().join("anchors"));
    assert!(matches!(opened, Err(JournalError::Store(StoreError::NotAJournal))));
}

#[test]
fn a_journal_locked_before_its_first_entry_has_no_notices() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    bench.unlock().lock().map(drop).expect("it locks");
    assert_eq!(bench.unlock().snapshot(false).notices, []);
}

#[test]
fn settings_and_the_return_point_are_found_again() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let settings = Settings { theme: "dusk".into(), idle_minutes: 12, ..Settings::default() };
    let point = ReturnPoint { place: "all".into(), caret: 41, ..ReturnPoint::default() };
    journal.save_settings(settings.clone(), NOON).expect("they are kept");
    journal.save_return_point(point.clone(), NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    let desk = bench.unlock().snapshot(false);
    assert_eq!((desk.settings, desk.return_point), (settings, point));
    assert_eq!(desk.notices, []);
}

#[test]
fn an_older_copy_of_the_folder_is_reported_and_opens() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let older = root.path().join("older.db");
    std::fs::copy(bench.folder.join("journal.db"), &older).expect("it is closed");
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "newer", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    std::fs::copy(&older, bench.folder.join("journal.db")).expect("it is closed");
    let desk = bench.unlock().snapshot(false);
    // The entry's revision and that of its form's definition are missing.
    assert_eq!(desk.notices, [Notice::OlderCopy { behind: 2 }]);
}

#[test]
fn an_empty_journal_that_was_locked_has_no_notices() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    bench.unlock().lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "the first", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    drop(journal);
    assert_eq!(bench.unlock().snapshot(false).notices, []);
}

#[test]
fn commits_removed_after_a_kill_are_reported() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let before = std::fs::read(bench.folder.join("journal.db")).expect("it is closed");
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "settled, never locked", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    drop(journal);
    std::fs::write(bench.folder.join("journal.db"), before).expect("nobody holds it");
    let desk = bench.unlock().snapshot(false);
    assert_eq!(desk.notices, [Notice::OlderCopy { behind: 2 }]);
}
