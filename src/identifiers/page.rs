//! A text while the rules run over it: its words, what is known of each, and what was found.

use std::ops::Range;

use regex::Regex;

use super::finding::{Certainty, Class, Finding, Language, Suggestion, Why};
use super::lists::Lists;
use super::tokens::Tokens;

/// What is known of a word while the rules run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    /// An alias or an own word: nothing may find it.
    Own,
    /// A kept word: a title or a first name before it still makes a name of it.
    Kept,
    Found,
}

/// A text while the rules run over it.
pub(super) struct Page<'p> {
    pub(super) tokens: &'p Tokens<'p>,
    pub(super) lists: &'static Lists,
    pub(super) marks: Vec<Mark>,
    pub(super) found: Vec<Finding>,
}

impl Page<'_> {
    pub(super) fn text(&self) -> &str {
        self.tokens.text
    }

    pub(super) fn mark_kept(&mut self, aliases: &[&str], keep: &[String]) {
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
    }

    pub(super) fn find_own(&mut self, word: &str, instead: &str) {
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

    pub(super) fn stands_at(&self, at: usize, phrase: &[String]) -> bool {
        self.tokens.all.get(at..at + phrase.len()).is_some_and(|tokens| {
            tokens.iter().zip(phrase).all(|(token, word)| token.lower == *word)
        })
    }

    pub(super) fn is_free(&self, range: &Range<usize>) -> bool {
        !self
            .found
            .iter()
            .any(|found| found.range.start < range.end && range.start < found.range.end)
    }

    /// Adds a finding unless it is empty or an earlier one covers part of it.
    pub(super) fn add(
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
    pub(super) fn add_shape(
        &mut self,
        range: Range<usize>,
        class: Class,
        why: Why,
        certainty: Certainty,
    ) {
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
    pub(super) fn add_words(
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
    pub(super) fn cover(&mut self) {
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
    pub(super) fn is_ordinary(&self, at: usize) -> bool {
        let token = &self.tokens.all[at];
        let lower = token.lower.as_str();
        if self.tokens.sentence(token).is_german && self.is_german_word(lower) {
            return true;
        }
        token.is_contraction
            || self.is_english_word(lower)
            || self.lists.says("german-small", lower) && self.tokens.sentence(token).is_german
    }

    pub(super) fn is_english_word(&self, lower: &str) -> bool {
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

    pub(super) fn is_german_word(&self, lower: &str) -> bool {
        self.lists.says("german-small", lower)
            || self.lists.is_german(lower)
            || self.lists.section("german-endings").any(|ending| {
                lower.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= 3)
                    && lower.chars().count() >= 6
            })
    }
}

pub(super) fn words_of(phrase: &str) -> Vec<String> {
    Tokens::read(phrase, Language::English).all.into_iter().map(|token| token.lower).collect()
}

/// Compiles a pattern of this module. Its word boundaries are those of ASCII, which a search by
/// automaton can follow in any text; [`is_whole`] looks after the other letters.
pub(super) fn compile(pattern: &str) -> Regex {
    let pattern = pattern.replace(r"\b", r"(?-u:\b)");
    // Every pattern is a constant, and a test compiles them all.
    Regex::new(&pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Whether a match is not a part of a word that goes on in letters beyond ASCII.
pub(super) fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let goes_on = |letter: Option<char>| {
        letter.is_some_and(|letter| !letter.is_ascii() && letter.is_alphabetic())
    };
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let (before, it, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    !(is_word(it.chars().next()) && goes_on(before.chars().next_back())
        || is_word(it.chars().next_back()) && goes_on(after.chars().next()))
}
