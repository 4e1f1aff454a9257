//! Entries are kept, saved, opened, listed and put in the trash, and nothing is lost.

use stillroom::forms::{Answer, FormId};
use stillroom::journal::{EntryFilter, JournalError};
use stillroom::testing::{Bench, NOON, document, entry, minutes_later};
use tempfile::TempDir;

#[test]
fn a_saved_entry_is_the_same_after_a_restart() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "integration", "The headphones came off.\nA laugh.", NOON);
    input.answers.insert("darkness".into(), Answer::Scale(2));
    let saved = journal.save_revision(&input, NOON).expect("it is saved");
    assert_eq!(saved.row.excerpt, "The headphones came off. A laugh.");
    journal.lock().map(drop).expect("it locks");

    let journal = bench.unlock();
    let opened = journal.open_entry(input.id).expect("it is there");
    assert_eq!(opened.input.answers, input.answers);
    assert_eq!(opened.input.head, input.head);
    assert_eq!(opened.revisions, 1);
    assert!(!opened.draft);
}

#[test]
fn a_draft_left_by_a_killed_process_is_saved_at_the_next_unlock() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "half a sentence", NOON);
    let saved = journal.save_draft(input.clone(), NOON).expect("it is saved");
    assert!(saved.row.draft);
    assert_eq!(saved.base, None);
    drop(journal);

    let journal = bench.unlock();
    let opened = journal.open_entry(input.id).expect("it is there");
    assert_eq!(opened.input.answers, input.answers);
    assert_eq!(opened.written, Some(NOON));
    assert!(!opened.draft, "it has been saved");
}

#[test]
fn saving_unchanged_content_makes_no_revision() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "once", NOON);
    let saved = journal.save_revision(&input, NOON).expect("it is saved");
    input.base = saved.base;
    journal.save_draft(input.clone(), minutes_later(1)).expect("it is saved");
    let again = journal.save_revision(&input, minutes_later(2)).expect("it is saved");
    assert_eq!(again.base, saved.base);
    assert_eq!(again.at, NOON, "saved when the words were, not later");
    assert!(!again.row.draft);
    assert_eq!(journal.open_entry(input.id).expect("it is there").revisions, 1);
}

#[test]
fn a_draft_based_on_an_older_revision_is_refused_and_overwrites_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut first = entry(&journal, "free", "one", NOON);
    first.base = journal.save_revision(&first, NOON).expect("it is saved").base;
    let mut second = first.clone();
    second.answers.insert("text".into(), Answer::Text(document("two")));
    journal.save_revision(&second, NOON).expect("it is saved");
    first.answers.insert("text".into(), Answer::Text(document("three")));
    assert!(matches!(journal.save_revision(&first, NOON), Err(JournalError::MovedOn)));
    let opened = journal.open_entry(first.id).expect("it is there");
    assert_eq!(opened.input.answers["text"], Answer::Text(document("two")));
}

#[test]
fn unknown_nodes_and_marks_of_the_editor_survive_a_save() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    let strange = serde_json::json!({ "type": "doc", "content": [
        { "type": "constellation", "attrs": { "stars": 7 }, "content": [
            { "type": "text", "text": "a star", "marks": [{ "type": "glows" }] }
        ] }
    ] });
    input.answers.insert("text".into(), Answer::Text(strange.clone()));
    let unknown = serde_json::json!({ "hologram": [1, 2] });
    input.answers.insert("later_field".into(), Answer::Unknown(unknown.clone()));
    journal.save_revision(&input, NOON).expect("it is saved");
    let opened = journal.open_entry(input.id).expect("it is there");
    assert_eq!(opened.input.answers["text"], Answer::Text(strange));
    assert_eq!(opened.input.answers["later_field"], Answer::Unknown(unknown));
}

#[test]
fn trashing_removes_an_entry_from_lists_and_undo_restores_it() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "boundary", "Asked me to move my chair back.", NOON);
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    assert!(journal.trash_entry(input.id, NOON).expect("it goes").trashed);
    let shown = |journal: &stillroom::journal::Journal, trashed| {
        journal.list_entries(&EntryFilter { trashed, ..EntryFilter::default() }, 0, 10).total
    };
    assert_eq!((shown(&journal, false), shown(&journal, true)), (0, 1));
    journal.restore_entry(input.id, NOON).expect("it comes back");
    assert_eq!((shown(&journal, false), shown(&journal, true)), (1, 0));
    let opened = journal.open_entry(input.id).expect("it is there");
    assert_eq!(opened.input.answers, input.answers);
}

