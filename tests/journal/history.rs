//! Every revision can be read, compared and brought back; links lead both ways.

use stillroom::forms::Answer;
use stillroom::journal::{Changed, FieldChange, JournalError, PieceKind, Settings, Weight};
use stillroom::locale::English;
use stillroom::testing::{Bench, NOON, days_later, document, entry, minutes_later};
use stillroom::vault::Seq;
use tempfile::TempDir;

fn said(change: &FieldChange) -> Vec<(PieceKind, &str)> {
    change.pieces.iter().map(|piece| (piece.kind, piece.text.as_str())).collect()
}

#[test]
fn a_comparison_shows_texts_word_by_word_and_answers_by_their_labels() {
    use PieceKind::{Added, Removed, Same};
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "integration", "She left early.", NOON);
    input.answers.insert("darkness".into(), Answer::Scale(2));
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input.answers.insert("one_moment".into(), Answer::Text(document("She arrived early.")));
    input.answers.insert("darkness".into(), Answer::Scale(3));
    input.head.weight = Some(Weight::Heavy);
    let now = minutes_later(9);
    let saved = journal.save_revision(&input, now).expect("it is saved");

    let changes = journal.difference(input.id, Seq(saved.base.expect("it has been saved")));
    let changes = changes.expect("it can be compared");
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["head.weight", "one_moment", "darkness"]);
    assert_eq!(
        said(&changes[1]),
        [(Same, "She "), (Removed, "left"), (Added, "arrived"), (Same, " early.")]
    );
    let [(Removed, was), (Added, is)] = said(&changes[2])[..] else {
        panic!("a value takes the place of another as a whole: {:?}", changes[2]);
    };
    assert!(was.starts_with("2 ") && is.starts_with("3 "), "numbers come with their anchors");
}

#[test]
fn a_comparison_spells_labels_and_days_as_chosen() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "integration", "She left early.", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    let came = Answer::Choices { keys: vec!["colour_came".into()], own: Vec::new() };
    input.answers.insert("body_signs".into(), came);
    input.answers.insert("review_on".into(), Answer::Date("2026-11-18".into()));
    let saved = journal.save_revision(&input, minutes_later(1)).expect("it is saved");
    let seq = Seq(saved.base.expect("it has been saved"));
    for (english, expected) in [
        (English::British, ["colour came", "18 November 2026"]),
        (English::American, ["color came", "November 18, 2026"]),
    ] {
        let settings = Settings { english: Some(english), ..journal.settings() };
        journal.save_settings(settings, minutes_later(2)).expect("it is saved");
        let changes = journal.difference(input.id, seq).expect("it can be compared");
        let texts: Vec<&str> = changes.iter().map(|change| said(change)[0].1).collect();
        assert_eq!(texts, expected);
    }
}

#[test]
fn history_says_what_each_revision_changed() {
    use Changed::{Answers, Began, Closed, Head, Restored, Trashed};
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "one", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input.answers.insert("text".into(), Answer::Text(document("one two")));
    input.head.tags = vec!["void".into()];
    journal.save_revision(&input, minutes_later(1)).expect("it is saved");
    journal.close_entry(input.id, minutes_later(2)).expect("it closes");
    journal.trash_entry(input.id, minutes_later(3)).expect("it goes");
    journal.restore_entry(input.id, minutes_later(4)).expect("it comes back");
    let history = journal.history(input.id).expect("it is there");
    let changed: Vec<_> = history.revisions.iter().map(|one| one.changed.as_slice()).collect();
    let expected: [&[Changed]; 5] =
        [&[Began], &[Answers, Head], &[Closed], &[Trashed], &[Restored]];
    assert_eq!(changed, expected);
    assert_eq!(history.revisions[1].written, minutes_later(1));
    assert_eq!(history.revisions[1].words, 2);
}

#[test]
fn restoring_an_older_revision_makes_a_new_one_and_loses_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "the first", NOON);
    let first = journal.save_revision(&input, NOON).expect("it is saved").base;
    input.base = first;
    input.answers.insert("text".into(), Answer::Text(document("the second")));
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    let back = journal.restore_revision(input.id, Seq(first.expect("settled")), minutes_later(3));
    let back = back.expect("it comes back");
    assert_eq!(back.input.answers["text"], Answer::Text(document("the first")));
    assert_eq!(back.revisions, 3, "the draft was kept as the second");
    let elsewhere = entry(&journal, "free", "another", NOON);
    journal.save_revision(&elsewhere, NOON).expect("it is saved");
    let foreign = journal.restore_revision(elsewhere.id, Seq(first.expect("settled")), NOON);
    assert!(matches!(foreign, Err(JournalError::NoSuchEntry)));
    journal.close_entry(input.id, NOON).expect("it closes");
    let closed = journal.restore_revision(input.id, Seq(first.expect("settled")), NOON);
    assert!(matches!(closed, Err(JournalError::Closed)));
}

#[test]
fn links_work_both_ways_and_follow_the_trash() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let note = entry(&journal, "integration", "The hour itself.", NOON);
    journal.save_revision(&note, NOON).expect("it is saved");
    let mut reflection = entry(&journal, "supervision", "Seen again.", days_later(3));
    reflection.answers.insert("brought".into(), Answer::Links(vec![note.id.to_string()]));
    journal.save_revision(&reflection, days_later(3)).expect("it is saved");
    let mut page = entry(&journal, "free", "Read once more.", days_later(9));
    page.head.links = vec![note.id, reflection.id];
    journal.save_revision(&page, days_later(9)).expect("it is saved");
    journal.lock().map(drop).expect("it locks");

    let mut journal = bench.unlock();
    let backlinks = |journal: &stillroom::journal::Journal| {
        let around = journal.around(note.id, NOON).expect("it is there");
        around.backlinks.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(backlinks(&journal), [reflection.id, page.id]);
    let around = journal.around(page.id, NOON).expect("it is there");
    assert_eq!(around.links.iter().map(|row| row.id).collect::<Vec<_>>(), page.head.links);
    journal.trash_entry(reflection.id, NOON).expect("it goes");
    assert_eq!(backlinks(&journal), [page.id]);
    assert_eq!(journal.around(page.id, NOON).expect("it is there").links.len(), 1);
    journal.restore_entry(reflection.id, NOON).expect("it comes back");
    assert_eq!(backlinks(&journal), [reflection.id, page.id]);
}
