//! The identifier check: what in a text would tell a reader who somebody is.
//!
//! Text in, findings out. Rules and word lists on this computer, no model and no network. The rules
//! miss things (a nickname that is a word, a rare job, a story that was in the news), so nothing here
//! says that what is left is safe to hand on. English comes first. A German sentence is known by its
//! small words; in it a capital alone says nothing, and a name needs a title, a relative, a list of
//! given names or a preposition of place beside it.
//!
//! Order of the rules: patterns of numbers and addresses, dates and ages, own replacements, names of
//! institutions, titles and relatives, capitals, small letters, every other place where a found form
//! stands again, and last what needs a person's judgement. What one rule found, the next leaves alone.
//! It imports nothing of the crate.

mod again;
mod ask;
mod dates;
mod lists;
mod names;
mod numbers;
mod organisations;
mod replace;
mod tokens;

use std::ops::Range;

use lists::Lists;
use regex::Regex;
use tokens::Tokens;

pub use replace::{
    AliasMap, Day, decade_of_age, decade_of_birth, parse_day, replace_ages, session_and_week,
};

/// The language in which a journal is written; each sentence may differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// What kind of identifier a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A person's name, nickname or initials.
    Name,
    /// A place smaller than a state: a town, a street, a postcode.
    Place,
    /// A school, an employer, a clinic, a café.
    Organisation,
    /// A day, or a month with its year.
    Date,
    /// An age of 90 or more.
    Age,
    /// A telephone number.
    Phone,
    /// A fax number.
    Fax,
    /// An e-mail address.
    Email,
    /// A number that a state gave a person.
    NationalId,
    /// A number of a chart, a case, a file.
    RecordNumber,
    /// A number of an insurance or a health plan.
    PlanNumber,
    /// A number of a bank account or a card.
    AccountNumber,
    /// A number of a licence or a registration to practise.
    LicenceNumber,
    /// A number plate or the number of a vehicle.
    Vehicle,
    /// A serial number of a device.
    Device,
    /// A web address.
    Url,
    /// An address on the internet.
    Ip,
    /// A fingerprint, a voice print, a face.
    Biometric,
    /// A photograph or its file.
    Photograph,
    /// The name somebody bears on the internet.
    Handle,
    /// Something that only one person can be or have lived through.
    Circumstance,
}

impl Class {
    /// The class as a word for files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Date => "date",
            Self::Age => "age_over_89",
            Self::Phone => "phone",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::NationalId => "national_id",
            Self::RecordNumber => "record_no",
            Self::PlanNumber => "plan_no",
            Self::AccountNumber => "account_no",
            Self::LicenceNumber => "licence_no",
            Self::Vehicle => "vehicle",
            Self::Device => "device",
            Self::Url => "url",
            Self::Ip => "ip",
            Self::Biometric => "biometric",
            Self::Photograph => "photo",
            Self::Handle => "handle",
            Self::Circumstance => "circumstance",
        }
    }

    /// The item of 45 CFR 164.514(b)(2)(i) that this class falls under, A = 1 to R = 18.
    pub const fn safe_harbor(self) -> u8 {
        match self {
            Self::Name => 1,
            Self::Place => 2,
            Self::Date | Self::Age => 3,
            Self::Phone => 4,
            Self::Fax => 5,
            Self::Email => 6,
            Self::NationalId => 7,
            Self::RecordNumber => 8,
            Self::PlanNumber => 9,
            Self::AccountNumber => 10,
            Self::LicenceNumber => 11,
            Self::Vehicle => 12,
            Self::Device => 13,
            Self::Url => 14,
            Self::Ip => 15,
            Self::Biometric => 16,
            Self::Photograph => 17,
            Self::Organisation | Self::Handle | Self::Circumstance => 18,
        }
    }
}

/// How much the rule that found it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Almost always right.
    Sure,
    /// More often right than wrong.
    Likely,
    /// A question for a person: could only one person be this?
    Ask,
}

