//! Whether answers fit their form.

use super::answer::{Answer, Answers};
use super::definition::{Field, FieldKind, Form, Opt};

/// An answer that its field does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// A scale's value outside its range.
    #[error("the value of `{field}` is out of range")]
    OutOfRange {
        /// The field.
        field: String,
    },
    /// A key that the field does not offer.
    #[error("`{field}` does not offer this choice")]
    NotOffered {
        /// The field.
        field: String,
    },
    /// An answer of another kind than the field's.
    #[error("`{field}` holds another kind of answer")]
    OtherKind {
        /// The field.
        field: String,
    },
}

/// Checks answers against the form they were written with.
///
/// Answers to fields that the form does not have, and answers of a kind that this version does not
/// know, are let through: they come from elsewhere and must survive.
///
/// # Errors
/// [`AnswerError`] names the first field that does not fit.
pub fn validate(form: &Form, answers: &Answers) -> Result<(), AnswerError> {
    validate_fields(&form.fields, answers)
}

/// Checks answers against fields that are no form of their own, as those of an exercise.
pub(crate) fn validate_fields(fields: &[Field], answers: &Answers) -> Result<(), AnswerError> {
    for field in fields {
        if let Some(answer) = answers.get(&field.id) {
            validate_answer(field, answer)?;
        }
    }
    Ok(())
}

fn validate_answer(field: &Field, answer: &Answer) -> Result<(), AnswerError> {
    match (&field.kind, answer) {
        (FieldKind::Scale { min, max, .. }, Answer::Scale(value)) => {
            in_range(field, (*min..=*max).contains(value))
        }
        (FieldKind::Choice { options, own, .. }, Answer::Choice { key, own: words, .. }) => {
            offered(field, options, key.iter())?;
            if words.is_some() && !own { Err(not_offered(field)) } else { Ok(()) }
        }
        (FieldKind::Choices { options, own }, Answer::Choices { keys, own: words }) => {
            offered(field, options, keys.iter())?;
            if !words.is_empty() && !own { Err(not_offered(field)) } else { Ok(()) }
        }
        (FieldKind::Palette { options }, Answer::Palette(levels)) => {
            offered(field, options, levels.keys())?;
            in_range(field, levels.values().all(|level| level.level <= 3))
        }
        (FieldKind::Rows { fields }, Answer::Rows(rows)) => {
            rows.iter().try_for_each(|row| validate_fields(fields, row))
        }
        (FieldKind::Block { fields }, Answer::Block(inner)) => validate_fields(fields, inner),
        (FieldKind::Number { .. }, Answer::Number(value)) => in_range(field, value.is_finite()),
        (FieldKind::Text, Answer::Text(_))
        | (FieldKind::Line, Answer::Line(_))
        | (FieldKind::Verbatim, Answer::Verbatim(_))
        | (FieldKind::Minutes, Answer::Minutes(_))
        | (FieldKind::Check, Answer::Check(_))
        | (FieldKind::Date { .. }, Answer::Date(_))
        | (FieldKind::Links { .. }, Answer::Links(_))
        | (_, Answer::Unknown(_)) => Ok(()),
        _ => Err(AnswerError::OtherKind { field: field.id.clone() }),
    }
}

fn in_range(field: &Field, fits: bool) -> Result<(), AnswerError> {
    if fits { Ok(()) } else { Err(AnswerError::OutOfRange { field: field.id.clone() }) }
}

fn offered<'a>(
    field: &Field,
    options: &[Opt],
    mut keys: impl Iterator<Item = &'a String>,
) -> Result<(), AnswerError> {
    let all = keys.all(|key| options.iter().any(|option| option.key == *key));
    if all { Ok(()) } else { Err(not_offered(field)) }
}

fn not_offered(field: &Field) -> AnswerError {
    AnswerError::NotOffered { field: field.id.clone() }
}
