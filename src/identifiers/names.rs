//! Names and places: by a title, by a relative, by a capital, by a list, by what stands beside them.

use super::finding::{Certainty, Class, Finding, Suggestion, Why};
use super::lists::Kept;
use super::page::{Mark, Page};

/// Letters with stops that are no initials.
const KNOWN: &[&str] = &[
    "u.s.", "u.k.", "a.m.", "p.m.", "d.c.", "b.a.", "m.a.", "m.d.", "p.s.", "n.b.", "t.v.",
    "r.i.p.", "i.q.", "a.a.", "u.s.a.", "d.i.y.", "i.d.", "g.p.", "o.k.", "z.b.", "d.h.", "u.a.",
];

/// What a single letter may number: *plan B*, *vitamin D*.
const LETTERED: &[&str] = &[
    "plan",
    "type",
    "vitamin",
    "grade",
    "hepatitis",
    "option",
    "group",
    "form",
    "section",
    "part",
    "category",
    "scale",
    "key",
    "in",
    "appendix",
    "level",
    "row",
    "block",
    "team",
    "ward",
    "room",
    "figure",
    "exhibit",
    "chapter",
    "flat",
    "point",
    "step",
    "class",
    "side",
    "string",
    "note",
    "letter",
    "the",
    "an",
];

/// What follows the letter of a key or a note.
const MUSICAL: &[&str] = &[
    "major", "minor", "sharp", "flat", "string", "note", "levels", "dur", "moll", "chord", "drive",
    "class",
];

/// What stands before a thing rather than a person.
const BEFORE_THING: &[&str] = &[
    "the", "a", "an", "my", "her", "his", "their", "our", "your", "this", "some", "no", "more",
    "each", "every", "any", "its", "of", "session", "word", "called", "inner", "little", "old",
    "same", "one", "in", "on",
];

/// Abbreviations of the work that are two or three capitals, as initials are.
const ABBREVIATIONS: &[&str] = &[
    "GP", "GPS", "TV", "DJ", "PE", "RE", "IT", "HR", "OK", "UK", "US", "EU", "UN", "ID", "IQ",
    "PC", "MP", "PM", "AM", "CV", "PR", "AI", "DV", "SW", "HV", "OT", "CPN", "MH", "MHA", "SI",
    "SH", "SU", "PD", "BPD", "OCD", "ED", "AN", "BN", "DID", "CBT", "DBT", "ACT", "IFS", "EMD",
    "CAT", "IPT", "TA", "NVC", "KAP", "MDM", "LSD", "DMT", "ECT", "CSA", "LD", "AD", "DX", "TX",
    "RX", "HX", "SX", "PT", "CT", "CL", "BP", "HRT", "PMS", "IVF", "IUD", "BMI", "MRI", "ICU",
    "A&E", "ER", "OD", "LP", "CD", "DVD", "PS", "NB", "PP", "RIP", "FYI", "AA", "NA", "CA", "SE",
    "OR", "NLP", "WC", "ADH", "ASD", "MS", "ME", "FM", "DM", "LO",
];

