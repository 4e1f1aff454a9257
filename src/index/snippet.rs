//! Places in a text where a query matches, cut out with every match marked and told why.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::analysis::Analyzer;
use super::query::Query;
use super::term_match::{Asked, How, asked};

/// The length of a snippet, in characters, before it is cut at words.
const SNIPPET_CHARS: usize = 150;
/// How many characters stand before the first match.
const LEAD_CHARS: usize = 45;
/// The most snippets of one entry.
const MOST_SNIPPETS: usize = 3;
/// The most reasons that are told of one entry.
const MOST_REASONS: usize = 40;

/// A piece of text around one or more matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Snippet {
    /// The field it stands in.
    pub field: String,
    /// The text, cut at word boundaries.
    pub text: String,
    /// Marked ranges in UTF-16 code units, start and end.
    pub marks: Vec<[u32; 2]>,
}

/// Why an entry matches: one word as typed, and what stands for it in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Why {
    /// As typed.
    pub typed: String,
    /// As it stands in the entry, lower case.
    pub found: String,
    /// The field; `client` and `tag` stand for the alias and the tags.
    pub field: String,
    /// How the two belong together.
    pub how: How,
    /// In how many places.
    pub places: u32,
}

/// Where and why an entry matches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// Up to three places.
    pub snippets: Vec<Snippet>,
    /// The number of all places.
    pub places: u32,
    /// Why, in the order of the text.
    pub reasons: Vec<Why>,
}

/// Marks the matches of one query in many entries.
pub struct Marking {
    analyzer: Analyzer,
    asked: Vec<Asked>,
}

/// One match in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    at: Range<usize>,
    how: How,
    /// Which of the words asked for.
    of: usize,
}

impl Marking {
    /// Prepares marking what a query asks for.
    pub fn new(query: &Query, language: &str) -> Self {
        let mut analyzer = Analyzer::new(language);
        let asked = asked(query, &mut analyzer);
        Self { analyzer, asked }
    }

    /// Cuts out up to three places, counts all of them and says why each matches.
    ///
    /// Only `texts` are cut out; `names` (aliases, tags) are reasons alone. Without any match in a
    /// text (a filter alone) the beginning of the first text is returned.
    pub fn mark(&mut self, texts: &[(String, String)], names: &[(String, String)]) -> Marked {
        let mut marked = Marked::default();
        for (field, text) in texts {
            let found = self.matches(text);
            self.give_reasons(&mut marked.reasons, field, text, &found);
            let marks = apart(found);
            marked.places += marks.len() as u32;
            let mut rest = marks.as_slice();
            while marked.snippets.len() < MOST_SNIPPETS && !rest.is_empty() {
                let window = window(text, rest[0].start);
                let inside = rest.iter().take_while(|mark| mark.end <= window.end).count().max(1);
                marked.snippets.push(excerpt(field, text, &window, &rest[..inside]));
                rest = &rest[inside..];
            }
        }
        for (field, text) in names {
            let found = self.matches(text);
            self.give_reasons(&mut marked.reasons, field, text, &found);
        }
        if marked.snippets.is_empty()
            && let Some((field, text)) = texts.first()
        {
            marked.snippets.push(excerpt(field, text, &window(text, 0), &[]));
        }
        marked
    }

    /// Returns every match in a text, in order.
    fn matches(&mut self, text: &str) -> Vec<Match> {
        if self.asked.is_empty() {
            return Vec::new();
        }
        let words = self.analyzer.words(text);
        let mut found = Vec::new();
        for (of, asked) in self.asked.iter().enumerate() {
            for wanted in &asked.any {
                for at in 0..words.len() {
                    if let Some((at, how)) = wanted.at(&words, at) {
                        found.push(Match { at, how: asked.standing_in.unwrap_or(how), of });
                    }
                }
            }
        }
        found.sort_by_key(|found| (found.at.start, std::cmp::Reverse(found.at.end), found.how));
        found.dedup_by(|a, b| a.of == b.of && a.at == b.at);
        found
    }

    fn give_reasons(&self, reasons: &mut Vec<Why>, field: &str, text: &str, found: &[Match]) {
        for Match { at, how, of } in found {
            let (typed, found) = (&self.asked[*of].typed, text[at.clone()].to_lowercase());
            let room = reasons.len() < MOST_REASONS;
            let known = reasons.iter_mut().find(|reason| {
                reason.how == *how
                    && reason.typed == *typed
                    && reason.found == found
                    && reason.field == field
            });
            match known {
                Some(reason) => reason.places += 1,
                None if room => {
                    let (typed, field) = (typed.clone(), field.to_owned());
                    reasons.push(Why { typed, found, field, how: *how, places: 1 });
                }
                None => {}
            }
        }
    }
}

/// Joins matches that overlap.
fn apart(found: Vec<Match>) -> Vec<Range<usize>> {
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for Match { at, .. } in found {
        match apart.last_mut() {
            Some(last) if at.start < last.end => last.end = last.end.max(at.end),
            _ => apart.push(at),
        }
    }
    apart
}

/// Chooses the stretch of text around a match, cut at white space.
fn window(text: &str, mark: usize) -> Range<usize> {
    let before = text[..mark].char_indices().rev().take(LEAD_CHARS);
    let mut start = before.last().map_or(mark, |(at, _)| at);
    let line = text[..mark].rfind('\n').map_or(0, |at| at + 1);
    start = start.max(line);
    if start > line {
        let space = text[start..mark].char_indices().find(|(_, c)| c.is_whitespace());
        start = space.map_or(start, |(at, c)| start + at + c.len_utf8());
    }
    let after = text[start..].char_indices().nth(SNIPPET_CHARS);
    let mut end = after.map_or(text.len(), |(at, _)| start + at);
    if end < text.len() {
        let cut = text[start..end].rfind(char::is_whitespace).map(|at| start + at);
        end = cut.filter(|cut| *cut > mark).unwrap_or(end);
    }
    start..end
}

fn excerpt(field: &str, text: &str, window: &Range<usize>, marks: &[Range<usize>]) -> Snippet {
    // A match longer than the window widens it.
    let end = marks.iter().map(|mark| mark.end).fold(window.end, usize::max);
    let lead = if window.start > 0 { "…" } else { "" };
    let tail = if end < text.len() { "…" } else { "" };
    let cut = &text[window.start..end];
    let units = |at: usize| {
        let before = &text[window.start..at];
        (lead.encode_utf16().count() + before.encode_utf16().count()) as u32
    };
    Snippet {
        field: field.to_owned(),
        text: format!("{lead}{}{tail}", cut.replace('\n', " ")),
        marks: marks.iter().map(|mark| [units(mark.start), units(mark.end)]).collect(),
    }
}
