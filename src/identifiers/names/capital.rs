//! Finds names by a capital that no ordinary word would have.

use super::context::{
    follows_place_word, is_determiner, is_german_article, speaks, speaks_strongly,
};
use super::extent::{is_german_function, take_plain};
use crate::identifiers::finding::{Certainty, Class, Why};
use crate::identifiers::page::{Mark, Page};

/// What stands before a thing rather than a person.
const BEFORE_THING: &[&str] = &[
    "the", "a", "an", "my", "her", "his", "their", "our", "your", "this", "some", "no", "more",
    "each", "every", "any", "its", "of", "session", "word", "called", "inner", "little", "old",
    "same", "one", "in", "on",
];

pub(super) fn find_capital(page: &mut Page<'_>, at: usize) {
    let token = &page.tokens.all[at];
    let german = page.tokens.sentence(token).is_german;
    let (word, given) = (page.is_ordinary(at), page.lists.is_given(&token.lower));
    if token.is_all_capitals && token.lower.chars().count() > 1 {
        if given && !word && token.lower.chars().count() > 3 {
            take_plain(page, at, Class::Name, Why::CapitalInSentence, Certainty::Likely);
            return;
        }
        if token.lower.chars().count() <= 6 || word {
            return;
        }
    }
    if german {
        find_german(page, at, word, given);
        return;
    }
    if token.is_contraction || is_abbreviated(page, at) {
        return;
    }
    // *Too brav*, *the Beerdigung*: a German word in an English sentence.
    let is_german = page.lists.says("german-nouns", &token.lower)
        || page.lists.is_german(&token.lower)
            && (is_determiner(page.tokens.word_before(at))
                || page.tokens.sentences.iter().any(|sentence| sentence.is_german))
            && !speaks_strongly(page, at);
    if !word && !given && is_german {
        return;
    }
    if is_title_alone(page, at) {
        return;
    }
    let is_place = follows_place_word(page, at) && !given;
    let class = if is_place { Class::Place } else { Class::Name };
    if !word {
        if page.lists.is_derived(&token.lower)
            && !given
            && (token.starts_sentence || token.lower.contains('-'))
        {
            return;
        }
        if token.starts_sentence {
            if !given
                && token.lower.chars().count() > 6
                && page.lists.is_misspelt_word(&token.lower)
                && !speaks(page, at)
                && !token.has_possessive
            {
                return;
            }
            let certainty = if given { Certainty::Sure } else { Certainty::Likely };
            take_plain(page, at, class, Why::CapitalAtStart, certainty);
        } else {
            let why = if is_place { Why::AfterPlaceWord } else { Why::CapitalInSentence };
            take_plain(page, at, class, why, Certainty::Sure);
        }
        return;
    }
    let is_name = if token.starts_sentence {
        is_name_at_start(page, at, given)
    } else {
        is_name_in_sentence(page, at, given)
    };
    if is_name {
        take_plain(page, at, Class::Name, Why::WordAsName, Certainty::Likely);
    }
}

/// *April said*, *April is her niece*: a month that does what only a person does.
pub(super) fn find_calendar(page: &mut Page<'_>, at: usize) {
    let lower = &page.tokens.all[at].lower;
    let bears = page.lists.is_calendar(lower) && page.lists.is_given(lower);
    if bears && (speaks_like_a_person(page, at) || kin_follows(page, at)) {
        take_plain(page, at, Class::Name, Why::WordAsName, Certainty::Likely);
    }
}

/// *Sx*, *Hx*, *Tx*: a clinical abbreviation without a vowel.
fn is_abbreviated(page: &Page<'_>, at: usize) -> bool {
    let token = &page.tokens.all[at];
    let count = token.lower.chars().count();
    let has_vowel = token.lower.chars().any(|c| {
        "aeiouyäöüáéíóúàèìòùâêîôûãõåæøœąęıạảấầậẩẫắằặẳẵẹẻẽếềệểễịỉĩọỏốồộổỗớờợởỡụủũứừựửữỳỵỷỹńṣ"
            .contains(c)
    });
    let has_inner_capital = count <= 5
        && page.tokens.text[token.start..token.end].chars().skip(1).any(char::is_uppercase)
        && !token.lower.contains(['\'', '-'])
        && !token.lower.starts_with("mc");
    has_inner_capital
        || count <= 4 && !has_vowel && token.lower.is_ascii() && !page.lists.is_given(&token.lower)
}

