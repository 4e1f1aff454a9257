//! Answers as a reader sees them: labels instead of keys, anchors beside numbers.

use std::fmt::Write as _;

use super::answer::{Answer, Answers};
use super::definition::{Field, FieldKind, Form};
use super::prose::plain_text;

/// Writes a day that an answer holds as `2026-11-18`.
type WriteDay<'a> = &'a dyn Fn(&str) -> String;

/// Returns key, label and text of every answered field, in the order of the form; answers that the
/// form does not know come last, under their key. `day` writes the days among them.
pub fn readable(
    form: &Form,
    answers: &Answers,
    day: WriteDay<'_>,
) -> Vec<(String, String, String)> {
    let mut read = readable_fields(&form.fields, answers, day);
    let known = |key: &String| form.fields.iter().any(|field| field.id == *key);
    for (key, answer) in answers.iter().filter(|(key, _)| !known(key)) {
        read.push((key.clone(), key.clone(), say(None, answer, day)));
    }
    read.retain(|(_, _, text)| !text.is_empty());
    read
}

/// Returns label and text of one answered field; `path` names a field within a block or rows after
/// a stop: `consent.agreed`. Days are written as they are stored.
pub(crate) fn readable_field(
    form: &Form,
    answers: &Answers,
    path: &str,
) -> Option<(String, String)> {
    let (outer, inner) = path.split_once('.').unwrap_or((path, ""));
    let field = form.fields.iter().find(|field| field.id == outer)?;
    let answer = answers.get(outer)?;
    let said = |field: &Field, answer: &Answer| {
        let text = say(Some(field), answer, &str::to_owned);
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

/// Returns each row of a field with rows, the fields of a row each after its label. Days are written
/// as they are stored.
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
        readable_fields(fields, row, &str::to_owned)
            .into_iter()
            .map(|(key, _, text)| (key, text))
            .collect()
    });
    said.collect()
}

fn readable_fields(
    fields: &[Field],
    answers: &Answers,
    day: WriteDay<'_>,
) -> Vec<(String, String, String)> {
    let answered = fields.iter().filter_map(|field| Some((field, answers.get(&field.id)?)));
    answered
        .map(|(field, answer)| {
            (field.id.clone(), field.label.clone(), say(Some(field), answer, day))
        })
        .collect()
}

fn say(field: Option<&Field>, answer: &Answer, day: WriteDay<'_>) -> String {
    let kind = field.map(|field| &field.kind);
    let label = |key: &str| kind.map_or(key, |kind| kind.option_label(key)).to_owned();
    match answer {
        Answer::Scale(value) => match kind.and_then(|kind| kind.anchor(*value)) {
            Some(anchor) => format!("{value} {anchor}"),
            None => value.to_string(),
        },
        Answer::Choice { key, own, text } => {
            let chosen = key.iter().map(|key| label(key));
            let mut said: Vec<String> = chosen.chain(own.clone()).collect();
            said.extend(text.as_ref().map(plain_text).filter(|text| !text.is_empty()));
            said.join("\n")
        }
        Answer::Choices { keys, own } => {
            let chosen = keys.iter().map(|key| label(key));
            chosen.chain(own.iter().cloned()).collect::<Vec<_>>().join(", ")
        }
        Answer::Text(document) => plain_text(document),
        Answer::Line(text) => text.clone(),
        Answer::Date(text) => day(text),
        Answer::Verbatim(lines) => lines.join("\n"),
        Answer::Number(number) => number.to_string(),
        Answer::Minutes(minutes) => format!("{minutes} min"),
        Answer::Check(set) => if *set { "\u{2713}" } else { "" }.to_owned(),
        Answer::Palette(levels) => {
            let said = levels.iter().map(|(key, level)| {
                let mut text = format!("{} {}", label(key), level.level);
                if let Some(place) = &level.place {
                    // Writing into a String cannot fail.
                    let _ = write!(text, ", {place}");
                }
                text
            });
            said.collect::<Vec<_>>().join("\n")
        }
        Answer::Rows(rows) => {
            let said = rows.iter().map(|row| inner(kind, row, "; ", day));
            said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
        }
        Answer::Block(answers) => inner(kind, answers, "\n", day),
        Answer::Links(links) => links.join("\n"),
        Answer::Unknown(value) => value.to_string(),
    }
}

/// Says the fields of one row or block, each after its label.
fn inner(kind: Option<&FieldKind>, answers: &Answers, between: &str, day: WriteDay<'_>) -> String {
    let fields = match kind {
        Some(FieldKind::Rows { fields } | FieldKind::Block { fields }) => fields.as_slice(),
        _ => &[],
    };
    let said = readable_fields(fields, answers, day).into_iter();
    let said = said.filter(|(_, _, text)| !text.is_empty());
    said.map(|(_, label, text)| format!("{label}: {text}")).collect::<Vec<_>>().join(between)
}
