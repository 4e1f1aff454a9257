//! Threads, symbols and pieces have a name, are linked from entries, and can become one.

use stillroom::forms::{Answer, Answers};
use stillroom::journal::{
    Complaint, EntryFilter, Journal, JournalError, Movement, Piece, SearchRequest, Symbol,
    SymbolSort, Thread, ThreadState, Vocals,
};
use stillroom::testing::{Bench, NOON, client, days_later, entry, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn thread(question: &str, client: Option<RecordId>) -> Thread {
    let state = ThreadState::Open;
    Thread { id: None, question: question.into(), client, state, archived: false, merged: None }
}

fn symbol(name: &str, client: Option<RecordId>) -> Symbol {
    let sort = Some(SymbolSort::Object);
    Symbol {
        id: None,
        name: name.into(),
        sort,
        client,
        archived: false,
        merged: None,
        was: Vec::new(),
    }
}

fn found(journal: &Journal, text: &str) -> u32 {
    let request =
        SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 20, counted: true };
    journal.search(&request, NOON).expect("any string is answered").total.expect("it is counted")
}

#[test]
fn a_thread_a_symbol_and_a_piece_are_the_same_after_a_restart() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut asked = journal.save_thread(thread("  Who leaves   first? ", Some(wren)), NOON);
    let saved = asked.as_mut().expect("it is made");
    assert_eq!(saved.question, "Who leaves first?");
    saved.state = ThreadState::Rested;
    let thread = journal.save_thread(saved.clone(), NOON).expect("it rests");
    let symbol = journal.save_symbol(symbol("the green door", Some(wren)), NOON);
    let piece = Piece {
        title: "Low tide".into(),
        maker: "an invented quartet".into(),
        seconds: Some(540),
        vocals: Some(Vocals::Wordless),
        movement: Some(Movement::Drifting),
        brightness: Some(-1),
        ..Piece::default()
    };
    let piece = journal.save_piece(piece, NOON).expect("it is made");
    journal.lock().map(drop).expect("it locks");

    let journal = bench.unlock();
    assert_eq!(journal.list_threads(), [thread]);
    assert_eq!(journal.list_symbols(), [symbol.expect("it is made")]);
    assert_eq!(journal.list_pieces(), [piece]);
}

#[test]
fn a_name_is_refused_when_empty_or_taken_by_the_same_client_only() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, tarn) = (client(&mut journal, "Wren"), client(&mut journal, "Tarn"));
    journal.save_symbol(symbol("door", Some(wren)), NOON).expect("it is made");
    let again = journal.save_symbol(symbol("D\u{f3}or", Some(wren)), NOON);
    assert!(matches!(again, Err(JournalError::NameTaken)));
    journal.save_symbol(symbol("door", Some(tarn)), NOON).expect("theirs is another one");
    let empty = journal.save_thread(thread("   ", None), NOON);
    assert!(matches!(empty, Err(JournalError::NameEmpty)));
    let nobody = journal.save_thread(thread("Whose?", Some(RecordId::make())), NOON);
    assert!(matches!(nobody, Err(JournalError::NoSuchClient)));
    let missing = Symbol { id: Some(RecordId::make()), ..symbol("gone", None) };
    assert!(matches!(journal.save_symbol(missing, NOON), Err(JournalError::NoSuchRecord)));
}

#[test]
fn a_thread_shows_its_entries_in_time_order_and_those_that_link_to_it_from_inside() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let asked = journal.save_thread(thread("Who leaves first?", Some(wren)), NOON);
    let id = asked.expect("it is made").id.expect("it has an id");
    let mut later = note(&mut journal, wren, 2, 14);
    later.head.threads = vec![id];
    journal.save_revision(&later, days_later(14)).expect("it is saved");
    let mut inside = entry(&journal, "inner", "I leave first, too.", days_later(3));
    inside.answers.insert("from_inside".into(), Answer::Links(vec![id.to_string()]));
    journal.save_revision(&inside, days_later(3)).expect("it is saved");
    note(&mut journal, wren, 3, 21);

    let page = journal.thread_page(id, days_later(30)).expect("it is there");
    let ids: Vec<RecordId> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [inside.id, later.id]);
    assert_eq!((page.tally.entries, page.tally.clients, page.tally.sessions), (2, 1, 1));
    assert_eq!(page.tally.forms["inner"], 1);
    let which = EntryFilter { thread: Some(id), ..EntryFilter::default() };
    assert_eq!(journal.list_entries(&which, 0, 10).total, 2);
}

