//! Finds names after a title or a relative.

use super::context::{speaks, stands_beside};
use super::extent::{STRONG_TITLES, is_generic, is_german_function, take_name, take_plain};
use crate::identifiers::finding::{Certainty, Class, Why};
use crate::identifiers::lists::Kept;
use crate::identifiers::page::{Mark, Page};

pub(super) fn find_titled(page: &mut Page<'_>) {
    let mut at = 0;
    while at < page.marks.len() {
        if !page.lists.says("title", &page.tokens.all[at].lower)
            || matches!(page.marks[at], Mark::Own | Mark::Found)
        {
            at += 1;
            continue;
        }
        let mut name = at + 1;
        while page.tokens.get(name).is_some_and(|next| {
            page.lists.says("title", &next.lower)
                && next.is_capital == page.tokens.all[at].is_capital
        }) && stands_beside(page, name - 1)
            && stands_beside(page, name)
        {
            name += 1;
        }
        at = if stands_beside(page, name - 1) && is_titled(page, at, name) {
            take_name(page, at, name)
        } else {
            at + 1
        };
    }
}

fn is_titled(page: &Page<'_>, title: usize, name: usize) -> bool {
    let Some(token) = page.tokens.get(name) else { return false };
    if matches!(page.marks[name], Mark::Own | Mark::Found)
        || token.has_digit
        || token.is_contraction
    {
        return false;
    }
    if page.lists.says("english-small", &token.lower) {
        return false;
    }
    let of_title = &page.tokens.all[title];
    let is_strong = STRONG_TITLES.contains(&of_title.lower.as_str());
    let is_kept = page.marks[name] == Mark::Kept
        && !page.lists.needs_company(&token.lower)
        && !page.lists.is_given(&token.lower);
    if is_kept && !is_strong {
        return false;
    }
    let german = page.tokens.sentence(token).is_german;
    if token.is_capital {
        if page.lists.says("kin", &token.lower) && !is_strong {
            return false;
        }
        let is_word = page.is_ordinary(name);
        // In German every noun has its capital: a word of the language after *Schwester* is none.
        if german && is_word && !page.lists.is_given(&token.lower) {
            return is_strong
                && matches!(of_title.lower.as_str(), "frau" | "herr" | "herrn" | "dr" | "prof")
                && of_title.is_capital
                && !is_german_function(page, &token.lower);
        }
        // *judge Ruth*, *officer Dibble*; a small title before an ordinary word with a capital is a heading.
        return of_title.is_capital || is_strong || !is_word || page.lists.is_given(&token.lower);
    }
    let is_word = page.is_ordinary(name);
    is_strong
        && !german
        && (!is_word
            || matches!(of_title.lower.as_str(), "mr" | "mrs" | "ms")
                && page.tokens.sentence(token).is_lower_case
                && token.lower.len() > 2)
        || !of_title.is_capital
            && !is_word
            && !german
            && page.lists.says("kin", &of_title.lower)
            && !page.lists.is_derived(&token.lower)
}

/// *Her sister Rim*, *brother dex*, *a friend called Joy*.
pub(super) fn find_after_kin(page: &mut Page<'_>) {
    for at in 1..page.marks.len() {
        let token = &page.tokens.all[at];
        let before = &page.tokens.all[at - 1];
        if !matches!(page.marks[at], Mark::Open | Mark::Kept)
            || token.starts_sentence
            || token.has_digit
            || token.is_contraction
        {
            continue;
        }
        let gap = page.tokens.gap_after(at - 1);
        let is_kin = page.lists.says("kin", &before.lower);
        let is_called = page.lists.says("called", &before.lower);
        let beside =
            gap == " " || (gap == ", " && is_kin && token.is_capital) || (gap == " (" && is_kin);
        if !(is_kin || is_called) || !beside || token.lower.chars().count() < 2 {
            continue;
        }
        let german = page.tokens.sentence(token).is_german;
        let (word, given) = (page.is_ordinary(at), page.lists.is_given(&token.lower));
        let kept = page.marks[at] == Mark::Kept;
        if kept
            && !(given && page.lists.kept(&token.lower) != Some(Kept::Plain))
            && !(page.lists.says("plant-names", &token.lower) && gap == " " && is_kin)
        {
            continue;
        }
        let is_name = if token.is_capital {
            !word
                || (given && !(german && is_german_function(page, &token.lower)))
                || is_kin
                    && gap == " "
                    && !german
                    && !page.lists.says("kin", &token.lower)
                    && !page.lists.says("head", &token.lower)
                    && before.lower != "baby"
                    && !token.is_all_capitals
                    && !is_generic(page, &token.lower)
                    && before.lower != "therapist"
                    && !page.tokens.before(at - 1).is_some_and(|word| word.is_capital)
        } else {
            let lower_given = given
                && page.tokens.sentence(token).is_lower_case
                && word
                && is_kin
                && !page.lists.says("not-lower", &token.lower)
                && page.lists.says("plant-names", &token.lower)
                && speaks(page, at);
            lower_given
                || !german
                    && !word
                    && !page.lists.says("not-lower", &token.lower)
                    && !page.lists.is_misspelt_word(&token.lower)
                    && !page.lists.is_derived(&token.lower)
                    && token.lower.chars().count() > 2
        };
        if is_name && !(is_called && token.is_capital && word && !given) {
            take_plain(
                page,
                at,
                Class::Name,
                Why::AfterKin,
                if word { Certainty::Likely } else { Certainty::Sure },
            );
        }
    }
}