/// Why something was found, in terms that a list can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It has the shape of such a number, address or date.
    Shape,
    /// Its check digits agree.
    Checked,
    /// A word before it says what it is.
    Keyword,
    /// A capital in mid-sentence that is no ordinary word.
    CapitalInSentence,
    /// A capital at a sentence's start that is no ordinary word.
    CapitalAtStart,
    /// An ordinary word that stands like a name.
    WordAsName,
    /// It follows a title.
    AfterTitle,
    /// It follows a relative, a friend, a colleague, or a pet.
    AfterKin,
    /// Small letters, but a given name or near one.
    SmallLetters,
    /// It follows a preposition of place.
    AfterPlaceWord,
    /// A name before or after *school*, *clinic*, *Ltd* and their like.
    Institution,
    /// A single capital, or several with stops.
    Initials,
    /// The same was found elsewhere in this text.
    SameAgain,
    /// *The only*, *the last*, *the first*.
    OnlyOne,
    /// An event that others have read about.
    PublicEvent,
    /// A job that few have.
    RareJob,
    /// A day told without a date.
    SpokenDate,
    /// A picture of a person, or a body as a key.
    Likeness,
    /// The journal's own list of words to replace.
    OwnWord,
}

/// What to put in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// An alias of this export, from its [`AliasMap`].
    Alias,
    /// These words.
    Words(String),
    /// The session and week of this day, by [`session_and_week`].
    SessionAndWeek(Day),
}

/// Something in the text that would tell who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
    /// Which rule found it.
    pub why: Why,
    /// What the rule is worth.
    pub certainty: Certainty,
    /// What may stand there instead.
    pub suggestion: Suggestion,
}

/// The journal's own decisions.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnWords<'a> {
    /// Words and phrases that are never found.
    pub keep: &'a [String],
    /// Words and phrases that always are, with what to put there.
    pub replace: &'a [(String, String)],
}

/// Finds what would tell who somebody is, in the order in which it stands.
///
/// `aliases` are those of the journal: they name nobody outside it and are never found.
pub fn find(text: &str, language: Language, aliases: &[&str], own: OwnWords<'_>) -> Vec<Finding> {
    let tokens = Tokens::read(text, language);
    let mut page = Page {
        tokens: &tokens,
        lists: Lists::get(),
        marks: vec![Mark::Open; tokens.all.len()],
        found: Vec::new(),
    };
    page.mark_kept(aliases, own.keep);
    for (word, instead) in own.replace {
        page.find_own(word, instead);
    }
    numbers::find(&mut page);
    dates::find(&mut page);
    page.cover();
    organisations::find(&mut page);
    names::find(&mut page);
    again::find(&mut page);
    ask::find(&mut page);
    page.found.sort_by_key(|finding| (finding.range.start, finding.range.end));
    page.found
}

/// What is known of a word while the rules run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    /// An alias or an own word: nothing may find it.
    Own,
    /// A kept word: a title or a first name before it still makes a name of it.
    Kept,
    Found,
}

/// A text while the rules run over it.
struct Page<'p> {
    tokens: &'p Tokens<'p>,
    lists: &'static Lists,
    marks: Vec<Mark>,
    found: Vec<Finding>,
}

