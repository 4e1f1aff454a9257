//! How text becomes words: the same for notes, queries, snippets and the oracle.
//!
//! A word is a run of letters and digits. Hyphens, dots and apostrophes inside a run keep it
//! findable whole (`F41.1`, `well-being`) and in its parts. Runs of CJK characters become pairs.

use std::collections::HashMap;
use std::ops::Range;

use tantivy::tokenizer::{RawTokenizer, Stemmer, TextAnalyzer, TokenStream};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::language;

/// Longer words are cut: nobody types them.
const LONGEST_CHARS: usize = 60;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// Its place in the order of words; a whole shares the place of its first part.
    pub(super) position: usize,
    /// Lower case, accents kept.
    pub(super) exact: String,
    /// Without accents; equals `exact` for most words.
    pub(super) folded: String,
    /// The stem of `folded`.
    pub(super) stem: String,
    /// Whether it is a pair of CJK characters.
    pub(super) cjk: bool,
    /// Whether it is a whole of several parts.
    pub(super) whole: bool,
}

impl Word {
    /// Returns whether other forms of it are found by its stem; an accent alone has none.
    pub(super) fn is_stemmed(&self) -> bool {
        !self.whole && !self.cjk && !self.stem.is_empty()
    }

    /// Returns whether it is a single CJK character, which stands for every pair it begins.
    pub(super) fn is_half_pair(&self) -> bool {
        self.cjk && self.exact.chars().count() == 1
    }
}

/// Splits texts of one language into words, remembering stems.
pub(super) struct Analyzer {
    stemmer: TextAnalyzer,
    stems: HashMap<String, String>,
}

impl Analyzer {
    /// Makes an analyzer for a language code such as `en`.
    pub(super) fn new(code: &str) -> Self {
        let stemmer = Stemmer::new(language::of_code(code));
        let stemmer = TextAnalyzer::builder(RawTokenizer::default()).filter(stemmer).build();
        Self { stemmer, stems: HashMap::new() }
    }

    /// Splits a text into its words in order.
    pub(super) fn words(&mut self, text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let mut position = 0;
        for run in runs(text) {
            let part = &text[run.clone()];
            if part.chars().next().is_some_and(is_cjk) {
                self.pairs(part, run.start, &mut position, &mut words);
            } else {
                self.run(part, run.start, &mut position, &mut words);
            }
        }
        words
    }

    fn run(&mut self, run: &str, start: usize, position: &mut usize, words: &mut Vec<Word>) {
        let parts = parts(run);
        if parts.len() > 1 {
            let mut whole = self.word(run, start, *position);
            whole.whole = true;
            words.push(whole);
        }
        for part in parts {
            words.push(self.word(&run[part.clone()], start + part.start, *position));
            *position += 1;
        }
    }

    fn pairs(&mut self, run: &str, start: usize, position: &mut usize, words: &mut Vec<Word>) {
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
        for (at, from) in starts.iter().enumerate() {
            let to = starts.get(at + 2).copied().unwrap_or(run.len());
            let mut word = self.word(&run[*from..to], start + from, *position);
            word.cjk = true;
            words.push(word);
            *position += 1;
        }
    }

    fn word(&mut self, text: &str, start: usize, position: usize) -> Word {
        let exact = as_written(text);
        let folded = fold(&exact);
        let stem = self.stem(&folded);
        let at = start..start + text.len();
        Word { at, position, exact, folded, stem, cjk: false, whole: false }
    }

    fn stem(&mut self, word: &str) -> String {
        if let Some(stem) = self.stems.get(word) {
            return stem.clone();
        }
        let mut stream = self.stemmer.token_stream(word);
        let stem = if stream.advance() { stream.token().text.clone() } else { word.to_owned() };
        self.stems.insert(word.to_owned(), stem.clone());
        stem
    }
}

/// Composes letters, makes them small and cuts the word.
fn as_written(text: &str) -> String {
    if text.is_ascii() {
        return text[..text.len().min(LONGEST_CHARS)].to_ascii_lowercase();
    }
    let letters = text.nfc().flat_map(char::to_lowercase).take(LONGEST_CHARS);
    letters.map(|c| if c == '\u{2019}' { '\'' } else { c }).collect()
}

/// Takes accents off letters.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c));
    let mut folded = String::with_capacity(word.len());
    for c in plain {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            c => folded.push(c),
        }
    }
    folded
}

fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '.' | '\'' | '\u{2019}' | '\u{2010}' | '\u{2011}')
}

/// Finds runs of letters, joined from within by hyphens, dots and apostrophes.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut open: Option<(usize, usize, bool)> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let end = at + c.len_utf8();
        let next_is_letter = letters.peek().is_some_and(|(_, n)| is_letter(*n) && !is_cjk(*n));
        open = match open {
            Some((start, _, cjk)) if is_letter(c) && is_cjk(c) == cjk => Some((start, end, cjk)),
            Some((start, _, false)) if joins(c) && next_is_letter => Some((start, end, false)),
            other => {
                runs.extend(other.map(|(start, end, _)| start..end));
                is_letter(c).then(|| (at, end, is_cjk(c)))
            }
        };
    }
    runs.extend(open.map(|(start, end, _)| start..end));
    runs
}

/// Splits a run at its hyphens and dots; an apostrophe does not part a word.
fn parts(run: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in run.char_indices() {
        if joins(c) && !matches!(c, '\'' | '\u{2019}') {
            parts.push(start..at);
            start = at + c.len_utf8();
        }
    }
    parts.push(start..run.len());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exacts(text: &str) -> Vec<String> {
        Analyzer::new("en").words(text).into_iter().map(|word| word.exact).collect()
    }

    #[test]
    fn codes_and_hyphenated_words_are_found_whole_and_in_parts() {
        assert_eq!(
            exacts("F41.1, well-being."),
            ["f41.1", "f41", "1", "well-being", "well", "being"]
        );
        assert_eq!(exacts("Don’t -stop-"), ["don't", "stop"]);
    }

    #[test]
    fn accents_fold_and_words_stem() {
        let words = Analyzer::new("en").words("Cafés walking");
        assert_eq!((words[0].exact.as_str(), words[0].folded.as_str()), ("cafés", "cafes"));
        assert_eq!((words[0].stem.as_str(), words[1].stem.as_str()), ("cafe", "walk"));
    }

    #[test]
    fn cjk_runs_become_pairs() {
        assert_eq!(exacts("静けさ room"), ["静け", "けさ", "さ", "room"]);
    }
}
