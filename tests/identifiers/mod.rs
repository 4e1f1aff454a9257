//! The identifier check over labelled notes and over the app's own texts.
//!
//! `tests/fixtures/identifiers/` holds fictional notes: `text`, `spans` (what must be found), `keep`
//! (what looks like an identifier and is none), `neutral` (counts neither way), in bytes of UTF-8.
//! `notes.txt` beside this file holds notes with their labels in the text; they were written before
//! the rules were last changed.

use std::{fs, ops::Range, path::Path};

use proptest::prelude::*;
use serde_json::Value;
use stillroom::identifiers::{Certainty, Class, Language, OwnWords, Suggestion, Why, find};

/// What a set of notes came to.
#[derive(Debug, Default)]
struct Score {
    spans: usize,
    found: usize,
    keeps: usize,
    keeps_flagged: usize,
    words: usize,
    false_flags: usize,
}

fn score(file: &str) -> Score {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/identifiers").join(file);
    let mut score = Score::default();
    for line in fs::read_to_string(path).expect("a fixture").lines() {
        let note: Value = serde_json::from_str(line).expect("a note");
        let text = note["text"].as_str().expect("a text");
        let aliases: Vec<&str> =
            note["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let flags = find(text, Language::English, &aliases, OwnWords::default());
        let ranges = |what: &str| -> Vec<(usize, usize)> {
            let at = |span: &Value, end: &str| {
                usize::try_from(span[end].as_u64().expect("an offset")).expect("an offset")
            };
            note[what]
                .as_array()
                .expect("spans")
                .iter()
                .map(|span| (at(span, "byte_start"), at(span, "byte_end")))
                .collect()
        };
        let touched = |(start, end): &(usize, usize)| {
            flags.iter().any(|flag| flag.range.start < *end && *start < flag.range.end)
        };
        let (spans, keeps, neutral) = (ranges("spans"), ranges("keep"), ranges("neutral"));
        score.words += text.split_whitespace().count();
        score.spans += spans.len();
        score.found += spans.iter().filter(|span| touched(span)).count();
        score.keeps += keeps.len();
        score.keeps_flagged += keeps.iter().filter(|span| touched(span)).count();
        score.false_flags += flags
            .iter()
            .filter(|flag| {
                !spans
                    .iter()
                    .chain(&neutral)
                    .any(|(start, end)| flag.range.start < *end && *start < flag.range.end)
            })
            .count();
    }
    score
}

/// One note of `notes.txt`: its text, what must be found, what asks for judgement, what must not be
/// found, what counts neither way.
#[derive(Debug, Default)]
struct Note {
    is_german: bool,
    text: String,
    spans: Vec<Range<usize>>,
    judged: Vec<Range<usize>>,
    keeps: Vec<Range<usize>>,
    neutral: Vec<Range<usize>>,
}

fn notes() -> Vec<Note> {
    let file = include_str!("notes.txt");
    let parts = file.split("\n== ").skip(1);
    parts
        .map(|part| {
            let (head, body) = part.split_once('\n').expect("a head");
            let mut note = Note { is_german: head.ends_with(" de"), ..Note::default() };
            let mut rest = body.trim();
            while let Some(at) = ["[[", "{{", "(("].iter().filter_map(|open| rest.find(open)).min()
            {
                let (before, marked) = rest.split_at(at);
                note.text.push_str(before);
                let close = match &marked[..2] {
                    "[[" => "]]",
                    "{{" => "}}",
                    _ => "))",
                };
                let (inner, after) = marked[2..].split_once(close).expect("a closed label");
                let start = note.text.len();
                let (class, words) = inner.split_once('|').unwrap_or(("", inner));
                note.text.push_str(words);
                let range = start..note.text.len();
                match (close, class.ends_with('?')) {
                    ("]]", false) => note.spans.push(range),
                    ("]]", true) => note.judged.push(range),
                    ("}}", _) => note.keeps.push(range),
                    _ => note.neutral.push(range),
                }
                rest = after;
            }
            note.text.push_str(rest);
            note
        })
        .collect()
}

#[test]
fn findings_in_notes_of_other_writers_meet_their_targets() {
    let aliases = ["Wren", "Heron", "Tarn", "Sorrel"];
    let mut score = Score::default();
    let mut missed = Vec::new();
    let mut wrong = Vec::new();
    for note in notes() {
        let language = if note.is_german { Language::German } else { Language::English };
        let flags = find(&note.text, language, &aliases, OwnWords::default());
        let touches = |one: &Range<usize>, other: &Range<usize>| {
            one.start < other.end && other.start < one.end
        };
        let touched = |span: &&Range<usize>| flags.iter().any(|flag| touches(&flag.range, span));
        score.words += note.text.split_whitespace().count();
        score.spans += note.spans.len();
        score.found += note.spans.iter().filter(touched).count();
        score.keeps += note.keeps.len();
        score.keeps_flagged += note.keeps.iter().filter(touched).count();
        missed.extend(
            note.spans.iter().filter(|s| !touched(s)).map(|s| note.text[s.clone()].to_owned()),
        );
        for flag in &flags {
            let right = note.spans.iter().chain(&note.judged).chain(&note.neutral);
            if !right.into_iter().any(|span| touches(&flag.range, span)) {
                score.false_flags += 1;
                wrong.push(note.text[flag.range.clone()].to_owned());
            }
        }
    }
    let said = format!("{score:?}, missed {missed:?}, wrong {wrong:?}");
    assert!(score.words > 3_000 && score.spans > 140 && score.keeps > 150, "{said}");
    assert!(score.found * 100 >= score.spans * 96, "{said}");
    assert!(score.false_flags * 1000 <= score.words * 5, "{said}");
    assert!(score.keeps_flagged * 100 <= score.keeps * 7, "{said}");
}

#[test]
fn findings_in_labelled_notes_meet_their_targets() {
    for file in ["first.jsonl", "second.jsonl", "third.jsonl"] {
        let score = score(file);
        assert!(
            score.spans > 45 && score.keeps > 50 && score.words > 600,
            "{file} is not read: {score:?}"
        );
        assert!(score.found * 100 >= score.spans * 95, "{file}: {score:?}");
        assert!(score.false_flags * 1000 <= score.words * 8, "{file}: {score:?}");
        assert!(score.keeps_flagged * 100 <= score.keeps * 12, "{file}: {score:?}");
    }
}

#[test]
fn texts_of_the_sample_have_at_most_one_false_finding_in_a_thousand_words() {
    fn strings<'v>(value: &'v toml::Value, all: &mut Vec<&'v str>) {
        match value {
            toml::Value::String(text) => all.push(text),
            toml::Value::Array(values) => values.iter().for_each(|value| strings(value, all)),
            toml::Value::Table(values) => values.values().for_each(|value| strings(value, all)),
            _ => {}
        }
    }
    let (mut words, mut flags) = (0, 0);
    for folder in ["content/sample", "content/exercises"] {
        for file in
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the content")
        {
            let text = fs::read_to_string(file.expect("a file").path()).expect("a text");
            let content: toml::Value = toml::from_str(&text).expect("toml");
            let mut all = Vec::new();
            strings(&content, &mut all);
            for text in all.into_iter().filter(|text| text.contains(' ')) {
                words += text.split_whitespace().count();
                flags += find(
                    text,
                    Language::English,
                    &["Wren", "Heron", "Tarn", "Sorrel"],
                    OwnWords::default(),
                )
                .len();
            }
        }
    }
    assert!(words > 15_000, "{words} words");
    assert!(flags * 1000 <= words, "{flags} flags in {words} words");
}

