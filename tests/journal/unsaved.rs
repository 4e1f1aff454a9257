//! What cannot be written at the lock waits, sealed; it is written without a key and found again.

use stillroom::exercises::ExerciseId;
use stillroom::forms::{Answer, Answers};
use stillroom::journal::{EntryInput, Journal, RunInput, SealedPage, SheetFormat, Unsaved};
use stillroom::testing::{Bench, NOON, client, document, entry, minutes_later};
use tempfile::TempDir;

/// Longer than the pages that a full disk leaves free.
fn long(text: &str) -> String {
    format!("{text} {}", "and the rain went on ".repeat(20_000))
}

/// Writes an entry, then fills the disk and writes on: the longer text cannot be kept.
fn refused(journal: &mut Journal) -> EntryInput {
    let mut input = entry(journal, "free", "the first line", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input.answers.insert("text".into(), Answer::Text(document(&long("a heron"))));
    journal.limit_size_for_tests(1);
    journal.save_draft(input.clone(), NOON).expect_err("the disk is full");
    input
}

fn hand_over(pages: &[SealedPage]) -> Vec<SealedPage> {
    SealedPage::from_bytes(&SealedPage::to_bytes(pages)).expect("our own bytes")
}

#[test]
fn a_page_sealed_at_the_lock_is_saved_later_without_the_keys() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = refused(&mut journal);
    let waiting = journal.seal_unsaved(vec![Unsaved::Entry(Box::new(input.clone()))], NOON).pages;
    assert_eq!(waiting.len(), 1);
    assert!(!bench.folder.join("reserve").exists(), "the reserve was given up for it");
    drop(journal.lock());
    let waiting = hand_over(&waiting);
    bench.locked().write_unsaved(&waiting[0]).expect("there is room again");
    let journal = bench.unlock();
    let found = journal.open_entry(input.id).expect("it is there");
    assert_eq!(found.input.answers, input.answers);
    assert_eq!((found.draft, journal.snapshot(false).notices), (false, vec![]));
}

#[test]
fn an_unsaved_page_is_shown_after_the_unlock_and_saved_once_it_can_be() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = refused(&mut journal);
    let waiting = journal.seal_unsaved(vec![Unsaved::Entry(Box::new(input.clone()))], NOON).pages;
    drop(journal.lock());
    let mut journal = bench.unlock();
    journal.limit_size_for_tests(1);
    journal.take_unsaved(waiting);
    let shown = journal.open_entry(input.id).expect("it is there");
    assert_eq!((shown.draft, &shown.input.answers), (true, &input.answers));
    assert_eq!(journal.write_unsaved(), 1);
    let again = journal.seal_unsaved(vec![], NOON).pages;
    assert_eq!(again.len(), 1, "locked once more, it waits once more");
    journal.take_unsaved(again);
    journal.limit_size_for_tests(1 << 20);
    assert_eq!(journal.write_unsaved(), 0);
    drop(journal);
    let found = bench.unlock().open_entry(input.id).expect("it is there");
    assert_eq!(found.input.answers, input.answers);
}

#[test]
fn a_run_and_an_addendum_wait_like_an_entry() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let closed = entry(&journal, "free", "a first reading", NOON);
    journal.save_revision(&closed, NOON).expect("it is saved");
    journal.close_entry(closed.id, NOON).expect("it closes");
    let exercise = ExerciseId("steering_hand".into());
    let run = journal.start_run(&exercise, None, None, NOON).expect("it begins");
    let said = Answer::Text(document(&long("my hand")));
    let answers = Answers::from([("moment".to_owned(), said)]);
    let run = RunInput { id: run.id, step: 1, answers };
    let text = document(&long("read again"));
    journal.limit_size_for_tests(1);
    let unsaved =
        vec![Unsaved::Run(run.clone()), Unsaved::Addendum { entry: closed.id, text: text.clone() }];
    let waiting = journal.seal_unsaved(unsaved, minutes_later(1)).pages;
    assert_eq!(waiting.len(), 2);
    drop(journal.lock());
    let mut vault = bench.locked();
    for page in hand_over(&waiting) {
        vault.write_unsaved(&page).expect("there is room again");
    }
    drop(vault);
    let journal = bench.unlock();
    let resumed = journal.open_run(run.id).expect("it is there");
    assert_eq!((resumed.step, resumed.answers), (1, run.answers));
    let added = journal.addenda_of(closed.id);
    assert_eq!(added.len(), 1);
    assert_eq!((added[0].written, added[0].text.as_ref()), (minutes_later(1), Some(&text)));
    assert_eq!(journal.snapshot(false).notices, []);
}

