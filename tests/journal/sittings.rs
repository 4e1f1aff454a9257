//! One slip never costs text: while an entry is written, earlier states of it become revisions.

use stillroom::forms::Answer;
use stillroom::journal::{EntryInput, Flag, Journal, Moment, Raised};
use stillroom::testing::{Bench, NOON, document, entry, minutes_later};
use stillroom::vault::{RecordId, Seq};
use tempfile::TempDir;

const WRITTEN: &str = "The heron stood in the reeds for a long time before it flew.";

fn seconds_later(seconds: i64) -> Moment {
    Moment { utc_ms: NOON.utc_ms + seconds * 1_000, ..NOON }
}

fn says(input: &mut EntryInput, text: &str) {
    let field = input.answers.keys().next().expect("it has a text").clone();
    input.answers.insert(field, Answer::Text(document(text)));
}

/// Saves a draft as the page does and goes on from where the journal says.
fn keep(journal: &mut Journal, input: &mut EntryInput, text: &str, now: Moment) {
    says(input, text);
    let saved = journal.save_draft(input.clone(), now).expect("it is saved");
    assert!(saved.row.draft, "what is on the page is still a draft");
    input.base = saved.base;
}

/// The whole text of each revision, oldest first.
fn revisions(journal: &mut Journal, id: RecordId, now: Moment) -> Vec<String> {
    let history = journal.history(id).expect("it is there");
    let text_of = |journal: &mut Journal, seq: u64| {
        let entry = journal.restore_revision(id, Seq(seq), now).expect("it comes back");
        match entry.input.answers.values().next() {
            Some(Answer::Text(document)) => document["content"]
                .as_array()
                .expect("it has paragraphs")
                .iter()
                .map(|line| line["content"][0]["text"].as_str().unwrap_or_default())
                .collect::<Vec<_>>()
                .join("\n"),
            _ => String::new(),
        }
    };
    history.revisions.iter().map(|one| text_of(journal, one.seq)).collect()
}

#[test]
fn a_text_emptied_while_writing_stays_in_history() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    keep(&mut journal, &mut input, WRITTEN, seconds_later(2));
    assert_eq!(input.base, None);
    keep(&mut journal, &mut input, "q", seconds_later(4));
    assert!(input.base.is_some(), "the state before the slip is a revision");
    keep(&mut journal, &mut input, "quiet", seconds_later(6));
    journal.save_revision(&input, seconds_later(8)).expect("it is saved");
    assert_eq!(revisions(&mut journal, input.id, seconds_later(9)), [WRITTEN, "quiet"]);
}

#[test]
fn a_text_emptied_and_saved_at_once_stays_in_history() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    keep(&mut journal, &mut input, WRITTEN, seconds_later(2));
    says(&mut input, "");
    let saved = journal.save_revision(&input, seconds_later(3)).expect("it is saved");
    assert!(!saved.row.draft);
    assert_eq!(revisions(&mut journal, input.id, seconds_later(9)), [WRITTEN, ""]);
}

#[test]
fn a_text_deleted_letter_by_letter_stays_in_history() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    let whole = [WRITTEN; 10].join(" ");
    keep(&mut journal, &mut input, &whole, seconds_later(2));
    for step in 1..60 {
        let left = whole.len() - whole.len() * step / 60;
        keep(&mut journal, &mut input, &whole[..left], seconds_later(2 + step as i64));
    }
    let saved = revisions(&mut journal, input.id, seconds_later(90));
    assert_eq!(saved.first(), Some(&whole));
}

#[test]
fn continuous_writing_makes_a_revision_every_few_minutes() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    let mut text = String::new();
    for step in 0..360 {
        text.push_str("heron ");
        let written = text.clone();
        keep(&mut journal, &mut input, &written, seconds_later(10 * step));
    }
    let history = journal.history(input.id).expect("it is there");
    assert!((18..=20).contains(&history.revisions.len()), "{}", history.revisions.len());
    assert!(history.revisions.windows(2).all(|two| two[0].words < two[1].words));
}

#[test]
fn a_page_that_missed_the_answer_of_a_save_goes_on_writing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    for (text, seconds) in [(WRITTEN, 2), ("q", 4), ("quiet", 6)] {
        says(&mut input, text);
        journal.save_draft(input.clone(), seconds_later(seconds)).expect("it is saved");
    }
    let saved = journal.save_revision(&input, seconds_later(8)).expect("it is saved");
    assert!(!saved.row.draft);
    assert_eq!(revisions(&mut journal, input.id, seconds_later(9)), [WRITTEN, "quiet"]);
}

#[test]
fn a_journal_that_ends_without_a_word_has_the_text_and_what_stands_instead() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    keep(&mut journal, &mut input, WRITTEN, seconds_later(2));
    keep(&mut journal, &mut input, "q", seconds_later(4));
    drop(journal);
    let mut journal = bench.unlock();
    assert_eq!(revisions(&mut journal, input.id, seconds_later(9)), [WRITTEN, "q"]);
}

#[test]
fn an_intermediate_draft_raises_and_creates_nothing_until_the_entry_is_saved() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "", NOON);
    input.head.flags = vec![Raised { flag: Flag("dark".into()), later: false }];
    keep(&mut journal, &mut input, WRITTEN, seconds_later(2));
    keep(&mut journal, &mut input, "q", seconds_later(4));
    assert!(journal.list_follow_ups(None, minutes_later(1)).is_empty());
    // Back to what the revision says already: settling has the card raised all the same.
    says(&mut input, WRITTEN);
    journal.save_revision(&input, seconds_later(6)).expect("it is saved");
    assert_eq!(journal.list_follow_ups(None, minutes_later(1)).len(), 1);
}
