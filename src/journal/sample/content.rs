//! The sample's files, read and checked against the forms and the exercises.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::answer::{Context, answers};
use super::calendar::{Calendar, later};
use super::deed::{Dated, Deed, Running, Writing};
use super::source::{ClientSource, EntrySource, LaterSource, RunSource, Source, When};
use crate::exercises::{ExerciseId, Exercises};
use crate::forms::{self, Answers, Field, FormId, Forms};
use crate::journal::Client;
use crate::journal::head::{Basket, Head, Moment};
use crate::journal::wire::EntryInput;
use crate::vault::RecordId;

/// File name and text, in no particular order.
const FILES: [(&str, &str); 8] = [
    ("practice.toml", include_str!("../../../content/sample/practice.toml")),
    ("wren.toml", include_str!("../../../content/sample/wren.toml")),
    ("tarn.toml", include_str!("../../../content/sample/tarn.toml")),
    ("heron.toml", include_str!("../../../content/sample/heron.toml")),
    ("sorrel.toml", include_str!("../../../content/sample/sorrel.toml")),
    ("supervision.toml", include_str!("../../../content/sample/supervision.toml")),
    ("inner.toml", include_str!("../../../content/sample/inner.toml")),
    ("exercises.toml", include_str!("../../../content/sample/exercises.toml")),
];

/// An entry is written down so many minutes after it began, unless its file says otherwise.
const WRITTEN_AFTER_MIN: i64 = 75;

/// A mistake in the sample's files.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {place}: {reason}")]
pub(super) struct Mistake {
    file: String,
    place: String,
    reason: String,
}

/// Returns all that is done in the shipped sample, oldest first, as if made at `now`.
pub(super) fn shipped(now: Moment) -> Vec<Dated> {
    read(&FILES, now).expect("the shipped sample is checked by a test")
}

/// Reads and checks files.
fn read(files: &[(&str, &str)], now: Moment) -> Result<Vec<Dated>, Mistake> {
    let sources = files.iter().map(|(file, text)| Ok((*file, parse(file, text)?)));
    let sources: Vec<(&str, Source)> = sources.collect::<Result<_, _>>()?;
    let all = || sources.iter().flat_map(|(_, source)| &source.entries);
    let names = all().filter_map(|entry| entry.name.clone());
    let named: BTreeMap<_, _> = names.map(|name| (name, RecordId::make())).collect();
    let clients = sources.iter().flat_map(|(_, source)| &source.clients);
    let reading = Reading {
        aliases: clients.map(|client| client.alias.as_str()).collect(),
        context: Context { calendar: Calendar::at(now), named: &named },
    };
    let mut deeds = Vec::new();
    for (file, source) in &sources {
        let at = |place: String| {
            move |reason| Mistake { file: (*file).into(), place: place.clone(), reason }
        };
        deeds.extend(source.clients.iter().map(|client| reading.client(client)));
        for entry in &source.entries {
            deeds.extend(reading.entry(entry).map_err(at(entry.title()))?);
        }
        for run in &source.runs {
            deeds.push(reading.run(run).map_err(at(run.title()))?);
        }
    }
    deeds.sort_by_key(|dated| dated.at.utc_ms);
    Ok(deeds)
}

fn parse(file: &str, text: &str) -> Result<Source, Mistake> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().map_or("", |span| &text[..span.start.min(text.len())]);
        let place = format!("line {}", before.lines().count().max(1));
        Mistake { file: file.into(), place, reason: error.message().into() }
    })
}

impl EntrySource {
    fn title(&self) -> String {
        format!("the {} entry of day {} at {}", self.form, self.day, self.at)
    }
}

impl RunSource {
    fn title(&self) -> String {
        format!("the run of {} on day {} at {}", self.exercise, self.day, self.at)
    }
}

/// What everything is read against.
struct Reading<'a> {
    aliases: Vec<&'a str>,
    context: Context<'a>,
}

