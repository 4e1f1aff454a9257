//! What the shipped words and forms must never say again, and what they must say.

use std::fs;
use std::path::Path;

use stillroom::exercises::Exercises;
use stillroom::forms::{Bound, Field, FieldKind, Fold, Form, FormId, Forms};

fn form(id: &str) -> &'static Form {
    Forms::shipped().get(&FormId(id.into())).expect("it is shipped")
}

fn field<'a>(fields: &'a [Field], id: &str) -> &'a Field {
    fields.iter().find(|field| field.id == id).unwrap_or_else(|| panic!("no field {id}"))
}

/// Labels of the options of a choice by their keys.
fn options(field: &Field) -> Vec<(&str, &str)> {
    let (FieldKind::Choice { options, .. }
    | FieldKind::Choices { options, .. }
    | FieldKind::Palette { options }) = &field.kind
    else {
        panic!("{} offers nothing", field.id)
    };
    options.iter().map(|option| (option.key.as_str(), option.label.as_str())).collect()
}

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn consent_forms_offer_narrowing_and_name_a_widening() {
    let lexicon = text("content/lexicon.toml");
    let term = lexicon.split("[[terms]]").find(|term| term.contains("\"sober agreement\""));
    let term = term.expect("the lexicon explains it");
    assert!(term.contains("less can be asked for at any time and is respected at once"), "{term}");
    assert!(!term.contains("whatever is asked"), "{term}");

    let boundary = form("boundary");
    let FieldKind::Block { fields } = &field(&boundary.fields, "consent").kind else {
        panic!("consent is a block")
    };
    let acted = options(field(fields, "acted"));
    assert!(acted.contains(&("went_further", "went further than agreed")), "{acted:?}");
    for (_, label) in acted {
        assert!(!label.contains("honoured"), "{label}: said by what was done, not as a virtue");
    }
    for (field, is) in [("consent.acted", "went_further"), ("crossing_check", "possible_violation")]
    {
        let said = boundary.cues.iter().find(|cue| {
            cue.when.len() == 1
                && cue.when[0].field == field
                && cue.when[0].is.as_deref() == Some(is)
        });
        let said = &said.unwrap_or_else(|| panic!("{field} calls up nothing")).say;
        assert!(said.starts_with("First: is anyone unsafe, and is a report due?"), "{said}");
    }
}

#[test]
fn prompts_ask_what_acting_on_a_feeling_would_cost() {
    let colours = Exercises::shipped().all().iter().find(|one| one.id.0 == "eight_colours");
    let gain = colours.and_then(|one| one.steps.iter().find(|step| step.id == "gain"));
    let said = &gain.expect("the step is there").say;
    assert!(said.contains("what would it cost them") && !said.contains("gain"), "{said}");
}

/// Whether a bound holds for these values of darkness and held.
fn holds(bound: &Bound, darkness: i32, held: i32) -> bool {
    let value = match bound.field.as_str() {
        "darkness" => darkness,
        "held" => held,
        other => panic!("{other} is looked at, too"),
    };
    bound.is.is_none()
        && bound.at_least.is_none_or(|least| value >= least)
        && bound.at_most.is_none_or(|most| value <= most)
}

#[test]
fn the_safety_cue_is_shown_once_for_the_hardest_sessions() {
    let cues = form("integration").cues.iter().filter(|cue| cue.say.contains("adverse event"));
    let cues: Vec<_> = cues.collect();
    for darkness in 0..=4 {
        for held in 0..=4 {
            let said =
                cues.iter().filter(|cue| cue.when.iter().all(|bound| holds(bound, darkness, held)));
            let wanted = usize::from(darkness == 4 || darkness == 3 && held <= 2);
            assert_eq!(said.count(), wanted, "darkness {darkness}, held {held}");
        }
    }
}

#[test]
fn the_window_and_documents_say_the_same_about_erasing() {
    let places = [
        "ui/src/lib/messages/entry.ts",
        "ui/src/lib/messages/workspace.ts",
        "ui/src/lib/messages/unlock.ts",
        "content/exercises/14-the-letter-that-stays-here.toml",
        "docs/security.md",
    ];
    for place in places {
        let said = text(place);
        assert!(said.contains("30 days"), "{place} does not say when the trash is erased");
        assert!(said.contains("legal hold"), "{place} does not say what stops it");
        for untrue in ["until you decide otherwise", "Nothing erases itself"] {
            assert!(!said.contains(untrue), "{place}: {untrue}");
        }
    }
}

