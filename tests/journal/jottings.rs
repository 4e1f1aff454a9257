//! A line noticed in the room waits for the note, and goes where the writer says.

use stillroom::journal::{EraseTarget, JottingOutcome, Journal, JournalError, Moment};
use stillroom::testing::{Bench, NOON, client, days_later, minutes_later, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn waiting(journal: &Journal) -> Vec<String> {
    journal.list_jottings().into_iter().map(|jotting| jotting.text).collect()
}

#[test]
fn a_jotting_waits_with_its_time_until_it_is_taken_in_or_let_go() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let later = journal.jot("  He put   the cup down ", None, minutes_later(7)).expect("kept");
    let first = journal.jot("She looked at the door.", Some(wren), NOON).expect("kept");
    assert_eq!(waiting(&journal), ["She looked at the door.", "He put the cup down"]);
    assert_eq!((first.at, first.client), (NOON, Some(wren)));
    assert_eq!(journal.today_page(NOON).jottings.len(), 2);
    journal.lock().map(drop).expect("it locks");

    let mut journal = bench.unlock();
    assert_eq!(journal.list_jottings(), [first.clone(), later.clone()]);
    // Taken in only once the entry has been saved.
    let unsaved = JottingOutcome::Taken { entry: RecordId::make() };
    let refused = journal.set_jotting_outcome(first.id, unsaved, NOON);
    assert!(matches!(refused, Err(JournalError::NoSuchEntry)));
    assert_eq!(waiting(&journal).len(), 2);
    let entry = note(&mut journal, wren, 1, 0).id;
    let left = journal.set_jotting_outcome(first.id, JottingOutcome::Taken { entry }, NOON);
    assert_eq!(left.expect("it is noted"), std::slice::from_ref(&later));
    journal.set_jotting_outcome(later.id, JottingOutcome::LetGo, NOON).expect("it is noted");
    assert!(waiting(&journal).is_empty());
    journal.lock().map(drop).expect("it locks");

    let mut journal = bench.unlock();
    assert!(waiting(&journal).is_empty());
    journal.set_jotting_outcome(later.id, JottingOutcome::Waits, NOON).expect("it is taken back");
    assert_eq!(waiting(&journal), ["He put the cup down"]);
}

#[test]
fn an_invalid_jotting_is_refused() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    assert!(matches!(journal.jot(" \n ", None, NOON), Err(JournalError::NameEmpty)));
    let long = "a".repeat(501);
    assert!(matches!(journal.jot(&long, None, NOON), Err(JournalError::TooLarge)));
    let nobody = Some(RecordId::make());
    assert!(matches!(journal.jot("A line", nobody, NOON), Err(JournalError::NoSuchClient)));
    let unknown = journal.set_jotting_outcome(RecordId::make(), JottingOutcome::LetGo, NOON);
    assert!(matches!(unknown, Err(JournalError::NoSuchRecord)));
    assert!(waiting(&journal).is_empty());
    journal.jot(&"a".repeat(500), None, NOON).expect("the longest one is kept");
}

#[test]
fn a_jotting_follows_its_client_through_a_merge_and_an_erasure() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let [wren, lark] = ["Wren", "Lark"].map(|alias| client(&mut journal, alias));
    journal.jot("A held breath.", Some(lark), NOON).expect("kept");
    let mut merge = journal.merge_clients(lark, wren, NOON).expect("it begins");
    while merge.left > 0 {
        merge = journal.continue_merge(NOON).expect("it goes on");
    }
    assert_eq!(journal.list_jottings()[0].client, Some(wren));

    // Taken into a note about them, a line without a client is theirs as well.
    let taken = journal.jot("The cup, again.", None, NOON).expect("kept");
    let entry = note(&mut journal, wren, 1, 0).id;
    let outcome = JottingOutcome::Taken { entry };
    journal.set_jotting_outcome(taken.id, outcome, NOON).expect("it is noted");
    let other = journal.jot("Nobody in particular.", None, NOON).expect("kept");
    let target = EraseTarget::Client { id: wren };
    let plan = journal.plan_erase(target, NOON).expect("it is planned");
    assert_eq!((plan.entries, plan.linked), (1, 3), "two lines and the other alias");
    journal.erase(target, &plan.stamp, "", NOON).expect("it is erased");
    assert_eq!(journal.list_jottings(), [other]);
    let gone = journal.set_jotting_outcome(taken.id, JottingOutcome::Waits, NOON);
    assert!(matches!(gone, Err(JournalError::NoSuchRecord)));
}

#[test]
fn a_discarded_jotting_is_erased_after_thirty_days_unless_on_hold() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let held = journal.jot("Kept by the hold.", Some(wren), NOON).expect("kept");
    let gone = journal.jot("Let go.", None, NOON).expect("kept");
    let waits = journal.jot("Still waiting.", None, NOON).expect("kept");
    for id in [held.id, gone.id] {
        journal.set_jotting_outcome(id, JottingOutcome::LetGo, NOON).expect("it is noted");
    }
    journal.put_hold(Some(wren), "", NOON).expect("it stands");
    let expire = |journal: &mut Journal, now: Moment| {
        journal.expire_trash(now).expect("it expires").map_or(0, |receipt| receipt.linked)
    };
    assert_eq!(expire(&mut journal, days_later(30)), 0);
    assert_eq!(expire(&mut journal, days_later(31)), 1);
    assert_eq!(expire(&mut journal, days_later(32)), 0, "once");
    let erased = journal.set_jotting_outcome(gone.id, JottingOutcome::Waits, NOON);
    assert!(matches!(erased, Err(JournalError::NoSuchRecord)));
    journal.set_jotting_outcome(held.id, JottingOutcome::Waits, NOON).expect("it is still there");
    assert_eq!(journal.list_jottings().len(), 2);
    assert!(journal.list_jottings().contains(&waits));
}

#[test]
fn no_word_of_a_jotting_is_readable_at_rest() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    journal.jot("Quillwort under glass", None, NOON).expect("kept");
    // Once while the journal is open, with its log, and once after the lock.
    let found = |when: &str| {
        let files = std::fs::read_dir(&bench.folder).expect("the folder is there");
        let mut read = 0;
        for path in files.map(|file| file.expect("it can be read").path()) {
            let Ok(bytes) = std::fs::read(&path) else { continue };
            read += bytes.len();
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("quillwort"), "{when}: {}", path.display());
        }
        assert!(read > 4096, "{when}: there was something to read");
    };
    found("open");
    journal.lock().map(drop).expect("it locks");
    found("locked");
}
