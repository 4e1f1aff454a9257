//! Schools, clinics, employers, cafés: capitals around a word that says what the place is.

use super::finding::{Certainty, Class, Why};
use super::page::{Mark, Page};

/// Kinds of place that stand before their name.
const FIRST: &[&str] = &[
    "café",
    "cafe",
    "hotel",
    "gymnasium",
    "grundschule",
    "realschule",
    "gesamtschule",
    "hauptschule",
    "kita",
    "klinik",
    "klinikum",
    "krankenhaus",
    "praxis",
    "universität",
    "university",
    "college",
    "church",
    "chapel",
    "institut",
    "institute",
    "gasthaus",
    "gasthof",
    "bäckerei",
    "kirche",
    "stiftung",
    "schule",
    "apotheke",
    "amtsgericht",
    "bar",
    "restaurant",
    "altenheim",
    "pflegeheim",
    "hochschule",
    "academy",
];

/// Words that are also ordinary ones: they need a capital themselves.
const WEAK: &[&str] = &[
    "bar",
    "band",
    "home",
    "care",
    "park",
    "court",
    "group",
    "club",
    "shop",
    "company",
    "co",
    "estate",
    "hall",
    "house",
    "store",
    "pool",
    "united",
    "partners",
    "office",
    "department",
    "police",
    "brigade",
    "sons",
    "daughters",
    "records",
    "castle",
    "press",
    "studios",
    "foods",
    "zoo",
    "circus",
    "cemetery",
    "dental",
    "mutual",
    "health",
    "bank",
    "court",
    "gardens",
    "unit",
    "practice",
    "service",
    "services",
    "union",
    "arms",
    "society",
    "association",
    "trust",
    "library",
    "station",
    "surgery",
    "council",
    "festival",
    "inn",
    "juniors",
    "hof",
    "flats",
    "company's",
];

/// Finds institutions and streets.
pub(super) fn find(page: &mut Page<'_>) {
    for at in 0..page.marks.len() {
        let lower = page.tokens.all[at].lower.clone();
        if page.marks[at] == Mark::Found || page.marks[at] == Mark::Own {
            continue;
        }
        if page.lists.says("street", &lower)
            && page.tokens.all[at].is_capital
            && is_street(page, at)
        {
            let first = run_start(page, at);
            let last = last_of_name(page, at);
            let class = if last > at { Class::Organisation } else { Class::Place };
            page.add_words(first, last, class, Why::Institution, Certainty::Sure);
        } else if page.lists.says("head", &lower) {
            find_before(page, at);
            if page.marks[at] != Mark::Found {
                find_after(page, at);
            }
        }
    }
    find_royal(page);
}

/// The first word of the run of capitals that ends before `head`.
fn run_start(page: &Page<'_>, head: usize) -> usize {
    let mut first = head;
    while first > 0 && !page.tokens.all[first].starts_sentence {
        let (before, gap) = (&page.tokens.all[first - 1], page.tokens.gap_after(first - 1));
        let plain = matches!(gap, " " | " & " | "'s " | "’s " | "' " | "’ " | ". " | "-");
        if plain
            && before.is_capital
            && !before.has_digit
            && page.marks[first - 1] != Mark::Found
            && page.marks[first - 1] != Mark::Own
        {
            first -= 1;
            continue;
        }
        // A connector goes on when a capital stands before it.
        let connects = matches!(
            before.lower.as_str(),
            "of" | "and" | "the" | "for" | "am" | "an" | "der" | "zum" | "zur"
        ) && gap == " ";
        let capital_before = first >= 2
            && page.tokens.all[first - 2].is_capital
            && page.tokens.gap_after(first - 2) == " "
            && !page.tokens.all[first - 1].starts_sentence
            && (page.lists.says("head", &page.tokens.all[first - 2].lower)
                || page.marks[first - 2] == Mark::Open
                    && !page.is_english_word(&page.tokens.all[first - 2].lower));
        if connects && capital_before && before.lower != "and" {
            first -= 2;
            continue;
        }
        break;
    }
    first
}

fn is_street(page: &Page<'_>, at: usize) -> bool {
    const CLEAR: &[&str] =
        &["street", "road", "lane", "avenue", "crescent", "terrace", "mews", "boulevard", "quay"];
    let first = run_start(page, at);
    if first == at {
        return false;
    }
    let named = (first..at).any(|word| {
        !page.is_english_word(&page.tokens.all[word].lower) && page.marks[word] == Mark::Open
    });
    let is_common = at - first == 1
        && matches!(
            page.tokens.all[first].lower.as_str(),
            "high"
                | "main"
                | "the"
                | "back"
                | "memory"
                | "sesame"
                | "wall"
                | "easy"
                | "downing"
                | "royal"
                | "this"
        );
    let clear = CLEAR.contains(&page.tokens.all[at].lower.as_str());
    let starts = page.tokens.all[first].starts_sentence && at - first == 1;
    !is_common && (named && (clear || !starts) || clear && !starts)
}

