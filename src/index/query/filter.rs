//! Filters: what `word:value` means, and what is said when it means nothing.

use std::ops::{Bound, RangeInclusive};

use chrono::NaiveDate;

use super::date;
use super::nearest::nearest;
use super::{Complaint, Facet, Node, Origin, Vocabulary};
use crate::index::analysis::fold;
use crate::locale::Locale;

/// Filters that every journal knows, whatever its forms.
const KNOWN: [&str; 18] = [
    "kind",
    "client",
    "phase",
    "weight",
    "tag",
    "session",
    "before",
    "after",
    "on",
    "verbatim",
    "sup",
    "is",
    "hunch",
    "certainty",
    "gap",
    "thread",
    "symbol",
    "followup",
];
/// What a filter came to.
pub(super) enum Read {
    /// A filter.
    Filter(Node),
    /// It was meant as a filter, but is none.
    Complaint(Complaint),
    /// It is text.
    Text,
}

/// Reads one filter.
pub(super) fn read(word: &str, value: &str, words: &Vocabulary, today: NaiveDate) -> Read {
    let facet = words.facets.iter().find(|facet| facet.word == word);
    if facet.is_none() && !KNOWN.contains(&word) {
        let known = words.facets.iter().map(|facet| facet.word.as_str()).chain(KNOWN);
        return match nearest(word, known) {
            Some(nearest) => Read::Complaint(Complaint::UnknownFilter {
                word: word.to_owned(),
                nearest: nearest.to_owned(),
            }),
            None => Read::Text,
        };
    }
    let node = match facet {
        Some(facet) => of_facet(facet, value),
        None => built_in(word, value, words, today),
    };
    match node {
        Some(node) => Read::Filter(node),
        None => Read::Complaint(Complaint::BadValue {
            filter: word.to_owned(),
            value: value.to_owned(),
            example: example(word, facet, words),
        }),
    }
}

fn built_in(word: &str, value: &str, words: &Vocabulary, today: NaiveDate) -> Option<Node> {
    let fixed = |values: &[&str]| {
        let pairs: Vec<(String, String)> =
            values.iter().map(|v| ((*v).to_owned(), v.replace('_', " "))).collect();
        keys(word, &pairs, value)
    };
    match word {
        "kind" => keys(word, &words.kinds, value),
        "client" => client(words, value),
        "phase" => fixed(&words.phases),
        "weight" => fixed(&words.weights),
        "sup" => fixed(&["unasked", "asked"]),
        "is" => fixed(&["closed"]),
        "hunch" => fixed(&["yes", "no"]),
        "certainty" => fixed(&words.certainties),
        "followup" => fixed(&["open", "answered", "dismissed"]),
        // These name records; a journal without any has no such facet.
        "thread" | "symbol" => None,
        "tag" if value.trim().is_empty() => None,
        "tag" => {
            let values = vec![value.trim().to_lowercase()];
            Some(Node::Facet { word: word.to_owned(), values })
        }
        "session" | "gap" => Some(Node::Number { word: word.to_owned(), range: range(value)? }),
        "verbatim" => {
            let (text, origin) = (value.to_owned(), Origin::Typed);
            Some(Node::Phrase { text, said: true, origin })
        }
        _ => day(word, value, Locale::of(words.english), today),
    }
}

fn of_facet(facet: &Facet, value: &str) -> Option<Node> {
    if facet.numeric {
        return Some(Node::Number { word: facet.word.clone(), range: range(value)? });
    }
    let all = || facet.keys.iter().map(|(key, _)| key.clone()).collect();
    keys(&facet.word, &facet.keys, value).or_else(|| {
        let any = matches!(folded(value).as_str(), "yes" | "any") && !facet.keys.is_empty();
        any.then(|| Node::Facet { word: facet.word.clone(), values: all() })
    })
}

/// Finds keys by key or label, whole or from the start.
fn keys(word: &str, known: &[(String, String)], value: &str) -> Option<Node> {
    let wanted = folded(value);
    let whole = |(key, label): &&(String, String)| folded(key) == wanted || folded(label) == wanted;
    let begun = |(key, label): &&(String, String)| {
        !wanted.is_empty()
            && (folded(key).starts_with(&wanted) || folded(label).starts_with(&wanted))
    };
    let mut found: Vec<String> = known.iter().filter(whole).map(|(key, _)| key.clone()).collect();
    if found.is_empty() {
        found = known.iter().filter(begun).map(|(key, _)| key.clone()).collect();
    }
    (!found.is_empty()).then(|| Node::Facet { word: word.to_owned(), values: found })
}

