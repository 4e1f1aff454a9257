//! What leaves as JSON can be made into equal entries again; Markdown can be read.

use std::fs;
use std::path::Path;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat, Exported, ExportedEntry};
use stillroom::forms::{Answer, FormId};
use stillroom::journal::{EntryInput, Journal, JournalError, Settings, Will};
use stillroom::locale::English;
use stillroom::testing::{Bench, NOON, entry, minutes_later};
use stillroom::vault::RecordId;
use tempfile::TempDir;

use super::{client, files, fill, on};

const BOTH: ExportAs = ExportAs { json: true, markdown: true, mine_alone: true };

fn export(journal: &mut Journal, what: ExportWhat, into: &Path) -> Exported {
    let run = ExportRun::begin(journal, what, BOTH, into, NOON).expect("it begins");
    run.run(journal, &mut on).expect("it is written")
}

fn read(into: &Path, id: RecordId) -> ExportedEntry {
    let text = fs::read_to_string(into.join(format!("entries/{id}.json"))).expect("it is there");
    serde_json::from_str(&text).expect("it is as documented")
}

/// A journal with entries of several forms, a history, a draft and strange nodes.
fn written(journal: &mut Journal) -> Vec<EntryInput> {
    let wren = client(journal, "Wren");
    let mut inputs = Vec::new();
    for form in ["integration", "boundary", "supervision", "inner", "music", "free"] {
        let mut input = entry(journal, form, "The *headphones* came off.\nA laugh.", NOON);
        input.head.client = Some(wren);
        input.head.tags.push("river".into());
        let strange = serde_json::json!({ "hologram": [1, { "deep": null }] });
        input.answers.insert("later_field".into(), Answer::Unknown(strange));
        input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
        input.answers.insert("later_line".into(), Answer::Line("said “later”".into()));
        input.base = journal.save_revision(&input, minutes_later(9)).expect("it is saved").base;
        inputs.push(input);
    }
    inputs
}

#[test]
fn a_whole_journal_as_json_rebuilds_equal_entries() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(&root.path().join("one"));
    let mut journal = bench.unlock();
    let inputs = written(&mut journal);
    let draft = entry(&journal, "free", "half a sentence", NOON);
    journal.save_draft(draft.clone(), NOON).expect("it is saved");
    let will = Will { may_open: "Robin Sample".into(), ..Will::default() };
    journal.save_will(will, NOON).expect("it is saved");
    let into = root.path().join("left");
    let exported = export(&mut journal, ExportWhat::Journal, &into);
    assert_eq!((exported.entries, exported.damaged), (7, 0));

    let mut other = Bench::make(&root.path().join("two")).unlock();
    for input in inputs {
        let entry = read(&into, input.id);
        assert_eq!((entry.revisions.len(), &entry.draft), (2, &None));
        let last = entry.revisions.last().expect("two");
        let rebuilt = EntryInput {
            id: entry.id,
            form: last.form.clone(),
            form_version: last.form_version,
            head: last.head.clone(),
            answers: last.answers.clone(),
            base: None,
        };
        other.save_revision(&rebuilt, last.written).expect("it is saved");
        let again = other.open_entry(input.id).expect("it is there").input;
        assert_eq!((&again.answers, &again.head), (&input.answers, &input.head));
        assert!(!entry.revisions[0].answers.contains_key("later_line"), "its history left too");
        let form = format!("forms/{}-{}.json", input.form.0, input.form_version);
        assert!(into.join(form).is_file());
    }
    assert_eq!(read(&into, draft.id).draft.map(|draft| draft.answers), Some(draft.answers));
    let records = fs::read_dir(into.join("records")).expect("readable").flatten();
    let records: Vec<_> =
        records.map(|file| fs::read_to_string(file.path()).expect("readable")).collect();
    assert!(records.iter().any(|text| text.contains("Wren")), "the client");
    assert!(records.iter().any(|text| text.contains("Robin Sample")), "the will");
}

