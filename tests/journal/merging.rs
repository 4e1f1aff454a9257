//! Two aliases become one: every entry moves, whatever interrupts it.

use stillroom::forms::Answer;
use stillroom::journal::wire::{SearchRequest, Which};
use stillroom::journal::{Course, Journal, JournalError, Symbol};
use stillroom::testing::{Bench, NOON, client, document, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn of(journal: &Journal, client: RecordId) -> u32 {
    let which = Which { client: Some(client), ..Which::default() };
    journal.list_entries(&which, 0, 1).total
}

#[test]
fn entries_drafts_courses_and_symbols_move_and_nothing_is_rewritten() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, heron) = (client(&mut journal, "Wren"), client(&mut journal, "Heron"));
    let plain = note(&mut journal, wren, 1, 0);
    let mut drafted = note(&mut journal, wren, 2, 7);
    drafted.answers.insert("one_moment".into(), Answer::Text(document("half a sentence")));
    journal.keep_draft(drafted.clone(), NOON).expect("it is kept");
    let closed = note(&mut journal, wren, 3, 14);
    journal.close_entry(closed.id, NOON).expect("it closes");
    let trashed = note(&mut journal, wren, 4, 21);
    journal.trash_entry(trashed.id, NOON).expect("it goes");
    let course = Course {
        id: None,
        name: "spring".into(),
        client: wren,
        from: 1,
        to: None,
        archived: false,
        merged: None,
    };
    journal.save_course(course, NOON).expect("it is made");
    let door = Symbol {
        id: None,
        name: "door".into(),
        sort: None,
        client: Some(wren),
        archived: false,
        merged: None,
        was: Vec::new(),
    };
    journal.save_symbol(door, NOON).expect("it is made");
    let mut step = journal.merge_clients(wren, heron, NOON).expect("it begins");
    assert_eq!((step.moved, step.left), (4, 0));
    while step.moved > 0 {
        step = journal.merge_some(NOON).expect("it goes on");
    }
    assert_eq!((of(&journal, wren), of(&journal, heron)), (0, 3));
    let opened = journal.open_entry(drafted.id).expect("it is there");
    assert!(opened.draft, "the draft is still one");
    assert_eq!(opened.input.answers, drafted.answers);
    assert_eq!(opened.input.head.client, Some(heron));
    journal.settle_entry(&opened.input, NOON).expect("it goes on from where it was");
    let history = journal.history(closed.id).expect("it is there");
    assert_eq!(history.closed_text_stands, Some(true));
    assert_eq!(journal.list_courses()[0].client, heron);
    assert_eq!(journal.list_symbols()[0].client, Some(heron));
    let aliases: Vec<String> = journal.list_clients().into_iter().map(|one| one.alias).collect();
    assert_eq!(aliases, ["Heron"]);
    let request = SearchRequest { text: "heron".into(), by_date: false, offset: 0, limit: 9 };
    assert_eq!(journal.search(&request, NOON).expect("it answers").total, 3);
    assert!(journal.open_entry(plain.id).is_ok());
    let again = journal.merge_clients(wren, heron, NOON);
    assert!(matches!(again, Err(JournalError::NoSuchClient)));
    client(&mut journal, "Wren");
}

#[test]
fn a_merge_that_was_interrupted_ends_at_the_next_unlock() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, heron) = (client(&mut journal, "Wren"), client(&mut journal, "Heron"));
    for session in 1..=230 {
        note(&mut journal, wren, session, i64::from(session));
    }
    let step = journal.merge_clients(wren, heron, NOON).expect("it begins");
    assert_eq!((step.moved, step.left), (200, 30));
    journal.lock().map(drop).expect("it locks");

    let journal = bench.unlock();
    assert_eq!((of(&journal, wren), of(&journal, heron)), (0, 230));
    assert_eq!(journal.client_page(wren, NOON).expect("it leads on").tally.sessions, 230);
}
