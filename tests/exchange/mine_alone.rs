//! What is mine alone leaves only when it is asked for.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat, Exported};
use stillroom::forms::{Answer, Answers};
use stillroom::journal::{Due, EntryInput, FollowUp, JottingOutcome, Journal};
use stillroom::testing::{Bench, NOON, document, entry, minutes_later};
use stillroom::vault::RecordId;
use tempfile::TempDir;

use super::{client, on};

/// Fields of the consult that hold a text.
const FIELDS: [&str; 3] = ["facts", "agreed", "what_i_did"];

fn export(journal: &mut Journal, what: ExportWhat, into: &Path, mine_alone: bool) -> Exported {
    let forms = ExportAs { json: true, markdown: true, mine_alone };
    let run = ExportRun::begin(journal, what, forms, into, NOON).expect("it begins");
    run.run(journal, &mut on).expect("it is written")
}

/// All that an export has written, names of files included.
fn all_of(folder: &Path) -> String {
    let mut text = String::new();
    for file in fs::read_dir(folder).expect("readable").flatten() {
        text += &file.file_name().to_string_lossy();
        if file.path().is_dir() {
            text += &all_of(&file.path());
        } else {
            text += &fs::read_to_string(file.path()).expect("it is text");
        }
    }
    text
}

/// One state of an entry: its texts, and what of it is marked.
#[derive(Debug, Clone)]
struct State {
    is_whole: bool,
    fields: [bool; 3],
}

fn state() -> impl Strategy<Value = State> {
    (prop::bool::weighted(0.2), prop::array::uniform3(any::<bool>()))
        .prop_map(|(is_whole, fields)| State { is_whole, fields })
}

/// The word that stands in a field in one state of one entry, and nowhere else.
fn word(entry: usize, state: usize, field: usize) -> String {
    format!("heron{entry}x{state}x{field}x")
}

