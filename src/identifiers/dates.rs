//! Days, months with a year, and ages of 90 and more.

use std::sync::OnceLock;

use regex::Regex;

use super::finding::{Certainty, Class, Suggestion, Why};
use super::page::{Page, compile, is_whole};
use super::replace::{Day, parse_day};

const MONTH: &str = "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|okt|dez)";
const WEEKDAY: &str = "(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?:day)?\\.?";
const ORDINAL: &str = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[- ]first|ersten|zweiten|dritten|vierten|fünften|sechsten|siebten|achten|neunten|zehnten|elften|zwölften|dreizehnten|vierzehnten|fünfzehnten|sechzehnten|siebzehnten|achtzehnten|neunzehnten|zwanzigsten)";
const ROMAN: &str = "(?:viii|vii|iii|xii|vi|iv|ix|xi|ii|i|v|x)";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Always a date.
    Plain,
    /// A day and the word of a month: *may* and *march* are also verbs.
    WithMonth,
    /// Numbers only: day and month must exist.
    Numbers,
    /// Two numbers with a stroke: also a fraction, a score, a time signature.
    Stroke,
    /// *The 19th*: also the 19th century, the 19th session.
    Ordinal,
    /// An age.
    Age,
}

struct Pattern {
    shape: Shape,
    regex: Regex,
}

