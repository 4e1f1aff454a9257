//! Whether exercises are sound: every answer must find its place, every name must be known.

use std::collections::HashSet;

use super::definition::{Creates, Exercise, PathWeek, STAMP, Shape, StepField};
use crate::forms::{
    Field, FieldKind, Form, Mistake, MistakeReason, check_fields, find_field, is_key,
};

/// Returns all mistakes in one exercise, also against those before it.
pub(crate) fn mistakes(exercise: &Exercise, before: &[Exercise], forms: &[Form]) -> Vec<Mistake> {
    let mut found = Vec::new();
    check_head(exercise, before, &mut found);
    check_steps(exercise, &mut found);
    check_creates(exercise, &mut found);
    if let Some(form) = forms.iter().find(|form| form.id == exercise.form) {
        check_outcome(exercise, form, &mut found);
    } else {
        let field = exercise.form.0.clone();
        found.push(Mistake::new("form", MistakeReason::NoSuchField { field }));
    }
    found
}

/// Returns all mistakes in the shapes.
pub(crate) fn shape_mistakes(shapes: &[Shape]) -> Vec<Mistake> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for shape in shapes {
        if !seen.insert(&shape.id) {
            found.push(Mistake::new(&shape.id, MistakeReason::IdTaken));
        }
        check_fields(&shape.fields, &shape.id, &mut found);
    }
    found
}

/// Returns the first week that names no exercise.
pub(crate) fn path_mistake(weeks: &[PathWeek], exercises: &[Exercise]) -> Option<Mistake> {
    let known = |week: &&PathWeek| exercises.iter().any(|other| other.id == week.exercise);
    let stray = weeks.iter().find(|week| !known(week))?;
    let field = stray.exercise.0.clone();
    Some(Mistake::new(&field, MistakeReason::NoSuchField { field: field.clone() }))
}

/// Returns whether the field `to` of a form takes an answer to the field `from` of a step.
pub(crate) fn can_fill(from: &StepField, to: &Field) -> bool {
    let same = std::mem::discriminant(&from.field.kind) == std::mem::discriminant(&to.kind);
    match (&from.field.kind, &to.kind) {
        (FieldKind::Scale { min, max, .. }, FieldKind::Scale { min: least, max: most, .. }) => {
            least <= min && max <= most
        }
        (FieldKind::Choice { options, .. }, FieldKind::Choice { options: known, .. })
        | (FieldKind::Palette { options }, FieldKind::Palette { options: known }) => {
            options.iter().all(|option| known.iter().any(|other| other.key == option.key))
        }
        (FieldKind::Rows { fields }, FieldKind::Rows { fields: known })
        | (FieldKind::Block { fields }, FieldKind::Block { fields: known }) => {
            let fits = |field: &Field| {
                known.iter().any(|other| other.id == field.id && other.kind == field.kind)
            };
            fields.iter().all(fits)
        }
        (FieldKind::Links { to }, FieldKind::Links { to: other }) => to == other,
        (FieldKind::Links { .. }, _) => false,
        (_, FieldKind::Text) => true,
        _ => same,
    }
}

fn check_head(exercise: &Exercise, before: &[Exercise], found: &mut Vec<Mistake>) {
    let id = &exercise.id.0;
    if !is_key(id) {
        found.push(Mistake::new(id, MistakeReason::NotAKey { key: id.clone() }));
    }
    if before.iter().any(|other| other.id == exercise.id) {
        found.push(Mistake::new(id, MistakeReason::IdTaken));
    }
    if usize::from(exercise.number) != before.len() + 1 {
        let why =
            format!("the number is {}, the next one is {}", exercise.number, before.len() + 1);
        found.push(Mistake::new("number", MistakeReason::OutOfLine { why }));
    }
    if exercise.name.trim().is_empty() || exercise.aim.trim().is_empty() {
        found.push(Mistake::new(id, MistakeReason::NoName));
    }
    if exercise.steps.is_empty() {
        found.push(Mistake::new(id, MistakeReason::NoFields));
    }
}

fn check_steps(exercise: &Exercise, found: &mut Vec<Mistake>) {
    let mut seen = HashSet::new();
    for step in &exercise.steps {
        if !is_key(&step.id) {
            found.push(Mistake::new(&step.id, MistakeReason::NotAKey { key: step.id.clone() }));
        }
        let fields: Vec<Field> = step.fields.iter().map(|field| field.field.clone()).collect();
        check_fields(&fields, "", found);
        if let Some(again) = step.again.as_ref().filter(|again| !seen.contains(*again)) {
            found.push(Mistake::new(again, MistakeReason::NoSuchField { field: again.clone() }));
        }
        for named in step.before.as_deref().map(placeholders).unwrap_or_default() {
            if !seen.contains(named) {
                let reason = MistakeReason::NoSuchField { field: named.to_owned() };
                found.push(Mistake::new(&step.id, reason));
            }
        }
        for field in &fields {
            if !seen.insert(field.id.clone()) {
                let reason = MistakeReason::FieldTwice { field: field.id.clone() };
                found.push(Mistake::new(&field.id, reason));
            }
        }
    }
}

fn check_creates(exercise: &Exercise, found: &mut Vec<Mistake>) {
    for created in &exercise.creates {
        let read = created.reads();
        let named = created.when().map(|when| when.field.as_str()).into_iter().chain([read]);
        for name in named.filter(|name| exercise.field(name).is_none()) {
            let reason = MistakeReason::NoSuchField { field: name.to_owned() };
            found.push(Mistake::new(name, reason));
        }
        let kind = exercise.field(read).map(|field| &field.field.kind);
        let fits = match created {
            Creates::Basket { .. } => matches!(kind, Some(FieldKind::Line | FieldKind::Text)),
            Creates::FollowUp { .. } => matches!(kind, Some(FieldKind::Date { .. })),
            Creates::PieceCard { .. } => {
                matches!(kind, Some(FieldKind::Links { to }) if to == "piece")
            }
        };
        if kind.is_some() && !fits {
            let reason =
                MistakeReason::DoesNotFit { field: read.to_owned(), target: "creates".into() };
            found.push(Mistake::new(read, reason));
        }
    }
}

fn check_outcome(exercise: &Exercise, form: &Form, found: &mut Vec<Mistake>) {
    let rest = exercise.rest.as_ref().unwrap_or(&form.leads);
    if find_field(&form.fields, rest).is_none_or(|field| field.kind != FieldKind::Text) {
        found.push(Mistake::new("rest", MistakeReason::NoSuchField { field: rest.clone() }));
    }
    let stamped =
        find_field(&form.fields, STAMP).is_some_and(|field| field.kind == FieldKind::Line);
    if exercise.stamp.is_some() && !stamped {
        let reason = MistakeReason::DoesNotFit { field: STAMP.into(), target: form.id.0.clone() };
        found.push(Mistake::new(STAMP, reason));
    }
    for from in exercise.fields() {
        let Some(to) = &from.into else { continue };
        let target = find_field(&form.fields, to);
        if target.is_none_or(|target| !can_fill(from, target)) {
            let field = from.field.id.clone();
            let reason = MistakeReason::DoesNotFit { field: field.clone(), target: to.clone() };
            found.push(Mistake::new(&field, reason));
        }
    }
}

/// The names in braces.
fn placeholders(text: &str) -> Vec<&str> {
    let after_brace = text.split('{').skip(1);
    after_brace.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
