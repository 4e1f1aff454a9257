//! What is shipped is sound, and a mistake is named with file, entry and reason.

use super::*;
use crate::sample::step::SampleStep;

const NOW: Moment = Moment { utc_ms: 1_772_460_300_000, offset_min: 60 };

const WREN: &str = r#"
[[client]]
alias = "Wren"
glyph = "bird"
hue = "teal"
status = "active"
started = 30
"#;

/// Reads one entry beside one client and returns what is said against it.
fn complaint(entry: &str) -> String {
    let entry = format!("[[entry]]\nday = 9\nat = \"10:00\"\n{entry}");
    let files = [("clients.toml", WREN), ("entries.toml", entry.as_str())];
    read(&files, NOW).err().map(|mistake| mistake.to_string()).unwrap_or_default()
}

#[test]
fn the_shipped_sample_is_valid() {
    let steps = read(&FILES, NOW).unwrap_or_else(|mistake| panic!("{mistake}"));
    assert!(steps.iter().all(|dated| dated.at.utc_ms < NOW.utc_ms));
}

#[test]
fn a_mistake_in_an_entry_is_named_with_file_and_reason() {
    let mistakes = [
        ("form = \"tarot\"\nanswers = {}", "there is no form `tarot`"),
        ("form = \"free\"\nanswers = { txt = \"\" }", "there is no field `txt`"),
        (
            "form = \"integration\"\nanswers = { arrived_as = [\"fine\"] }",
            "`arrived_as` does not offer this choice",
        ),
        (
            "form = \"integration\"\nanswers = { darkness = 5 }",
            "the value of `darkness` is out of range",
        ),
        (
            "form = \"integration\"\nanswers = { darkness = \"deep\" }",
            "`darkness` holds another kind of answer",
        ),
        ("form = \"free\"\nclient = \"Rook\"\nanswers = {}", "there is no client `Rook`"),
        (
            "form = \"supervision\"\nanswers = { brought = [\"nowhere\"] }",
            "nothing is called `nowhere`",
        ),
        ("form = \"free\"\nthreads = [\"nowhere\"]\nanswers = {}", "there is no thread `nowhere`"),
        (
            "form = \"free\"\nanswers = {}\n[[entry.followed]]\nflag = \"dark\"\n\
            due = \"next_session\"\nday = 8\nat = \"11:00\"\nanswer = \"Sleep.\"",
            "no flag `dark` has been raised",
        ),
        (
            "form = \"free\"\nanswers = {}\n[[entry.later]]\nday = 9\nat = \"11:00\"",
            "day 9 at 11:00 is not after what it follows",
        ),
    ];
    for (entry, reason) in mistakes {
        let said = complaint(entry);
        assert!(said.starts_with("entries.toml, the "), "{said}");
        assert!(said.contains(" entry of day 9 at 10:00: "), "{said}");
        assert!(said.ends_with(reason), "{said}");
    }
}

#[test]
fn a_mistake_in_a_run_is_named_with_file_run_and_reason() {
    let run = |exercise: &str, answers: &str| {
        let run = format!(
            "[[run]]\nexercise = \"{exercise}\"\nday = 9\nat = \"10:00\"\nminutes = 5\n\
            answers = {{ {answers} }}"
        );
        read(&[("e.toml", &run)], NOW).err().map(|mistake| mistake.to_string())
    };
    let place = |exercise: &str| format!("e.toml, the run of {exercise} on day 9 at 10:00: ");
    let unknown = place("tarot") + "there is no exercise `tarot`";
    assert_eq!(run("tarot", ""), Some(unknown));
    let beyond = place("steering_hand") + "the value of `pull` is out of range";
    assert_eq!(run("steering_hand", "pull = 11"), Some(beyond));
    assert_eq!(run("steering_hand", "pull = 10"), None);
}

#[test]
fn a_file_that_cannot_be_parsed_is_named_with_its_line() {
    let said = complaint("form = \"free\"\nmood = \"low\"\nanswers = {}");
    assert!(said.starts_with("entries.toml, line "), "{said}");
    assert!(said.contains("mood"), "{said}");
}

#[test]
fn a_later_revision_keeps_the_earlier_certainty() {
    let entry = "[[entry]]\nday = 9\nat = \"10:00\"\nform = \"free\"\nquestion = \"Why?\"\n\
        answers = { text = \"First.\" }\n[[entry.later]]\nday = 8\nat = \"09:00\"\nasked = true";
    let steps = read(&[("e.toml", entry)], NOW).unwrap_or_else(|mistake| panic!("{mistake}"));
    let [SampleStep::SaveRevision(first), SampleStep::SaveRevision(second)] =
        [&steps[0].step, &steps[1].step]
    else {
        panic!("two revisions");
    };
    assert_eq!(first.name, second.name);
    assert_eq!(first.answers, second.answers);
    assert!(second.head.basket.as_ref().is_some_and(|basket| basket.asked));
}

/// Words that would say what belongs in the clinical record, and those that a moving calendar
/// would make untrue.
const UNSAID: &str = "mg ml dose doses dosage milligrams diagnosis diagnosed disorder ketamine \
    psilocybin monday tuesday wednesday thursday friday saturday sunday january february april june \
    july august september october november december summer autumn winter christmas easter";

#[test]
fn no_text_of_the_sample_names_a_dose_a_diagnosis_a_weekday_or_a_season() {
    let unsaid: Vec<&str> = UNSAID.split_whitespace().collect();
    for (file, text) in FILES {
        for (at, line) in text.lines().enumerate() {
            let mut words = line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            let found = words.find(|word| unsaid.contains(&word.as_str()));
            assert_eq!(found, None, "{file}:{}", at + 1);
        }
    }
}
