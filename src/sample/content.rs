//! The sample's files, read into steps.

use std::collections::BTreeSet;

use super::answer::Context;
use super::calendar::Calendar;
use super::reading::Reading;
use super::source::Source;
use super::step::Dated;
use crate::journal::Moment;

/// File name and text, in no particular order.
const FILES: [(&str, &str); 9] = [
    ("practice.toml", include_str!("../../content/sample/practice.toml")),
    ("wren.toml", include_str!("../../content/sample/wren.toml")),
    ("tarn.toml", include_str!("../../content/sample/tarn.toml")),
    ("heron.toml", include_str!("../../content/sample/heron.toml")),
    ("sorrel.toml", include_str!("../../content/sample/sorrel.toml")),
    ("others.toml", include_str!("../../content/sample/others.toml")),
    ("supervision.toml", include_str!("../../content/sample/supervision.toml")),
    ("inner.toml", include_str!("../../content/sample/inner.toml")),
    ("exercises.toml", include_str!("../../content/sample/exercises.toml")),
];

/// A mistake in the sample's files.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {place}: {reason}")]
pub(super) struct Mistake {
    pub(super) file: String,
    pub(super) place: String,
    pub(super) reason: String,
}

/// Returns all that is done in the shipped sample, oldest first, as if made at `now`.
pub(super) fn shipped(now: Moment) -> Vec<Dated> {
    read(&FILES, now).expect("the shipped sample is checked by a test")
}

/// Reads and checks files.
fn read(files: &[(&str, &str)], now: Moment) -> Result<Vec<Dated>, Mistake> {
    let sources = files.iter().map(|(file, text)| Ok((*file, parse(file, text)?)));
    let sources: Vec<(&str, Source)> = sources.collect::<Result<_, _>>()?;
    let names = sources.iter().flat_map(|(_, source)| names(source));
    let clients = sources.iter().flat_map(|(_, source)| &source.clients);
    let threads = sources.iter().flat_map(|(_, source)| &source.threads);
    let reading = Reading {
        aliases: clients.map(|client| client.alias.as_str()).collect(),
        threads: threads.map(|thread| (thread.name.as_str(), thread.day)).collect(),
        context: Context { calendar: Calendar::at(now), names: names.collect::<BTreeSet<_>>() },
    };
    let mut steps = Vec::new();
    for (file, source) in &sources {
        let in_file = |(place, reason)| Mistake { file: (*file).into(), place, reason };
        steps.extend(reading.source(source).map_err(in_file)?);
    }
    // Stable, so that what happened at the same time keeps the order of the files.
    steps.sort_by_key(|dated| dated.at.utc_ms);
    Ok(steps)
}

fn parse(file: &str, text: &str) -> Result<Source, Mistake> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().map_or("", |span| &text[..span.start.min(text.len())]);
        let place = format!("line {}", before.lines().count().max(1));
        Mistake { file: file.into(), place, reason: error.message().into() }
    })
}

/// Returns what links may name.
fn names(source: &Source) -> impl Iterator<Item = String> {
    let entries = source.entries.iter().filter_map(|entry| entry.name.clone());
    let outcome = source.runs.iter().filter_map(|run| run.name.clone());
    let symbols = source.symbols.iter().map(|symbol| symbol.name.clone());
    let pieces = source.pieces.iter().map(|piece| piece.title.clone());
    let threads = source.threads.iter().map(|thread| thread.name.clone());
    entries.chain(outcome).chain(threads).chain(symbols).chain(pieces)
}

#[cfg(test)]
mod tests;