fn patterns() -> &'static [Pattern] {
    static ALL: OnceLock<Vec<Pattern>> = OnceLock::new();
    ALL.get_or_init(|| {
        let year = r"(?:,?\s+(?:of\s+)?(?:\d{4}|['’]\d{2})|,?\s\d{2}\b)?";
        let all = [
            (Shape::Plain, r"\b(?:1[89]|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b".to_owned()),
            (Shape::WithMonth, format!(r"(?:\b{WEEKDAY},?\s+(?:(?:the|den|dem|der)\s+)?)?\b(?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th|\.)?\s*(?P<of>(?:of|-|/)\s*)?\b(?P<month>{MONTH})\b\.?{year}")),
            (Shape::WithMonth, format!(r"(?:\b{WEEKDAY},?\s+)?\b(?P<month>{MONTH})\.?[\s-]+(?:the\s+)?(?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th)?\b{year}")),
            (Shape::Plain, format!(r"(?:\b{WEEKDAY},?\s+)?\b(?:the\s+|den\s+|am\s+)?(?:{ORDINAL})\s+(?:of\s+)?(?:{MONTH})\b{year}")),
            (Shape::Plain, format!(r"\b{MONTH}\s+the\s+{ORDINAL}\b{year}")),
            (Shape::WithMonth, format!(r"\b(?P<month>{MONTH})\.?,?\s+(?:of\s+)?(?P<year>(?:19|20)\d{{2}})\b")),
            (Shape::Plain, format!(r"\b(?:0?[1-9]|[12]\d|3[01])\.?(?:/|\.|-)?\s?(?:{ROMAN})(?:/|\.|-)\s?(?:(?:19|20)?\d{{2}})\b")),
            (Shape::Plain, r"\b(?:0?[1-9]|[12]\d|3[01])\.\s?(?:viii|vii|iii|xii|vi|iv|ix|xi|ii|i|v|x)\.".to_owned()),
            (Shape::Plain, r"\b(?:0?[1-9]|[12]\d|3[01])\s(?:viii|vii|iii|xii|vi|iv|ix|xi|ii)\s(?:(?:19|20)\d{2}|\d{2})\b".to_owned()),
            (Shape::Plain, r"\b(?:0?[1-9]|[12]\d|3[01])\s(?:i|v|x)\s(?:19|20)\d{2}\b".to_owned()),
            (Shape::Plain, r"\b(?:0?[1-9]|[12]\d|3[01])/(?:viii|vii|iii|xii|vi|iv|ix|xi|ii|i|v|x)\b".to_owned()),
            (Shape::Numbers, r"\b(?P<a>\d{1,2})(?:/|\.\s?|-)(?P<b>\d{1,2})(?:/|\.\s?|-)(?P<year>(?:19|20)\d{2}|\d{2})\b".to_owned()),
            (Shape::Stroke, r"\b(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})\b\.?".to_owned()),
            (Shape::Plain, format!(r"\b{WEEKDAY},?\s+(?:(?:the|den|dem)\s+)?\d{{1,2}}(?:st|nd|rd|th|\.)")),
            (Shape::Ordinal, format!(r"\b{WEEKDAY}\s+(?P<bare>\d{{1,2}})\b")),
            (Shape::Ordinal, r"\b(?:the|den|dem|am|vom|zum)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b".to_owned()),
            (Shape::Ordinal, r"\b(?:on|since|until|till|by|from|before|after)\s+the\s+(?P<word>fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[- ]first)\b".to_owned()),
            (Shape::Plain, r"\b(?:easter (?:sunday|monday|saturday|eve)|good friday|maundy thursday|palm sunday|ash wednesday|shrove tuesday|christmas (?:day|eve|morning)|boxing day|st\.? stephen'?s day|new year['’]?s (?:day|eve)|twelfth night|whit (?:sunday|monday)|mothering sunday|mother['’]?s day|father['’]?s day|valentine['’]?s(?: day)?|halloween night|bonfire night|burns night|thanksgiving day|independence day|memorial day|labou?r day|anzac day|australia day|waitangi day|(?:st\.? )?patrick['’]?s day|(?:st\.? )?david['’]?s day|(?:st\.? )?george['’]?s day|(?:st\.? )?andrew['’]?s day|all souls['’]?(?: day)?|all saints['’]?(?: day)?|armistice day|remembrance (?:sunday|day)|may day|midsummer(?:['’]s)? (?:day|eve|night)|heiligabend|heilige[rn]? abend|karfreitag|gründonnerstag|ostersonntag|ostermontag|pfingstsonntag|pfingstmontag|rosenmontag|aschermittwoch|silvester(?:abend|nacht)?|neujahrstag|neujahrsmorgen|buß- und bettag|totensonntag|(?:erster|zweiter|dritter|vierter|ersten|zweiten|dritten|vierten) advent|(?:ersten|zweiten) weihnachts(?:feier)?tag)\b(?:\s+(?:of\s+)?(?:19|20)\d{2})?".to_owned()),
            (Shape::Plain, r"\b(?:christmas|easter|xmas|hanukkah|passover|ramadan|eid|diwali|weihnachten|ostern|pfingsten|thanksgiving|halloween)\s+(?:of\s+)?(?:19|20)\d{2}\b".to_owned()),
            (Shape::Age, r"\b(?:aged?|is|will be|be|was|are|were|at|turned|turns|turning|reached|now|nearly|almost|just|only|he['’]s|she['’]s|alter von|mit|ist|war|wird|wurde)\s+(?P<it>9\d|1[01]\d|ninet(?:y|een hundred)?(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one) hundred(?: and (?:one|two|three|four|five|six))?|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)?und?neunzig|neunzig|hundert)\b".to_owned()),
            (Shape::Age, r"\p{L},\s(?P<it>9\d|1[01]\d|ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)[,.;)]".to_owned()),
            (Shape::Plain, r"\b(?:9\d|1[01]\d)(?:[- ]?(?:years?|yrs?|y/?o|yo|y\.o\.|jährige[rnms]?|jahre(?: alt)?)\b(?:[- ]?(?:old|of age)\b)?)".to_owned()),
            (Shape::Plain, r"\b(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)[- ]years?[- ]old\b".to_owned()),
            (Shape::Plain, r"\b(?:in|into) (?:her|his|their) (?:(?:early|mid|late)[- ])?(?:nineties|90s)\b".to_owned()),
        ];
        all.into_iter()
            .map(|(shape, regex)| {
                let regex = compile(&format!("(?i){regex}"));
                Pattern { shape, regex }
            })
            .collect()
    })
}

