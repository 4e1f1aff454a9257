//! Finds names in small letters.

use super::context::{speaks, speaks_strongly};
use crate::identifiers::finding::{Certainty, Class, Suggestion, Why};
use crate::identifiers::page::{Mark, Page};

/// Names in small letters.
pub(super) fn find_small(page: &mut Page<'_>, at: usize) {
    let token = &page.tokens.all[at];
    let sentence = page.tokens.sentence(token);
    let lower = token.lower.as_str();
    if sentence.is_german && sentence.is_lower_case {
        find_small_german(page, at);
        return;
    }
    if sentence.is_german
        || page.lists.says("not-lower", lower)
        || lower.chars().count() < 3
        || token.is_contraction
    {
        return;
    }
    if page.lists.is_calendar(lower) && !speaks_strongly(page, at) {
        return;
    }
    let (word, given) = (page.is_english_word(lower), page.lists.is_given(lower));
    let before = page.tokens.word_before(at).to_owned();
    if word {
        let joins = matches!(
            before.as_str(),
            "and" | "then" | "because" | "that" | "but" | "so" | "when" | "with" | "if" | ""
        );
        let is_name = sentence.is_lower_case
            && joins
            && given
            && speaks_strongly(page, at)
            && !page.lists.says("kin", lower)
            && !page.lists.says("title", lower)
            && (page.lists.says("plant-names", lower) || page.lists.says("name-first", lower));
        let owns =
            sentence.is_lower_case && token.has_possessive && page.lists.says("name-first", lower);
        if is_name || owns {
            page.add_words(at, at, Class::Name, Why::SmallLetters, Certainty::Likely);
        }
        return;
    }
    let foreign = is_foreign_context(page, at);
    if given
        && !foreign
        && (sentence.is_lower_case
            || lower.chars().count() > 3 && !page.lists.is_misspelt_word(lower))
    {
        take_small(page, at, Class::Name);
        return;
    }
    if !sentence.is_lower_case || page.lists.kept(lower).is_some() || lower.contains('\'') {
        return;
    }
    let next = page.tokens.word_after(at);
    if matches!(
        next,
        "rd" | "road"
            | "street"
            | "st"
            | "lane"
            | "ave"
            | "avenue"
            | "close"
            | "drive"
            | "crescent"
    ) && page.tokens.gap_after(at) == " "
    {
        page.add_words(at, at + 1, Class::Place, Why::Institution, Certainty::Likely);
        return;
    }
    if lower.chars().count() > 3
        && (speaks_strongly(page, at)
            || speaks(page, at)
                && matches!(before.as_str(), "and" | "that" | "because" | "but" | "when"))
        && !page.lists.is_derived(lower)
    {
        take_small(page, at, Class::Name);
        return;
    }
    let near_given = page.lists.is_misspelt_given(lower);
    if page.lists.is_derived(lower)
        || page.lists.is_misspelt_word(lower)
            && !(near_given && (speaks_strongly(page, at) || token.has_possessive))
    {
        return;
    }
    let place = page.lists.says("place-before", &before)
        && !matches!(before.as_str(), "of" | "by" | "between");
    let strong = near_given
        || place
        || speaks(page, at)
        || token.has_possessive
        || matches!(
            before.as_str(),
            "and" | "with" | "called" | "about" | "see" | "seeing" | "told" | "rang"
        );
    if strong {
        take_small(page, at, if place && !near_given { Class::Place } else { Class::Name });
    } else if lower.chars().count() > 3 && !foreign {
        let range = token.start..token.end;
        page.add(range, Class::Name, Why::SmallLetters, Certainty::Ask, Suggestion::Alias);
        page.marks[at] = Mark::Found;
    }
}

/// Takes a small name, and a small surname that is no word after it.
/// German without capitals: a name after *frau* or *herr* that nothing determines, a place after
/// *aus*, *in*, *nach*.
fn find_small_german(page: &mut Page<'_>, at: usize) {
    const DETERMINERS: &[&str] = &[
        "meine", "seine", "ihre", "deine", "die", "der", "eine", "einer", "meiner", "seiner",
        "ihrer", "keine", "mein", "sein", "ihr", "den", "dem", "einem", "ein",
    ];
    const ENDINGS: &[&str] = &["en", "er", "em", "es", "e", "ig", "lich", "isch"];
    let token = &page.tokens.all[at];
    let lower = token.lower.as_str();
    if lower.chars().count() < 4
        || page.is_german_word(lower)
        || page.is_english_word(lower)
        || page.lists.kept(lower).is_some()
    {
        return;
    }
    let before = page.tokens.word_before(at);
    let earlier = at.checked_sub(1).map_or("", |at| page.tokens.word_before(at));
    let is_titled = matches!(before, "frau" | "herr" | "herrn" | "onkel" | "tante" | "oma" | "opa")
        && !DETERMINERS.contains(&earlier)
        && !page.lists.says("speech", lower);
    let is_place = matches!(before, "in" | "aus" | "nach")
        && !ENDINGS.iter().any(|ending| lower.ends_with(ending))
        && page.tokens.gap_after(at - 1) == " ";
    if is_titled {
        page.add_words(at - 1, at, Class::Name, Why::AfterTitle, Certainty::Likely);
    } else if is_place {
        page.add_words(at, at, Class::Place, Why::AfterPlaceWord, Certainty::Likely);
    }
}

fn take_small(page: &mut Page<'_>, at: usize, class: Class) {
    let next_is_name = page.tokens.gap_after(at) == " "
        && !page.tokens.all[at].has_possessive
        && page.tokens.after(at).is_some_and(|next| {
            !next.has_digit
                && !next.is_contraction
                && !page.is_english_word(&next.lower)
                && !page.lists.says("not-lower", &next.lower)
                && !page.lists.is_misspelt_word(&next.lower)
                && !page.lists.is_derived(&next.lower)
        })
        && page.marks[at + 1] == Mark::Open;
    page.add_words(at, at + usize::from(next_is_name), class, Why::SmallLetters, Certainty::Likely);
}

/// Whether the words around are no English either: a phrase of another language, not a name.
fn is_foreign_context(page: &Page<'_>, at: usize) -> bool {
    let is_foreign = |at: usize| {
        page.tokens.get(at).is_some_and(|word| {
            !word.has_digit
                && !word.is_contraction
                && !word.is_capital
                && !page.is_english_word(&word.lower)
                && page.lists.kept(&word.lower).is_none()
                && word.sentence == page.tokens.all[at].sentence
        })
    };
    let near: Vec<usize> = [at.checked_sub(2), at.checked_sub(1), Some(at + 1), Some(at + 2)]
        .into_iter()
        .flatten()
        .filter(|near| {
            is_foreign(*near) && page.tokens.all[*near].sentence == page.tokens.all[at].sentence
        })
        .collect();
    near.len() >= 2
}
