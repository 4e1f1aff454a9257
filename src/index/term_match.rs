//! What one word or phrase of a query asks for: the same for the index, the scan and the marks.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::analysis::{Analyzer, Make, Word};
use super::query::{Node, Origin, Query};

/// A word, or words in a row, any one place of which is a match.
#[derive(Debug, Clone)]
pub(super) struct TermMatch {
    /// The words, never empty; their positions say how they stand to each other.
    pub(super) words: Vec<Word>,
    /// Whether the last word also stands for its continuations.
    pub(super) begins: bool,
    /// Whether other forms of the word match.
    pub(super) stemmed: bool,
    /// Whether it must stand in the client's own words.
    pub(super) said: bool,
}

/// How a place matches what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// To the letter.
    Exact,
    /// But for accents.
    Accents,
    /// In another form of the word.
    Stem,
    /// As a continuation of it.
    Prefix,
    /// Words in a row.
    Phrase,
    /// Another word that means the same.
    Synonym,
    /// A near spelling, since nothing matched what was typed.
    Typo,
}

/// A word or phrase of a query with all that matches it.
pub(super) struct Asked {
    /// As typed, also where another word stands in for it.
    pub(super) typed: String,
    /// Where it came from, if not from the typing itself.
    pub(super) standing_in: Option<How>,
    /// Any of these matches.
    pub(super) any: Vec<TermMatch>,
}

/// Returns what the words and phrases of a query ask for, without those that are excluded.
pub(super) fn asked(query: &Query, analyzer: &mut Analyzer) -> Vec<Asked> {
    let positive = query.positive().into_iter();
    let asked = positive.filter_map(|node| {
        let (Node::Word { text, origin, .. } | Node::Phrase { text, origin, .. }) = node else {
            return None;
        };
        let (typed, standing_in) = match origin {
            Origin::Typed => (text, None),
            Origin::Synonym { of } => (of, Some(How::Synonym)),
            Origin::Typo { of } => (of, Some(How::Typo)),
        };
        Some(Asked { typed: typed.clone(), standing_in, any: wanted(node, analyzer) })
    });
    asked.collect()
}

/// Returns what a word or phrase asks for: any of these. Nothing for punctuation alone, which
/// asks for nothing.
pub(super) fn wanted(node: &Node, analyzer: &mut Analyzer) -> Vec<TermMatch> {
    match node {
        Node::Word { text, prefix, .. } => of_word(analyzer.words(text), *prefix),
        Node::Phrase { text, said, .. } => {
            let row = row(analyzer.words(text), false, *said);
            row.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn of_word(words: Vec<Word>, prefix: bool) -> Vec<TermMatch> {
    match words.as_slice() {
        [word] if !word.is_cjk() => {
            let stemmed = word.is_stemmed();
            vec![TermMatch { words, begins: prefix, stemmed, said: false }]
        }
        [first, .., last] if first.is_whole() && first.at.end == last.at.end => {
            let (stemmed, is_decimal) = (first.is_stemmed(), first.make == Make::Decimal);
            let whole = vec![first.clone()];
            let whole = TermMatch { words: whole, begins: prefix, stemmed, said: false };
            // Two numbers in a row are no decimal.
            let parts = if is_decimal { None } else { row(words, prefix, false) };
            std::iter::once(whole).chain(parts).collect()
        }
        _ => row(words, prefix, false).into_iter().collect(),
    }
}

/// Asks for words in a row; a whole's parts stand for it.
fn row(mut words: Vec<Word>, prefix: bool, said: bool) -> Option<TermMatch> {
    words.retain(|word| !word.is_whole());
    // The character that ends a run of pairs is in the pair before it already.
    if let [.., before, last] = words.as_slice()
        && last.is_half_pair()
        && before.is_cjk()
        && before.at.end == last.at.end
    {
        words.pop();
    }
    let begins = words.last()?.is_half_pair() || prefix;
    Some(TermMatch { words, begins, stemmed: false, said })
}

impl TermMatch {
    /// Finds the row of words that starts with the one at `at`, and how it matches.
    pub(super) fn at(&self, words: &[Word], at: usize) -> Option<(Range<usize>, How)> {
        let first = &words[at];
        let last = self.words.len() - 1;
        let mut how = self.word(first, &self.words[0], last == 0)?;
        let mut end = first.at.end;
        for (offset, word) in self.words.iter().enumerate().skip(1) {
            let position = first.position + word.position - self.words[0].position;
            let near = words[at..].iter().take_while(|candidate| candidate.position <= position);
            let mut here = near.filter(|candidate| candidate.position == position);
            end =
                here.find(|candidate| self.word(candidate, word, offset == last).is_some())?.at.end;
            how = How::Phrase;
        }
        Some((first.at.start..end, how))
    }

    /// Returns whether it stands anywhere in these words.
    pub(super) fn is_in(&self, words: &[Word]) -> bool {
        (0..words.len()).any(|at| self.at(words, at).is_some())
    }

    fn word(&self, candidate: &Word, wanted: &Word, last: bool) -> Option<How> {
        if candidate.exact == wanted.exact {
            return Some(How::Exact);
        }
        if candidate.folded == wanted.exact {
            return Some(How::Accents);
        }
        if self.stemmed && candidate.is_stemmed() && candidate.stem == wanted.stem {
            return Some(if candidate.folded == wanted.folded { How::Accents } else { How::Stem });
        }
        let goes_on = candidate.exact.starts_with(&wanted.exact)
            || candidate.folded.starts_with(&wanted.exact);
        (self.begins && last && goes_on).then_some(How::Prefix)
    }
}
