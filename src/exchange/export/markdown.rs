//! An entry as Markdown with front matter, for reading.

use std::fmt::Write;

use chrono::DateTime;
use serde::Serialize;

use super::document::{code, list, markdown, plain, quotation};
use super::entry::ExportedRevision;
use super::inline::heading_text;
use crate::forms::{Answer, Answers, Field, FieldKind, Form};
use crate::journal::Moment;
use crate::locale::Locale;

/// Writes the newest revision of an entry. Front matter is for programs and the same everywhere; the
/// text below it follows the locale.
pub(super) fn entry(
    id: &str,
    now: &ExportedRevision,
    form: &Form,
    alias: Option<&str>,
    locale: Locale,
) -> String {
    let mut out = String::from("---\n");
    front_matter(&mut out, id, now, form, alias);
    out.push_str("---\n\n");
    fields(&mut out, &form.fields, &now.answers, 2, locale);
    if let Some(basket) = now.head.basket.as_ref().filter(|basket| !basket.question.is_empty()) {
        let heading = format!("For {}", locale.english.supervision());
        section(&mut out, 2, &heading, &plain(&basket.question));
    }
    out
}

fn front_matter(
    out: &mut String,
    id: &str,
    now: &ExportedRevision,
    form: &Form,
    alias: Option<&str>,
) {
    let head = &now.head;
    pair(out, "id", id);
    pair(out, "kind", &form.noun);
    pair(out, "happened", &moment(head.happened));
    pair(out, "written", &moment(now.first_written));
    optional(out, "client", alias);
    optional(out, "session", head.session.as_ref());
    optional(out, "phase", head.phase.as_ref());
    optional(out, "certainty", head.certainty.as_ref());
    optional(out, "weight", head.weight.as_ref());
    if !head.tags.is_empty() {
        pair(out, "tags", &head.tags);
    }
    optional(out, "closed", now.closed.map(moment));
    optional(out, "trashed", now.trashed.map(moment));
}

/// Writes a line of front matter; JSON values are YAML as well.
fn pair(out: &mut String, key: &str, value: &(impl Serialize + ?Sized)) {
    let value = serde_json::to_string(value).expect("plain values, so JSON can hold them");
    writeln!(out, "{key}: {value}").expect("writing to a String cannot fail");
}

fn optional(out: &mut String, key: &str, value: Option<impl Serialize>) {
    if let Some(value) = value {
        pair(out, key, &value);
    }
}

/// Writes the answers in the order of the form, and then those that the form does not know.
fn fields(out: &mut String, fields: &[Field], answers: &Answers, level: usize, locale: Locale) {
    for field in fields {
        if let Some(answer) = answers.get(&field.id) {
            self::answer(out, field, answer, level, locale);
        }
    }
    let unknown = answers.iter().filter(|(key, _)| !fields.iter().any(|field| field.id == **key));
    for (key, answer) in unknown {
        let json = serde_json::to_string(answer).expect("string keys only, so JSON can hold it");
        section(out, level, key, &code(&json));
    }
}

fn answer(out: &mut String, field: &Field, answer: &Answer, level: usize, locale: Locale) {
    let below = level + 1;
    match (answer, &field.kind) {
        (Answer::Rows(rows), FieldKind::Rows { fields: of }) => {
            for row in rows {
                heading(out, level, &field.label);
                fields(out, of, row, below, locale);
            }
        }
        (Answer::Block(block), FieldKind::Block { fields: of }) => {
            heading(out, level, &field.label);
            fields(out, of, block, below, locale);
        }
        (answer, kind) => section(out, level, &field.label, &said(answer, kind, locale)),
    }
}

/// Writes a simple answer in words, as Markdown.
fn said(answer: &Answer, kind: &FieldKind, locale: Locale) -> String {
    match answer {
        Answer::Scale(value) => plain(&scale(*value, kind)),
        Answer::Choice { key, own, text } => {
            let chosen = key.as_deref().map(|key| plain(kind.option_label(key)));
            let own = own.as_deref().map(plain);
            let text = text.as_ref().map(markdown);
            let said = chosen.into_iter().chain(own).chain(text);
            said.filter(|said| !said.is_empty()).collect::<Vec<_>>().join("\n\n")
        }
        Answer::Choices { keys, own } => {
            let chosen = keys.iter().map(|key| kind.option_label(key).to_owned());
            list(chosen.chain(own.iter().cloned()))
        }
        Answer::Text(document) => markdown(document),
        Answer::Line(text) => plain(text),
        Answer::Date(day) => plain(&locale.day_of_text(day)),
        Answer::Verbatim(lines) => quotation(lines.iter()),
        Answer::Number(number) => match kind {
            FieldKind::Number { unit: Some(unit) } => plain(&format!("{number} {unit}")),
            _ => plain(&number.to_string()),
        },
        Answer::Minutes(minutes) => format!("{minutes} min"),
        Answer::Check(set) => if *set { "yes" } else { "no" }.to_owned(),
        Answer::Palette(levels) => list(levels.iter().map(|(key, level)| {
            let place = level.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
            format!("{}: {} of 3{place}", kind.option_label(key), level.level)
        })),
        Answer::Links(links) => {
            let links = links.iter().map(|link| format!("- {}", code(link)));
            links.collect::<Vec<_>>().join("\n")
        }
        other => {
            code(&serde_json::to_string(other).expect("string keys only, so JSON can hold it"))
        }
    }
}

fn scale(value: i32, kind: &FieldKind) -> String {
    let FieldKind::Scale { min, max, .. } = kind else { return value.to_string() };
    let anchor = kind.anchor(value).map(|anchor| format!(": {anchor}")).unwrap_or_default();
    format!("{value} of {min} to {max}{anchor}")
}

fn section(out: &mut String, level: usize, label: &str, text: &str) {
    heading(out, level, label);
    if !text.is_empty() {
        out.push_str(text);
        out.push_str("\n\n");
    }
}

fn heading(out: &mut String, level: usize, label: &str) {
    out.push_str(&"#".repeat(level.min(6)));
    out.push(' ');
    out.push_str(&heading_text(label));
    out.push_str("\n\n");
}

/// Shows a moment as RFC 3339 with the offset that the clock had.
fn moment(at: Moment) -> String {
    let offset = chrono::FixedOffset::east_opt(i32::from(at.offset_min) * 60);
    let utc = DateTime::from_timestamp_millis(at.utc_ms).unwrap_or_default();
    match offset {
        Some(offset) => utc.with_timezone(&offset).to_rfc3339(),
        None => utc.to_rfc3339(),
    }
}
