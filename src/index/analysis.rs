//! How text becomes words: the same for notes, queries, snippets and the oracle.
//!
//! A word is a run of letters and digits. Hyphens, dots and apostrophes inside a run keep it
//! findable whole (`F41.1`, `well-being`, `O'Brien`) and in its parts; a number parts from its
//! unit (`120mg`). Runs of CJK characters become pairs, and each emoji is a word. Characters that
//! nobody sees are left out, and wide and narrow forms are the same letter.

use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use tantivy::tokenizer::{RawTokenizer, Stemmer, TextAnalyzer, TokenStream};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::language;
use super::letters::{self, Class, ZERO_WIDTH_JOINER, is_ignored, is_skin_tone};

/// Longer words are cut: nobody types them.
const LONGEST_CHARS: usize = 60;
/// How many spellings are remembered with their forms.
const MOST_REMEMBERED: usize = 1 << 16;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// Its place in the order of words; a whole shares the place of its first part.
    pub(super) position: usize,
    /// What it is made of.
    pub(super) make: Make,
    forms: Arc<Forms>,
}

/// The forms in which a word is written down and asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Forms {
    /// Lower case, accents kept.
    pub(super) exact: String,
    /// Without accents; equals `exact` for most words.
    pub(super) folded: String,
    /// The stem of `folded`.
    pub(super) stem: String,
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Make {
    /// Letters alone, or an emoji.
    Plain,
    /// Several parts joined by hyphens or dots, or a number with its unit.
    Compound,
    /// Several parts joined by apostrophes alone.
    Elision,
    /// A number with a decimal point or comma.
    Decimal,
    /// Two CJK characters.
    Pair,
    /// A single CJK character, which stands for every pair that it begins.
    HalfPair,
}

impl Deref for Word {
    type Target = Forms;

    fn deref(&self) -> &Forms {
        &self.forms
    }
}

impl Word {
    /// Returns whether other forms of it are found by its stem; an accent alone has none.
    pub(super) fn is_stemmed(&self) -> bool {
        matches!(self.make, Make::Plain | Make::Elision) && !self.stem.is_empty()
    }

    /// Returns whether it is a whole of several parts.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.make, Make::Compound | Make::Elision | Make::Decimal)
    }

    /// Returns whether it is one or two CJK characters.
    pub(super) fn is_cjk(&self) -> bool {
        matches!(self.make, Make::Pair | Make::HalfPair)
    }

    /// Returns whether it is a single CJK character.
    pub(super) fn is_half_pair(&self) -> bool {
        self.make == Make::HalfPair
    }
}

/// Splits texts of one language into words, remembering their forms.
pub(super) struct Analyzer {
    stemmer: TextAnalyzer,
    remembered: HashMap<Box<str>, Arc<Forms>>,
}

impl Analyzer {
    /// Makes an analyzer for a language code such as `en`.
    pub(super) fn new(code: &str) -> Self {
        let stemmer = Stemmer::new(language::of_code(code));
        let stemmer = TextAnalyzer::builder(RawTokenizer::default()).filter(stemmer).build();
        Self { stemmer, remembered: HashMap::new() }
    }

    /// Splits a text into its words in order.
    pub(super) fn words(&mut self, text: &str) -> Vec<Word> {
        // Of English, about every sixth byte ends a word.
        let mut taking = Taking { analyzer: self, text, position: 0, words: Vec::new() };
        taking.words.reserve(text.len() / 6 + 1);
        for run in letters::runs(text) {
            match run.class {
                Class::Cjk => taking.pairs(&run.at),
                Class::Emoji => taking.emoji(&run.at),
                _ => taking.letters(&run.at),
            }
        }
        taking.words
    }

    fn forms(&mut self, text: &str) -> Arc<Forms> {
        if let Some(forms) = self.remembered.get(text) {
            return Arc::clone(forms);
        }
        let exact = as_written(text);
        let folded = fold(&exact);
        let stem = self.stem(&folded);
        let forms = Arc::new(Forms { exact, folded, stem });
        if self.remembered.len() >= MOST_REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(text.into(), Arc::clone(&forms));
        forms
    }