impl Page<'_> {
    fn text(&self) -> &str {
        self.tokens.text
    }

    fn mark_kept(&mut self, aliases: &[&str], keep: &[String]) {
        let own = aliases.iter().copied().chain(keep.iter().map(String::as_str));
        let phrases: Vec<Vec<String>> =
            own.map(words_of).filter(|words| !words.is_empty()).collect();
        for at in 0..self.marks.len() {
            for phrase in &phrases {
                if self.stands_at(at, phrase) {
                    self.marks[at..at + phrase.len()].fill(Mark::Own);
                }
            }
        }
        names::mark_household(self);
    }

    fn find_own(&mut self, word: &str, instead: &str) {
        let phrase = words_of(word);
        if phrase.is_empty() {
            return;
        }
        for at in 0..self.marks.len() {
            if self.stands_at(at, &phrase) {
                let last = at + phrase.len() - 1;
                let range = self.tokens.all[at].start..self.tokens.all[last].end;
                let suggestion = Suggestion::Words(instead.to_owned());
                self.add(range, Class::Name, Why::OwnWord, Certainty::Sure, suggestion);
            }
        }
    }

    fn stands_at(&self, at: usize, phrase: &[String]) -> bool {
        self.tokens.all.get(at..at + phrase.len()).is_some_and(|tokens| {
            tokens.iter().zip(phrase).all(|(token, word)| token.lower == *word)
        })
    }

    fn is_free(&self, range: &Range<usize>) -> bool {
        !self
            .found
            .iter()
            .any(|found| found.range.start < range.end && range.start < found.range.end)
    }

    /// Adds a finding unless it is empty or an earlier one covers part of it.
    fn add(
        &mut self,
        range: Range<usize>,
        class: Class,
        why: Why,
        certainty: Certainty,
        suggestion: Suggestion,
    ) {
        if range.is_empty() || !self.is_free(&range) {
            return;
        }
        self.found.push(Finding { range, class, why, certainty, suggestion });
    }

    /// Adds a pattern's finding, with what its class suggests.
    fn add_shape(&mut self, range: Range<usize>, class: Class, why: Why, certainty: Certainty) {
        let words = match class {
            Class::Phone => "a phone number",
            Class::Fax => "a fax number",
            Class::Email => "an e-mail address",
            Class::Url => "a web page",
            Class::Ip => "an address on the internet",
            Class::Place => "an address",
            Class::Photograph => "a picture",
            Class::Handle => "a name on the internet",
            Class::Age => "90 or older",
            Class::Date => "a date",
            _ => "a number",
        };
        self.add(range, class, why, certainty, Suggestion::Words(words.to_owned()));
    }

    /// Adds the words from `first` to `last`.
    fn add_words(
        &mut self,
        first: usize,
        last: usize,
        class: Class,
        why: Why,
        certainty: Certainty,
    ) {
        let range = self.tokens.all[first].start..self.tokens.all[last].end;
        let suggestion = match class {
            Class::Name => Suggestion::Alias,
            Class::Place => Suggestion::Words("a town".to_owned()),
            _ => Suggestion::Words("a place".to_owned()),
        };
        self.add(range, class, why, certainty, suggestion);
        self.marks[first..=last].fill(Mark::Found);
    }

    /// Marks the words that lie in findings.
    fn cover(&mut self) {
        for finding in &self.found {
            let first = self.tokens.all.partition_point(|token| token.end <= finding.range.start);
            for (token, mark) in self.tokens.all.iter().zip(&mut self.marks).skip(first) {
                if token.start >= finding.range.end {
                    break;
                }
                *mark = Mark::Found;
            }
        }
    }

    /// Whether `lower` is an ordinary word in the language of the sentence.
    fn is_ordinary(&self, at: usize) -> bool {
        let token = &self.tokens.all[at];
        let lower = token.lower.as_str();
        if self.tokens.sentence(token).is_german && self.is_german_word(lower) {
            return true;
        }
        token.is_contraction
            || self.is_english_word(lower)
            || self.lists.says("german-small", lower) && self.tokens.sentence(token).is_german
    }

    fn is_english_word(&self, lower: &str) -> bool {
        let plain = lower.trim_matches('\'');
        self.lists.is_ordinary(plain)
            || lower.contains('-')
                && lower.split('-').all(|part| {
                    part.is_empty()
                        || self.lists.is_ordinary(part)
                        || self.lists.says("particle", part)
                        || part.chars().all(char::is_numeric)
                })
            || lower
                .strip_suffix("in'")
                .is_some_and(|stem| self.lists.is_ordinary(&format!("{stem}ing")))
    }

    fn is_german_word(&self, lower: &str) -> bool {
        self.lists.says("german-small", lower)
            || self.lists.says("german-nouns", lower)
            || self.lists.section("german-endings").any(|ending| {
                lower.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= 3)
                    && lower.chars().count() >= 6
            })
    }
}

fn words_of(phrase: &str) -> Vec<String> {
    Tokens::read(phrase, Language::English).all.into_iter().map(|token| token.lower).collect()
}

/// Compiles a pattern of this module. Its word boundaries are those of ASCII, which a search by
/// automaton can follow in any text; [`is_whole`] looks after the other letters.
fn compile(pattern: &str) -> Regex {
    let pattern = pattern.replace(r"\b", r"(?-u:\b)");
    // Every pattern is a constant, and a test compiles them all.
    Regex::new(&pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Whether a match is not a part of a word that goes on in letters beyond ASCII.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let goes_on = |letter: Option<char>| {
        letter.is_some_and(|letter| !letter.is_ascii() && letter.is_alphabetic())
    };
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let (before, it, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    !(is_word(it.chars().next()) && goes_on(before.chars().next_back())
        || is_word(it.chars().next_back()) && goes_on(after.chars().next()))
}
