//! The sample's files, read and checked against the forms.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::answer::{Context, answers};
use super::calendar::{Calendar, later};
use super::source::{ClientSource, EntrySource, LaterSource, Source};
use crate::forms::{self, FormId, Forms};
use crate::journal::Client;
use crate::journal::head::{Basket, Head, Moment};
use crate::journal::wire::EntryInput;
use crate::vault::RecordId;

/// File name and text, in no particular order.
const FILES: [(&str, &str); 7] = [
    ("practice.toml", include_str!("../../../content/sample/practice.toml")),
    ("wren.toml", include_str!("../../../content/sample/wren.toml")),
    ("tarn.toml", include_str!("../../../content/sample/tarn.toml")),
    ("heron.toml", include_str!("../../../content/sample/heron.toml")),
    ("sorrel.toml", include_str!("../../../content/sample/sorrel.toml")),
    ("supervision.toml", include_str!("../../../content/sample/supervision.toml")),
    ("inner.toml", include_str!("../../../content/sample/inner.toml")),
];

/// An entry is written down so many minutes after it began, unless its file says otherwise.
const WRITTEN_AFTER_MIN: i64 = 75;

/// All that the sample holds, with its dates counted from one moment.
pub(super) struct Content {
    /// Each with when it was made.
    pub(super) clients: Vec<(Client, Moment)>,
    /// Every revision of every entry in the order of writing.
    pub(super) writings: Vec<Writing>,
}

/// One revision of an entry; its client and its base are known once it is written.
pub(super) struct Writing {
    pub(super) input: EntryInput,
    pub(super) client: Option<String>,
    pub(super) written: Moment,
}

/// A mistake in the sample's files.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {entry}: {reason}")]
pub(super) struct Mistake {
    file: String,
    entry: String,
    reason: String,
}

impl Content {
    /// Returns what ships, told as if it had been made at `now`.
    pub(super) fn shipped(now: Moment) -> Self {
        Self::read(&FILES, now).expect("the shipped sample is checked by a test")
    }

    /// Reads and checks files.
    fn read(files: &[(&str, &str)], now: Moment) -> Result<Self, Mistake> {
        let calendar = Calendar::at(now);
        let sources = files.iter().map(|(file, text)| Ok((*file, parse(file, text)?)));
        let sources: Vec<(&str, Source)> = sources.collect::<Result<_, _>>()?;
        let all = || sources.iter().flat_map(|(_, source)| &source.entries);
        let names = all().filter_map(|entry| entry.name.clone());
        let named: BTreeMap<_, _> = names.map(|name| (name, RecordId::make())).collect();
        let clients: Vec<_> = sources.iter().flat_map(|(_, source)| &source.clients).collect();
        let reading = Reading { clients: &clients, context: Context { calendar, named: &named } };
        let mut writings = Vec::new();
        for (file, source) in &sources {
            for entry in &source.entries {
                let place = |reason| Mistake { file: (*file).into(), entry: entry.title(), reason };
                writings.extend(reading.entry(entry).map_err(place)?);
            }
        }
        writings.sort_by_key(|writing| writing.written.utc_ms);
        let clients = clients.iter().map(|client| made(client, calendar)).collect();
        Ok(Self { clients, writings })
    }
}

impl EntrySource {
    fn title(&self) -> String {
        format!("the {} entry of day {} at {}", self.form, self.day, self.at)
    }
}

/// What an entry is read against.
struct Reading<'a> {
    clients: &'a [&'a ClientSource],
    context: Context<'a>,
}

impl Reading<'_> {
    /// Reads an entry and its later revisions.
    fn entry(&self, entry: &EntrySource) -> Result<Vec<Writing>, String> {
        if let Some(alias) = &entry.client
            && !self.clients.iter().any(|client| client.alias == *alias)
        {
            return Err(format!("there is no client `{alias}`"));
        }
        let first = self.first(entry)?;
        let mut writings = vec![first];
        for revision in &entry.later {
            let before = writings.last().expect("the first is there");
            let next = self.revision(before, revision)?;
            if next.written.utc_ms <= before.written.utc_ms {
                return Err("a later revision is older than the one before it".into());
            }
            writings.push(next);
        }
        Ok(writings)
    }

    fn first(&self, entry: &EntrySource) -> Result<Writing, String> {
        let happened = self.moment(entry.day, &entry.at)?;
        let written = match &entry.written {
            Some(when) => self.moment(when.day, &when.at)?,
            None => later(happened, WRITTEN_AFTER_MIN),
        };
        let named = entry.name.as_ref().and_then(|name| self.context.named.get(name));
        let form = FormId(entry.form.clone());
        let question = entry.question.clone();
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
            answers: forms::Answers::new(),
            base: None,
        };
        self.answer(&mut input, &entry.answers)?;
        Ok(Writing { input, client: entry.client.clone(), written })
    }

    fn revision(&self, before: &Writing, revision: &LaterSource) -> Result<Writing, String> {
        let mut input = before.input.clone();
        input.head.certainty = revision.certainty.or(input.head.certainty);
        input.head.acted = revision.acted.or(input.head.acted);
        if revision.asked {
            let basket = input.head.basket.as_mut().ok_or("no question waits to be asked")?;
            basket.asked = true;
        }
        self.answer(&mut input, &revision.answers)?;
        let written = self.moment(revision.day, &revision.at)?;
        Ok(Writing { input, client: before.client.clone(), written })
    }

    /// Puts answers into an entry and checks them against its form.
    fn answer(&self, input: &mut EntryInput, said: &toml::Table) -> Result<(), String> {
        let form = Forms::shipped().get(&input.form);
        let form = form.ok_or_else(|| format!("there is no form `{}`", input.form.0))?;
        input.answers.extend(answers(&form.fields, said, &self.context)?);
        forms::validate(form, &input.answers).map_err(|error| error.to_string())
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

fn parse(file: &str, text: &str) -> Result<Source, Mistake> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().map_or("", |span| &text[..span.start.min(text.len())]);
        let entry = format!("line {}", before.lines().count().max(1));
        Mistake { file: file.into(), entry, reason: error.message().into() }
    })
}

fn made(source: &ClientSource, calendar: Calendar) -> (Client, Moment) {
    let client = Client {
        id: None,
        alias: source.alias.clone(),
        glyph: source.glyph.clone(),
        hue: source.hue.clone(),
        status: source.status,
        started: Some(calendar.month(source.started.into())),
    };
    (client, calendar.moment(source.started, NaiveTime::default()))
}

#[cfg(test)]
mod tests;