    fn stem(&mut self, word: &str) -> String {
        let mut stream = self.stemmer.token_stream(word);
        if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
    }
}

/// The words of one text as they are taken from it.
struct Taking<'a> {
    analyzer: &'a mut Analyzer,
    text: &'a str,
    position: usize,
    words: Vec<Word>,
}

impl Taking<'_> {
    /// Takes a run of letters: whole if it has several parts, and in its parts.
    fn letters(&mut self, run: &Range<usize>) {
        let text = &self.text[run.clone()];
        // Most words need no closer look.
        let is_simple = text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let parts = if is_simple { Vec::new() } else { letters::parts(text) };
        if parts.len() < 2 {
            self.push(run.clone(), Make::Plain);
            self.position += 1;
            return;
        }
        let absolute = |part: &Range<usize>| run.start + part.start..run.start + part.end;
        let decimals = letters::decimals(text, &parts);
        let is_all = |first: usize| first == 0 && parts.len() == 2;
        let make = match decimals.as_slice() {
            [first] if is_all(*first) => Make::Decimal,
            _ if is_elision(text, &parts) => Make::Elision,
            _ => Make::Compound,
        };
        self.push(run.clone(), make);
        for (number, part) in parts.iter().enumerate() {
            if decimals.contains(&number) && !is_all(number) {
                let whole = absolute(part).start..absolute(&parts[number + 1]).end;
                self.push(whole, Make::Decimal);
            }
            self.push(absolute(part), Make::Plain);
            self.position += 1;
        }
    }

    /// Takes every two neighbours of a run of CJK characters, and the last one alone.
    fn pairs(&mut self, run: &Range<usize>) {
        let characters = letters::characters(&self.text[run.clone()]);
        for (number, first) in characters.iter().enumerate() {
            let second = characters.get(number + 1);
            let make = if second.is_some() { Make::Pair } else { Make::HalfPair };
            let end = second.map_or(first.end, |second| second.end);
            self.push(run.start + first.start..run.start + end, make);
            self.position += 1;
        }
    }

    /// Takes an emoji, whole and in the pictures that it is joined of.
    fn emoji(&mut self, run: &Range<usize>) {
        let text = &self.text[run.clone()];
        if text.contains(ZERO_WIDTH_JOINER) {
            self.push(run.clone(), Make::Compound);
        }
        let mut start = run.start;
        for part in text.split(ZERO_WIDTH_JOINER) {
            if !part.chars().all(is_ignored) {
                self.push(start..start + part.len(), Make::Plain);
                self.position += 1;
            }
            start += part.len() + ZERO_WIDTH_JOINER.len_utf8();
        }
    }

    fn push(&mut self, at: Range<usize>, make: Make) {
        let forms = self.analyzer.forms(&self.text[at.clone()]);
        self.words.push(Word { at, position: self.position, make, forms });
    }
}

/// Returns whether apostrophes alone join the parts of a run.
fn is_elision(run: &str, parts: &[Range<usize>]) -> bool {
    parts.windows(2).all(|pair| {
        let between = run[pair[0].end..pair[1].start].chars();
        between.filter_map(letters::joint).eq(['\''])
    })
}

/// Composes letters, makes them small and of usual width, leaves out what nobody sees, and cuts
/// the word.
fn as_written(text: &str) -> String {
    if text.is_ascii() {
        let cut = &text.as_bytes()[..text.len().min(LONGEST_CHARS)];
        let plain = |c: char| if c == ',' { '.' } else { letters::joint(c).unwrap_or(c) };
        return cut.iter().map(|byte| plain(char::from(byte.to_ascii_lowercase()))).collect();
    }
    let seen = text.chars().filter(|c| !is_ignored(*c));
    let plain = seen.map(|c| letters::joint(c).unwrap_or(c)).nfkc();
    let small = plain.flat_map(char::to_lowercase).filter(|c| !c.is_whitespace());
    let unified = small.map(|c| match c {
        ',' => '.',
        'ς' => 'σ',
        c => c,
    });
    unified.take(LONGEST_CHARS).collect()
}

