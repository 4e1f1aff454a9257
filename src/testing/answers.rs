//! An answer to every field of a form.

use std::collections::BTreeMap;

use super::document;
use crate::forms::{Answer, Answers, Field, FieldKind, FormId, Level, Opt};
use crate::journal::Journal;

/// Returns an answer to every field of a shipped form, blocks and rows included.
pub fn every_answer(journal: &Journal, id: &FormId) -> Answers {
    let form = journal.forms().into_iter().find(|form| form.id == *id).expect("a shipped form");
    all(&form.fields)
}

fn all(fields: &[Field]) -> Answers {
    fields.iter().map(|field| (field.id.clone(), one(&field.kind))).collect()
}

fn one(kind: &FieldKind) -> Answer {
    let first = |options: &[Opt]| options.first().map(|option| option.key.clone());
    match kind {
        FieldKind::Scale { max, .. } => Answer::Scale(*max),
        FieldKind::Choice { options, text, .. } => Answer::Choice {
            key: first(options),
            own: None,
            text: text.then(|| document("The evidence for it.")),
        },
        FieldKind::Choices { options, .. } => {
            Answer::Choices { keys: first(options).into_iter().collect(), own: Vec::new() }
        }
        FieldKind::Text => Answer::Text(document("The heron stood still.\nThen it left.")),
        FieldKind::Line => Answer::Line("one plain line".into()),
        FieldKind::Verbatim => Answer::Verbatim(vec!["I want to hear the room.".into()]),
        FieldKind::Number { .. } => Answer::Number(3.0),
        FieldKind::Minutes => Answer::Minutes(50),
        FieldKind::Check => Answer::Check(true),
        FieldKind::Date { .. } => Answer::Date("2026-03-02".into()),
        FieldKind::Palette { options } => {
            let level = Level { level: 2, place: Some("the throat".into()) };
            Answer::Palette(
                first(options).map(|key| (key, level)).into_iter().collect::<BTreeMap<_, _>>(),
            )
        }
        FieldKind::Rows { fields } => Answer::Rows(vec![all(fields), all(fields)]),
        FieldKind::Block { fields } => Answer::Block(all(fields)),
        FieldKind::Links { .. } => Answer::Links(vec!["0f".repeat(16)]),
    }
}
