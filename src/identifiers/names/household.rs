//! Marks words that everybody knows: nations, months, authors, figures of myth, brands.

use super::context::follows_person;
use crate::identifiers::lists::Kept;
use crate::identifiers::page::{Mark, Page};

/// Marks what everybody knows: nations, months, authors, brands.
pub(in crate::identifiers) fn mark_household(page: &mut Page<'_>) {
    mark_phrases(page);
    let tokens = page.tokens;
    let mut doubtful = Vec::new();
    let mut famous = vec![0_usize; tokens.sentences.len()];
    for at in 0..page.marks.len() {
        let token = &tokens.all[at];
        let is_open = page.marks[at] == Mark::Open;
        let kept = page.lists.kept(&token.lower);
        if !is_open {
            if page.marks[at] == Mark::Kept && kept_is_famous(page, at) {
                famous[token.sentence] += 1;
            }
            continue;
        }
        if !token.is_capital {
            continue;
        }
        if page.lists.needs_company(&token.lower) {
            doubtful.push(at);
        } else if let Some(kept) = kept {
            let bears = page.lists.is_given(&token.lower)
                && kept == Kept::Plain
                && !page.lists.is_calendar(&token.lower);
            page.marks[at] = Mark::Kept;
            if kept == Kept::Famous && !bears {
                famous[token.sentence] += 1;
            }
        }
    }
    // One kept name speaks for the next, so a row of authors settles from its first.
    loop {
        let before = doubtful.len();
        doubtful.retain(|at| {
            let sentence = tokens.all[*at].sentence;
            let lower = &tokens.all[*at].lower;
            let is_given = page.lists.is_given(lower) && !page.lists.is_famous_surname(lower);
            let near = famous[sentence] > 0
                || !is_given
                    && famous[sentence.saturating_sub(2)..(sentence + 3).min(famous.len())]
                        .iter()
                        .any(|n| *n > 0);
            let stands =
                (near || has_cue(page, *at)) && !acts(page, *at) && !follows_person(page, *at);
            if stands {
                page.marks[*at] = Mark::Kept;
                famous[sentence] += 1;
            }
            !stands
        });
        if doubtful.len() == before {
            break;
        }
    }
}

/// Whether a word of a kept phrase, or a kept word, is an author or a figure.
fn kept_is_famous(page: &Page<'_>, at: usize) -> bool {
    page.lists.kept(&page.tokens.all[at].lower) == Some(Kept::Famous)
}

fn mark_phrases(page: &mut Page<'_>) {
    for at in 0..page.marks.len() {
        let token = &page.tokens.all[at];
        let longest = page.lists.longest_phrase(&token.lower);
        for length in (2..=longest).rev() {
            let Some(words) = page.tokens.all.get(at..at + length) else { continue };
            let phrase: Vec<String> = words
                .iter()
                .map(|word| page.tokens.text[word.start..word.end].replace('’', "'").to_lowercase())
                .collect();
            let with_possessive = {
                let last = &words[length - 1];
                last.has_possessive.then(|| format!("{}'s", phrase.join(" ")))
            };
            let phrase = phrase.join(" ");
            let kept = page
                .lists
                .kept_phrase(&phrase)
                .or_else(|| with_possessive.and_then(|it| page.lists.kept_phrase(&it)));
            if kept.is_some()
                && words
                    .iter()
                    .any(|word| word.is_capital || page.tokens.sentence(word).is_lower_case)
            {
                page.marks[at..at + length].fill(Mark::Own);
                break;
            }
        }
    }
}

/// Whether the passage speaks of books, music, myth or scripture around the word.
fn has_cue(page: &Page<'_>, at: usize) -> bool {
    const STRONG: &[&str] = &[
        "poem",
        "poems",
        "poet",
        "poetry",
        "psalm",
        "biblical",
        "scripture",
        "gospel",
        "parable",
        "prophet",
        "myth",
        "myths",
        "goddess",
        "comforters",
        "comforter",
        "sonata",
        "symphony",
        "quartet",
        "concerto",
        "nocturne",
        "whale",
        "ark",
        "prodigal",
        "apostle",
        "disciple",
        "bible",
        "disney",
        "sermon",
        "wrestling",
        "midwives",
        "gleaning",
        "gods",
        "underworld",
        "labyrinth",
        "suitors",
        "theory",
        "tarot",
        "archetype",
        "bibel",
        "gedicht",
        "mythos",
        "sonate",
    ];
    let tokens = page.tokens;
    let token = &tokens.all[at];
    let first = at.saturating_sub(12);
    let strong = tokens.all[first..(at + 13).min(tokens.all.len())]
        .iter()
        .any(|word| word.sentence == token.sentence && STRONG.contains(&word.lower.as_str()));
    let next = tokens.word_after(at);
    let owns = token.has_possessive
        && (page.lists.says("company-cues", next)
            || tokens
                .after(at + 1)
                .is_some_and(|word| page.lists.says("company-cues", &word.lower)));
    let is_given = page.lists.is_given(&token.lower);
    strong
        || owns && !is_given
        || (matches!(
            tokens.word_before(at),
            "reading" | "read" | "quoting" | "quote" | "quoted" | "per"
        ) && !is_given)
}

/// Whether somebody in the room does something: *Ruth rang*, not *Klein writes*.
fn acts(page: &Page<'_>, at: usize) -> bool {
    const BOOKISH: &[&str] = &[
        "says", "said", "writes", "wrote", "has", "had", "is", "was", "would", "will", "calls",
        "called", "thought", "thinks", "knew", "never",
    ];
    let next = page.tokens.word_after(at);
    page.lists.says("speech", next)
        && !page.lists.says("weak-speech", next)
        && !BOOKISH.contains(&next)
}
