//! Places in a text where a query matches, cut out with every match marked.

use std::ops::Range;

use super::analysis::{Analyzer, Word};
use super::query::{Node, Query};

/// The length of a snippet, in characters, before it is cut at words.
const SNIPPET_CHARS: usize = 150;
/// How many characters stand before the first match.
const LEAD_CHARS: usize = 45;
/// The most snippets of one entry.
const MOST_SNIPPETS: usize = 3;

/// A piece of text around one or more matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The field it stands in.
    pub field: String,
    /// The text.
    pub text: String,
    /// Marked ranges in UTF-16 code units, start and end.
    pub marks: Vec<[u32; 2]>,
}

/// Cuts out up to three places, and counts all of them.
///
/// Without any match in a text (a filter alone) the beginning of the first text is returned.
pub fn snippets(texts: &[(String, String)], query: &Query, language: &str) -> (Vec<Excerpt>, u32) {
    let mut analyzer = Analyzer::new(language);
    let wanted = wanted(query, &mut analyzer);
    let mut found = Vec::new();
    let mut places = 0;
    for (field, text) in texts {
        let marks = marks(&analyzer.words(text), &wanted);
        places += marks.len() as u32;
        let mut rest = marks.as_slice();
        while found.len() < MOST_SNIPPETS && !rest.is_empty() {
            let window = window(text, rest[0].start);
            let inside = rest.iter().take_while(|mark| mark.end <= window.end).count().max(1);
            found.push(excerpt(field, text, &window, &rest[..inside]));
            rest = &rest[inside..];
        }
    }
    if found.is_empty()
        && let Some((field, text)) = texts.first()
    {
        found.push(excerpt(field, text, &window(text, 0), &[]));
    }
    (found, places)
}

/// A word or a run of words that is looked for.
pub(super) struct Wanted {
    words: Vec<Word>,
    prefix: bool,
    stemmed: bool,
}

/// Analyses what a query looks for.
pub(super) fn wanted(query: &Query, analyzer: &mut Analyzer) -> Vec<Wanted> {
    let mut all = Vec::new();
    for node in query.positive() {
        let (text, prefix, stemmed) = match node {
            Node::Word { text, prefix } => (text, *prefix, true),
            Node::Phrase { text, .. } => (text, false, false),
            _ => continue,
        };
        let mut words = analyzer.words(text);
        let is_one_whole = words.first().is_some_and(|word| word.whole) && stemmed;
        if is_one_whole {
            words.truncate(1);
        } else {
            words.retain(|word| !word.whole);
        }
        if words.len() > 1 && words.last().is_some_and(|w| w.cjk && w.exact.chars().count() == 1) {
            words.pop();
        }
        let single = words.len() == 1;
        let begins = words.first().is_some_and(|w| w.cjk && w.exact.chars().count() == 1);
        if !words.is_empty() {
            all.push(Wanted { words, prefix: prefix || begins, stemmed: stemmed && single });
        }
    }
    all
}

/// Returns where the wanted words stand, in order and without overlap.
pub(super) fn marks(words: &[Word], wanted: &[Wanted]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for wanted in wanted {
        for at in 0..words.len() {
            marks.extend(run(words, at, wanted));
        }
    }
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut() {
            Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
            _ => apart.push(mark),
        }
    }
    apart
}

/// Matches a run of words that starts at `at`.
fn run(words: &[Word], at: usize, wanted: &Wanted) -> Option<Range<usize>> {
    let first = &words[at];
    let last = wanted.words.len() - 1;
    let mut end = first.at.end;
    for (offset, word) in wanted.words.iter().enumerate() {
        let position = first.position + word.position - wanted.words[0].position;
        let near = words[at..].iter().take_while(|candidate| candidate.position <= position);
        let mut here = near.filter(|candidate| candidate.position == position);
        let begins = wanted.prefix && offset == last;
        let found = if offset == 0 {
            matches(first, word, wanted, begins).then_some(first)
        } else {
            here.find(|candidate| matches(candidate, word, wanted, begins))
        };
        end = found?.at.end;
    }
    Some(first.at.start..end)
}

fn matches(candidate: &Word, wanted: &Word, how: &Wanted, begins: bool) -> bool {
    candidate.exact == wanted.exact
        || candidate.folded == wanted.exact
        || (how.stemmed && !candidate.whole && !candidate.cjk && candidate.stem == wanted.stem)
        || (begins
            && (candidate.exact.starts_with(&wanted.exact)
                || candidate.folded.starts_with(&wanted.exact)))
}

/// Chooses the stretch of text around a match, cut at white space.
fn window(text: &str, mark: usize) -> Range<usize> {
    let before = text[..mark].char_indices().rev().take(LEAD_CHARS);
    let mut start = before.last().map_or(mark, |(at, _)| at);
    let line = text[..mark].rfind('\n').map_or(0, |at| at + 1);
    start = start.max(line);
    if start > line {
        start = text[start..mark].find(char::is_whitespace).map_or(start, |at| start + at + 1);
    }
    let after = text[start..].char_indices().nth(SNIPPET_CHARS);
    let mut end = after.map_or(text.len(), |(at, _)| start + at);
    if end < text.len() {
        let cut = text[start..end].rfind(char::is_whitespace).map(|at| start + at);
        end = cut.filter(|cut| *cut > mark).unwrap_or(end);
    }
    start..end
}

fn excerpt(field: &str, text: &str, window: &Range<usize>, marks: &[Range<usize>]) -> Excerpt {
    // A match longer than the window widens it.
    let end = marks.iter().map(|mark| mark.end).fold(window.end, usize::max);
    let lead = if window.start > 0 { "…" } else { "" };
    let tail = if end < text.len() { "…" } else { "" };
    let cut = &text[window.start..end];
    let units = |at: usize| {
        let before = &text[window.start..at];
        (lead.encode_utf16().count() + before.encode_utf16().count()) as u32
    };
    Excerpt {
        field: field.to_owned(),
        text: format!("{lead}{}{tail}", cut.replace('\n', " ")),
        marks: marks.iter().map(|mark| [units(mark.start), units(mark.end)]).collect(),
    }
}
