//! Words of a text with what can be seen of each: capitals, the sentence it stands in, its language.

use std::collections::HashSet;

use super::finding::Language;
use super::lists::Lists;

/// A word, a number, or both in one.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    /// Without a possessive ending or a contraction.
    pub(super) end: usize,
    pub(super) lower: String,
    pub(super) is_capital: bool,
    pub(super) is_all_capitals: bool,
    pub(super) has_digit: bool,
    pub(super) has_possessive: bool,
    /// *Didn't*, *C'mon*: never a name.
    pub(super) is_contraction: bool,
    pub(super) starts_sentence: bool,
    pub(super) sentence: usize,
}

/// A sentence as far as the rules need it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    pub(super) is_german: bool,
    /// Written without capitals.
    pub(super) is_lower_case: bool,
}

/// A text in words.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) all: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
}

/// Words before a full stop that does not end the sentence.
const ABBREVIATIONS: &[&str] = &[
    "dr", "mr", "mrs", "ms", "fr", "st", "no", "nr", "vs", "prof", "rev", "sr", "jr", "hr", "bzw",
    "ca", "eg", "ie", "approx", "tel", "ext", "str", "geb", "inkl", "usw", "sgt", "capt", "lt",
    "mt", "ave",
];

const JOINED: &[&str] = &[
    "c'mon", "o'clock", "ma'am", "y'all", "d'you", "o'er", "'tis", "g'day", "s'pose", "d'oh",
    "ne'er", "how'd",
];

impl<'t> Tokens<'t> {
    pub(super) fn read(text: &'t str, language: Language) -> Self {
        let mut tokens = Self { text, all: Vec::new(), sentences: Vec::new() };
        let mut letters = text.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            if !letter.is_alphanumeric() {
                continue;
            }
            let mut end = start + letter.len_utf8();
            while let Some(&(at, next)) = letters.peek() {
                let joins = is_word_part(next)
                    || (is_joint(next)
                        && text[at + next.len_utf8()..]
                            .chars()
                            .next()
                            .is_some_and(char::is_alphanumeric)
                        && !text[..at].ends_with(is_joint));
                if !joins {
                    break;
                }
                end = at + next.len_utf8();
                letters.next();
            }
            tokens.push(start, end);
        }
        tokens.read_sentences(language);
        tokens
    }

    fn push(&mut self, start: usize, whole_end: usize) {
        let word = self.text[start..whole_end].replace('’', "'");
        let lower = word.to_lowercase();
        let (mut cut, mut has_possessive, mut is_contraction) = (0, false, false);
        if JOINED.contains(&lower.as_str()) || lower.ends_with("n't") {
            is_contraction = true;
        } else if let Some(at) = lower.rfind('\'') {
            match &lower[at + 1..] {
                "s" => (cut, has_possessive) = (lower.len() - at, true),
                "ll" | "d" | "ve" | "re" | "m" => cut = lower.len() - at,
                _ => {}
            }
        }
        // The apostrophe may be one byte or three in the text.
        let end = if cut > 0 {
            let whole = &self.text[start..whole_end];
            start + whole.rfind(['\'', '’']).unwrap_or(whole.len())
        } else {
            whole_end
        };
        let before = self.all.last().map_or(0, |token| token.end);
        let starts_sentence = self.all.is_empty() || self.is_break(before, start);
        let sentence =
            self.all.last().map_or(0, |token| token.sentence + usize::from(starts_sentence));
        let word = &self.text[start..end];
        let is_capital = word.chars().next().is_some_and(char::is_uppercase);
        self.all.push(Token {
            start,
            end,
            lower: lower[..lower.len() - cut].to_owned(),
            is_capital,
            is_all_capitals: is_capital && !word.chars().any(char::is_lowercase),
            has_digit: word.chars().any(char::is_numeric),
            has_possessive: has_possessive
                || (word.ends_with('s') && self.text[end..].starts_with(['\'', '’'])),
            is_contraction,
            starts_sentence,
            sentence,
        });
    }

    /// Whether the gap before a word ends a sentence.
    fn is_break(&self, from: usize, to: usize) -> bool {
        let gap = &self.text[from..to];
        if gap.contains('\n')
            || gap.contains([
                '!', '?', '…', '"', '“', '„', '«', '»', ':', '•', '‘', '*', '–', '—', ';',
            ])
        {
            return true;
        }
        if gap.contains(" - ") {
            return true;
        }
        let Some(stop) = gap.find('.') else { return false };
        if !gap[stop..].contains(char::is_whitespace) {
            return false;
        }
        let Some(last) = self.all.last() else { return true };
        let is_initial = last.is_capital && last.lower.chars().count() == 1 && last.lower != "i";
        !is_initial && !ABBREVIATIONS.contains(&last.lower.as_str())
    }

    fn read_sentences(&mut self, language: Language) {
        let lists = Lists::get();
        let count = self.all.last().map_or(0, |token| token.sentence + 1);
        let mut last_german = language == Language::German;
        let mut at = 0;
        for number in 0..count {
            let from = at;
            while self.all.get(at).is_some_and(|token| token.sentence == number) {
                at += 1;
            }
            let words = &self.all[from..at];
            let says =
                |section| words.iter().filter(|token| lists.says(section, &token.lower)).count();
            let (german, english) = (says("german-small"), says("english-small"));
            let is_german = if german == english { last_german } else { german > english };
            last_german = is_german;
            let starts_small =
                words.first().is_some_and(|token| !token.is_capital && !token.has_digit);
            self.sentences.push(Sentence { is_german, is_lower_case: starts_small });
        }
        self.settle_lower_case();
    }

    /// A sentence counts as written without capitals when its line begins so, or when most of the
    /// text does: a quotation in mid-sentence begins small in any hand.
    fn settle_lower_case(&mut self) {
        let small = self.sentences.iter().filter(|sentence| sentence.is_lower_case).count();
        let mostly = small * 2 > self.sentences.len();
        let own_i = self.all.iter().any(|token| !token.is_capital && token.lower == "i");
        let mut lines = HashSet::new();
        for token in &self.all {
            let line_start = self.text[..token.start].rfind('\n').map_or(0, |at| at + 1);
            let is_first = self.text[line_start..token.start].chars().all(|c| !c.is_alphanumeric());
            if is_first && !token.is_capital && !token.has_digit {
                lines.insert(line_start);
            }
        }
        let mut of_line = vec![false; self.sentences.len()];
        for token in &self.all {
            let line_start = self.text[..token.start].rfind('\n').map_or(0, |at| at + 1);
            of_line[token.sentence] |= lines.contains(&line_start);
        }
        for (sentence, of_line) in self.sentences.iter_mut().zip(of_line) {
            sentence.is_lower_case = sentence.is_lower_case && (mostly || own_i || of_line);
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at)
    }

    /// The word before `at`, in the same sentence.
    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        let token = self.all.get(at)?;
        (!token.starts_sentence).then(|| self.all.get(at.checked_sub(1)?)).flatten()
    }

    /// The word after `at`, in the same sentence.
    pub(super) fn after(&self, at: usize) -> Option<&Token> {
        self.all.get(at + 1).filter(|next| !next.starts_sentence)
    }

    /// The lower-case form of the word before `at` in the same sentence, or nothing.
    pub(super) fn word_before(&self, at: usize) -> &str {
        self.before(at).map_or("", |token| &token.lower)
    }

    /// The lower-case form of the word after `at` in the same sentence, or nothing.
    pub(super) fn word_after(&self, at: usize) -> &str {
        self.after(at).map_or("", |token| &token.lower)
    }

    /// What stands between word `at` and the next, a possessive ending included.
    pub(super) fn gap_after(&self, at: usize) -> &str {
        match (self.all.get(at), self.all.get(at + 1)) {
            (Some(token), Some(next)) => &self.text[token.end..next.start],
            (Some(token), None) => &self.text[token.end..],
            _ => "",
        }
    }

    pub(super) fn sentence(&self, token: &Token) -> Sentence {
        self.sentences[token.sentence]
    }

    /// The first word that begins at or after a byte.
    pub(super) fn at_byte(&self, byte: usize) -> usize {
        self.all.partition_point(|token| token.start < byte)
    }
}

