//! What stands beside a word, and what that says about it.

use crate::identifiers::page::{Mark, Page};

/// Whether a title, a relative or a first name stands before the word.
pub(super) fn follows_person(page: &Page<'_>, at: usize) -> bool {
    let before = page.tokens.word_before(at);
    page.lists.says("title", before)
        || page.lists.says("kin", before)
        || page.tokens.before(at).is_some_and(|word| {
            word.is_capital
                && page.lists.is_given(&word.lower)
                && page.marks[at - 1] != Mark::Own
                && page.marks[at - 1] != Mark::Kept
        })
}

/// Whether nothing but a blank, or the stop of an abbreviation, parts a word from the next.
pub(super) fn stands_beside(page: &Page<'_>, at: usize) -> bool {
    matches!(page.tokens.gap_after(at), " " | "." | ". " | "\u{a0}")
        && page.tokens.get(at + 1).is_some_and(|next| !next.starts_sentence)
}

pub(super) fn speaks(page: &Page<'_>, at: usize) -> bool {
    let next = page.tokens.word_after(at);
    matches!(page.tokens.gap_after(at), " ") && page.lists.says("speech", next)
}

pub(super) fn speaks_strongly(page: &Page<'_>, at: usize) -> bool {
    speaks(page, at) && !page.lists.says("weak-speech", page.tokens.word_after(at))
}

pub(super) fn is_determiner(word: &str) -> bool {
    matches!(word, "her" | "his" | "my" | "their" | "the" | "our" | "a" | "an")
}

pub(super) fn follows_place_word(page: &Page<'_>, at: usize) -> bool {
    let before = page.tokens.word_before(at);
    let earlier = at.checked_sub(1).map_or("", |word| page.tokens.word_before(word));
    page.lists.says("place-before", before)
        && !matches!(before, "of" | "by" | "between" | "at" | "to" | "from")
        || matches!(before, "from" | "to" | "at" | "of")
            && (page.lists.says("place-verb", earlier)
                || at >= 3 && page.lists.says("place-verb", page.tokens.word_before(at - 2)))
}

pub(super) fn is_german_article(word: &str) -> bool {
    [
        "der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "kein",
        "keine", "mein", "meine", "meinem", "meiner", "ihr", "ihre", "ihrem", "ihrer", "ihren",
        "sein", "seine", "seinem", "seiner", "seinen", "im", "am", "zum", "zur", "vom", "beim",
        "ins", "viel", "wenig", "mehr", "ohne", "diese", "dieser", "dieses", "diesem", "diesen",
    ]
    .contains(&word)
}