#[test]
fn markdown_has_front_matter_labels_and_no_option_keys() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut input = entry(&journal, "integration", "The headphones came off.\nA laugh.", NOON);
    input.head.client = Some(wren);
    input.head.session = Some(4);
    input.answers.insert("darkness".into(), Answer::Scale(2));
    journal.save_revision(&input, NOON).expect("it is saved");
    let into = root.path().join("left");
    export(&mut journal, ExportWhat::Entry { id: input.id }, &into);
    let names = files(&into.join("markdown"));
    assert_eq!(names, [format!("2026-03-02 integration {}.md", &input.id.to_string()[..8])]);
    let text = fs::read_to_string(into.join("markdown").join(&names[0])).expect("readable");
    for piece in [
        "client: \"Wren\"\n",
        "session: 4\n",
        "happened: \"2026-03-02T14:05:00+00:00\"\n",
        "The headphones came off.\n\nA laugh.\n",
        "2 of 0 to",
    ] {
        assert!(text.contains(piece), "{piece} in {text}");
    }
}

#[test]
fn markdown_spells_labels_and_days_as_chosen() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let settings = Settings { english: Some(English::American), ..journal.settings() };
    journal.save_settings(settings, NOON).expect("it is saved");
    let mut input = entry(&journal, "integration", "A laugh.", NOON);
    let came = Answer::Choices { keys: vec!["colour_came".into()], own: Vec::new() };
    input.answers.insert("body_signs".into(), came);
    input.answers.insert("review_on".into(), Answer::Date("2026-11-18".into()));
    journal.save_revision(&input, NOON).expect("it is saved");
    let into = root.path().join("left");
    export(&mut journal, ExportWhat::Entry { id: input.id }, &into);
    let name = &files(&into.join("markdown"))[0];
    let text = fs::read_to_string(into.join("markdown").join(name)).expect("readable");
    assert!(text.contains("color came") && text.contains("November 18, 2026"), "{text}");
}

#[test]
fn a_client_leaves_with_all_entries_about_them_and_nothing_of_others() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let inputs = written(&mut journal);
    let others = fill(&mut journal, 3);
    let id = inputs[0].head.client.expect("they are about Wren");
    let into = root.path().join("left");
    assert_eq!(export(&mut journal, ExportWhat::Client { id }, &into).entries, 6);
    assert!(others.iter().all(|id| !into.join(format!("entries/{id}.json")).exists()));
}

#[test]
fn an_export_overwrites_nothing_and_a_cancelled_one_leaves_no_files() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let into = root.path().join("left");
    fs::create_dir(&into).expect("it is made");
    let begin = |journal: &mut Journal, into: &Path| {
        ExportRun::begin(journal, ExportWhat::Journal, BOTH, into, NOON)
    };
    assert!(matches!(begin(&mut journal, &into), Err(ExchangeError::Exists)));
    let before = files(root.path());
    let mut left = 2;
    let run = begin(&mut journal, &root.path().join("other")).expect("it begins");
    let stopped = run.run(&mut journal, &mut |_| {
        left -= 1;
        left > 0
    });
    assert!(matches!(stopped, Err(ExchangeError::Cancelled)));
    assert_eq!(files(root.path()), before);
    let missing = ExportWhat::Entry { id: RecordId::make() };
    let refused = ExportRun::begin(&mut journal, missing, BOTH, &root.path().join("x"), NOON);
    let cause = refused.err().expect("there is no such entry");
    assert!(matches!(cause, ExchangeError::Journal(JournalError::NoSuchEntry)));
}

#[test]
fn every_form_has_words_for_every_answer_in_markdown() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for form in ["integration", "boundary", "supervision", "inner", "music", "free"] {
        let id = FormId(form.into());
        let mut input = journal.new_entry(&id, None, None, NOON).expect("it starts").input;
        let all = stillroom::testing::every_answer(&journal, &id);
        input.answers = all;
        journal.save_revision(&input, NOON).expect("it is saved");
        let into = root.path().join(form);
        export(&mut journal, ExportWhat::Entry { id: input.id }, &into);
        let name = &files(&into.join("markdown"))[0];
        let text = fs::read_to_string(into.join("markdown").join(name)).expect("readable");
        assert!(!text.contains("`{"), "an answer fell through to JSON: {text}");
        assert_eq!(read(&into, input.id).revisions[0].answers, input.answers);
    }
}
