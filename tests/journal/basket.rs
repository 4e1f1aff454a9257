//! The basket keeps an order of one's own, and leads from a question to its reflection.

use stillroom::forms::Answer;
use stillroom::journal::{Basket, EntryInput, Journal, JournalError, Thread, ThreadState};
use stillroom::testing::{Bench, NOON, client, days_later, document, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn asked_about(journal: &mut Journal, client: RecordId, session: u32, text: &str) -> EntryInput {
    let mut input = note(journal, client, session, i64::from(session));
    input.head.basket = Some(Basket { question: text.into(), asked: false });
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input
}

fn order(journal: &Journal) -> Vec<RecordId> {
    journal.basket().into_iter().map(|item| item.id).collect()
}

#[test]
fn the_order_of_the_basket_is_the_writers_and_new_items_come_last() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let one = asked_about(&mut journal, wren, 1, "Did I wait?").id;
    let two = asked_about(&mut journal, wren, 2, "Whose fear was it?").id;
    let loose = journal.add_question("  What is my limit? ", None, NOON).expect("it is put in");
    let loose = loose.iter().find(|item| item.row.is_none()).expect("it is there").id;
    assert_eq!(order(&journal), [one, two, loose]);
    journal.order_basket(vec![loose, two, one], NOON).expect("it is saved");
    let three = asked_about(&mut journal, wren, 3, "").id;
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert_eq!(order(&journal), [loose, two, one, three]);
    journal.drop_question(loose, NOON).expect("it is taken out");
    assert_eq!(order(&journal), [two, one, three]);
    let twice = journal.drop_question(loose, NOON);
    assert!(matches!(twice, Err(JournalError::NoSuchRecord)));
}

#[test]
fn asked_items_leave_the_basket_and_can_return_also_from_closed_entries() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let one = asked_about(&mut journal, wren, 1, "Did I wait?").id;
    let loose = journal.add_question("What is my limit?", None, NOON).expect("it is put in");
    let loose = loose.last().expect("it is there").id;
    journal.close_entry(one, NOON).expect("it closes");
    for id in [one, loose] {
        assert!(journal.mark_asked(id, true, NOON).expect("it was asked").asked);
    }
    assert!(journal.basket().is_empty());
    let history = journal.history(one).expect("it is there");
    assert_eq!(history.closed_text_stands, Some(true), "asking changes no word");
    for id in [one, loose] {
        journal.mark_asked(id, false, NOON).expect("it is put back");
    }
    assert_eq!(order(&journal), [one, loose]);
    let nothing = journal.mark_asked(RecordId::make(), true, NOON);
    assert!(matches!(nothing, Err(JournalError::NoSuchRecord)));
}

#[test]
fn a_reflection_starts_with_the_questions_asked_and_links_to_them() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let thread = Thread {
        id: None,
        question: "Who leaves first?".into(),
        client: Some(wren),
        state: ThreadState::Open,
        archived: false,
        merged: None,
    };
    let thread = journal.save_thread(thread, NOON).expect("it is made").id;
    let one = asked_about(&mut journal, wren, 1, "Did I wait?").id;
    let two = asked_about(&mut journal, wren, 2, " ").id;
    let items = journal.add_question("Do I leave first?", thread, NOON).expect("it is put in");
    let loose = items.last().expect("it is there").id;
    for id in [one, two, loose] {
        journal.mark_asked(id, true, NOON).expect("it was asked");
    }
    let begun = journal.begin_reflection(&[two, loose, one], days_later(5)).expect("it begins");
    assert_eq!(
        begun.input.answers["brought"],
        Answer::Links(vec![two.to_string(), one.to_string()])
    );
    let asked = Answer::Text(document("Do I leave first?\nDid I wait?"));
    assert_eq!(begun.input.answers["question_asked"], asked);
    assert_eq!(begun.input.head.threads, thread.into_iter().collect::<Vec<_>>());
    journal.save_revision(&begun.input, days_later(5)).expect("it is saved");
    let around = journal.around(one, NOON).expect("it is there");
    assert_eq!(around.backlinks[0].id, begun.input.id);
}