/// *He calls me Doctor*, *Reg. of the car*: a title or a short form without a name behind it.
fn is_title_alone(page: &Page<'_>, at: usize) -> bool {
    let token = &page.tokens.all[at];
    let gap = page.tokens.gap_after(at);
    let next_is_name =
        page.tokens.after(at).is_some_and(|next| next.is_capital) && (gap == " " || gap == ". ");
    let is_short = token.lower.chars().count() <= 4
        && gap.starts_with(". ")
        && page.tokens.get(at + 1).is_some_and(|next| !next.is_capital);
    page.lists.says("title", &token.lower)
        && !page.lists.says("kin", &token.lower)
        && !next_is_name
        && (!page.lists.is_given(&token.lower)
            || matches!(
                token.lower.as_str(),
                "doctor" | "miss" | "madam" | "sir" | "nurse" | "professor" | "judge" | "officer"
            ))
        || is_short
}

fn is_name_in_sentence(page: &Page<'_>, at: usize, given: bool) -> bool {
    let token = &page.tokens.all[at];
    let before = page.tokens.word_before(at);
    let after = page.tokens.after(at);
    let beside_capital = page.tokens.before(at).is_some_and(|word| {
        word.is_capital
            && !word.starts_sentence
            && page.tokens.gap_after(at - 1) == " "
            && page.marks[at - 1] != Mark::Found
    });
    let is_first = page.lists.says("name-first", &token.lower);
    if given || is_first || page.lists.says("plant-names", &token.lower) {
        if page.lists.is_calendar(&token.lower) {
            return kin_follows(page, at)
                || matches!(before, "and" | "with") && speaks_strongly(page, at)
                || speaks_like_a_person(page, at);
        }
        let is_thing = BEFORE_THING.contains(&before)
            && !(matches!(before, "called" | "of" | "in" | "on") && (given || is_first));
        return !beside_capital
            && !is_thing
            && !(after.is_some_and(|next| {
                next.is_capital
                    && page.tokens.gap_after(at) == " "
                    && page.lists.says("head", &next.lower)
            }));
    }
    // *and Fisher said*
    let subject = matches!(
        before,
        "and" | "then" | "that" | "because" | "but" | "when" | "so" | "until" | "if" | "with"
    );
    subject
        && !beside_capital
        && speaks_strongly(page, at)
        && !page.lists.says("kin", &token.lower)
        && !page.lists.says("title", &token.lower)
}

/// Whether a verb follows that no month and no virtue takes.
fn speaks_like_a_person(page: &Page<'_>, at: usize) -> bool {
    const SPOKEN: &[&str] = &[
        "said",
        "says",
        "told",
        "tells",
        "asked",
        "asks",
        "rang",
        "rings",
        "phoned",
        "texted",
        "laughed",
        "wrote",
        "emailed",
        "replied",
        "shouted",
        "whispered",
        "nodded",
    ];
    page.tokens.gap_after(at) == " " && SPOKEN.contains(&page.tokens.word_after(at))
}

/// *Will (husband)*, *Hazel, my aunt*, *Grace is her sister*.
fn kin_follows(page: &Page<'_>, at: usize) -> bool {
    let gap = page.tokens.gap_after(at);
    let [next, third, fourth, fifth] = [1, 2, 3, 4].map(|ahead| {
        let sentence = page.tokens.all[at].sentence;
        page.tokens
            .get(at + ahead)
            .filter(|word| word.sentence == sentence)
            .map_or("", |word| word.lower.as_str())
    });
    let is_kin = |word: &str| page.lists.says("kin", word);
    gap.starts_with(" (") && is_kin(next)
        || gap.starts_with(',')
            && (is_kin(next) || is_determiner(next) && (is_kin(third) || is_kin(fourth)))
        || matches!(next, "is" | "was" | "isn't")
            && is_determiner(third)
            && (is_kin(fourth) || is_kin(fifth))
}

fn third_is_object(word: &str) -> bool {
    matches!(word, "me" | "him" | "her" | "us" | "them" | "home" | "up" | "round" | "over" | "back")
}

