//! The word lists, embedded, and what can be asked of them.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

const ENGLISH: &str = include_str!("../../content/identifiers/words-en.txt");
const GIVEN: &str = include_str!("../../content/identifiers/given-names.txt");
const HOUSEHOLD: &str = include_str!("../../content/identifiers/household.txt");
const KEEP: &str = include_str!("../../content/identifiers/keep.txt");
const CUES: &str = include_str!("../../content/identifiers/cues.txt");
const GERMAN: &str = include_str!("../../content/identifiers/german.txt");

const GERMAN_WORDS: &str = include_str!("../../content/identifiers/words-de.txt");

/// What German puts between the parts of a compound.
const LINKS: &[&str] = &["", "s", "es", "n", "en", "er", "e", "ns", "ens"];
/// Regular endings of German words. `words-de.txt` leaves out what they make of another.
const ENDINGS: &[&str] = &[
    "s", "es", "n", "en", "e", "er", "em", "ern", "se", "sen", "ns", "nen", "ses", "in", "innen",
    "t", "te", "ten", "st", "end", "ende", "enden", "ender", "endes", "est", "ere", "eren", "erer",
    "erem", "eres", "ste", "sten", "ster", "stem", "stes", "tes", "ter", "tem",
];
/// Prefixes of German words. `words-de.txt` leaves out what they make of another.
const PREFIXES: &[&str] = &[
    "ab",
    "an",
    "auf",
    "aus",
    "be",
    "bei",
    "durch",
    "ein",
    "ent",
    "er",
    "fort",
    "ge",
    "her",
    "hin",
    "los",
    "mit",
    "nach",
    "nieder",
    "über",
    "um",
    "un",
    "unter",
    "ver",
    "vor",
    "weg",
    "wieder",
    "zer",
    "zu",
    "zurück",
    "zusammen",
    "hinaus",
    "herein",
    "herum",
    "hinein",
    "heraus",
    "voraus",
    "davon",
    "entgegen",
    "auseinander",
    "vorbei",
    "weiter",
    "wider",
    "miss",
    "fest",
    "frei",
    "hoch",
    "tief",
    "dar",
    "auszu",
    "abzu",
    "anzu",
    "aufzu",
    "einzu",
    "mitzu",
    "umzu",
    "vorzu",
    "nachzu",
    "zuzu",
    "herauszu",
    "hinauszu",
    "ausge",
    "abge",
    "ange",
    "aufge",
    "einge",
    "mitge",
    "umge",
    "vorge",
    "nachge",
    "zuge",
    "wegge",
    "unge",
    "unver",
    "unbe",
    "uner",
    "unent",
];
/// Words that also end surnames: before them only another word makes an ordinary compound.
const SURNAME_TAILS: &[&str] = &[
    "mann", "berg", "stein", "bach", "hof", "feld", "burg", "dorf", "meier", "meyer", "baum",
    "haus", "wald", "brink", "kamp", "hofer", "berger", "bauer", "müller", "huber", "lauer",
];

/// The sections of `keep.txt` whose names put the names of [company] beside them in a good light.
const FAMOUS: &[&str] = &["people", "myth", "children"];

type Set = HashSet<&'static str>;

/// How much a kept name says about the names beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// A nation, a month, a brand, a term: stays, and says nothing of its neighbours.
    Plain,
    /// An author, a composer, a figure of a story: stays, and others may be of the same kind.
    Famous,
}

/// All lists, read once.
#[derive(Debug)]
pub(super) struct Lists {
    english: Set,
    german: Set,
    given: Set,
    cues: HashMap<&'static str, Set>,
    keep: HashMap<String, Kept>,
    phrase_starts: HashMap<String, usize>,
    company: HashSet<String>,
    calendar: HashSet<String>,
    /// Last names of [people] that somebody may also be called by.
    surnames: HashSet<String>,
}