/// Marks what everybody knows: nations, months, authors, brands.
pub(super) fn mark_household(page: &mut Page<'_>) {
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

/// Whether a title, a relative or a first name stands before the word.
fn follows_person(page: &Page<'_>, at: usize) -> bool {
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

/// Finds names and places.
pub(super) fn find(page: &mut Page<'_>) {
    find_initials(page);
    find_titled(page);
    find_after_kin(page);
    for at in 0..page.marks.len() {
        if page.marks[at] != Mark::Open {
            continue;
        }
        let token = &page.tokens.all[at];
        if token.has_digit || token.lower.chars().count() < 2 {
            continue;
        }
        if token.is_capital {
            find_capital(page, at);
        } else {
            find_small(page, at);
        }
    }
    join_neighbours(page);
}

/// *K. rang*, *with J.M.T.*
fn find_initials(page: &mut Page<'_>) {
    let mut at = 0;
    while at < page.marks.len() {
        let token = &page.tokens.all[at];
        let is_single = token.is_capital && token.lower.chars().count() == 1 && !token.has_digit;
        if !is_single || page.marks[at] != Mark::Open {
            at += 1;
            continue;
        }
        let mut last = at;
        while page.tokens.gap_after(last).trim_end() == "."
            && page.tokens.gap_after(last).len() <= 2
            && page.tokens.get(last + 1).is_some_and(|next| {
                next.is_capital && next.lower.chars().count() == 1 && next.lower != "i"
            })
        {
            last += 1;
        }
        let whole = page.text()[token.start..page.tokens.all[last].end].to_lowercase() + ".";
        if last > at {
            if !KNOWN.contains(&whole.as_str()) {
                page.add_words(at, last, Class::Name, Why::Initials, Certainty::Sure);
            }
            at = last + 1;
            continue;
        }
        let (before, after) = (page.tokens.word_before(at), page.tokens.word_after(at));
        let has_stop = page.tokens.gap_after(at).starts_with('.');
        let goes_on = has_stop
            && page
                .tokens
                .get(at + 1)
                .is_some_and(|next| !next.is_capital && page.tokens.gap_after(at) == ". ");
        let is_word =
            matches!(token.lower.as_str(), "i" | "a" | "o") && token.starts_sentence && !has_stop
                || token.lower == "i"
                || token.lower == "o" && !has_stop;
        let speaks = page.lists.says("speech", after);
        let beside = matches!(
            before,
            "with"
                | "and"
                | "for"
                | "from"
                | "re"
                | "about"
                | "told"
                | "saw"
                | "client"
                | "partner"
                | "w"
                | "by"
                | "at"
                | "than"
                | "that"
        ) || page.lists.says("kin", before);
        let names = token.has_possessive && token.lower != "a"
            || goes_on
            || (speaks && token.lower != "a")
            || (beside && token.lower != "a")
            || (has_stop && token.starts_sentence && page.tokens.gap_after(at) == ". ");
        if !is_word
            && names
            && !LETTERED.contains(&before)
            && !MUSICAL.contains(&after)
            && !page.text()[token.end..].starts_with(['-', '&', '/'])
        {
            page.add_words(at, at, Class::Name, Why::Initials, Certainty::Likely);
            // A surname after an initial is the same name.
            if page
                .tokens
                .after(at)
                .is_some_and(|next| next.is_capital && !page.tokens.all[at].has_possessive)
                && has_stop
                && page.marks[at + 1] == Mark::Open
                && !page.is_ordinary(at + 1)
            {
                page.found.pop();
                page.add_words(at, at + 1, Class::Name, Why::Initials, Certainty::Sure);
            }
        }
        at += 1;
    }
    find_two_letter_initials(page);
}

/// *JM rang*, *w/ TK*: two or three capitals that stand like a person and are no abbreviation.
fn find_two_letter_initials(page: &mut Page<'_>) {
    for at in 0..page.marks.len() {
        let token = &page.tokens.all[at];
        let count = token.lower.chars().count();
        if page.marks[at] != Mark::Open
            || !token.is_all_capitals
            || token.has_digit
            || !(2..=3).contains(&count)
        {
            continue;
        }
        let word = &page.tokens.text[token.start..token.end];
        if ABBREVIATIONS.contains(&word)
            || page.is_english_word(&token.lower) && count == 3
            || page.lists.kept(&token.lower).is_some()
        {
            continue;
        }
        let before = page.tokens.word_before(at);
        let after = page.tokens.word_after(at);
        let strong_verb =
            page.lists.says("speech", after) && !page.lists.says("weak-speech", after);
        if count == 2
            && (strong_verb
                || token.has_possessive
                || matches!(before, "with" | "w" | "supervisor" | "client")
                || page.lists.says("kin", before))
        {
            page.add_words(at, at, Class::Name, Why::Initials, Certainty::Likely);
        }
    }
}

/// Titles that stand before a name in any spelling; the others are also ordinary words.
const STRONG_TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "mx",
    "dr",
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

fn find_titled(page: &mut Page<'_>) {
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

/// Whether nothing but a blank, or the stop of an abbreviation, parts a word from the next.
fn stands_beside(page: &Page<'_>, at: usize) -> bool {
    matches!(page.tokens.gap_after(at), " " | "." | ". " | "\u{a0}")
        && page.tokens.get(at + 1).is_some_and(|next| !next.starts_sentence)
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

fn is_german_function(page: &Page<'_>, lower: &str) -> bool {
    page.lists.says("german-small", lower)
}

/// Takes a name from `name` on, with particles and surnames; the range begins at `first`.
fn take_name(page: &mut Page<'_>, first: usize, name: usize) -> usize {
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

/// *Her sister Rim*, *brother dex*, *a friend called Joy*.
fn find_after_kin(page: &mut Page<'_>) {
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

fn is_generic(page: &Page<'_>, lower: &str) -> bool {
    page.lists.says("generic", lower)
}

/// Ordinary words that begin the name of a place or a nickname.
const NAME_STARTS: &[&str] = &[
    "little", "great", "upper", "lower", "north", "south", "east", "west", "new", "old", "saint",
    "st", "san", "santa", "el", "la", "los", "las", "port", "mount", "lake", "river", "fort",
    "bad", "le", "nether", "long", "high", "big", "young", "wee", "king's", "castle",
];

/// Takes a name without a title, with its surnames.
fn take_plain(page: &mut Page<'_>, at: usize, class: Class, why: Why, certainty: Certainty) {
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

fn speaks(page: &Page<'_>, at: usize) -> bool {
    let next = page.tokens.word_after(at);
    matches!(page.tokens.gap_after(at), " ") && page.lists.says("speech", next)
}

fn speaks_strongly(page: &Page<'_>, at: usize) -> bool {
    speaks(page, at) && !page.lists.says("weak-speech", page.tokens.word_after(at))
}

fn find_capital(page: &mut Page<'_>, at: usize) {
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
    if !word && !given && page.lists.says("german-nouns", &token.lower) {
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
            return matches!(before, "and" | "with") && speaks_strongly(page, at);
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

fn is_determiner(word: &str) -> bool {
    matches!(word, "her" | "his" | "my" | "their" | "the" | "our" | "a" | "an")
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
        || speaks_strongly(page, at)
            && (!is_modal
                || matches!(
                    next,
                    "said"
                        | "says"
                        | "told"
                        | "tells"
                        | "asked"
                        | "asks"
                        | "rang"
                        | "rings"
                        | "phoned"
                        | "texted"
                        | "laughed"
                        | "wrote"
                        | "emailed"
                ))
}

fn follows_place_word(page: &Page<'_>, at: usize) -> bool {
    let before = page.tokens.word_before(at);
    let earlier = at.checked_sub(1).map_or("", |word| page.tokens.word_before(word));
    page.lists.says("place-before", before)
        && !matches!(before, "of" | "by" | "between" | "at" | "to" | "from")
        || matches!(before, "from" | "to" | "at" | "of")
            && (page.lists.says("place-verb", earlier)
                || at >= 3 && page.lists.says("place-verb", page.tokens.word_before(at - 2)))
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

fn is_german_article(word: &str) -> bool {
    [
        "der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "kein",
        "keine", "mein", "meine", "meinem", "meiner", "ihr", "ihre", "ihrem", "ihrer", "ihren",
        "sein", "seine", "seinem", "seiner", "seinen", "im", "am", "zum", "zur", "vom", "beim",
        "ins", "viel", "wenig", "mehr", "ohne", "diese", "dieser", "dieses", "diesem", "diesen",
    ]
    .contains(&word)
}

/// Names in small letters.
fn find_small(page: &mut Page<'_>, at: usize) {
    let token = &page.tokens.all[at];
    let sentence = page.tokens.sentence(token);
    let lower = token.lower.as_str();
    if sentence.is_german
        || page.lists.says("not-lower", lower)
        || lower.chars().count() < 3
        || token.is_contraction
    {
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

/// Joins findings that stand beside each other, and a surname to its first name.
fn join_neighbours(page: &mut Page<'_>) {
    page.found.sort_by_key(|found| found.range.start);
    let mut joined: Vec<Finding> = Vec::new();
    for found in std::mem::take(&mut page.found) {
        if let Some(last) = joined.last_mut() {
            let gap = page.tokens.text.get(last.range.end..found.range.start).unwrap_or("x");
            let is_name = |class: Class| matches!(class, Class::Name | Class::Place);
            if gap == " "
                && last.class == found.class
                && is_name(found.class)
                && found.why != Why::OwnWord
                && last.why != Why::OwnWord
                && found.certainty != Certainty::Ask
                && last.certainty != Certainty::Ask
            {
                last.range.end = found.range.end;
                continue;
            }
        }
        joined.push(found);
    }
    page.found = joined;
}
