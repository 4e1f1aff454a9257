//! Turns the answers of an exercise into those of its entry: each into its field, the rest under
//! their labels into one text.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::definition::{Creates, Exercise, OnlyWhen, STAMP, StepField};
use super::telling::telling;
use crate::forms::{Answer, Answers, FieldKind, Form, is_empty, plain_text};

/// The field of a form that keeps the name of the exercise it came from.
const EXERCISE: &str = "exercise";

/// What comes of a finished exercise beside its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Creation {
    /// The entry goes into the supervision basket with this question.
    Basket {
        /// The question; may be empty.
        question: String,
    },
    /// The journal asks what followed.
    FollowUp {
        /// The question.
        ask: String,
        /// The day that was set, or that follows from the weeks; none for the next session.
        on: Option<NaiveDate>,
    },
    /// The card of the piece that was heard takes over what was answered of it.
    PieceCard,
}

/// Returns the answers of the entry that a finished exercise ends in.
///
/// Several texts for one field stand under each other, each behind its label in bold.
pub fn entry_answers(exercise: &Exercise, form: &Form, answers: &Answers) -> Answers {
    let mut outcome = Answers::new();
    let mut texts: BTreeMap<&str, Vec<(&StepField, Value)>> = BTreeMap::new();
    let rest = exercise.rest.as_deref().unwrap_or(&form.leads);
    for from in exercise.fields().filter(|from| !from.stays) {
        let Some(answer) = answers.get(&from.field.id).filter(|answer| !is_empty(answer)) else {
            continue;
        };
        let to = from.into.as_deref().unwrap_or(rest);
        let Some(target) = form.fields.iter().find(|field| field.id == to) else { continue };
        match target.kind {
            FieldKind::Text => {
                texts.entry(to).or_default().push((from, telling(&from.field, answer)));
            }
            _ => {
                outcome.insert(to.to_owned(), answer.clone());
            }
        }
    }
    for (to, parts) in texts {
        outcome.insert(to.to_owned(), Answer::Text(compose(parts, to == rest)));
    }
    if form.fields.iter().any(|field| field.id == EXERCISE) {
        outcome.insert(EXERCISE.to_owned(), Answer::Line(exercise.name.clone()));
    }
    if let Some(stamp) = &exercise.stamp {
        outcome.insert(STAMP.to_owned(), Answer::Line(stamp.clone()));
    }
    outcome
}

/// Returns what comes of the answers beside the entry, on the day `today`.
pub fn creations(exercise: &Exercise, answers: &Answers, today: NaiveDate) -> Vec<Creation> {
    let wanted = exercise
        .creates
        .iter()
        .filter(|created| created.when().is_none_or(|when| holds(when, answers)));
    let make = |created: &Creates| match created {
        Creates::Basket { question, .. } => {
            Creation::Basket { question: answers.get(question).map(line_of).unwrap_or_default() }
        }
        Creates::FollowUp { ask, on, weeks, .. } => {
            let set = answers.get(on).and_then(day_of);
            let later = |weeks: u32| today + chrono::Days::new(u64::from(weeks) * 7);
            Creation::FollowUp { ask: ask.clone(), on: set.or_else(|| weeks.map(later)) }
        }
        Creates::PieceCard { .. } => Creation::PieceCard,
    };
    wanted.map(make).collect()
}

fn holds(when: &OnlyWhen, answers: &Answers) -> bool {
    let answer = answers.get(&when.field).filter(|answer| !is_empty(answer));
    match (answer, &when.is) {
        (Some(_), None) => true,
        (Some(Answer::Choice { key, .. }), Some(is)) => key.as_ref() == Some(is),
        _ => false,
    }
}

fn line_of(answer: &Answer) -> String {
    let text = match answer {
        Answer::Line(text) => text.clone(),
        Answer::Text(document) => plain_text(document),
        _ => String::new(),
    };
    text.lines().next().unwrap_or_default().trim().to_owned()
}

fn day_of(answer: &Answer) -> Option<NaiveDate> {
    match answer {
        Answer::Date(day) => day.parse().ok(),
        _ => None,
    }
}

/// Puts documents under each other; labels are left out where one stands alone in its own field.
fn compose(parts: Vec<(&StepField, Value)>, labelled: bool) -> Value {
    let labelled = labelled || parts.len() > 1;
    let mut content = Vec::new();
    for (from, document) in parts {
        let Value::Object(mut document) = document else { continue };
        let Some(Value::Array(mut nodes)) = document.remove("content") else { continue };
        if labelled {
            label(&mut nodes, &from.field.label);
        }
        content.append(&mut nodes);
    }
    json!({ "type": "doc", "content": content })
}

