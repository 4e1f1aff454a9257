//! Custom forms work like shipped ones, and a change leaves older entries as they were written.

use stillroom::forms::{
    Answer, Field, FieldKind, Fold, Form, FormId, MistakeReason, Opt, ScaleShape, plain_text,
};
use stillroom::journal::{
    Certainty, Client, ClientStatus, CustomPrompt, Defaults, FormSaved, Journal, JournalError,
    SearchAnswer, SearchRequest,
};
use stillroom::testing::{Bench, NOON, document, entry, minutes_later};
use tempfile::TempDir;

fn field(id: &str, label: &str, kind: FieldKind) -> Field {
    Field {
        id: id.into(),
        label: label.into(),
        fold: Fold::Core,
        placeholder: None,
        hint: None,
        beside: false,
        group: None,
        facet: None,
        caret: false,
        quiet: false,
        mine_alone: false,
        makes: None,
        kind,
    }
}

fn scale(id: &str, facet: &str, max: i32) -> Field {
    let kind =
        FieldKind::Scale { min: 0, max, anchors: Vec::new(), ends: None, shape: ScaleShape::Line };
    Field { facet: Some(facet.into()), ..field(id, id, kind) }
}

fn tides() -> Form {
    Form {
        id: FormId(String::new()),
        version: 0,
        journal: "Tides & ebbs".into(),
        noun: "Tide note".into(),
        icon: "waves".into(),
        about_client: true,
        example: String::new(),
        closes_with: None,
        leads: "seen".into(),
        detail: Vec::new(),
        fields: vec![field("seen", "Seen", FieldKind::Text), scale("height", "height", 5)],
        prompts: vec!["What did the water bring for {{alias}}?".into()],
        cues: Vec::new(),
    }
}

fn saved(journal: &mut Journal, form: Form) -> Form {
    match journal.save_form(form, NOON).expect("it can be written") {
        FormSaved::Saved { form } => *form,
        FormSaved::Refused { mistakes } => panic!("{mistakes:?}"),
    }
}

fn search(journal: &Journal, text: &str) -> SearchAnswer {
    let request =
        SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 20, counted: true };
    journal.search(&request, NOON).expect("any string is answered")
}

#[test]
fn a_custom_form_is_filled_in_found_and_filtered_like_a_shipped_one() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let form = saved(&mut journal, tides());
    assert_eq!((form.id.0.as_str(), form.version), ("own_tides_ebbs", 1));
    let mut input = entry(&journal, &form.id.0, "Shells and a glove.", NOON);
    input.answers.insert("height".into(), Answer::Scale(4));
    journal.save_revision(&input, NOON).expect("it is saved");
    input.answers.insert("height".into(), Answer::Scale(6));
    let beyond = journal.save_revision(&input, NOON);
    assert!(beyond.is_err(), "its scale ends at 5");
    journal.lock().map(drop).expect("it locks");

    let journal = bench.unlock();
    assert!(journal.forms().iter().any(|own| own.id == form.id));
    assert_eq!(search(&journal, "height:>=4 ").total, Some(1));
    assert_eq!(search(&journal, "height:<=3 ").total, Some(0));
    assert_eq!(search(&journal, "kind:own_tides_ebbs glove ").total, Some(1));
    assert_eq!(journal.custom_forms().forms[0].entries, 1);
}

#[test]
fn changing_a_form_makes_a_version_and_older_entries_and_drafts_keep_theirs() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let first = saved(&mut journal, tides());
    let same = saved(&mut journal, first.clone());
    assert_eq!(same.version, 1, "nothing has changed");
    let settled = entry(&journal, &first.id.0, "Settled.", NOON);
    journal.save_revision(&settled, NOON).expect("it is saved");
    let mut second = first.clone();
    second.fields[0].label = "What I saw".into();
    let second = saved(&mut journal, second);
    let draft = entry(&journal, &first.id.0, "Only a draft.", NOON);
    journal.save_draft(draft.clone(), NOON).expect("it is saved");
    let mut third = second.clone();
    third.fields.remove(1);
    assert_eq!(saved(&mut journal, third).version, 3);
    journal.lock().map(drop).expect("it locks, and the draft waits");

    let journal = bench.unlock();
    let old = journal.open_entry(settled.id).expect("it is there");
    assert_eq!((old.definition.version, old.definition.fields[0].label.as_str()), (1, "Seen"));
    let draft = journal.open_entry(draft.id).expect("it is there");
    let label = draft.definition.fields[0].label.as_str();
    assert_eq!((draft.definition.version, label, draft.draft), (2, "What I saw", false));
    assert_eq!(entry(&journal, &first.id.0, "", NOON).form_version, 3);
}

