//! Repeats: every name that was found is looked for everywhere else in the text.

use std::collections::{HashMap, HashSet};

use super::finding::{Certainty, Class, Suggestion, Why};
use super::page::{Mark, Page};

/// Finds the words of names and institutions wherever else they stand.
pub(super) fn find(page: &mut Page<'_>) {
    let mut known: HashMap<String, (Class, Certainty)> = HashMap::new();
    let mut full: HashSet<usize> = HashSet::new();
    for found in &page.found {
        if !matches!(found.class, Class::Name | Class::Place | Class::Organisation)
            || found.why == Why::OwnWord
            || found.certainty == Certainty::Ask
            || found.why == Why::Shape
            || found.why == Why::Keyword
        {
            continue;
        }
        for (at, token) in
            page.tokens.all.iter().enumerate().skip(page.tokens.at_byte(found.range.start))
        {
            if token.start >= found.range.end {
                break;
            }
            full.insert(at);
            let skip = token.has_digit
                || ["title", "head", "generic", "particle", "street"]
                    .iter()
                    .any(|section| page.lists.says(section, &token.lower))
                || found.class != Class::Name
                    && page.is_english_word(&token.lower)
                    && !is_named_self(page, &token.lower)
                || token.lower.chars().count() < 2 && found.why != Why::Initials;
            if !skip {
                let class =
                    if found.class == Class::Organisation { Class::Name } else { found.class };
                known.entry(token.lower.clone()).or_insert((class, found.certainty));
            }
        }
    }
    for at in 0..page.marks.len() {
        let token = &page.tokens.all[at];
        if !matches!(page.marks[at], Mark::Open | Mark::Kept) || token.is_contraction {
            continue;
        }
        let family = token
            .lower
            .strip_suffix('s')
            .filter(|name| name.chars().count() > 2 && token.is_capital);
        let Some((class, certainty)) =
            known.get(&token.lower).or_else(|| family.and_then(|name| known.get(name))).copied()
        else {
            continue;
        };
        let word = page.is_ordinary(at) || page.is_english_word(&token.lower);
        let single = token.lower.chars().count() == 1;
        let kept = page.marks[at] == Mark::Kept;
        let holds = if token.is_capital {
            (!kept || page.lists.needs_company(&token.lower))
                && !(single && (token.lower == "a" || token.lower == "i"))
                && !(word && token.starts_sentence && !stands_like_name(page, at))
                && !(word && is_thing(page, at))
        } else {
            !word && !kept && !single && !page.tokens.sentence(token).is_german
        };
        if holds {
            let certainty = if word { Certainty::Likely } else { certainty };
            let suggestion = if class == Class::Place {
                Suggestion::Words("a town".to_owned())
            } else {
                Suggestion::Alias
            };
            let range = token.start..token.end;
            page.add(range, class, Why::SameAgain, certainty, suggestion);
            page.marks[at] = Mark::Found;
        }
    }
}

/// *Marsh himself*: the founder of a firm, not a landscape.
fn is_named_self(page: &Page<'_>, lower: &str) -> bool {
    page.tokens.all.iter().enumerate().any(|(at, token)| {
        token.is_capital
            && token.lower == lower
            && (matches!(page.tokens.word_after(at), "himself" | "herself")
                || page.lists.says("speech", page.tokens.word_after(at))
                    && !page.lists.says("weak-speech", page.tokens.word_after(at)))
    })
}

/// An ordinary word after an article is the thing, not the person who is called so.
fn is_thing(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.tokens.word_before(at),
        "the"
            | "a"
            | "an"
            | "my"
            | "her"
            | "his"
            | "no"
            | "some"
            | "our"
            | "their"
            | "this"
            | "that"
    )
}

/// Whether an ordinary word at a sentence's start, which is a name elsewhere in the text, is one here.
fn stands_like_name(page: &Page<'_>, at: usize) -> bool {
    let token = &page.tokens.all[at];
    let next = page.tokens.word_after(at);
    let gap = page.tokens.gap_after(at);
    if page.lists.says("virtues", &token.lower)
        && matches!(next, "is" | "was" | "has" | "will" | "would" | "never" | "seems" | "in")
    {
        return false;
    }
    token.has_possessive
        || gap.starts_with([',', '.', '?', '!', ')'])
        || page.lists.says("speech", next)
        || next.ends_with('s')
            && next != "is"
            && next != "this"
            && next != "as"
            && page.is_english_word(next)
        || matches!(
            next,
            "and" | "himself" | "herself" | "in" | "at" | "from" | "who" | "again" | "too" | "with"
        )
        || page.tokens.after(at).is_some_and(|word| word.is_capital)
}
