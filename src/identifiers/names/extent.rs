//! How far a name goes: its particles, surnames and title.

use crate::identifiers::finding::{Certainty, Class, Suggestion, Why};
use crate::identifiers::page::{Mark, Page};

/// Titles that stand before a name in any spelling; the others are also ordinary words.
pub(super) const STRONG_TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "mx",
    "dr",
    "doctor",
    "prof",
    "frau",
    "herr",
    "herrn",
    "aunt",
    "auntie",
    "aunty",
    "uncle",
    "onkel",
    "tante",
    "señora",
    "señor",
    "fräulein",
];

pub(super) fn is_german_function(page: &Page<'_>, lower: &str) -> bool {
    page.lists.says("german-small", lower)
}

/// Takes a name from `name` on, with particles and surnames; the range begins at `first`.
pub(super) fn take_name(page: &mut Page<'_>, first: usize, name: usize) -> usize {
    let mut last = name;
    let small = !page.tokens.all[name].is_capital;
    while !small && !page.tokens.all[last].has_possessive {
        let mut next = last + 1;
        while page.tokens.gap_after(next - 1) == " "
            && page.tokens.get(next).is_some_and(|token| page.lists.says("particle", &token.lower))
            && page.tokens.get(next + 1).is_some_and(|token| token.is_capital)
            && !matches!(page.tokens.all[next].lower.as_str(), "y" | "e" | "di" | "da" | "al" | "el" if page.tokens.all[next].is_capital)
        {
            next += 1;
        }
        let joins = matches!(page.tokens.gap_after(next - 1), " " | ". ")
            && page.tokens.get(next).is_some_and(|token| {
                token.is_capital
                    && !token.starts_sentence
                    && !token.has_digit
                    && token.lower.chars().count() > 1
            })
            && page.marks[next] != Mark::Own
            && page.marks[next] != Mark::Found
            && !page.lists.is_calendar(&page.tokens.all[next].lower)
            && (!page.is_ordinary(next)
                || page.lists.is_given(&page.tokens.all[next].lower)
                || !page.tokens.sentence(&page.tokens.all[next]).is_german);
        if !joins || page.tokens.all[next].is_contraction {
            break;
        }
        last = next;
    }
    let title = &page.tokens.all[first];
    let start =
        if title.is_capital || STRONG_TITLES.contains(&title.lower.as_str()) || first == name {
            first
        } else {
            name
        };
    page.add_words(start, last, Class::Name, Why::AfterTitle, Certainty::Sure);
    last + 1
}

pub(super) fn is_generic(page: &Page<'_>, lower: &str) -> bool {
    page.lists.says("generic", lower)
}

/// Ordinary words that begin the name of a place or a nickname.
const NAME_STARTS: &[&str] = &[
    "little", "great", "upper", "lower", "north", "south", "east", "west", "new", "old", "saint",
    "st", "san", "santa", "el", "la", "los", "las", "port", "mount", "lake", "river", "fort",
    "bad", "le", "nether", "long", "high", "big", "young", "wee", "king's", "castle",
];

/// Takes a name without a title, with its surnames.
pub(super) fn take_plain(
    page: &mut Page<'_>,
    at: usize,
    class: Class,
    why: Why,
    certainty: Certainty,
) {
    take_name(page, at, at);
    if at > 0
        && !page.tokens.all[at].starts_sentence
        && page.tokens.gap_after(at - 1) == " "
        && matches!(page.marks[at - 1], Mark::Open | Mark::Kept)
        && page.tokens.all[at - 1].is_capital
        && NAME_STARTS.contains(&page.tokens.all[at - 1].lower.as_str())
        && let Some(found) = page.found.last_mut()
    {
        found.range.start = page.tokens.all[at - 1].start;
        page.marks[at - 1] = Mark::Found;
    }
    if let Some(found) = page.found.last_mut() {
        (found.class, found.why, found.certainty) = (class, why, certainty);
        if class == Class::Place {
            found.suggestion = Suggestion::Words("a town".to_owned());
        }
    }
}