fn is_word_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || ('\u{300}'..='\u{36f}').contains(&letter)
}

fn is_joint(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Tokens::read(text, Language::English)
            .all
            .iter()
            .map(|token| text[token.start..token.end].to_owned())
            .collect()
    }

    #[test]
    fn possessives_and_contractions_are_split_off() {
        assert_eq!(words("Will’s view, Callum'll come"), ["Will", "view", "Callum", "come"]);
        let tokens = Tokens::read("Didn’t she? C’mon.", Language::English);
        assert!(tokens.all[0].is_contraction && tokens.all[2].is_contraction);
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        let tokens = Tokens::read("Saw Dr. Osei and K. yesterday. Then tea.", Language::English);
        let starts: Vec<&str> = tokens
            .all
            .iter()
            .filter(|token| token.starts_sentence)
            .map(|token| token.lower.as_str())
            .collect();
        assert_eq!(starts, ["saw", "then"]);
    }

    #[test]
    fn sentences_have_a_language_each() {
        let tokens = Tokens::read(
            "She said: „Ich weiß es nicht.“ And then she left the room.",
            Language::English,
        );
        let german: Vec<bool> =
            tokens.sentences.iter().map(|sentence| sentence.is_german).collect();
        assert_eq!(german, [false, true, false]);
    }

    #[test]
    fn a_text_cut_within_a_character_never_panics() {
        for text in ["", "’", "a’", "İstanbul’s", "ß’s", "👩‍👩‍👧 Ẹniọlá’ll"]
        {
            let _ = words(text);
        }
    }
}