#[test]
fn lists_are_ordered_by_date_newest_first_and_fetched_in_slices() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for (minute, text) in [(5, "middle"), (9, "newest"), (1, "oldest")] {
        let input = entry(&journal, "free", text, minutes_later(minute));
        journal.save_revision(&input, minutes_later(20)).expect("it is saved");
    }
    let other = entry(&journal, "music", "Strings, no words.", minutes_later(30));
    journal.save_revision(&other, minutes_later(30)).expect("it is saved");
    let which = EntryFilter { form: Some(FormId("free".into())), ..EntryFilter::default() };
    let slice = journal.list_entries(&which, 1, 5);
    assert_eq!(slice.total, 3);
    let said: Vec<_> = slice.rows.iter().map(|row| row.excerpt.as_str()).collect();
    assert_eq!(said, ["middle", "oldest"]);
}

#[test]
fn a_scale_beyond_its_range_is_refused_with_the_field() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "integration", "dark", NOON);
    input.answers.insert("darkness".into(), Answer::Scale(9));
    assert!(matches!(journal.save_revision(&input, NOON), Err(JournalError::Answer(_))));
    journal.save_draft(input, NOON).expect("a draft keeps whatever was on the page");
}

#[test]
fn empty_huge_and_multilingual_entries_are_read_back_unchanged() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let huge = "word ".repeat(200_000);
    for text in ["", "🕯️ 👩‍👩‍👧", "שלום עולם", "静けさの部屋", "e\u{301}\u{200f}x", &huge]
    {
        let input = entry(&journal, "free", text, NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
        let opened = journal.open_entry(input.id).expect("it is there");
        let said = opened.input.answers.get("text").cloned();
        let empty = text.is_empty();
        assert!(if empty { said.is_none() } else { said == Some(Answer::Text(document(text))) });
    }
}

#[test]
fn a_new_entry_beside_another_inherits_client_session_and_phase() {
    use stillroom::journal::{Client, ClientStatus, Phase};
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
    let mut note = entry(&journal, "integration", "A long breath.", NOON);
    note.head.client = wren;
    note.head.session = Some(4);
    note.head.phase = Some(Phase::Medicine);
    journal.save_revision(&note, NOON).expect("it is saved");
    let form = FormId("boundary".into());
    let beside = journal.new_entry(&form, None, Some(note.id), minutes_later(3)).expect("starts");
    assert_eq!(beside.input.head.client, wren);
    assert_eq!(beside.input.head.session, Some(4));
    assert_eq!(beside.input.head.phase, Some(Phase::Medicine));
    let day_later = minutes_later(26 * 60);
    let next = journal.new_entry(&FormId("integration".into()), wren, None, day_later);
    let head = next.expect("starts").input.head;
    assert_eq!((head.session, head.phase), (Some(5), Some(Phase::IntegrationEarly)));
}

#[test]
fn earlier_certainties_of_an_entry_stay_readable() {
    use stillroom::journal::Certainty::{Forming, Hunch, Revised};
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "boundary", "Moved the chair back.", NOON);
    for (minute, certainty) in [(0, None), (1, Some(Hunch)), (2, Some(Hunch)), (9, Some(Revised))] {
        input.head.certainty = certainty;
        input.answers.insert("what_followed".into(), Answer::Text(document(&minute.to_string())));
        input.base =
            journal.save_revision(&input, minutes_later(minute)).expect("it is saved").base;
    }
    let trail = journal.certainty_trail(input.id).expect("it is there");
    let steps: Vec<_> = trail.iter().map(|step| (step.at, step.revision, step.certainty)).collect();
    let wanted = [(minutes_later(1), 2, Some(Hunch)), (minutes_later(9), 4, Some(Revised))];
    assert_eq!(steps, wanted);
    assert!(!trail.iter().any(|step| step.certainty == Some(Forming)));
}
