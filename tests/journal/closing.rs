//! A closed entry keeps its text for good; what comes later stands beside it with its date.

use stillroom::forms::Answer;
use stillroom::journal::{Journal, JournalError, SearchRequest};
use stillroom::testing::{Bench, NOON, days_later, document, entry, minutes_later};
use tempfile::TempDir;

#[test]
fn a_closed_entry_refuses_changes_and_drafts() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "what stood there", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input.answers.insert("text".into(), Answer::Text(document("what stood there, and this")));
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    let closed = journal.close_entry(input.id, minutes_later(5)).expect("it closes");
    assert_eq!(closed.closed, Some(minutes_later(5)));
    assert_eq!(closed.input.answers, input.answers, "the waiting draft is closed in");
    input.base = closed.input.base;
    input.answers.insert("text".into(), Answer::Text(document("something else")));
    let refusals = [
        journal.save_draft(input.clone(), NOON).err(),
        journal.save_revision(&input, NOON).err(),
        journal.close_entry(input.id, NOON).err(),
    ];
    for refused in refusals {
        assert!(matches!(refused, Some(JournalError::Closed)));
    }
    journal.lock().map(drop).expect("it locks");
    let opened = bench.unlock().open_entry(input.id).expect("it is there");
    assert_eq!((opened.closed, opened.input.answers), (closed.closed, closed.input.answers));
}

#[test]
fn addenda_are_dated_found_and_kept_beside_the_closed_text() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a first reading", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    let early = journal.add_addendum(input.id, document("too early"), NOON);
    assert!(matches!(early, Err(JournalError::NotClosed)));
    journal.close_entry(input.id, NOON).expect("it closes");
    for (day, text) in [(9, "a heron since"), (30, "and it stayed")] {
        journal.add_addendum(input.id, document(text), days_later(day)).expect("it is added");
    }
    let empty = journal.add_addendum(input.id, document("  "), NOON);
    assert!(matches!(empty, Err(JournalError::NameEmpty)));
    let request =
        SearchRequest { text: "heron".into(), by_date: false, offset: 0, limit: 9, counted: true };
    let hit = journal.search(&request, NOON).expect("it answers").hits.remove(0);
    assert_eq!((hit.row.id, hit.snippets[0].field.as_str()), (input.id, "addendum"));
    journal.lock().map(drop).expect("it locks");

    let journal = bench.unlock();
    let around = journal.around(input.id, days_later(40)).expect("it is there");
    let said: Vec<_> = around.addenda.iter().map(|one| (one.written, one.text.clone())).collect();
    assert_eq!(
        said,
        [
            (days_later(9), Some(document("a heron since"))),
            (days_later(30), Some(document("and it stayed")))
        ]
    );
    let history = journal.history(input.id).expect("it is there");
    assert_eq!(history.closed_text_stands, Some(true));
}

#[test]
fn a_closed_entry_is_marked_mine_alone_and_its_text_stays() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a first reading", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    let early = journal.mark_mine_alone(input.id, true, NOON);
    assert!(matches!(early, Err(JournalError::NotClosed)));
    journal.close_entry(input.id, NOON).expect("it closes");

    let marked = journal.mark_mine_alone(input.id, true, minutes_later(5)).expect("it is marked");
    assert_eq!(marked.input.answers, input.answers);
    journal.lock().map(drop).expect("it locks");

    let mut journal = bench.unlock();
    assert!(journal.open_entry(input.id).expect("it is there").input.head.mine_alone);
    let history = journal.history(input.id).expect("it is there");
    assert_eq!(history.closed_text_stands, Some(true));

    let back = journal.mark_mine_alone(input.id, false, minutes_later(6));
    assert!(!back.expect("the mark is removed").input.head.mine_alone);
}

#[test]
fn trashing_and_restoring_leaves_a_closed_text_unchanged() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "done with", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.close_entry(input.id, NOON).expect("it closes");
    journal.trash_entry(input.id, NOON).expect("it goes");
    journal.restore_entry(input.id, NOON).expect("it comes back");
    let opened = journal.open_entry(input.id).expect("it is there");
    assert!(opened.closed.is_some());
    let history = journal.history(input.id).expect("it is there");
    assert_eq!(history.closed_text_stands, Some(true));
}