fn put(input: &mut EntryInput, entry: usize, at: usize, state: &State) {
    input.head.mine_alone = state.is_whole;
    let marked = FIELDS.iter().zip(state.fields).filter(|(_, marked)| *marked);
    input.head.mine_alone_fields = marked.map(|(field, _)| (*field).to_owned()).collect();
    for (field, key) in FIELDS.iter().enumerate() {
        let text = document(&word(entry, at, field));
        input.answers.insert((*key).to_owned(), Answer::Text(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn an_export_leaves_out_texts_marked_as_mine_alone_by_default(
        entries in vec((vec(state(), 1..4), any::<bool>()), 1..4),
    ) {
        let root = TempDir::new().expect("a temporary folder");
        let bench = Bench::make(root.path());
        let mut journal = bench.unlock();
        let wren = client(&mut journal, "Wren");
        for (number, (states, ends_as_draft)) in entries.iter().enumerate() {
            let mut input = entry(&journal, "consult", "", NOON);
            input.head.client = Some(wren);
            for (at, state) in states.iter().enumerate() {
                put(&mut input, number, at, state);
                let now = minutes_later(10 * at as i64);
                if *ends_as_draft && at + 1 == states.len() {
                    journal.save_draft(input.clone(), now).expect("it is saved");
                } else {
                    input.base = journal.save_revision(&input, now).expect("it is saved").base;
                }
            }
        }
        let left = root.path().join("left");
        export(&mut journal, ExportWhat::Client { id: wren }, &left, false);
        let text = all_of(&left);
        prop_assert!(!text.contains("mine_alone_fields\": [\n"), "the marks themselves stay");
        let whole = root.path().join("whole");
        export(&mut journal, ExportWhat::Journal, &whole, true);
        let all = all_of(&whole);
        for (number, (states, ends_as_draft)) in entries.iter().enumerate() {
            let last = states.len() - 1;
            // The newest revision and the draft stand for the whole history.
            let now: Vec<usize> = if *ends_as_draft && last > 0 { vec![last - 1, last] } else { vec![last] };
            for (at, state) in states.iter().enumerate() {
                for field in 0..FIELDS.len() {
                    let marked = |state: &State| state.is_whole || state.fields[field];
                    let is_mine = marked(state) || now.iter().any(|at| marked(&states[*at]));
                    let word = word(number, at, field);
                    prop_assert_eq!(text.contains(&word), !is_mine, "{} of {:?}", word, states);
                    prop_assert!(all.contains(&word), "{} is there when it is asked for", word);
                }
            }
        }
    }
}

#[test]
fn a_hold_covers_records_that_belong_to_an_entry() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");

    let mut whole = entry(&journal, "free", "The kingfisher.", NOON);
    whole.head.client = Some(wren);
    whole.head.mine_alone = true;
    whole.base = journal.save_revision(&whole, NOON).expect("it is saved").base;
    let card = FollowUp {
        question: "Did the bittern call?".into(),
        ..FollowUp::on(whole.id, Due::On("2026-04-13".into()))
    };
    journal.set_follow_up(card, NOON).expect("it is set");
    journal.close_entry(whole.id, NOON).expect("it closes");
    journal.add_addendum(whole.id, document("A plover."), NOON).expect("it is added");

    let mut part = entry(&journal, "supervision", "Nothing of it.", NOON);
    part.head.mine_alone_fields.push("agreed_actions".into());
    let row = Answers::from([
        ("action".to_owned(), Answer::Line("Ask the avocet.".into())),
        ("due".to_owned(), Answer::Date("2026-04-20".into())),
    ]);
    part.answers.insert("agreed_actions".into(), Answer::Rows(vec![row]));
    journal.save_revision(&part, NOON).expect("it is saved");

    let mut seen = entry(&journal, "integration", "A reed bed.", NOON);
    seen.head.client = Some(wren);
    seen.head.mine_alone_fields = vec!["symbol".into()];
    let image = Answers::from([("name".to_owned(), Answer::Line("the smew".into()))]);
    seen.answers.insert("symbol".into(), Answer::Rows(vec![image]));
    journal.save_revision(&seen, NOON).expect("it is saved");

    let line = journal.jot("The garganey.", Some(wren), NOON).expect("it is saved");
    let taken = JottingOutcome::Taken { entry: seen.id };
    journal.set_jotting_outcome(line.id, taken, NOON).expect("it is taken in");
    journal.jot("A gull waits.", Some(wren), NOON).expect("it is saved");

    let left = root.path().join("left");
    let exported = export(&mut journal, ExportWhat::Journal, &left, false);
    assert_eq!((exported.entries, exported.left_out, exported.damaged), (2, 3, 0));
    let text = all_of(&left);
    for said in ["Nothing of it.", "A reed bed.", "Wren", "A gull waits."] {
        assert!(text.contains(said), "{said}");
    }
    for mine in
        ["kingfisher", "bittern", "plover", "avocet", "smew", "garganey", &whole.id.to_string()]
    {
        assert!(!text.contains(mine), "{mine}");
    }
    let asked = root.path().join("asked");
    let exported = export(&mut journal, ExportWhat::Journal, &asked, true);
    assert_eq!((exported.entries, exported.left_out), (3, 0));
    let text = all_of(&asked);
    for mine in ["kingfisher", "bittern", "plover", "avocet", "smew", "garganey"] {
        assert!(text.contains(mine), "{mine}");
    }
}

#[test]
fn a_row_without_a_leading_field_shows_its_other_answers() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "supervision", "It moved.", NOON);
    let beneath = Answer::Text(document("Am I any good?"));
    input.answers.insert("question_beneath".into(), beneath);
    assert_eq!(input.head.mine_alone_fields, ["question_beneath", "left_out"], "from the start");
    input.head.mine_alone_fields.push("shifted".into());
    let asked = Answer::Text(document("Whose pace was it?"));
    input.answers.insert("question_asked".into(), asked);
    let row = journal.save_revision(&input, NOON).expect("it is saved").row;
    assert_eq!(row.excerpt, "Whose pace was it?");
    journal.lock().map(drop).expect("it locks");
    let again = bench.unlock().open_entry(input.id).expect("it is there").input;
    assert_eq!(again.head.mine_alone_fields, input.head.mine_alone_fields, "sealed with it");
}

#[test]
fn imagined_and_unsent_speech_says_so_in_every_export() {
    use stillroom::exercises::Exercises;
    use stillroom::journal::RunInput;

    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let stamped = Exercises::shipped()
        .all()
        .iter()
        .filter_map(|exercise| exercise.stamp.clone().map(|stamp| (exercise, stamp)));
    let mut count = 0;
    for (exercise, stamp) in stamped {
        let run = journal.start_run(&exercise.id, Some(wren), None, NOON).expect("it begins");
        let text = exercise.fields().find(|from| {
            matches!(from.field.kind, stillroom::forms::FieldKind::Text) && !from.stays
        });
        let key = text.expect("it asks for a text").field.id.clone();
        let answers = Answers::from([(key, Answer::Text(document("I was the heron.")))]);
        let finished = journal
            .finish_run(RunInput { id: run.id, step: 0, answers }, NOON)
            .expect("it becomes an entry");
        let id: RecordId = finished.row.expect("something was written").id;
        let into = root.path().join(&exercise.id.0);
        export(&mut journal, ExportWhat::Entry { id }, &into, false);
        for folder in ["entries", "markdown"] {
            let text = all_of(&into.join(folder));
            assert!(text.contains(&stamp) && text.contains("I was the heron."), "{folder}: {text}");
        }
        count += 1;
    }
    assert_eq!(count, 2, "the other chair and the letter that stays");
}