#[test]
fn a_jotting_is_sealed_at_the_lock_when_the_disk_is_full() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    // One line finds room in a page that is there; a hundred of four bytes a letter do not.
    let line = |number: usize| format!("{number} {}", "\u{1fab6}".repeat(400));
    let unsaved =
        (0..100).map(|number| Unsaved::Jotting { text: line(number), client: Some(wren) });
    journal.limit_size_for_tests(1);
    let waiting = journal.seal_unsaved(unsaved.collect(), minutes_later(1)).pages;
    assert!(!waiting.is_empty());
    drop(journal.lock());
    let mut vault = bench.locked();
    for page in hand_over(&waiting) {
        vault.write_unsaved(&page).expect("there is room again");
    }
    drop(vault);
    for _ in 0..2 {
        let journal = bench.unlock();
        let mut noticed = journal.list_jottings();
        noticed.sort_by_key(|one| one.text.split(' ').next().and_then(|n| n.parse::<usize>().ok()));
        let lines: Vec<_> = noticed.into_iter().map(|one| (one.text, one.client)).collect();
        let wanted: Vec<_> = (0..100).map(|number| (line(number), Some(wren))).collect();
        assert!(lines == wanted, "each once");
        journal.lock().map(drop).expect("it locks");
    }
}

#[test]
fn what_was_changed_in_a_page_for_supervision_is_sealed_at_the_lock_when_the_disk_is_full() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let page = journal.new_sheet(SheetFormat::OneQuestion, Vec::new(), "2026-11-18");
    let mut input = page.expect("a page").input;
    journal.save_sheet(input.clone(), NOON).expect("it is saved");
    let text = "\u{1fab6} ".repeat(200_000);
    input.boxes.insert("moment".into(), text.clone());
    journal.limit_size_for_tests(1);
    let unsaved = vec![Unsaved::Sheet(Box::new(input.clone()))];
    let waiting = journal.seal_unsaved(unsaved, minutes_later(1)).pages;
    assert_eq!(waiting.len(), 1);
    drop(journal.lock());
    let mut vault = bench.locked();
    for page in hand_over(&waiting) {
        vault.write_unsaved(&page).expect("there is room again");
    }
    drop(vault);
    for _ in 0..2 {
        let journal = bench.unlock();
        let shown = journal.open_sheet(input.id).expect("it is there").input;
        assert_eq!(shown.boxes.get("moment"), Some(&text));
        journal.lock().map(drop).expect("it locks");
    }
    // What fits is saved at once.
    let mut journal = bench.unlock();
    input.boxes.insert("moment".into(), "in few words".into());
    let fits = vec![Unsaved::Sheet(Box::new(input.clone()))];
    assert_eq!(journal.seal_unsaved(fits, minutes_later(2)).pages, []);
    let shown = journal.open_sheet(input.id).expect("it is there").input;
    assert_eq!(shown.boxes["moment"], "in few words");
}

#[test]
fn an_unsaved_page_is_saved_when_it_fits_and_beside_the_entry_when_that_moved_on() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "as it was", NOON);
    let older = input.clone();
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input.answers.insert("text".into(), Answer::Text(document("a heron")));
    assert_eq!(journal.seal_unsaved(vec![Unsaved::Entry(Box::new(input.clone()))], NOON).pages, []);
    let found = journal.open_entry(input.id).expect("it is there");
    assert_eq!(found.input.answers, input.answers);
    assert_eq!(journal.seal_unsaved(vec![Unsaved::Entry(Box::new(older.clone()))], NOON).pages, []);
    let found = journal.open_entry(input.id).expect("it is there");
    assert_eq!(found.input.answers, input.answers, "nothing is overwritten");
    assert_eq!(found.other_draft.expect("it stands beside").answers, older.answers);
}

#[test]
fn a_page_that_no_journal_accepts_is_counted_as_lost() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "as it was", NOON);
    input.answers.insert("text".into(), Answer::Text(document(&"heron ".repeat(3_000_000))));
    let left = journal.seal_unsaved(vec![Unsaved::Entry(Box::new(input))], NOON);
    assert_eq!((left.pages, left.lost), (vec![], 1));
}

#[test]
fn a_page_of_another_journal_is_not_written() {
    let (one, other) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let bench = Bench::make(one.path());
    let mut journal = bench.unlock();
    let input = refused(&mut journal);
    let waiting = journal.seal_unsaved(vec![Unsaved::Entry(Box::new(input))], NOON).pages;
    let elsewhere = Bench::make(other.path());
    elsewhere.locked().write_unsaved(&waiting[0]).expect_err("it belongs elsewhere");
    let mut journal = elsewhere.unlock();
    journal.take_unsaved(waiting);
    assert_eq!(journal.seal_unsaved(vec![], NOON).pages, []);
}

#[test]
fn other_bytes_are_refused_as_pages() {
    for bytes in [&b""[..], b"\x00", b"not pages at all", &[0x9f; 40]] {
        assert_eq!(SealedPage::from_bytes(bytes), None);
    }
}