fn found(text: &str) -> Vec<(String, Class)> {
    find(text, Language::English, &[], OwnWords::default())
        .into_iter()
        .map(|finding| (text[finding.range].to_owned(), finding.class))
        .collect()
}

#[test]
fn scores_fractions_and_measures_are_not_dates() {
    for text in [
        "Rated it 7/10.",
        "In 6/8, then 3/4 time.",
        "PHQ-9 14/27.",
        "On call 24/7.",
        "From 3/10 to 7/10.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    for text in [
        "She left on 6/2.",
        "Seen 3.xi.24 at home.",
        "Booked 21/11/2025.",
        "See you Friday the 24th.",
    ] {
        assert!(found(text).iter().any(|(_, class)| *class == Class::Date), "{text}");
    }
}

#[test]
fn words_that_can_be_names_are_decided_by_their_context() {
    assert_eq!(found("Hope is not a plan. Will I ever learn to wait? May was hard."), []);
    assert_eq!(found("I told Hope that it was late."), [("Hope".to_owned(), Class::Name)]);
    assert_eq!(found("Will (husband) rang."), [("Will".to_owned(), Class::Name)]);
    assert_eq!(found("I’ll wait. Didn’t she say? C’mon."), []);
}

#[test]
fn a_finding_is_found_again_in_upper_and_lower_case() {
    let names = found("Then Oonagh rang. i had written oonagh already. Oonagh’s roof.");
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn words_listed_by_the_writer_take_precedence() {
    let (keep, replace) =
        (["Oonagh".to_owned()], [("the tall one".to_owned(), "a colleague".to_owned())]);
    let own = OwnWords { keep: &keep, replace: &replace };
    let text = "Oonagh came with the tall one.";
    let findings = find(text, Language::English, &[], own);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(&text[finding.range.clone()], "the tall one");
    assert_eq!((finding.why, finding.certainty), (Why::OwnWord, Certainty::Sure));
    assert_eq!(finding.suggestion, Suggestion::Words("a colleague".to_owned()));
    assert_eq!(
        find("Wren and Heron.", Language::English, &["Wren", "Heron"], OwnWords::default()),
        []
    );
}

proptest! {
    #[test]
    fn findings_are_in_order_do_not_overlap_and_cut_no_character(text in "(?:[A-Za-z0-9äßéİŁ’'.@/:,\\-+()\n\u{301}👩‍👧 ]|Mrs |Callum |on |the |12/|IMG_){0,80}") {
        let mut last = 0;
        for finding in find(&text, Language::English, &["Wren"], OwnWords::default()) {
            prop_assert!(finding.range.start >= last, "{:?} in {text:?}", finding);
            prop_assert!(text.get(finding.range.clone()).is_some_and(|part| !part.is_empty()));
            last = finding.range.end;
        }
    }
}