/// Where the small words before a small head begin.
fn skip_small_words(page: &Page<'_>, head: usize) -> usize {
    let mut from = head;
    // Up to two small words between the name and the head: *garden centre*, *primary school*.
    let mut small = 0;
    while small < 2
        && from > 0
        && !page.tokens.all[from].starts_sentence
        && !page.tokens.all[from - 1].is_capital
        && page.tokens.gap_after(from - 1) == " "
    {
        let word = page.tokens.all[from - 1].lower.as_str();
        if !(page.lists.says("generic", word)
            && !matches!(
                word,
                "the" | "a" | "my" | "her" | "his" | "and" | "our" | "their" | "this" | "that"
            )
            || matches!(
                word,
                "garden"
                    | "grammar"
                    | "railway"
                    | "bus"
                    | "medical"
                    | "dental"
                    | "leisure"
                    | "sports"
                    | "building"
                    | "law"
            ))
        {
            break;
        }
        from -= 1;
        small += 1;
    }
    from
}

/// A name before the head: *St Brannock's Primary School*, *the Meadowbank garden centre*.
fn find_before(page: &mut Page<'_>, head: usize) {
    let token = &page.tokens.all[head];
    if !matches!(page.marks[head], Mark::Open | Mark::Kept) {
        return;
    }
    let mut from = head;
    if !token.is_capital {
        if WEAK.contains(&token.lower.as_str())
            && !matches!(token.lower.as_str(), "surgery" | "station")
        {
            return;
        }
        from = skip_small_words(page, head);
        if from == 0
            || page.tokens.all[from].starts_sentence
            || !page.tokens.all[from - 1].is_capital
            || page.tokens.gap_after(from - 1).trim_start_matches(['\'', '’', 's']) != " "
        {
            return;
        }
    }
    if page.tokens.sentence(token).is_german && !token.is_capital {
        return;
    }
    let first = run_start(page, from);
    if first == from {
        return;
    }
    let names: Vec<usize> = (first..from).filter(|word| is_naming(page, *word)).collect();
    let odd = names.iter().any(|word| {
        !page.is_english_word(&page.tokens.all[*word].lower)
            || page.lists.is_given(&page.tokens.all[*word].lower)
    });
    let german = page.tokens.sentence(token).is_german;
    let inner: Vec<&usize> =
        names.iter().filter(|word| !page.tokens.all[**word].starts_sentence).collect();
    let holds = if token.is_capital && !german {
        odd || !inner.is_empty() && !page.tokens.all[head].is_all_capitals
    } else if german {
        odd && names.iter().any(|word| !page.is_german_word(&page.tokens.all[*word].lower))
            && (head - first) <= 3
            && names.iter().any(|word| {
                page.tokens.all[*word].has_possessive
                    || page.lists.is_given(&page.tokens.all[*word].lower)
            })
    } else {
        odd
    };
    if !holds {
        return;
    }
    let mut start = first;
    while start < head
        && !is_naming(page, start)
        && (page.tokens.all[start].starts_sentence
            || matches!(
                page.tokens.all[start].lower.as_str(),
                "the" | "my" | "her" | "his" | "our" | "their"
            ))
        && !names.is_empty()
        && start < names[0]
        && page.is_english_word(&page.tokens.all[start].lower)
    {
        start += 1;
    }
    let last = last_of_name(page, head);
    page.add_words(
        start,
        last,
        Class::Organisation,
        Why::Institution,
        if odd { Certainty::Sure } else { Certainty::Likely },
    );
}

/// More heads and what belongs to them after the first: *School of Music*, *Hospital, Northtown* stops.
fn last_of_name(page: &Page<'_>, head: usize) -> usize {
    let mut last = head;
    while page.tokens.gap_after(last) == " "
        && page.tokens.get(last + 1).is_some_and(|next| {
            page.lists.says("head", &next.lower) && next.is_capital && !next.starts_sentence
        })
    {
        last += 1;
    }
    last
}

/// Whether a capital in the run names something, rather than says what kind it is.
fn is_naming(page: &Page<'_>, at: usize) -> bool {
    let token = &page.tokens.all[at];
    token.is_capital
        && token.lower.chars().count() > 1
        && (page.marks[at] == Mark::Open
            || page.marks[at] == Mark::Kept && page.lists.needs_company(&token.lower))
        && !page.lists.says("generic", &token.lower)
        && !page.lists.says("head", &token.lower)
        && !(token.is_all_capitals && token.lower.len() <= 4)
}