/// Whether an ordinary word that begins a sentence stands like a name.
fn is_name_at_start(page: &Page<'_>, at: usize, given: bool) -> bool {
    let token = &page.tokens.all[at];
    let gap = page.tokens.gap_after(at);
    let next = page.tokens.word_after(at);
    let says = |section: &str, word: &str| page.lists.says(section, word);
    let after_next = page.tokens.after(at).and_then(|_| page.tokens.after(at + 1));
    let third = after_next.map_or("", |word| word.lower.as_str());
    let fourth =
        after_next.and_then(|_| page.tokens.after(at + 2)).map_or("", |word| word.lower.as_str());
    if !given && !says("plant-names", &token.lower) && !says("name-first", &token.lower) {
        return gap == " (" && says("kin", next) && !says("kin", &token.lower);
    }
    if kin_follows(page, at) {
        return true;
    }
    if page.lists.is_calendar(&token.lower) {
        return false;
    }
    if says("name-first", &token.lower) {
        return gap.trim().is_empty() || gap.starts_with([',', '.', '?', '!', '\'', '’']);
    }
    let place_follows = matches!(next, "at" | "in" | "from") && {
        let word = if is_determiner(third) { fourth } else { third };
        says("workplace", word)
    };
    let surname_follows = gap == " "
        && page.tokens.after(at).is_some_and(|word| word.is_capital && !word.is_all_capitals)
        && !page.is_ordinary(at + 1)
        && page.marks[at + 1] == Mark::Open;
    let pair_follows = next == "and"
        && page.tokens.get(at + 2).is_some_and(|word| {
            word.is_capital
                && !word.starts_sentence
                && (page.lists.is_given(&word.lower) || !page.is_ordinary(at + 2))
        })
        && page.marks[at + 2] == Mark::Open;
    let is_modal = matches!(
        token.lower.as_str(),
        "will" | "may" | "can" | "mark" | "bill" | "sue" | "drew" | "art" | "see"
    );
    let owns = token.has_possessive
        && !page.lists.is_calendar(&token.lower)
        && !says("virtues", &token.lower);
    let self_follows =
        matches!(third, "himself" | "herself") || matches!(next, "himself" | "herself");
    let weak_with_object =
        speaks(page, at) && !is_modal && third_is_object(third) && !says("copula", next);
    place_follows
        || surname_follows
        || pair_follows
        || owns
        || self_follows
        || weak_with_object
        || speaks_strongly(page, at) && (!is_modal || speaks_like_a_person(page, at))
}

fn find_german(page: &mut Page<'_>, at: usize, word: bool, given: bool) {
    let token = &page.tokens.all[at];
    let before = page.tokens.word_before(at).to_owned();
    let is_function = is_german_function(page, &token.lower);
    if is_function || token.is_contraction {
        return;
    }
    let noun = page.is_german_word(&token.lower);
    if given
        && !noun
        && (!word || !page.lists.says("german-small", &token.lower))
        && !is_german_article(&before)
    {
        take_plain(page, at, Class::Name, Why::CapitalInSentence, Certainty::Likely);
        return;
    }
    let is_place = page.lists.says("german-place-before", &before)
        && !noun
        && !page.lists.is_ordinary(&token.lower);
    let lives = matches!(before.as_str(), "in" | "aus" | "bei" | "nach");
    if is_place && (lives || given) {
        take_plain(page, at, Class::Place, Why::AfterPlaceWord, Certainty::Likely);
        return;
    }
    // A genitive without an article, and a subject without one, are names: *Böhmers Küche*, *Böhmer hat*.
    // A capital in mid-sentence that is no German noun and no English word.
    if !token.starts_sentence
        && !noun
        && !given
        && token.lower.chars().count() > 3
        && !page.lists.is_ordinary(&token.lower)
        && !token.is_all_capitals
    {
        let class = if is_place { Class::Place } else { Class::Name };
        take_plain(page, at, class, Why::CapitalInSentence, Certainty::Likely);
        return;
    }
    let alone =
        token.starts_sentence && speaks(page, at) && !noun && !page.lists.is_ordinary(&token.lower);
    let genitive = token.lower.ends_with('s')
        && page.tokens.after(at).is_some_and(|next| next.is_capital)
        && !noun
        && !is_german_article(&before)
        && !page.lists.is_ordinary(&token.lower)
        && page.tokens.gap_after(at) == " "
        && (token.starts_sentence
            || matches!(before.as_str(), "und" | "in" | "an" | "auf" | "mit" | "von" | "über"));
    let has_foreign_sign =
        token.lower.chars().any(|c| !c.is_ascii() && !"äöüßé'’".contains(c) && c.is_alphabetic());
    if alone || genitive || has_foreign_sign {
        take_plain(page, at, Class::Name, Why::CapitalAtStart, Certainty::Likely);
    }
}
