//! Answers as a reader sees them: labels instead of keys, anchors beside numbers.

use std::fmt::Write as _;

use super::answer::{Answer, Answers};
use super::definition::{Field, FieldKind, Form, Opt};
use super::prose::plain_text;

/// Returns key, label and text of every answered field, in the order of the form; answers that the
/// form does not know come last, under their key.
pub fn readable(form: &Form, answers: &Answers) -> Vec<(String, String, String)> {
    let mut read = readable_fields(&form.fields, answers);
    let known = |key: &String| form.fields.iter().any(|field| field.id == *key);
    for (key, answer) in answers.iter().filter(|(key, _)| !known(key)) {
        read.push((key.clone(), key.clone(), say(None, answer)));
    }
    read.retain(|(_, _, text)| !text.is_empty());
    read
}

/// Returns label and text of one answered field; `path` names a field within a block or rows after
/// a stop: `consent.agreed`.
pub(crate) fn readable_field(
    form: &Form,
    answers: &Answers,
    path: &str,
) -> Option<(String, String)> {
    let (outer, inner) = path.split_once('.').unwrap_or((path, ""));
    let field = form.fields.iter().find(|field| field.id == outer)?;
    let answer = answers.get(outer)?;
    let said = |field: &Field, answer: &Answer| {
        let text = say(Some(field), answer);
        (!text.trim().is_empty()).then(|| (field.label.clone(), text))
    };
    if inner.is_empty() {
        return said(field, answer);
    }
    let (FieldKind::Block { fields } | FieldKind::Rows { fields }) = &field.kind else {
        return None;
    };
    let field = fields.iter().find(|field| field.id == inner)?;
    match answer {
        Answer::Block(answers) => said(field, answers.get(inner)?),
        Answer::Rows(rows) => {
            let all: Vec<(String, String)> =
                rows.iter().filter_map(|row| said(field, row.get(inner)?)).collect();
            let label = all.first()?.0.clone();
            let texts: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
            Some((label, texts.join("\n")))
        }
        _ => None,
    }
}

/// Returns each row of a field with rows, the fields of a row each after its label.
pub(crate) fn readable_rows(
    form: &Form,
    answers: &Answers,
    id: &str,
) -> Vec<Vec<(String, String)>> {
    let field = form.fields.iter().find(|field| field.id == id);
    let (Some(FieldKind::Rows { fields }), Some(Answer::Rows(rows))) =
        (field.map(|field| &field.kind), answers.get(id))
    else {
        return Vec::new();
    };
    let said = rows.iter().map(|row| {
        readable_fields(fields, row).into_iter().map(|(key, _, text)| (key, text)).collect()
    });
    said.collect()
}

fn readable_fields(fields: &[Field], answers: &Answers) -> Vec<(String, String, String)> {
    let answered = fields.iter().filter_map(|field| Some((field, answers.get(&field.id)?)));
    answered
        .map(|(field, answer)| (field.id.clone(), field.label.clone(), say(Some(field), answer)))
        .collect()
}

fn say(field: Option<&Field>, answer: &Answer) -> String {
    let kind = field.map(|field| &field.kind);
    match answer {
        Answer::Scale(value) => scale(kind, *value),
        Answer::Choice { key, own, text } => {
            let chosen = key.iter().map(|key| label(options(kind), key));
            let mut said: Vec<String> = chosen.chain(own.clone()).collect();
            said.extend(text.as_ref().map(plain_text).filter(|text| !text.is_empty()));
            said.join("\n")
        }
        Answer::Choices { keys, own } => {
            let chosen = keys.iter().map(|key| label(options(kind), key));
            chosen.chain(own.iter().cloned()).collect::<Vec<_>>().join(", ")
        }
        Answer::Text(document) => plain_text(document),
        Answer::Line(text) | Answer::Date(text) => text.clone(),
        Answer::Verbatim(lines) => lines.join("\n"),
        Answer::Number(number) => number.to_string(),
        Answer::Minutes(minutes) => format!("{minutes} min"),
        Answer::Check(set) => if *set { "\u{2713}" } else { "" }.to_owned(),
        Answer::Palette(levels) => {
            let said = levels.iter().map(|(key, level)| {
                let mut text = format!("{} {}", label(options(kind), key), level.level);
                if let Some(place) = &level.place {
                    // Writing into a String cannot fail.
                    let _ = write!(text, ", {place}");
                }
                text
            });
            said.collect::<Vec<_>>().join("\n")
        }
        Answer::Rows(rows) => {
            let said = rows.iter().map(|row| inner(kind, row, "; "));
            said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
        }
        Answer::Block(answers) => inner(kind, answers, "\n"),
        Answer::Links(links) => links.join("\n"),
        Answer::Unknown(value) => value.to_string(),
    }
}

/// Says the fields of one row or block, each after its label.
fn inner(kind: Option<&FieldKind>, answers: &Answers, between: &str) -> String {
    let fields = match kind {
        Some(FieldKind::Rows { fields } | FieldKind::Block { fields }) => fields.as_slice(),
        _ => &[],
    };
    let said = readable_fields(fields, answers).into_iter();
    let said = said.filter(|(_, _, text)| !text.is_empty());
    said.map(|(_, label, text)| format!("{label}: {text}")).collect::<Vec<_>>().join(between)
}

fn scale(kind: Option<&FieldKind>, value: i32) -> String {
    let Some(FieldKind::Scale { min, anchors, .. }) = kind else { return value.to_string() };
    let at = usize::try_from(value.saturating_sub(*min)).ok();
    match at.and_then(|at| anchors.get(at)) {
        Some(anchor) => format!("{value} {anchor}"),
        None => value.to_string(),
    }
}

fn options(kind: Option<&FieldKind>) -> &[Opt] {
    match kind {
        Some(
            FieldKind::Choice { options, .. }
            | FieldKind::Choices { options, .. }
            | FieldKind::Palette { options },
        ) => options,
        _ => &[],
    }
}

fn label(options: &[Opt], key: &str) -> String {
    let option = options.iter().find(|option| option.key == key);
    option.map_or(key, |option| option.label.as_str()).to_owned()
}
