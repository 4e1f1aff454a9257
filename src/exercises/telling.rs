//! Any answer told as a text, for an entry that has no field of that kind.

use serde_json::{Value, json};

use crate::forms::{Answer, Answers, Field, FieldKind, Opt};

/// Tells an answer as a ProseMirror document; one that is a document already stays as it is.
pub(super) fn telling(field: &Field, answer: &Answer) -> Value {
    match answer {
        Answer::Text(document) => document.clone(),
        Answer::Verbatim(lines) => document(lines.iter().map(|line| said(line))),
        Answer::Rows(rows) => document(rows.iter().map(|row| plain(&row_words(field, row)))),
        Answer::Choice { text: Some(text), .. } => {
            let mut told = document([plain(&words(field, answer))].into_iter());
            let more = text.get("content").and_then(Value::as_array).cloned().unwrap_or_default();
            if let Some(Value::Array(content)) = told.get_mut("content") {
                content.extend(more);
            }
            told
        }
        _ => document([plain(&words(field, answer))].into_iter()),
    }
}

/// Tells an answer in a few words.
fn words(field: &Field, answer: &Answer) -> String {
    match (answer, &field.kind) {
        (Answer::Scale(value), FieldKind::Scale { min, anchors, .. }) => {
            let at = usize::try_from(value - min).ok().and_then(|at| anchors.get(at));
            at.map_or_else(|| value.to_string(), |anchor| format!("{value}, {anchor}"))
        }
        (Answer::Choice { key, own, .. }, FieldKind::Choice { options, .. }) => {
            let chosen = key.iter().map(|key| label(options, key)).chain(own.iter().cloned());
            chosen.collect::<Vec<_>>().join(", ")
        }
        (Answer::Choices { keys, own }, FieldKind::Choices { options, .. }) => {
            let chosen = keys.iter().map(|key| label(options, key)).chain(own.iter().cloned());
            chosen.collect::<Vec<_>>().join(", ")
        }
        (Answer::Palette(levels), FieldKind::Palette { options }) => {
            let felt = levels.iter().filter(|(_, level)| level.level > 0);
            let told = felt.map(|(key, level)| match &level.place {
                Some(place) => format!("{} {} ({place})", label(options, key), level.level),
                None => format!("{} {}", label(options, key), level.level),
            });
            told.collect::<Vec<_>>().join(", ")
        }
        (Answer::Block(row), _) => row_words(field, row),
        (Answer::Line(text) | Answer::Date(text), _) => text.clone(),
        (Answer::Number(number), _) => number.to_string(),
        (Answer::Minutes(minutes), _) => format!("{minutes} min"),
        (Answer::Check(true), _) => field.label.clone(),
        _ => String::new(),
    }
}

/// Tells one row in the order of its fields, each behind its label.
fn row_words(field: &Field, row: &Answers) -> String {
    let (FieldKind::Rows { fields } | FieldKind::Block { fields }) = &field.kind else {
        return String::new();
    };
    let told = fields.iter().filter_map(|inner| {
        let said = words(inner, row.get(&inner.id)?);
        (!said.is_empty()).then(|| format!("{}: {said}", inner.label))
    });
    told.collect::<Vec<_>>().join("; ")
}

fn label(options: &[Opt], key: &str) -> String {
    let found = options.iter().find(|option| option.key == key);
    found.map_or_else(|| key.to_owned(), |option| option.label.clone())
}

fn document(paragraphs: impl Iterator<Item = Value>) -> Value {
    json!({ "type": "doc", "content": paragraphs.collect::<Vec<_>>() })
}

fn plain(text: &str) -> Value {
    if text.is_empty() {
        return json!({ "type": "paragraph" });
    }
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
}

fn said(text: &str) -> Value {
    let marks = json!([{ "type": "said" }]);
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": text, "marks": marks }] })
}