#[test]
fn an_entry_written_two_days_late_says_so_and_one_written_in_time_does_not() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let hours = |hours: i64| minutes_later(hours * 60);
    for (written, late) in [(hours(48), false), (hours(49), true)] {
        let mut input = entry(&journal, "free", "as it was", written);
        input.head.happened = NOON;
        input.base = journal.save_revision(&input, written).expect("it is saved").base;
        assert_eq!(journal.open_entry(input.id).expect("it is there").late, late);
        input.head.tags = vec!["later".into()];
        journal.save_revision(&input, days_later(90)).expect("it is saved");
        let again = journal.open_entry(input.id).expect("it is there");
        assert_eq!(again.late, late, "what counts is when it was first written");
    }
}

#[test]
fn an_addendum_under_way_survives_a_kill() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a first reading", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    let early = journal.save_addendum_draft(input.id, Some(document("too early")), NOON);
    assert!(matches!(early, Err(JournalError::NotClosed)));
    journal.close_entry(input.id, NOON).expect("it closes");
    for (day, text) in [(1, "a her"), (2, "a heron since")] {
        let text = Some(document(text));
        journal.save_addendum_draft(input.id, text, days_later(day)).expect("it is saved");
    }
    assert_eq!(journal.addenda_of(input.id), []);
    drop(journal);

    let written = |journal: &Journal| -> Vec<_> {
        let addenda = journal.addenda_of(input.id).into_iter();
        addenda.map(|one| (one.written, one.text)).collect()
    };
    let mut journal = bench.unlock();
    let first = (days_later(2), Some(document("a heron since")));
    assert_eq!(written(&journal), std::slice::from_ref(&first));

    // One that was added, and one that was taken back, leave no draft.
    let text = document("and it stayed");
    journal.save_addendum_draft(input.id, Some(text.clone()), days_later(3)).expect("it is saved");
    journal.add_addendum(input.id, text.clone(), days_later(4)).expect("it is added");
    let other = Some(document("or not"));
    journal.save_addendum_draft(input.id, other, days_later(5)).expect("it is saved");
    journal.save_addendum_draft(input.id, None, days_later(5)).expect("it is dropped");
    drop(journal);
    let journal = bench.unlock();
    assert_eq!(written(&journal), [first, (days_later(4), Some(text))]);
}

#[test]
fn a_consult_closes_by_itself_a_day_after_it_was_decided() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut open = entry(&journal, "consult", "A present, wrapped.", NOON);
    open.base = journal.save_revision(&open, NOON).expect("it is saved").base;
    let mut other = entry(&journal, "free", "Nothing to decide.", NOON);
    other.answers.insert("decided".into(), Answer::Text(document("Yes.")));
    journal.save_revision(&other, NOON).expect("it is saved");
    assert_eq!(journal.close_decided(days_later(90)), [], "nothing was decided");

    open.answers.insert("decided".into(), Answer::Text(document("We give it back.")));
    open.base = journal.save_revision(&open, days_later(3)).expect("it is saved").base;
    assert_eq!(journal.close_decided(days_later(3)), [], "it can be corrected for a day");
    open.answers.insert("asked".into(), Answer::Line("Robin, by phone".into()));
    journal.save_draft(open.clone(), days_later(4)).expect("it is saved");
    assert_eq!(journal.close_decided(days_later(9)), [], "it is still being written");
    open.base = journal.save_revision(&open, days_later(4)).expect("it is saved").base;
    assert_eq!(journal.close_decided(days_later(5)), [open.id]);
    assert_eq!(journal.close_decided(days_later(6)), [], "once");

    let refused = journal.save_revision(&open, days_later(6)).err();
    assert!(matches!(refused, Some(JournalError::Closed)));
    journal.add_addendum(open.id, document("She laughed."), days_later(6)).expect("it is added");
}