/// Finds days and ages.
pub(super) fn find(page: &mut Page<'_>) {
    let text = page.tokens.text;
    for pattern in patterns() {
        for hit in pattern.regex.captures_iter(text) {
            let Some(whole) = hit.get(0) else { continue };
            let mut range = whole.range();
            let (before, after) = (&text[..range.start], &text[range.end..]);
            let number =
                |name: &str| hit.name(name).and_then(|found| found.as_str().parse::<u32>().ok());
            let holds = match pattern.shape {
                Shape::Plain => true,
                Shape::WithMonth => {
                    number("day").is_none_or(|day| (1..=31).contains(&day))
                        && is_month(
                            hit.name("month").map_or("", |month| month.as_str()),
                            hit.name("nth").is_some()
                                || hit.name("of").is_some()
                                || hit.name("year").is_some(),
                            after,
                        )
                }
                Shape::Numbers => {
                    let (a, b) = (number("a").unwrap_or(0), number("b").unwrap_or(0));
                    (1..=31).contains(&a)
                        && (1..=31).contains(&b)
                        && (a <= 12 || b <= 12)
                        && !before.ends_with(['.', '/', '-'])
                        && !after.starts_with(['/', '-'])
                }
                Shape::Stroke => {
                    let (a, b) = (number("a").unwrap_or(0), number("b").unwrap_or(0));
                    let is_point = hit.name("mark").is_some_and(|mark| mark.as_str() == ".");
                    if is_point {
                        is_point_date(a, b, whole.as_str(), before, after)
                    } else {
                        is_stroke_date(a, b, before, after)
                    }
                }
                Shape::Ordinal => {
                    let day = number("day").or(number("bare"));
                    day.is_none_or(|day| (1..=31).contains(&day))
                        && stands_alone(after, hit.name("bare").is_some())
                        && !(before.ends_with("of ")
                            && word_after(after).is_empty()
                            && day.is_some_and(|day| day > 31))
                }
                Shape::Age => {
                    if let Some(it) = hit.name("it") {
                        range = if whole.as_str().to_lowercase().starts_with("age") {
                            range
                        } else {
                            it.range()
                        };
                    }
                    is_age(&text[range.end..])
                }
            };
            if !holds || !is_whole(text, &range) {
                continue;
            }
            if pattern.shape == Shape::Stroke {
                while text[..range.end].ends_with('.') && !is_point(&text[range.clone()]) {
                    range.end -= 1;
                }
            }
            let is_age = pattern.shape == Shape::Age
                || text[range.clone()].to_lowercase().contains("ninet")
                || is_age_text(&text[range.clone()]);
            if is_age {
                page.add(
                    range,
                    Class::Age,
                    Why::Shape,
                    Certainty::Sure,
                    Suggestion::Words("90 or older".to_owned()),
                );
                continue;
            }
            let certainty = if matches!(pattern.shape, Shape::Stroke | Shape::Ordinal) {
                Certainty::Likely
            } else {
                Certainty::Sure
            };
            let suggestion = suggest(&text[range.clone()]);
            page.add(range, Class::Date, Why::Shape, certainty, suggestion);
        }
    }
}

fn is_point(it: &str) -> bool {
    it.matches('.').count() == 2
}

fn is_age_text(it: &str) -> bool {
    let lower = it.to_lowercase();
    lower.contains("90s")
        || (lower.starts_with('9') || lower.starts_with('1'))
            && ["old", "yo", "y/o", "y.o", "year", "yr", "jähr", "jahre"]
                .iter()
                .any(|unit| lower.contains(unit))
}

/// A day becomes its session and week, a day without a year its season.
fn suggest(it: &str) -> Suggestion {
    if let Some(day) = parse_day(it, true) {
        return Suggestion::SessionAndWeek(day);
    }
    let month = Day::month_in(it).or_else(|| {
        it.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).nth(1)?.parse().ok()
    });
    let season = match month {
        Some(12 | 1 | 2) => "a day in winter",
        Some(3..=5) => "a day in spring",
        Some(6..=8) => "a day in summer",
        Some(9..=11) => "a day in autumn",
        _ => "a day",
    };
    Suggestion::Words(season.to_owned())
}

/// Whether the word of a month is one: *3 may come*, *may 3*, *march 10 minutes*, *so 2 mar* are not.
fn is_month(month: &str, has_sign: bool, after: &str) -> bool {
    let is_verb = matches!(month, "may" | "march" | "mar" | "dec" | "jun" | "sep" | "oct")
        || matches!(month, "March" | "May" | "Mar");
    if !is_verb || has_sign {
        return true;
    }
    let next = word_after(after);
    next.is_empty()
        || !month.starts_with(char::is_lowercase)
            && !matches!(next, "minutes" | "mins" | "times" | "hours" | "be" | "have" | "not")
        || matches!(
            next,
            "and"
                | "at"
                | "she"
                | "he"
                | "i"
                | "we"
                | "they"
                | "for"
                | "with"
                | "to"
                | "or"
                | "in"
                | "on"
                | "was"
                | "is"
        )
}

