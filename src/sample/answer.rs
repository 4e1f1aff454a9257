//! What a file says under a field, as the answer that the field's kind asks for.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::calendar::Calendar;
use super::prose::document;
use crate::forms::{Answer, Answers, Field, FieldKind, Level};

/// What answers refer to beside their form: the calendar, and the names that links may have.
pub(super) struct Context {
    pub(super) calendar: Calendar,
    pub(super) names: BTreeSet<String>,
}

impl Context {
    /// Returns a name that something has; its record id is put in its place once it is known.
    pub(super) fn known(&self, name: &str) -> Result<String, String> {
        let known = self.names.get(name).cloned();
        known.ok_or_else(|| format!("nothing is called `{name}`"))
    }
}

/// Reads the answers to a set of fields; the error is a sentence about the first mistake.
pub(super) fn answers(
    fields: &[Field],
    said: &Table,
    context: &Context,
) -> Result<Answers, String> {
    let one = |(id, value): (&String, &Value)| {
        let field = fields.iter().find(|field| field.id == *id);
        let field = field.ok_or_else(|| format!("there is no field `{id}`"))?;
        Ok((id.clone(), answer(field, value, context)?))
    };
    said.iter().map(one).collect()
}

fn answer(field: &Field, value: &Value, context: &Context) -> Result<Answer, String> {
    let other = || format!("`{}` holds another kind of answer", field.id);
    match &field.kind {
        FieldKind::Scale { .. } => scale(value).ok_or_else(other),
        FieldKind::Choice { options, .. } => {
            choice(value, |key| options.iter().any(|option| option.key == key)).ok_or_else(other)
        }
        FieldKind::Choices { options, .. } => {
            let words = lines(value).ok_or_else(other)?;
            let offered = |word: &String| options.iter().any(|option| option.key == *word);
            let (keys, own) = words.into_iter().partition(offered);
            Ok(Answer::Choices { keys, own })
        }
        FieldKind::Text => {
            value.as_str().map(|text| Answer::Text(document(text))).ok_or_else(other)
        }
        FieldKind::Line => value.as_str().map(|line| Answer::Line(line.into())).ok_or_else(other),
        FieldKind::Verbatim => lines(value).map(Answer::Verbatim).ok_or_else(other),
        FieldKind::Number { .. } => number(value).map(Answer::Number).ok_or_else(other),
        FieldKind::Minutes => minutes(value).map(Answer::Minutes).ok_or_else(other),
        FieldKind::Check => value.as_bool().map(Answer::Check).ok_or_else(other),
        FieldKind::Date { .. } => {
            let day = value.as_integer().ok_or_else(other)?;
            Ok(Answer::Date(context.calendar.day(day)))
        }
        FieldKind::Palette { .. } => palette(value).map(Answer::Palette).ok_or_else(other),
        FieldKind::Rows { fields } => {
            let rows = value.as_array().ok_or_else(other)?.iter();
            let row = |row: &Value| answers(fields, row.as_table().ok_or_else(other)?, context);
            rows.map(row).collect::<Result<_, _>>().map(Answer::Rows)
        }
        FieldKind::Block { fields } => {
            answers(fields, value.as_table().ok_or_else(other)?, context).map(Answer::Block)
        }
        FieldKind::Links { .. } => {
            let names = lines(value).ok_or_else(other)?;
            let known = names.iter().map(|name| context.known(name));
            known.collect::<Result<_, _>>().map(Answer::Links)
        }
    }
}

fn scale(value: &Value) -> Option<Answer> {
    value.as_integer().and_then(|number| i32::try_from(number).ok()).map(Answer::Scale)
}

/// Reads `"key"` or `{ key = "…", text = "…" }`; a word that is no key is the writer's own.
fn choice(value: &Value, offered: impl Fn(&str) -> bool) -> Option<Answer> {
    let (word, text) = match value {
        Value::String(word) => (word.as_str(), None),
        Value::Table(table) => (table.get("key")?.as_str()?, Some(table.get("text")?.as_str()?)),
        _ => return None,
    };
    let (key, own) = if offered(word) { (Some(word), None) } else { (None, Some(word)) };
    Some(Answer::Choice {
        key: key.map(str::to_owned),
        own: own.map(str::to_owned),
        text: text.map(document),
    })
}

fn lines(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|line| line.as_str().map(str::to_owned)).collect()
}

fn number(value: &Value) -> Option<f64> {
    value.as_float().or_else(|| value.as_integer().map(|number| number as f64))
}

fn minutes(value: &Value) -> Option<u32> {
    value.as_integer().and_then(|number| u32::try_from(number).ok())
}

/// Reads `{ warm = 2, helpless = { level = 1, place = "throat" } }`.
fn palette(value: &Value) -> Option<BTreeMap<String, Level>> {
    let one = |(key, felt): (&String, &Value)| {
        let (level, place) = match felt {
            Value::Table(table) => (table.get("level")?, Some(table.get("place")?.as_str()?)),
            level => (level, None),
        };
        let level = u8::try_from(level.as_integer()?).ok()?;
        Some((key.clone(), Level { level, place: place.map(str::to_owned) }))
    };
    value.as_table()?.iter().map(one).collect()
}