/// Sets the label in bold at the beginning of the first paragraph, or on a line of its own.
fn label(nodes: &mut Vec<Value>, label: &str) {
    let bold =
        json!({ "type": "text", "text": format!("{label}."), "marks": [{ "type": "bold" }] });
    let first = nodes.first_mut().and_then(Value::as_object_mut);
    let paragraph = first.filter(|node| node.get("type").is_some_and(|kind| kind == "paragraph"));
    match paragraph {
        Some(node) => {
            let mut content = vec![bold, json!({ "type": "text", "text": " " })];
            if let Some(Value::Array(written)) = node.remove("content") {
                content.extend(written);
            }
            node.insert("content".into(), Value::Array(content));
        }
        None => nodes.insert(0, json!({ "type": "paragraph", "content": [bold] })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercises::{ExerciseId, Exercises};
    use crate::forms::{Forms, validate};

    fn exercise(id: &str) -> &'static Exercise {
        Exercises::shipped().get(&ExerciseId(id.into())).expect("it is shipped")
    }

    fn outcome_of(id: &str, answers: &[(&str, Answer)]) -> Answers {
        let exercise = exercise(id);
        let form = Forms::shipped().get(&exercise.form).expect("checked by the build");
        let answers = answers.iter().map(|(key, answer)| ((*key).into(), answer.clone())).collect();
        let outcome = entry_answers(exercise, form, &answers);
        validate(form, &outcome).expect("the outcome fits its form");
        outcome
    }

    fn text(said: &str) -> Answer {
        Answer::Text(json!({ "type": "doc", "content": [
            { "type": "paragraph", "content": [{ "type": "text", "text": said }] }] }))
    }

    #[test]
    fn numbers_fill_their_fields_and_texts_appear_under_their_labels() {
        let outcome = outcome_of(
            "steering_hand",
            &[
                ("moment", text("My hand was at the volume.")),
                ("pull", Answer::Scale(7)),
                ("act", Answer::Scale(3)),
                ("fear", text("Being left.")),
                ("whose", text("Mine, about six.")),
            ],
        );
        assert_eq!(outcome["pull_to_lead"], Answer::Scale(7));
        assert_eq!(outcome["led"], Answer::Scale(3));
        let read = |key: &str| match &outcome[key] {
            Answer::Text(document) => plain_text(document),
            other => panic!("{other:?}"),
        };
        assert_eq!(read("one_moment"), "My hand was at the volume.");
        let urge = "What I feared. Being left.\nWhose, and how old. Mine, about six.";
        assert_eq!(read("my_urge"), urge);
    }

    fn reading(key: Option<&str>, said: &str) -> Answer {
        let Answer::Text(document) = text(said) else { panic!("a text") };
        Answer::Choice { key: key.map(str::to_owned), own: None, text: Some(document) }
    }

    #[test]
    fn stories_become_only_the_readings_that_were_chosen() {
        let said = [
            ("one", reading(Some("real_need"), "They wanted room.")),
            ("two", reading(None, "They left.")),
            ("neither", reading(Some("medicine_effect"), "It was nausea.")),
            ("evidence_one", text("The chair.")),
            ("evidence_neither", text("The bowl.")),
            ("next", text("They will say so.")),
            ("ask_on", Answer::Date("2026-04-01".into())),
        ];
        let outcome = outcome_of("two_true_stories", &said);
        assert_eq!(outcome["first_reading"], said[0].1);
        assert_eq!(outcome["second_reading"], said[1].1, "a story without a reading gets none");
        assert_eq!(outcome["third_reading"], said[2].1);
        let Answer::Text(evidence) = &outcome["evidence"] else { panic!("no evidence") };
        assert_eq!(plain_text(evidence), "For story one. The chair.\nFor story three. The bowl.");
        assert_eq!(outcome["prediction"], said[5].1);
        assert!(!outcome.contains_key("what_followed"), "a prediction is no outcome");
        assert_eq!(outcome.len(), 5, "the day stays with the exercise");
    }

    #[test]
    fn no_exercise_preselects_a_reading() {
        for exercise in Exercises::shipped().all() {
            let texts = exercise.fields().filter_map(|field| match field.field.kind {
                FieldKind::Text => Some((field.field.id.clone(), text("Written."))),
                FieldKind::Line => Some((field.field.id.clone(), Answer::Line("Written.".into()))),
                _ => None,
            });
            let form = Forms::shipped().get(&exercise.form).expect("checked by the build");
            let outcome = entry_answers(exercise, form, &texts.collect());
            let keys = outcome.values().filter(|answer| {
                matches!(answer, Answer::Choice { key: Some(_), .. } | Answer::Choices { .. })
            });
            assert_eq!(keys.count(), 0, "{}", exercise.name);
        }
    }

    #[test]
    fn nothing_enters_the_basket_without_confirmation() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let baskets = |exercise: &Exercise, answers: &Answers| {
            let made = creations(exercise, answers, today).into_iter();
            made.filter(|made| matches!(made, Creation::Basket { .. })).count()
        };
        let mut asking = 0;
        for exercise in Exercises::shipped().all() {
            assert_eq!(baskets(exercise, &Answers::new()), 0, "{}: empty", exercise.name);
            let said = exercise.fields().filter_map(|field| {
                Some((field.field.id.clone(), some_answer(&field.field.kind)?))
            });
            let mut said: Answers = said.collect();
            assert_eq!(baskets(exercise, &said), 0, "{}: no yes was given", exercise.name);
            if exercise.field("take").is_some() {
                asking += 1;
                said.insert("take".into(), Answer::Check(false));
                assert_eq!(baskets(exercise, &said), 0, "{}: a no", exercise.name);
                said.insert("take".into(), Answer::Check(true));
                assert_eq!(baskets(exercise, &said), 1, "{}: a yes", exercise.name);
            }
        }
        assert_eq!(asking, 3);
    }

    #[test]
    fn imagined_and_unsent_texts_are_stamped() {
        let stamps = [
            ("other_chair", "hour", "Imagined by the therapist"),
            ("letter_that_stays", "letter", "Never sent"),
        ];
        for (id, field, stamp) in stamps {
            let outcome = outcome_of(id, &[(field, text("I come in."))]);
            assert_eq!(outcome[STAMP], Answer::Line(stamp.into()));
            let said = exercise(id);
            assert!(said.without_saving, "{id} can be done without keeping");
        }
        assert!(!outcome_of("eight_colours", &[("who", text("On the tram."))]).contains_key(STAMP));
    }

    #[test]
    fn every_exercise_becomes_a_valid_entry_with_any_answers() {
        for exercise in Exercises::shipped().all() {
            let answers = exercise.fields().filter_map(|field| {
                Some((field.field.id.clone(), some_answer(&field.field.kind)?))
            });
            let answers: Answers = answers.collect();
            let form = Forms::shipped().get(&exercise.form).expect("checked by the build");
            let outcome = entry_answers(exercise, form, &answers);
            validate(form, &outcome).unwrap_or_else(|error| panic!("{}: {error}", exercise.name));
            assert!(outcome.len() > 1, "{}", exercise.name);
        }
    }

    fn some_answer(kind: &FieldKind) -> Option<Answer> {
        Some(match kind {
            FieldKind::Scale { max, .. } => Answer::Scale(*max),
            FieldKind::Choice { options, .. } => {
                Answer::Choice { key: Some(options[0].key.clone()), own: None, text: None }
            }
            FieldKind::Text => text("Written."),
            FieldKind::Line => Answer::Line("A line.".into()),
            FieldKind::Verbatim => Answer::Verbatim(vec!["Said.".into()]),
            FieldKind::Date { .. } => Answer::Date("2026-03-09".into()),
            FieldKind::Palette { options } => {
                let level = crate::forms::Level { level: 2, place: Some("chest".into()) };
                Answer::Palette([(options[0].key.clone(), level)].into())
            }
            FieldKind::Rows { fields } => Answer::Rows(vec![row(fields)]),
            FieldKind::Block { fields } => Answer::Block(row(fields)),
            _ => return None,
        })
    }

    fn row(fields: &[crate::forms::Field]) -> Answers {
        fields.iter().filter_map(|f| Some((f.id.clone(), some_answer(&f.kind)?))).collect()
    }

    #[test]
    fn a_letter_is_asked_about_only_if_it_may_be_sent() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let choose = |key: &str| {
            let answer = Answer::Choice { key: Some(key.into()), own: None, text: None };
            let line = Answer::Line("I was tired of you.".into());
            Answers::from([("decide".into(), answer), ("true_sentence".into(), line)])
        };
        let letter = exercise("letter_that_stays");
        assert_eq!(creations(letter, &choose("keep"), today), []);
        let question = "I was tired of you.".to_owned();
        let supervise = creations(letter, &choose("supervise"), today);
        assert_eq!(supervise, [Creation::Basket { question }]);
        let go = creations(letter, &choose("let_go"), today);
        let in_four_weeks = NaiveDate::from_ymd_opt(2026, 3, 30);
        assert!(matches!(&go[..], [Creation::FollowUp { on, .. }] if *on == in_four_weeks));
    }
}
