//! Whatever is acknowledged can be read again, however deeply it is nested; the rest is refused.

use proptest::prelude::*;
use serde_json::{Value, json};
use stillroom::exercises::ExerciseId;
use stillroom::forms::{Answer, Answers};
use stillroom::journal::{EntryInput, Journal, JournalError, RunInput, Unsaved};
use stillroom::testing::{Bench, NOON, entry, minutes_later};
use tempfile::TempDir;

/// A text in so many quotations within one another.
fn quoted(levels: usize) -> Value {
    let text = json!({ "type": "text", "text": "a reply", "marks": [{ "type": "said" }] });
    let mut node = json!({ "type": "paragraph", "content": [text] });
    for _ in 0..levels {
        node = json!({ "type": "blockquote", "content": [node] });
    }
    json!({ "type": "doc", "content": [node] })
}

fn with(journal: &Journal, document: &Value) -> EntryInput {
    let mut input = entry(journal, "free", "", NOON);
    input.answers = Answers::from([("text".to_owned(), Answer::Text(document.clone()))]);
    input
}

/// Does it, and says whether it was acknowledged. There is one other answer.
fn is_saved<T>(done: Result<T, JournalError>) -> bool {
    match done {
        Ok(_) => true,
        Err(JournalError::TooDeep) => false,
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn documents_of_any_depth_are_saved_and_read_or_refused() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let closed = entry(&journal, "free", "closed", NOON);
    journal.save_revision(&closed, NOON).expect("it is saved");
    journal.close_entry(closed.id, NOON).expect("it closes");
    let (mut drafts, mut saved, mut runs, mut added) = (vec![], vec![], vec![], 0);
    for levels in 0..140 {
        let document = quoted(levels);
        let input = with(&journal, &document);
        if is_saved(journal.save_draft(input.clone(), NOON)) {
            drafts.push(input);
        }
        let input = with(&journal, &document);
        if is_saved(journal.save_revision(&input, NOON)) {
            saved.push(input);
        }
        let exercise = ExerciseId("steering_hand".into());
        let run = journal.start_run(&exercise, None, None, NOON).expect("it begins");
        let answers = Answers::from([("moment".to_owned(), Answer::Text(document.clone()))]);
        let input = RunInput { id: run.id, step: 1, answers };
        if is_saved(journal.save_run(input.clone(), NOON)) {
            runs.push(input);
        }
        added += usize::from(is_saved(journal.add_addendum(closed.id, document, NOON)));
    }
    assert!(drafts.len() >= 40 && drafts.len() < 60, "{}", drafts.len());
    assert!(saved.len() >= drafts.len() && added >= drafts.len());
    // What the bridge carries must be read by it: with all that a command wraps around a page.
    for input in &saved {
        let page = json!({ "unsaved": [{ "entry": input }, {}], "returnPoint": {} }).to_string();
        serde_json::from_str::<Value>(&page).expect("the bridge reads it");
    }
    for round in 0..2 {
        for input in drafts.iter().chain(&saved) {
            let found = journal.open_entry(input.id).expect("it was acknowledged");
            assert_eq!(found.input.answers, input.answers);
            journal.history(input.id).expect("it is readable");
        }
        for input in &runs {
            assert_eq!(journal.open_run(input.id).expect("acknowledged").answers, input.answers);
        }
        let addenda = journal.addenda_of(closed.id);
        assert!(addenda.len() == added && addenda.iter().all(|one| one.text.is_some()));
        if round == 0 {
            journal.lock().map(drop).expect("it locks");
            journal = bench.unlock();
            assert_eq!(journal.snapshot(false).notices, []);
        }
    }
}

#[test]
fn text_nested_too_deeply_at_the_lock_keeps_its_words() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "integration", "as it was", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    let lead = input.answers.keys().next().expect("it has an answer").clone();
    let before = input.answers.clone();
    let deep = Answer::Choice { key: None, own: None, text: Some(quoted(90)) };
    input.answers.insert(lead.clone(), Answer::Text(quoted(80)));
    input.answers.insert("a_choice".into(), deep);
    assert!(!is_saved(journal.save_draft(input.clone(), NOON)));
    assert_eq!(journal.open_entry(input.id).expect("it is there").input.answers, before);
    let waiting =
        journal.seal_unsaved(vec![Unsaved::Entry(Box::new(input.clone()))], minutes_later(1)).pages;
    assert_eq!(waiting, []);
    journal.lock().map(drop).expect("it locks");
    let found = bench.unlock().open_entry(input.id).expect("it is there").input.answers;
    let Some(Answer::Text(document)) = found.get(&lead) else { panic!("{found:?}") };
    assert_eq!(stillroom::forms::plain_text(document), "a reply");
}

/// Any JSON at all, as a document of a later version may be.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(130, 200, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_acknowledged_save_can_be_read_again(value in anything(), levels in 0usize..130) {
        let root = TempDir::new().expect("a temporary folder");
        let bench = Bench::make(root.path());
        let mut journal = bench.unlock();
        let deep = (0..levels).fold(value, |inner, _| json!([inner]));
        let input = with(&journal, &json!({ "type": "doc", "content": [deep] }));
        if is_saved(journal.save_draft(input.clone(), NOON)) {
            let found = journal.open_entry(input.id).expect("it was acknowledged");
            prop_assert_eq!(found.input.answers, input.answers);
        }
    }
}
