//! Two aliases become one: every entry moves, whatever interrupts it.

use stillroom::forms::Answer;
use stillroom::journal::{Course, EntryFilter, Journal, JournalError, SearchRequest, Symbol};
use stillroom::testing::{Bench, NOON, client, document, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn of(journal: &Journal, client: RecordId) -> u32 {
    let which = EntryFilter { client: Some(client), ..EntryFilter::default() };
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
    journal.save_draft(drafted.clone(), NOON).expect("it is saved");
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
    journal.save_symbol(symbol("door", wren), NOON).expect("it is made");
    let mut step = journal.merge_clients(wren, heron, NOON).expect("it begins");
    assert_eq!((step.moved, step.left), (4, 0));
    while step.moved > 0 {
        step = journal.continue_merge(NOON).expect("it goes on");
    }
    assert_eq!((of(&journal, wren), of(&journal, heron)), (0, 3));
    let opened = journal.open_entry(drafted.id).expect("it is there");
    assert!(opened.draft, "the draft is still one");
    assert_eq!(opened.input.answers, drafted.answers);
    assert_eq!(opened.input.head.client, Some(heron));
    journal.save_revision(&opened.input, NOON).expect("it goes on from where it was");
    let history = journal.history(closed.id).expect("it is there");
    assert_eq!(history.closed_text_stands, Some(true));
    assert_eq!(journal.list_courses()[0].client, heron);
    assert_eq!(journal.list_symbols()[0].client, Some(heron));
    let aliases: Vec<String> = journal.list_clients().into_iter().map(|one| one.alias).collect();
    assert_eq!(aliases, ["Heron"]);
    let request =
        SearchRequest { text: "heron".into(), by_date: false, offset: 0, limit: 9, counted: true };
    assert_eq!(journal.search(&request, NOON).expect("it answers").total, Some(3));
    assert!(journal.open_entry(plain.id).is_ok());
    let again = journal.merge_clients(wren, heron, NOON);
    assert!(matches!(again, Err(JournalError::NoSuchClient)));
    client(&mut journal, "Wren");
}

#[test]
fn an_interrupted_merge_is_finished_at_the_next_unlock() {
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

#[test]
fn undoing_a_merge_moves_back_what_the_merge_moved_and_nothing_else() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, heron) = (client(&mut journal, "Wren"), client(&mut journal, "Heron"));
    let (moved, stays) = (note(&mut journal, wren, 1, 0), note(&mut journal, heron, 1, 0));
    let mut drafted = note(&mut journal, wren, 2, 7);
    drafted.answers.insert("one_moment".into(), Answer::Text(document("half a sentence")));
    journal.save_draft(drafted.clone(), NOON).expect("it is saved");
    let (door, lamp) = (symbol("door", wren), symbol("lamp", heron));
    journal.save_symbol(door, NOON).expect("it is made");
    journal.save_symbol(lamp, NOON).expect("it is made");
    merge_all(&mut journal, wren, heron);
    assert_eq!(of(&journal, heron), 3);

    while journal.continue_unmerge(NOON).expect("it goes back").moved > 0 {}
    assert_eq!((of(&journal, wren), of(&journal, heron)), (2, 1));
    let again = journal.continue_unmerge(NOON);
    assert!(matches!(again, Err(JournalError::NoSuchRecord)), "there is nothing left to undo");
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    assert_eq!((of(&journal, wren), of(&journal, heron)), (2, 1), "and so it stays");
    let client_of = |id| journal.open_entry(id).expect("it is there").input.head.client;
    assert_eq!((client_of(moved.id), client_of(stays.id)), (Some(wren), Some(heron)));
    assert_eq!(client_of(drafted.id), Some(wren));
    let symbols = journal.list_symbols().into_iter().map(|one| (one.name, one.client));
    let symbols: Vec<_> = symbols.collect();
    assert_eq!(symbols, [("door".to_owned(), Some(wren)), ("lamp".to_owned(), Some(heron))]);
    let aliases: Vec<String> = journal.list_clients().into_iter().map(|one| one.alias).collect();
    assert_eq!(aliases, ["Heron", "Wren"]);
    let request =
        SearchRequest { text: "wren".into(), by_date: false, offset: 0, limit: 9, counted: true };
    assert_eq!(journal.search(&request, NOON).expect("it answers").total, Some(2));
}

#[test]
fn an_undo_that_is_interrupted_leaves_the_merge_whole() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, heron) = (client(&mut journal, "Wren"), client(&mut journal, "Heron"));
    for session in 1..=210 {
        note(&mut journal, wren, session, i64::from(session));
    }
    merge_all(&mut journal, wren, heron);
    let step = journal.continue_unmerge(NOON).expect("it begins");
    assert_eq!((step.moved, step.left), (200, 10));
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert_eq!((of(&journal, wren), of(&journal, heron)), (0, 210));
    let late = journal.continue_unmerge(NOON);
    assert!(matches!(late, Err(JournalError::NoSuchRecord)), "the lock has ended the undo");
}

#[test]
fn an_alias_in_use_again_is_not_restored_by_an_undo() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, heron) = (client(&mut journal, "Wren"), client(&mut journal, "Heron"));
    note(&mut journal, wren, 1, 0);
    merge_all(&mut journal, wren, heron);
    client(&mut journal, "Wren");
    assert!(matches!(journal.continue_unmerge(NOON), Err(JournalError::AliasTaken)));
    assert_eq!(of(&journal, heron), 1, "nothing has moved");
}

fn merge_all(journal: &mut Journal, from: RecordId, into: RecordId) {
    let mut step = journal.merge_clients(from, into, NOON).expect("it begins");
    while step.moved > 0 {
        step = journal.continue_merge(NOON).expect("it goes on");
    }
}

fn symbol(name: &str, client: RecordId) -> Symbol {
    Symbol {
        id: None,
        name: name.into(),
        sort: None,
        client: Some(client),
        archived: false,
        merged: None,
        was: Vec::new(),
    }
}