/// The last word of *Ward 7* or *Ward 7, Kelvin House*.
fn ward_end(page: &Page<'_>, head: usize) -> usize {
    let mut last = head + 1;
    if page.tokens.gap_after(last) == ", "
        && page.tokens.get(last + 1).is_some_and(|word| word.is_capital && !word.starts_sentence)
    {
        let mut end = last + 1;
        while page.tokens.gap_after(end) == " "
            && page.tokens.get(end + 1).is_some_and(|word| word.is_capital && !word.starts_sentence)
        {
            end += 1;
        }
        if page.lists.says("head", &page.tokens.all[end].lower) {
            last = end;
        }
    }
    last
}

/// The head comes first: *Café Lumen*, *Ward 7*, *Gymnasium Am Lindengraben*, *University of Northtown*.
fn find_after(page: &mut Page<'_>, head: usize) {
    let token = &page.tokens.all[head];
    if !token.is_capital || token.has_possessive {
        return;
    }
    let german = page.tokens.sentence(token).is_german;
    let Some(next) = page
        .tokens
        .get(head + 1)
        .filter(|next| !next.starts_sentence && page.tokens.gap_after(head) == " ")
    else {
        return;
    };
    if token.lower == "ward" && next.has_digit
        || token.lower == "station" && next.has_digit && german
    {
        let last = ward_end(page, head);
        page.add_words(head, last, Class::Organisation, Why::Institution, Certainty::Likely);
        return;
    }
    if !FIRST.contains(&token.lower.as_str()) {
        return;
    }
    let mut name = head + 1;
    while page.tokens.get(name).is_some_and(|word| {
        matches!(
            word.lower.as_str(),
            "of" | "the"
                | "am"
                | "an"
                | "der"
                | "im"
                | "in"
                | "zum"
                | "zur"
                | "st"
                | "sankt"
                | "our"
                | "saint"
        ) && !word.starts_sentence
    }) {
        name += 1;
    }
    let Some(first) = page
        .tokens
        .get(name)
        .filter(|word| word.is_capital && !word.starts_sentence && page.marks[name] == Mark::Open)
    else {
        return;
    };
    let ordinary = if german {
        page.is_german_word(&first.lower) && name == head + 1
    } else {
        page.is_english_word(&first.lower) && page.lists.says("generic", &first.lower)
    };
    let of_subject = page.tokens.all[head + 1].lower == "of" && page.is_english_word(&first.lower);
    if ordinary
        || of_subject
        || (token.starts_sentence && page.is_english_word(&first.lower) && name == head + 1)
    {
        return;
    }
    let mut last = name;
    while page.tokens.gap_after(last).trim_end().is_empty()
        && page.tokens.get(last + 1).is_some_and(|word| {
            word.is_capital && !word.starts_sentence && page.marks[last + 1] == Mark::Open
        })
        && !german
    {
        last += 1;
    }
    page.add_words(head, last, Class::Organisation, Why::Institution, Certainty::Sure);
}

/// *The Royal Alexandra*, *Queen Margaret*, *St Brannock's*.
fn find_royal(page: &mut Page<'_>) {
    for at in 0..page.marks.len() {
        let token = &page.tokens.all[at];
        if page.marks[at] != Mark::Open
            || !token.is_capital
            || !matches!(
                token.lower.as_str(),
                "royal" | "queen" | "saint" | "st" | "sankt" | "princess" | "prince" | "king"
            )
        {
            continue;
        }
        let gap = page.tokens.gap_after(at);
        let mut last = at;
        while matches!(page.tokens.gap_after(last), " " | ". " | "." | "'s " | "’s ")
            && page.tokens.get(last + 1).is_some_and(|next| {
                next.is_capital
                    && !next.starts_sentence
                    && matches!(page.marks[last + 1], Mark::Open | Mark::Kept)
                    && next.lower.chars().count() > 1
            })
        {
            last += 1;
        }
        let odd = (at + 1..=last).any(|word| {
            !page.is_english_word(&page.tokens.all[word].lower)
                || page.lists.is_given(&page.tokens.all[word].lower)
        });
        let saint = matches!(token.lower.as_str(), "st" | "saint" | "sankt");
        if last > at && (odd || saint) && matches!(gap, " " | ". " | ".") {
            page.add_words(at, last, Class::Organisation, Why::Institution, Certainty::Likely);
        }
    }
}