#[test]
fn an_archived_form_is_not_offered_and_its_entries_stay() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let form = saved(&mut journal, tides());
    let mut input = entry(&journal, &form.id.0, "Driftwood.", NOON);
    input.answers.insert("height".into(), Answer::Scale(2));
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.archive_form(&form.id, true, NOON).expect("it is put away");
    assert!(!journal.forms().iter().any(|own| own.id == form.id));
    let new = journal.new_entry(&form.id, None, None, NOON);
    assert!(matches!(new, Err(JournalError::UnknownForm)));
    assert_eq!(journal.open_entry(input.id).expect("it is there").definition.journal, form.journal);
    assert_eq!(search(&journal, "height:2 ").total, Some(1), "its filters still work");
    journal.archive_form(&form.id, false, NOON).expect("it is taken back");
    assert!(journal.forms().iter().any(|own| own.id == form.id));
}

#[test]
fn all_mistakes_of_a_form_are_named_with_their_field_and_nothing_is_written() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut form = tides();
    let options = vec![
        Opt { key: "low".into(), label: "low".into() },
        Opt { key: "low".into(), label: " ".into() },
    ];
    let kind = FieldKind::Choice { options, own: false, text: false };
    form.fields.push(field("water", "", kind));
    form.fields.push(scale("dark", "dim", 5));
    form.fields.push(scale("deep", "deep", i32::MAX));
    let refused = journal.save_form(form, NOON).expect("refusing is no failure");
    let FormSaved::Refused { mistakes } = refused else { panic!("it has mistakes") };
    let found: Vec<_> = mistakes.iter().map(|m| (m.near.as_str(), m.reason.clone())).collect();
    let wanted = [
        ("water", MistakeReason::NoLabel),
        ("water.low", MistakeReason::OptionTwice { option: "low".into() }),
        ("water.low", MistakeReason::NoLabel),
        ("deep", MistakeReason::ScaleTooLong { most: 101 }),
        ("dark", MistakeReason::FacetMixed { word: "dim".into() }),
    ];
    assert_eq!(found, wanted);
    assert!(journal.custom_forms().forms.is_empty());
}

#[test]
fn a_shipped_form_can_be_duplicated_and_the_copy_changed() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let shipped = FormId("inner".into());
    let mut copy = journal.copy_form(&shipped).expect("it ships");
    assert!(!copy.fields.iter().any(|field| field.quiet), "what only exercises fill stays behind");
    copy.journal = "Inner weather".into();
    let own = saved(&mut journal, copy);
    assert_eq!(own.id.0, "own_inner_weather");
    let inner = journal.forms().into_iter().find(|form| form.id == shipped).expect("it ships");
    assert_eq!(inner.journal, "Inner work");
    let taken = saved(&mut journal, Form { id: FormId(String::new()), ..own });
    assert_eq!(taken.id.0, "own_inner_weather_2");
    let stray = journal.save_form(inner, NOON);
    assert!(matches!(stray, Err(JournalError::UnknownForm)), "a shipped form is not overwritten");
}

#[test]
fn defaults_begin_an_entry_with_their_variables_filled() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = Client {
        id: None,
        alias: "Wren".into(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
    };
    let wren = journal.save_client(wren, NOON).expect("it is made").id;
    let begin = "{{alias}}, session {{session}}, {{date}}, {{weather}}";
    let defaults = Defaults {
        form: FormId("boundary".into()),
        answers: [("what_was_seen".to_owned(), Answer::Text(document(begin)))].into(),
        tags: vec!["no".into()],
        certainty: Some(Certainty::Hunch),
        weight: None,
    };
    journal.save_defaults(defaults.clone(), NOON).expect("they are kept");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    let new = journal.new_entry(&defaults.form, wren, None, NOON).expect("it starts").input;
    let Answer::Text(seen) = &new.answers["what_was_seen"] else { panic!("no text") };
    assert_eq!(plain_text(seen), "Wren, session 1, 2026-03-02, {{weather}}");
    assert_eq!(
        (new.head.certainty, new.head.tags),
        (Some(Certainty::Hunch), vec!["no".to_owned()])
    );
    let wrong = [("ladder".to_owned(), Answer::Scale(9))].into();
    let refused = journal.save_defaults(Defaults { answers: wrong, ..defaults }, NOON);
    assert!(matches!(refused, Err(JournalError::Answer(_))));
}

#[test]
fn custom_prompts_are_shown_with_the_others_until_emptied() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let free = FormId("free".into());
    let prompt =
        CustomPrompt { id: None, form: free.clone(), text: " What did {{alias}} leave? ".into() };
    let custom = journal.save_prompt(prompt, NOON).expect("it is saved");
    let saved = custom.prompts[0].clone();
    let note = entry(&journal, "free", "A note.", NOON);
    journal.save_revision(&note, NOON).expect("it is saved");
    let shown = |journal: &Journal| {
        let page = journal.open_entry(note.id).expect("it is there").definition;
        page.prompts.contains(&"What did {{alias}} leave?".to_owned())
    };
    assert!(shown(&journal));
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert!(shown(&journal));
    let emptied = CustomPrompt { text: String::new(), ..saved };
    let custom = journal.save_prompt(emptied, minutes_later(1)).expect("it goes");
    assert!(custom.prompts.is_empty() && !shown(&journal));
}