/// Two numbers with a stroke are a date only where something says so.
fn is_stroke_date(a: u32, b: u32, before: &str, after: &str) -> bool {
    const SAYS_DATE: &[&str] = &[
        "on", "since", "until", "till", "til", "dated", "w/c", "wc", "c", "due", "dob", "d.o.b",
        "b", "born", "date", "appt", "seen", "booked", "am", "vom", "seit", "bis", "ab", "zum",
    ];
    const SAYS_SCORE: &[&str] = &[
        "score", "scored", "scores", "rated", "rates", "pain", "phq", "phq-9", "gad", "gad-7",
        "core", "in", "a", "an", "at", "of", "mood", "anxiety", "suds", "scale", "ladder", "dark",
        "held", "about", "maybe", "only",
    ];
    const AFTER_SCORE: &[&str] = &[
        "time", "of", "out", "bar", "bars", "beat", "beats", "metre", "meter", "rhythm", "feel",
        "waltz", "for", "today", "cup", "full", "way", "through", "size", "teaspoon", "majority",
        "split",
    ];
    if a == 0
        || b == 0
        || a > 31
        || b > 31
        || (a > 12 && b > 12)
        || before.ends_with(['/', '.', '-', '+', '£', '$', '€'])
        || after.starts_with(['/', '%'])
    {
        return false;
    }
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if before.trim_end().ends_with([':', '=']) && !SAYS_DATE.contains(&last.as_str()) {
        return false;
    }
    let next = word_after(after).to_lowercase();
    if AFTER_SCORE.contains(&next.as_str()) || SAYS_SCORE.contains(&last.as_str()) && last != "at" {
        return false;
    }
    // "from 3/10 to 7/10" compares; a time signature has 2, 4, 8 or 16 below.
    SAYS_DATE.contains(&last.as_str())
        || (matches!(last.as_str(), "by" | "from" | "to" | "before" | "after" | "for")
            && !matches!(b, 2 | 4 | 5 | 8 | 10))
        || (a > 12
            && b <= 12
            && !matches!((a, b), (24, 7) | (20 | 15 | 13, 10))
            && !matches!(b, 4 | 8))
}

/// *21.1.* in a German sentence, *on 21.1.* in any.
fn is_point_date(a: u32, b: u32, it: &str, before: &str, after: &str) -> bool {
    const SAYS_DATE: &[&str] = &[
        "termin", "datum", "date", "appt", "next", "am", "vom", "seit", "bis", "ab", "zum", "den",
        "on", "since", "until", "till", "dated", "der",
    ];
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    (1..=31).contains(&a)
        && (1..=12).contains(&b)
        && is_point(it)
        && SAYS_DATE.contains(&last.as_str())
        && !before.ends_with('.')
        && !after.starts_with(|c: char| c.is_ascii_digit())
        && !word_after(after).starts_with("Uhr")
}

/// Whether *the 19th* stands for a day: nothing follows that it could count.
fn stands_alone(after: &str, is_bare: bool) -> bool {
    const GOES_ON: &[&str] = &[
        "and", "at", "of", "in", "to", "for", "with", "she", "he", "they", "we", "i", "it", "was",
        "is", "but", "when", "because", "or", "as", "then", "on", "from", "after", "before",
        "until", "last", "this", "next", "again", "which", "that", "who", "so", "if", "about",
        "my", "her", "his", "instead", "not", "already", "will", "works", "suits", "onwards",
    ];
    let starts = after.trim_start_matches(['’', '\'']);
    if after.starts_with([':', '/', '%', '-'])
        || (is_bare
            && after.starts_with(['.', 'h'])
            && after[1..].starts_with(|c: char| c.is_ascii_digit()))
    {
        return false;
    }
    let next = word_after(starts).to_lowercase();
    next.is_empty()
        || (!is_bare && next == "am")
        || GOES_ON.contains(&next.as_str())
            && !(is_bare && matches!(next.as_str(), "of" | "to" | "or" | "for"))
}

fn is_age(after: &str) -> bool {
    const UNITS: &[&str] = &[
        "percent", "per", "minutes", "minute", "mins", "min", "seconds", "hours", "days", "weeks",
        "months", "km", "miles", "mph", "pounds", "quid", "euros", "dollars", "mg", "ml", "kg",
        "kilos", "grams", "out", "of", "degrees", "o'clock", "sessions", "times", "bpm", "people",
        "pages", "words", "metres", "meters", "feet", "stone", "beats", "prozent", "minuten",
        "sekunden", "euro", "tage", "pence",
    ];
    let trimmed = after.trim_start();
    if after.starts_with(['%', ':', '/', '°'])
        || after.starts_with(['.', ',', '-'])
            && after[1..].starts_with(|c: char| c.is_alphanumeric())
    {
        return false;
    }
    let next: String = trimmed.chars().take_while(|c| c.is_alphabetic() || *c == '\'').collect();
    !UNITS.contains(&next.to_lowercase().as_str())
        && !trimmed.starts_with(['%', '°', '£', '$', '€'])
}

/// The word that follows in the same clause, or nothing.
fn word_after(after: &str) -> &str {
    let trimmed = after.trim_start_matches([' ', '\u{a0}']);
    let end = trimmed.find(|c: char| !c.is_alphabetic()).unwrap_or(trimmed.len());
    &trimmed[..end]
}