#[test]
fn merged_threads_are_one_in_lists_pages_and_search_also_after_a_restart() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let one = journal.save_thread(thread("Who leaves first?", Some(wren)), NOON);
    let one = one.expect("it is made").id.expect("it has an id");
    let other = journal.save_thread(thread("Who goes before whom?", Some(wren)), NOON);
    let other = other.expect("it is made").id.expect("it has an id");
    for (session, id) in [(1, one), (2, other)] {
        let mut input = note(&mut journal, wren, session, i64::from(session));
        input.head.threads = vec![id];
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    assert_eq!(found(&journal, "thread:\"who goes before whom?\""), 1);
    let saved = journal.merge_threads(one, other, NOON).expect("they are one");
    assert_eq!(saved.id, Some(other));
    let both = |journal: &Journal| {
        assert_eq!(journal.list_threads().len(), 1);
        assert_eq!(journal.thread_page(one, NOON).expect("it leads on").rows.len(), 2);
        assert_eq!(found(journal, "thread:\"who goes before whom?\""), 2);
        let gone = SearchRequest {
            text: "thread:\"who leaves first?\"".into(),
            by_date: false,
            offset: 0,
            limit: 9,
            counted: true,
        };
        let answer = journal.search(&gone, NOON).expect("any string is answered");
        assert!(matches!(answer.complaint, Some(Complaint::BadValue { .. })), "no such thread");
    };
    both(&journal);
    let again = journal.merge_threads(other, one, NOON);
    assert!(matches!(again, Err(JournalError::SameRecord)));
    journal.lock().map(drop).expect("it locks");
    std::fs::remove_dir_all(bench.folder.join("index")).expect("it is there");
    let mut journal = bench.unlock();
    while journal.index_some(100).expect("it is built").is_some() {}
    both(&journal);
}

#[test]
fn an_entry_is_found_by_its_symbol_and_by_the_symbols_new_name() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut door = journal.save_symbol(symbol("door", Some(wren)), NOON).expect("it is made");
    let mut input = note(&mut journal, wren, 1, 0);
    input.head.links = door.id.into_iter().collect();
    journal.save_revision(&input, NOON).expect("it is saved");
    assert_eq!((found(&journal, "symbol:door"), found(&journal, "door")), (1, 1));
    door.name = "lychgate".into();
    let door = journal.save_symbol(door, NOON).expect("it is renamed");
    assert_eq!((found(&journal, "symbol:lychgate"), found(&journal, "lychgate")), (1, 1));
    assert_eq!(found(&journal, "door"), 0);
    let page = journal.symbol_page(door.id.expect("it has an id")).expect("it is there");
    assert_eq!(page.rows[0].id, input.id);
}

#[test]
fn an_image_named_in_a_note_becomes_the_clients_symbol_once_and_keeps_its_old_name() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let row = |name: &str| {
        let sort = Answer::Choice { key: Some("place".into()), own: None, text: None };
        Answers::from([("name".into(), Answer::Line(name.into())), ("sort".into(), sort)])
    };
    let named = |journal: &mut Journal, session: u32, names: &[&str]| {
        let mut input = note(journal, wren, session, i64::from(session));
        let rows = names.iter().map(|name| row(name)).collect();
        input.answers.insert("symbol".into(), Answer::Rows(rows));
        journal.save_draft(input.clone(), NOON).expect("it is saved");
        let before = journal.list_symbols().len();
        journal.save_revision(&input, NOON).expect("it is saved");
        (before, journal.list_symbols().len())
    };
    assert_eq!(named(&mut journal, 1, &["the weir", "The  weir"]), (0, 1), "drafts make nothing");
    let mut weir = journal.list_symbols().remove(0);
    assert_eq!((weir.sort, weir.client), (Some(SymbolSort::Place), Some(wren)));
    weir.name = "the lock".into();
    let weir = journal.save_symbol(weir, NOON).expect("it is renamed");
    assert_eq!(weir.was, ["the weir"]);
    assert_eq!(named(&mut journal, 2, &["the weir"]), (1, 1), "its old name still leads to it");
    assert_eq!(named(&mut journal, 3, &["the lock", "a gate"]), (1, 2));
    let page = journal.symbol_page(weir.id.expect("it has an id")).expect("it is there");
    assert_eq!((page.tally.entries, page.beside[0].symbol.name.as_str()), (3, "a gate"));
    journal.lock().map(drop).expect("it locks");
    assert_eq!(bench.unlock().list_symbols().len(), 2);
}

#[test]
fn a_piece_heard_in_an_exercise_is_saved_once_with_its_answers() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for day in [0, 7] {
        let mut input = entry(&journal, "music", "It waited for her.", days_later(day));
        input.answers.insert("piece".into(), Answer::Line("Low tide".into()));
        input.answers.insert("length".into(), Answer::Minutes(9));
        input.answers.insert("brightness".into(), Answer::Scale(-1));
        journal.save_revision(&input, days_later(day)).expect("it is saved");
    }
    let pieces = journal.list_pieces();
    assert_eq!(pieces.len(), 1);
    assert_eq!((pieces[0].seconds, pieces[0].brightness), (Some(540), Some(-1)));
    let page = journal.piece_page(pieces[0].id.expect("it has an id")).expect("it is there");
    assert_eq!(page.rows.len(), 2);
}