/// Takes accents off letters, and skin tones off emoji.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c) && !is_skin_tone(*c)).nfc();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn exacts(text: &str) -> Vec<String> {
        Analyzer::new("en").words(text).iter().map(|word| word.exact.clone()).collect()
    }

    fn placed(text: &str) -> Vec<(usize, String)> {
        let words = Analyzer::new("en").words(text);
        words.iter().map(|word| (word.position, word.exact.clone())).collect()
    }

    #[test]
    fn codes_and_hyphenated_words_are_found_whole_and_in_parts() {
        assert_eq!(
            exacts("F41.1, well-being."),
            ["f41.1", "f41", "1", "well-being", "well", "being"]
        );
        assert_eq!(exacts("Don’t -stop-"), ["don't", "stop"]);
        assert_eq!(exacts("Mrs O’Brien’s"), ["mrs", "o'brien's", "o", "brien", "s"]);
    }

    #[test]
    fn accents_fold_and_words_stem() {
        let words = Analyzer::new("en").words("Cafés walking mother's");
        assert_eq!((words[0].exact.as_str(), words[0].folded.as_str()), ("cafés", "cafes"));
        assert_eq!((words[0].stem.as_str(), words[1].stem.as_str()), ("cafe", "walk"));
        assert_eq!((words[2].stem.as_str(), words[2].is_stemmed()), ("mother", true));
    }

    #[test]
    fn cjk_runs_become_pairs_of_composed_characters() {
        assert_eq!(exacts("静けさ room"), ["静け", "けさ", "さ", "room"]);
        assert_eq!(exacts("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"), ["한국", "국"]);
        assert_eq!(exacts("か\u{3099}き"), ["がき", "き"]);
        assert_eq!(exacts("ｶﾞｷ"), ["ガキ", "キ"]);
    }

    #[test]
    fn invisible_characters_are_removed_and_wide_letters_folded() {
        assert_eq!(exacts("inte\u{ad}gration"), ["integration"]);
        assert_eq!(exacts("counter\u{200b}trans\u{feff}ference"), ["countertransference"]);
        assert_eq!(exacts("Ｗｒｅｎ １２０ｍｇ"), ["wren", "120mg", "120", "mg"]);
        assert_eq!(exacts("\u{200d}\u{fe0f}\u{301}"), [""; 0]);
        // A ligature of four words holds spaces once it is taken apart.
        assert_eq!(exacts("\u{fdfa}").len(), 1);
        assert!(!exacts("\u{fdfa}")[0].contains(' '));
    }

    #[test]
    fn emoji_are_words_whatever_their_presentation_and_tone() {
        assert_eq!(exacts("🕊\u{fe0f} 🕊 a😊"), ["🕊", "🕊", "a", "😊"]);
        let words = Analyzer::new("en").words("👍🏽");
        assert_eq!((words[0].exact.as_str(), words[0].folded.as_str()), ("👍🏽", "👍"));
        assert_eq!(exacts("👩\u{200d}⚕\u{fe0f}"), ["👩⚕", "👩", "⚕"]);
    }

    #[test]
    fn numbers_are_found_with_and_without_their_unit() {
        let at = |words: &[(usize, &str)]| -> Vec<(usize, String)> {
            words.iter().map(|(at, word)| (*at, (*word).to_owned())).collect()
        };
        assert_eq!(placed("120mg"), at(&[(0, "120mg"), (0, "120"), (1, "mg")]));
        assert_eq!(placed("1,5"), at(&[(0, "1.5"), (0, "1"), (1, "5")]));
        let with_unit = [(0, "0.5mg"), (0, "0.5"), (0, "0"), (1, "5"), (2, "mg")];
        assert_eq!(placed("0.5mg"), at(&with_unit));
    }
}
