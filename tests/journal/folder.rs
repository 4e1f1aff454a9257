//! What lies in the folder beside what belongs there, and what becomes of its files while they are
//! open.

use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use stillroom::folder::{FolderFault, Odd, OddFile, fail_below};
use stillroom::journal::{EraseTarget, Journal, JournalError, VaultFile};
use stillroom::store::StoreError;
use stillroom::testing::{Bench, NOON, days_later, entry, odd_places, replaced_files};
use tempfile::TempDir;

#[test]
fn nothing_outside_is_touched_whatever_lies_in_the_folder_and_opening_comes_to_an_end() {
    let root = TempDir::new().expect("a temporary folder");
    let tally = odd_places(root.path(), 11);
    assert_eq!(tally.wrong, Vec::<String>::new());
    assert!(tally.refused > 5 && tally.opened > 2, "{tally:?}");
}

#[test]
fn acknowledged_text_survives_a_replacement_of_the_files() {
    let root = TempDir::new().expect("a temporary folder");
    let tally = replaced_files(root.path(), &[0, 3]);
    assert_eq!(tally.wrong, Vec::<String>::new());
    assert!(tally.refused > 10, "{tally:?}");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_parent_folder_deletes_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let other = Bench { folder: root.path().join("another.stillroom"), ..Bench::at(root.path()) };
    std::fs::create_dir(&other.folder).expect("there is room");
    std::os::unix::fs::symlink("..", bench.folder.join("index")).expect("it is made");
    let refused = VaultFile::open(&bench.folder, &bench.anchors).map(drop);
    let Err(JournalError::Store(StoreError::OddFile(odd))) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(odd, OddFile { name: "index".into(), odd: Odd::Link });
    assert!(other.folder.is_dir() && bench.folder.join("journal.db").is_file());
}

#[test]
fn files_of_the_user_in_the_folder_stay_and_do_no_harm() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    bench.unlock().lock().map(drop).expect("it locks");
    let theirs = ["notes.txt", "index/notes.txt", "index/a/photo.fresh", "index/b/photo"];
    std::fs::create_dir_all(bench.folder.join("index/b")).expect("there is room");
    for name in theirs {
        std::fs::write(bench.folder.join(name), "mine").expect("there is room");
    }
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a heron", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    for name in theirs {
        let text = std::fs::read_to_string(bench.folder.join(name)).expect("it is there");
        assert_eq!(text, "mine", "{name}");
    }
}

/// Entries in the index and some of them in the trash.
fn with_trash(bench: &Bench) -> Journal {
    let mut journal = bench.unlock();
    for at in 0..30 {
        let input = entry(&journal, "free", "said and written", NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
        if at % 6 == 0 {
            journal.trash_entry(input.id, NOON).expect("it goes");
        }
    }
    while journal.index_some(100).expect("readable").is_some() {}
    journal
}

/// Has every call on the journal's own files fail, as a full disk does; SQLite's go on.
fn fill(folder: &Path) {
    let kind = std::io::ErrorKind::StorageFull;
    fail_below(folder, Some(FolderFault { at: 1, lasting: true, kind }));
}

fn locks_in_time(journal: Journal) {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || done.send(journal.lock().map(drop)));
    let locked = wait.recv_timeout(Duration::from_mins(1)).expect("the lock returns");
    locked.expect("it locks");
}

#[test]
fn a_lock_after_an_erase_on_a_full_disk_returns() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    fail_below(&bench.folder, None);
    let mut journal = with_trash(&bench);
    fill(&bench.folder);
    let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
    journal.erase(EraseTarget::Trash, &plan.stamp, "", NOON).expect("it is erased");
    locks_in_time(journal);
    fail_below(&bench.folder, None);
    let mut journal = bench.unlock();
    while journal.index_some(100).expect("readable").is_some() {}
    let due = bench.folder.join("index/due");
    let end = Instant::now() + Duration::from_mins(1);
    while due.exists() {
        assert!(Instant::now() < end, "the erased words are still due to be purged");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_lock_after_the_trash_expired_on_a_full_disk_returns() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    fail_below(&bench.folder, None);
    with_trash(&bench).lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    fill(&bench.folder);
    let expired = journal.expire_trash(days_later(31)).expect("it runs");
    assert_eq!(expired.map(|receipt| receipt.entries), Some(5));
    locks_in_time(journal);
    fail_below(&bench.folder, None);
}