impl Reading<'_> {
    fn client(&self, source: &ClientSource) -> Dated {
        let calendar = self.context.calendar;
        let client = Client {
            id: None,
            alias: source.alias.clone(),
            glyph: source.glyph.clone(),
            hue: source.hue.clone(),
            status: source.status,
            started: Some(calendar.month(source.started.into())),
        };
        let at = calendar.moment(source.started, NaiveTime::default());
        Dated { at, deed: Deed::Make(client) }
    }

    /// Reads an entry, its later revisions and what became of it.
    fn entry(&self, entry: &EntrySource) -> Result<Vec<Dated>, String> {
        let (mut writing, mut at) = self.first(entry)?;
        let id = writing.input.id;
        let mut deeds = vec![Dated { at, deed: Deed::Settle(writing.clone()) }];
        for revision in &entry.later {
            at = self.after(at, revision.day, &revision.at)?;
            self.revise(&mut writing.input, revision)?;
            deeds.push(Dated { at, deed: Deed::Settle(writing.clone()) });
        }
        if let Some(When { day, at: time }) = &entry.trashed {
            deeds.push(Dated { at: self.after(at, *day, time)?, deed: Deed::Trash(id) });
        }
        Ok(deeds)
    }

    /// Reads what an entry said at first, and when it was written.
    fn first(&self, entry: &EntrySource) -> Result<(Writing, Moment), String> {
        let happened = self.moment(entry.day, &entry.at)?;
        let written = match &entry.written {
            Some(When { day, at }) => self.after(happened, *day, at)?,
            None => later(happened, WRITTEN_AFTER_MIN),
        };
        let form = FormId(entry.form.clone());
        let question = entry.question.clone();
        let named = entry.name.as_ref().and_then(|name| self.context.named.get(name));
        let mut input = EntryInput {
            id: named.copied().unwrap_or_else(RecordId::make),
            form_version: Forms::shipped().get(&form).map_or(0, |form| form.version),
            form,
            head: Head {
                session: entry.session,
                phase: entry.phase,
                certainty: entry.certainty,
                weight: entry.weight,
                tags: entry.tags.clone(),
                basket: question.map(|question| Basket { question, asked: false }),
                acted: entry.acted,
                ..Head::at(happened)
            },
            answers: Answers::new(),
            base: None,
        };
        self.answer(&mut input, &entry.answers)?;
        Ok((Writing { input, client: self.known(entry.client.as_ref())? }, written))
    }

    /// Puts into an entry what is new in a later revision.
    fn revise(&self, input: &mut EntryInput, revision: &LaterSource) -> Result<(), String> {
        input.head.certainty = revision.certainty.or(input.head.certainty);
        input.head.acted = revision.acted.or(input.head.acted);
        if revision.asked {
            input.head.basket.as_mut().ok_or("no question waits to be asked")?.asked = true;
        }
        self.answer(input, &revision.answers)
    }

    /// Puts answers into an entry and checks them against its form.
    fn answer(&self, input: &mut EntryInput, said: &toml::Table) -> Result<(), String> {
        let form = Forms::shipped().get(&input.form);
        let form = form.ok_or_else(|| format!("there is no form `{}`", input.form.0))?;
        input.answers.extend(answers(&form.fields, said, &self.context)?);
        forms::validate(form, &input.answers).map_err(|error| error.to_string())
    }

    fn run(&self, source: &RunSource) -> Result<Dated, String> {
        let id = ExerciseId(source.exercise.clone());
        let exercise = Exercises::shipped().get(&id);
        let exercise = exercise.ok_or_else(|| format!("there is no exercise `{}`", id.0))?;
        let fields: Vec<Field> = exercise.fields().map(|step| step.field.clone()).collect();
        let answers = answers(&fields, &source.answers, &self.context)?;
        forms::validate_fields(&fields, &answers).map_err(|error| error.to_string())?;
        let at = self.moment(source.day, &source.at)?;
        let beside = source.beside.as_ref().map(|name| self.context.named(name)).transpose()?;
        let running = Running {
            exercise: id,
            client: self.known(source.client.as_ref())?,
            beside,
            answers,
            step: source.left.unwrap_or(exercise.steps.len() as u32 - 1),
            left: source.left.is_some(),
            until: later(at, source.minutes.into()),
        };
        Ok(Dated { at, deed: Deed::Begin(running) })
    }

    fn known(&self, alias: Option<&String>) -> Result<Option<String>, String> {
        match alias {
            Some(alias) if !self.aliases.contains(&alias.as_str()) => {
                Err(format!("there is no client `{alias}`"))
            }
            alias => Ok(alias.cloned()),
        }
    }

    /// Reads a moment that must lie after another.
    fn after(&self, before: Moment, day: u16, time: &str) -> Result<Moment, String> {
        let at = self.moment(day, time)?;
        let order = format!("day {day} at {time} is not after what it follows");
        if at.utc_ms > before.utc_ms { Ok(at) } else { Err(order) }
    }

    fn moment(&self, day: u16, time: &str) -> Result<Moment, String> {
        if day == 0 {
            return Err("day 0 may not have come to that time yet".into());
        }
        let time = NaiveTime::parse_from_str(time, "%H:%M")
            .map_err(|_| format!("`{time}` is no time of day"))?;
        Ok(self.context.calendar.moment(day, time))
    }
}

#[cfg(test)]
mod tests;
