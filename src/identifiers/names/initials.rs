//! Finds initials.

use crate::identifiers::finding::{Certainty, Class, Why};
use crate::identifiers::page::{Mark, Page};

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

/// *K. rang*, *with J.M.T.*
pub(super) fn find_initials(page: &mut Page<'_>) {
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