impl Lists {
    /// The lists; the first call reads them.
    pub(super) fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut cues = sections(CUES);
        cues.extend(sections(GERMAN));
        let mut lists = Self {
            english: lines(ENGLISH).collect(),
            german: lines(GERMAN_WORDS).collect(),
            given: lines(GIVEN).collect(),
            cues,
            keep: HashMap::new(),
            phrase_starts: HashMap::new(),
            company: HashSet::new(),
            calendar: HashSet::new(),
            surnames: HashSet::new(),
        };
        lists.read_keep();
        lists
    }

    fn read_keep(&mut self) {
        let keep = sections(KEEP);
        for name in keep.get("company").into_iter().flatten() {
            self.company.insert(name.to_lowercase());
        }
        for word in lines(HOUSEHOLD) {
            self.keep.insert(word.to_lowercase(), Kept::Plain);
        }
        for (section, names) in &keep {
            if matches!(*section, "company" | "company-cues") {
                continue;
            }
            let kept = if FAMOUS.contains(section) { Kept::Famous } else { Kept::Plain };
            for name in names {
                self.keep_name(name, kept, *section == "people");
            }
        }
        if let Some(words) = keep.get("company-cues") {
            self.cues.insert("company-cues", words.clone());
        }
        self.calendar =
            keep.get("calendar").into_iter().flatten().map(|word| word.to_lowercase()).collect();
    }

    fn keep_name(&mut self, name: &str, kept: Kept, is_person: bool) {
        let lower = name.to_lowercase();
        let words: Vec<&str> = lower.split(' ').collect();
        if let [first, .., last] = words.as_slice() {
            let longest = self.phrase_starts.entry((*first).to_owned()).or_default();
            *longest = words.len().max(*longest);
            if is_person && !self.company.contains(*last) {
                if self.given.contains(last) {
                    self.surnames.insert((*last).to_owned());
                } else {
                    self.keep.insert((*last).to_owned(), kept);
                }
            }
        }
        self.keep.insert(lower, kept);
    }

    /// Whether `lower` is an ordinary English word, or a regular form of one.
    pub(super) fn is_ordinary(&self, lower: &str) -> bool {
        self.english.contains(lower) || bases(lower).iter().any(|base| self.is_ordinary(base))
    }

    /// Whether `lower` is made of an ordinary word by a living prefix or suffix (*reparenting*,
    /// *unheldness*), which no word list can hold in full.
    pub(super) fn is_derived(&self, lower: &str) -> bool {
        const PREFIXES: &[&str] = &[
            "un", "re", "non", "self", "counter", "psycho", "over", "under", "pre", "post", "mis",
            "co", "inter", "neuro", "trans", "micro", "out", "dis", "de", "anti", "semi", "sub",
            "super", "multi", "hyper", "mid", "bio", "auto", "socio", "meta", "intra",
        ];
        const SUFFIXES: &[&str] = &[
            "ness", "less", "like", "ish", "wise", "ful", "able", "hood", "ism", "ship", "ability",
            "ity",
        ];
        let rest = |word: &str| word.len() >= 4 && self.is_ordinary(word);
        PREFIXES
            .iter()
            .any(|p| lower.strip_prefix(p).is_some_and(|w| rest(w.trim_start_matches('-'))))
            || SUFFIXES.iter().any(|s| lower.strip_suffix(s).is_some_and(rest))
    }

    /// Whether `lower` is an ordinary German word, a regular form of one, or made of two.
    pub(super) fn is_german(&self, lower: &str) -> bool {
        if self.is_simple_german(lower) {
            return true;
        }
        if lower.contains('-') {
            return lower.split('-').all(|part| {
                part.chars().count() < 3 || self.is_german(part) || self.says("german-small", part)
            });
        }
        let has_prefix = PREFIXES.iter().any(|prefix| {
            lower
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.chars().count() >= 4 && self.is_simple_german(rest))
        });
        has_prefix
            || lower.char_indices().skip(3).any(|(at, _)| {
                let (head, tail) = lower.split_at(at);
                let letters = tail.chars().count();
                let joins = letters >= 4
                    && self.is_simple_german(tail)
                    && LINKS.iter().any(|link| {
                        head.strip_suffix(link).is_some_and(|word| {
                            word.chars().count() >= 3 && self.german.contains(word)
                        })
                    });
                joins
                    || letters >= 5 && self.german.contains(tail) && !SURNAME_TAILS.contains(&tail)
            })
    }

    fn is_simple_german(&self, lower: &str) -> bool {
        self.german.contains(lower)
            || self.says("german-nouns", lower)
            || ENDINGS.iter().any(|ending| {
                lower
                    .strip_suffix(ending)
                    .is_some_and(|stem| stem.chars().count() >= 3 && self.german.contains(stem))
            })
    }

    /// Whether one slip of the hand makes `lower` of an ordinary word.
    pub(super) fn is_misspelt_word(&self, lower: &str) -> bool {
        lower.chars().count() >= 4
            && slips(lower).iter().any(|word| {
                self.english.contains(word.as_str())
                    || !word.ends_with("ly") && self.is_ordinary(word)
            })
    }

    /// Whether one slip of the hand, or an own spelling, makes `lower` of a given name.
    pub(super) fn is_misspelt_given(&self, lower: &str) -> bool {
        lower.chars().count() >= 5
            && slips(lower).iter().any(|word| self.given.contains(word.as_str()))
    }

    /// Whether `lower` is in the list of given names.
    pub(super) fn is_given(&self, lower: &str) -> bool {
        self.given.contains(lower)
    }

    /// Whether `lower` stands in a section of `cues.txt` or `german.txt`.
    pub(super) fn says(&self, section: &str, lower: &str) -> bool {
        self.cues.get(section).is_some_and(|words| words.contains(lower))
    }

    /// Whether `lower` is a month, a weekday, a feast or a sign of the zodiac.
    pub(super) fn is_calendar(&self, lower: &str) -> bool {
        self.calendar.contains(lower)
    }

    /// The words of a section.
    pub(super) fn section(&self, section: &str) -> impl Iterator<Item = &'static str> + '_ {
        self.cues.get(section).into_iter().flatten().copied()
    }

    /// How `lower` is kept, if it is: a word, or a phrase of several.
    pub(super) fn kept(&self, lower: &str) -> Option<Kept> {
        self.keep.get(lower).copied().or_else(|| {
            // Winnicottian, Kleinian, Rilkean: a school or a manner, not a person.
            ["ian", "ean", "esque", "ism", "ist", "n", "s"].iter().find_map(|ending| {
                let base = lower.strip_suffix(ending)?;
                let school = *ending != "n" && *ending != "s";
                self.keep
                    .get(base)
                    .copied()
                    .or((school && self.company.contains(base)).then_some(Kept::Famous))
            })
        })
    }

    /// How a phrase of several words is kept, if it is.
    pub(super) fn kept_phrase(&self, lower: &str) -> Option<Kept> {
        self.keep.get(lower).copied()
    }

    /// The number of words in the longest kept phrase that begins with `lower`; 0 without one.
    pub(super) fn longest_phrase(&self, lower: &str) -> usize {
        self.phrase_starts.get(lower).copied().unwrap_or_default()
    }

    /// Whether `lower` is kept in the company of kept names only.
    pub(super) fn needs_company(&self, lower: &str) -> bool {
        self.company.contains(lower) || self.surnames.contains(lower)
    }

    /// Whether `lower` is the last name of somebody known, and a rare first name.
    pub(super) fn is_famous_surname(&self, lower: &str) -> bool {
        self.surnames.contains(lower)
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn sections(list: &'static str) -> HashMap<&'static str, Set> {
    let mut all: HashMap<&'static str, Set> = HashMap::new();
    let mut name = "";
    for line in lines(list) {
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name = section;
        } else {
            all.entry(name).or_default().extend(line.split(", "));
        }
    }
    all
}

/// What `word` may be a regular form of. `words-en.txt` leaves out what this finds.
fn bases(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !word.ends_with(['s', 'd', 'g', 'y']) {
        return found;
    }
    let mut strip = |ending: &str, put: &[&str]| {
        if let Some(stem) = word.strip_suffix(ending) {
            found.extend(put.iter().map(|end| format!("{stem}{end}")));
            let mut letters = stem.chars().rev();
            if matches!(ending, "ed" | "ing")
                && let (Some(last), Some(before)) = (letters.next(), letters.next())
                && last == before
            {
                found.push(stem[..stem.len() - last.len_utf8()].to_owned());
            }
        }
    };
    strip("s", &[""]);
    strip("es", &[""]);
    strip("ies", &["y"]);
    strip("ed", &["", "e"]);
    strip("ied", &["y"]);
    strip("ing", &["", "e"]);
    strip("ly", &[""]);
    strip("ness", &[""]);
    found.retain(|base| base.len() >= 3);
    found
}

/// Every word that is one letter, or one swap of neighbours, away from `word`.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = Vec::new();
    for at in 0..=letters.len() {
        let with = |put: Option<char>, skip: usize| -> String {
            letters[..at]
                .iter()
                .copied()
                .chain(put)
                .chain(letters[at + skip..].iter().copied())
                .collect()
        };
        for letter in 'a'..='z' {
            found.push(with(Some(letter), 0));
            if at < letters.len() && letters[at] != letter {
                found.push(with(Some(letter), 1));
            }
        }
        if at < letters.len() {
            found.push(with(None, 1));
        }
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            found.push(swapped.into_iter().collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_ordinary() {
        let lists = Lists::get();
        for word in [
            "window",
            "windows",
            "stopped",
            "moving",
            "cried",
            "quietly",
            "stillness",
            "colour",
            "color",
        ] {
            assert!(lists.is_ordinary(word), "{word}");
        }
        for name in ["callum", "adeyemi", "ludlow", "wilczyński"] {
            assert!(!lists.is_ordinary(name), "{name}");
        }
    }

    #[test]
    fn german_words_are_distinguished_from_surnames_and_towns() {
        let lists = Lists::get();
        for noun in [
            "regenschirm",
            "beerdigung",
            "schwere",
            "armen",
            "hausärztin",
            "gegenübertragung",
            "arbeitsbündnis",
            "bohnerwachs",
            "kopfschmerzen",
            "lebensmüdigkeit",
        ] {
            assert!(lists.is_german(noun), "{noun}");
        }
        for name in [
            "brackmann",
            "ekkehard",
            "husum",
            "bielefeld",
            "emmendingen",
            "cuxhaven",
            "böhmer",
            "sankt-vinzenz-haus",
        ] {
            assert!(!lists.is_german(name), "{name}");
        }
    }

    #[test]
    fn a_slip_is_distinguished_from_a_name() {
        let lists = Lists::get();
        assert!(lists.is_misspelt_word("becuase") && lists.is_misspelt_word("theraphy"));
        assert!(lists.is_misspelt_given("micheal"));
        assert!(!lists.is_misspelt_word("oonagh"));
    }

    #[test]
    fn lists_stay_small() {
        let bytes: usize = [ENGLISH, GIVEN, HOUSEHOLD, KEEP, CUES, GERMAN, GERMAN_WORDS]
            .iter()
            .map(|list| list.len())
            .sum();
        assert!(bytes < 1_600_000, "{bytes} bytes");
    }
}