fn client(words: &Vocabulary, value: &str) -> Option<Node> {
    let known: Vec<(String, String)> =
        words.clients.iter().map(|(id, alias)| (id.to_string(), alias.clone())).collect();
    keys("client", &known, value)
}

/// Reads `5`, `>=5`, `<2`, `3..`, `..4`, `3..8`, `3-8`.
fn range(value: &str) -> Option<RangeInclusive<i64>> {
    let number = |text: &str| text.trim().parse::<i64>().ok();
    let (low, high) = (i64::MIN, i64::MAX);
    let (from, to) = if value == ".." {
        return None;
    } else if let Some((from, to)) = value.split_once("..") {
        let from = if from.trim().is_empty() { low } else { number(from)? };
        let to = if to.trim().is_empty() { high } else { number(to)? };
        (from, to)
    } else if let Some(rest) = value.strip_prefix(">=") {
        (number(rest)?, high)
    } else if let Some(rest) = value.strip_prefix("<=") {
        (low, number(rest)?)
    } else if let Some(rest) = value.strip_prefix('>') {
        (number(rest)?.saturating_add(1), high)
    } else if let Some(rest) = value.strip_prefix('<') {
        (low, number(rest)?.saturating_sub(1))
    } else if let Some((from, to)) = value.split_once('-').filter(|(from, _)| !from.is_empty()) {
        (number(from)?, number(to)?)
    } else {
        let number = number(value.strip_prefix('=').unwrap_or(value))?;
        (number, number)
    };
    Some(from..=to)
}

/// Returns whether a date filter's value can be read.
pub(super) fn reads_on(word: &str, value: &str, locale: Locale, today: NaiveDate) -> bool {
    matches!(word, "before" | "after" | "on") && date::span(value, locale, today).is_some()
}

/// Reads a span of days. Each entry is held against it by the day that the calendar showed where
/// it happened, whatever the hour is there by now.
fn day(word: &str, value: &str, locale: Locale, today: NaiveDate) -> Option<Node> {
    let (first, next) = date::span(value, locale, today)?;
    let node = match word {
        "before" => Node::Day(Bound::Unbounded, Bound::Excluded(first)),
        "after" => Node::Day(Bound::Included(next), Bound::Unbounded),
        "on" => Node::Day(Bound::Included(first), Bound::Excluded(next)),
        _ => return None,
    };
    Some(node)
}

fn example(word: &str, facet: Option<&Facet>, words: &Vocabulary) -> String {
    let first = |pairs: &[(String, String)]| pairs.first().map(|(key, _)| key.clone());
    let value = match (word, facet) {
        (_, Some(facet)) if !facet.numeric => first(&facet.keys),
        (_, Some(_)) => Some(">=3".to_owned()),
        ("kind", _) => first(&words.kinds),
        ("client", _) => words.clients.first().map(|(_, alias)| alias.to_lowercase()),
        ("phase", _) => Some("medicine".to_owned()),
        ("weight", _) => Some("heavy".to_owned()),
        ("sup", _) => Some("unasked".to_owned()),
        ("is", _) => Some("closed".to_owned()),
        ("hunch", _) => Some("yes".to_owned()),
        ("certainty", _) => Some("forming".to_owned()),
        ("followup", _) => Some("open".to_owned()),
        ("tag" | "thread" | "symbol", _) => Some("door".to_owned()),
        ("gap", _) => Some(">3".to_owned()),
        ("session", _) => Some("3..8".to_owned()),
        _ => Some("2026-03".to_owned()),
    };
    let value = value.unwrap_or_default();
    if value.contains(' ') { format!("{word}:\"{value}\"") } else { format!("{word}:{value}") }
}

/// Folds case, accents and underscores.
fn folded(text: &str) -> String {
    fold(&text.trim().to_lowercase().replace('_', " "))
}
