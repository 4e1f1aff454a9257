//! Two at once: another process, a lock during a save or a rebuild, a clock that goes back.

use std::process::Command;
use std::sync::Mutex;
use std::thread;

use stillroom::journal::{EntryFilter, Journal, JournalError, SearchRequest, VaultFile};
use stillroom::store::StoreError;
use stillroom::testing::{Bench, NOON, entry, minutes_later};
use tempfile::TempDir;

/// Names the journal to a copy of this program that is to be refused.
const FOLDER: &str = "STILLROOM_TEST_FOLDER";

/// Opens the journal named by the environment; ignored but when this program starts itself.
/// How many entries speak of herons, if it can be told.
fn herons(journal: &Journal) -> Option<u32> {
    let text = "heron".to_owned();
    let request = SearchRequest { text, by_date: false, offset: 0, limit: 0, counted: true };
    journal.search(&request, NOON).expect("it answers").total
}

#[test]
#[ignore = "started by the test below, in a process of its own"]
fn another_process_opens_the_journal() {
    let folder = std::env::var_os(FOLDER).expect("the test below names it");
    let anchors = std::path::Path::new(&folder).with_extension("anchors");
    match VaultFile::open(folder.as_ref(), &anchors) {
        Err(JournalError::Store(StoreError::AlreadyOpen)) => println!("outcome: already open"),
        Err(error) => println!("outcome: {error:?}"),
        Ok(_) => println!("outcome: it opened"),
    }
}

fn outcome_elsewhere(bench: &Bench) -> String {
    let mut other = Command::new(std::env::current_exe().expect("this program"));
    other.args(["--ignored", "--nocapture", "another_process_opens_the_journal"]);
    let output = other.env(FOLDER, &bench.folder).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.split_once("outcome: "));
    line.map(|(_, outcome)| outcome.to_owned()).expect("it says what came of it")
}

#[test]
fn another_process_is_refused_while_the_journal_is_locked_or_open_and_not_afterwards() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let locked = bench.locked();
    assert_eq!(outcome_elsewhere(&bench), "already open", "even while it is only locked");
    drop(locked);
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "written while another one knocks", NOON);
    assert_eq!(outcome_elsewhere(&bench), "already open");
    journal.save_revision(&input, NOON).expect("it is saved");
    drop(journal.lock().expect("it locks"));
    assert_eq!(outcome_elsewhere(&bench), "it opened");
    assert!(bench.unlock().open_entry(input.id).is_ok());
}

#[test]
fn a_lock_waits_for_the_save_under_way_and_what_was_acknowledged_is_there() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    // As the shell holds it: one journal, taken by whoever comes first.
    let seat: Mutex<Option<Journal>> = Mutex::new(Some(bench.unlock()));
    let mut acknowledged = Vec::new();
    thread::scope(|scope| {
        let saving = scope.spawn(|| {
            let mut saved = Vec::new();
            for minute in 0..10_000 {
                let mut seat = seat.lock().expect("nobody panics");
                let Some(journal) = seat.as_mut() else { break };
                let input = entry(journal, "free", &format!("minute {minute}"), NOON);
                journal.save_draft(input.clone(), NOON).expect("it is saved");
                saved.push(input);
            }
            saved
        });
        thread::sleep(std::time::Duration::from_millis(60));
        let journal = seat.lock().expect("nobody panics").take().expect("it is there");
        drop(journal.lock().expect("it locks"));
        acknowledged = saving.join().expect("saving does not panic");
    });
    let journal = bench.unlock();
    assert_eq!(journal.snapshot(false).notices, []);
    for input in &acknowledged {
        let opened = journal.open_entry(input.id).expect("it is there");
        assert_eq!(opened.input.answers, input.answers);
    }
    let all = journal.list_entries(&EntryFilter::default(), 0, 1).total;
    assert_eq!(all as usize, acknowledged.len());
}

#[test]
fn a_lock_during_a_rebuild_of_the_index_loses_nothing_and_it_is_completed_later() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for number in 0..60 {
        let input = entry(&journal, "free", &format!("heron number{number}"), NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    journal.lock().map(drop).expect("it locks");
    std::fs::remove_dir_all(bench.folder.join("index")).expect("it is there");
    let mut journal = bench.unlock();
    journal.index_some(5).expect("the store is readable");
    journal.lock().map(drop).expect("it locks in the middle of it");
    let mut journal = bench.unlock();
    while journal.index_some(100).expect("the store is readable").is_some() {}
    assert_eq!(herons(&journal), Some(60));
}

#[test]
fn an_unwritable_index_prevents_neither_unlock_nor_search() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a heron over the weir", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    let index = bench.folder.join("index");
    std::fs::remove_dir_all(&index).expect("it is there");
    std::fs::write(&index, b"a file where the folder must be").expect("writable");
    let mut journal = bench.unlock();
    while journal.index_some(100).expect("the store is readable").is_some() {}
    assert_eq!(herons(&journal), Some(1));
}

#[test]
fn a_clock_set_back_changes_no_order_of_revisions_and_loses_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "at noon", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    let earlier = minutes_later(-500_000);
    let later = entry(&journal, "free", "a year before, by the clock", earlier);
    input.answers.clone_from(&later.answers);
    journal.save_draft(input.clone(), earlier).expect("it is saved");
    let saved = journal.save_revision(&input, earlier).expect("it is saved");
    assert_eq!(saved.at, earlier, "said as the clock shows it");
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    assert_eq!(journal.snapshot(false).notices, [], "neither older nor out of order");
    let opened = journal.open_entry(input.id).expect("it is there");
    assert_eq!(opened.input.answers, later.answers, "the newest revision, whatever its time");
    assert_eq!(opened.revisions, 2);
}
