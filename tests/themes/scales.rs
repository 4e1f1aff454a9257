//! Scales of one kind share one range, and every scale has words at both ends.

use std::collections::BTreeMap;

use stillroom::exercises::Exercises;
use stillroom::forms::{Field, FieldKind, Forms};

/// What is asked in the same sense, by path. Each kind has one range of its own.
const KINDS: [&[&str]; 10] = [
    &["integration.darkness", "integration.held"],
    &["integration.room_for_good", "inner.own_room"],
    &["boundary.ladder", "inner.own_rung"],
    &["integration.pull_to_lead", "integration.led"],
    &[
        "inner.dial.preparation",
        "inner.dial.medicine",
        "inner.dial.integration",
        "inner.dial.ending",
    ],
    &["integration.felt_safety"],
    &["music.liked", "music.fitted", "music.let_in"],
    &["inner.energy_after", "music.brightness"],
    &["supervision.need.learn", "supervision.need.sound", "supervision.need.restored"],
    &[
        "supervision.windows.client",
        "supervision.windows.what_i_did",
        "supervision.windows.between_us",
        "supervision.windows.in_me",
        "supervision.windows.supervisor_and_me",
        "supervision.windows.in_supervisor",
        "supervision.windows.wider_field",
    ],
];

/// A scale's range, and what its two ends are called.
type Scale = ((i32, i32), Option<[String; 2]>);

fn collect(fields: &[Field], within: &str, found: &mut BTreeMap<String, Scale>) {
    for field in fields {
        let path = format!("{within}.{}", field.id);
        match &field.kind {
            FieldKind::Scale { min, max, anchors, ends, .. } => {
                let outermost = anchors.first().zip(anchors.last());
                let words = outermost.map(|(low, high)| [low.clone(), high.clone()]);
                found.insert(path, ((*min, *max), ends.clone().or(words)));
            }
            FieldKind::Rows { fields } | FieldKind::Block { fields } => {
                collect(fields, &path, found);
            }
            _ => {}
        }
    }
}

fn of_forms() -> BTreeMap<String, Scale> {
    let mut found = BTreeMap::new();
    for form in Forms::shipped().all() {
        collect(&form.fields, &form.id.0, &mut found);
    }
    found
}

#[test]
fn every_scale_of_every_form_and_exercise_has_words_at_both_ends() {
    let mut all = of_forms();
    for exercise in Exercises::shipped().all() {
        let fields: Vec<Field> = exercise.fields().map(|step| step.field.clone()).collect();
        collect(&fields, &exercise.id.0, &mut all);
    }
    assert!(all.len() > 20, "{all:?}");
    for (path, (_, words)) in all {
        let [low, high] = words.unwrap_or_else(|| panic!("{path} has bare numbers"));
        assert!(!low.trim().is_empty() && !high.trim().is_empty(), "{path}");
        assert_ne!(low, high, "{path}");
    }
}

#[test]
fn scales_of_one_kind_share_one_range() {
    let all = of_forms();
    for kind in KINDS {
        let ranges: Vec<_> = kind
            .iter()
            .map(|path| all.get(*path).unwrap_or_else(|| panic!("no scale {path}")).0)
            .collect();
        assert!(ranges.windows(2).all(|two| two[0] == two[1]), "{kind:?}: {ranges:?}");
    }
    for path in all.keys() {
        let kinds = KINDS.iter().filter(|kind| kind.contains(&path.as_str())).count();
        assert_eq!(kinds, 1, "{path} belongs to one kind: say which");
    }
}

#[test]
fn a_scale_of_an_exercise_has_the_range_and_labels_of_the_field_that_it_fills() {
    let forms = of_forms();
    let mut compared = 0;
    for exercise in Exercises::shipped().all() {
        for step in exercise.fields() {
            let Some(into) = &step.into else { continue };
            let mut own = BTreeMap::new();
            collect(std::slice::from_ref(&step.field), &exercise.id.0, &mut own);
            for (path, scale) in own {
                let within = path.split('.').skip(2).map(|inner| format!(".{inner}"));
                let target = format!("{}.{into}{}", exercise.form.0, within.collect::<String>());
                assert_eq!(forms.get(&target), Some(&scale), "{path} fills {target}");
                compared += 1;
            }
        }
    }
    assert!(compared > 6, "{compared}");
}