#[test]
fn the_first_two_readings_and_a_third_are_offered_with_none_preselected() {
    let boundary = form("boundary");
    let first = options(field(&boundary.fields, "first_reading"));
    for id in ["second_reading", "third_reading", "revised_reading"] {
        assert_eq!(options(field(&boundary.fields, id)), first, "{id}");
    }
    let keys: Vec<&str> = first.iter().map(|(key, _)| *key).collect();
    for key in ["physical", "medicine_effect", "room", "custom", "response_to_me"] {
        assert!(keys.contains(&key), "{key}");
    }
    let unkind = ["withdrawal", "avoidance", "rejection"];
    assert_eq!(keys[keys.len() - 3..], unkind, "the list's order is a reading of its own");
    assert!(boundary.fields.iter().any(|field| field.facet.as_deref() == Some("third")));
}

#[test]
fn every_rung_of_the_ladder_describes_an_act_and_ranks_bargaining_below_a_no() {
    let FieldKind::Scale { anchors, .. } = &field(&form("boundary").fields, "ladder").kind else {
        panic!("the ladder is a scale")
    };
    assert!(anchors[5].contains("for touch, this is whole"), "{anchors:?}");
    assert!(anchors.iter().all(|anchor| !anchor.contains("worked out between us")));
    let hint = field(&form("boundary").fields, "ladder").hint.clone().unwrap_or_default();
    assert!(hint.contains("a hint that is understood is skill"), "{hint}");
}

/// Scales of forms about a client that rate the therapist or a piece of music.
const NOT_OF_A_CLIENT: [&str; 3] = ["pull_to_lead", "led", "brightness"];

#[test]
fn every_scale_that_rates_a_client_says_whose_rating_it_is() {
    let mut rated = 0;
    for form in Forms::shipped().all().iter().filter(|form| form.about_client) {
        for scale in &form.fields {
            let id = scale.id.as_str();
            let is_rating = matches!(scale.kind, FieldKind::Scale { .. }) || id == "repair";
            if !is_rating || NOT_OF_A_CLIENT.contains(&id) {
                continue;
            }
            rated += 1;
            let own = form.fields.iter().find(|field| field.id == format!("{id}_source"));
            let block = form.fields.iter().find(|field| field.id == "rating_source");
            let inner = block.and_then(|block| match &block.kind {
                FieldKind::Block { fields } => fields.iter().find(|field| field.id == id),
                _ => None,
            });
            let source = own.or(inner).unwrap_or_else(|| panic!("{}.{id}: whose?", form.id.0));
            let keys: Vec<&str> = options(source).into_iter().map(|(key, _)| key).collect();
            assert_eq!(keys, ["said", "inferred"], "{}.{id}", form.id.0);
        }
    }
    assert!(rated >= 9, "{rated}");
}

#[test]
fn the_care_text_refers_personal_history_to_a_therapist() {
    for exercise in Exercises::shipped().all() {
        let Some(care) = &exercise.care else { continue };
        assert!(care.contains("Your own history belongs with your own therapist"), "{care}");
        assert!(!care.contains("therapist or supervisor"), "{care}");
    }
}

#[test]
fn the_core_of_every_form_has_at_most_five_fields() {
    for form in Forms::shipped().all() {
        let core = form.fields.iter().filter(|field| field.fold == Fold::Core && !field.quiet);
        let core: Vec<&str> = core.map(|field| field.id.as_str()).collect();
        assert!((1..=5).contains(&core.len()), "{}: {core:?}", form.id.0);
    }
}

#[test]
fn every_core_scale_has_words_at_both_ends() {
    for form in Forms::shipped().all() {
        for field in form.fields.iter().filter(|field| field.fold == Fold::Core) {
            let FieldKind::Scale { anchors, ends, .. } = &field.kind else { continue };
            assert!(ends.is_some() || !anchors.is_empty(), "{}.{}", form.id.0, field.id);
        }
    }
}

#[test]
fn fields_that_can_mark_attraction_have_a_cue() {
    for form in Forms::shipped().all() {
        let marks = form.fields.iter().any(|field| field.id == "stirred_in_me");
        let said = form.cues.iter().any(|cue| {
            cue.when.iter().any(|bound| bound.is.as_deref() == Some("drawn"))
                && cue.say.starts_with("Common, and never acted on.")
        });
        assert_eq!(said, marks, "{}", form.id.0);
    }
}

#[test]
fn answers_of_exercises_appear_under_their_own_labels() {
    for exercise in Exercises::shipped().all() {
        for field in exercise.fields() {
            let into = field.into.as_deref().unwrap_or_default();
            assert!(!["reply", "quote"].contains(&into), "{}: {}", exercise.name, field.field.id);
        }
    }
}
