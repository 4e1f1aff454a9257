//! What was probably meant, when nothing matches what was typed.

use std::cmp::Reverse;

use tantivy::query::FuzzyTermQuery;
use tantivy::{Searcher, Term};

use super::analysis::{Analyzer, Word};
use super::error::IndexError;
use super::query::{Node, Origin, Query, distance, prefix_distance};
use super::sealed_index::Index;

/// A query with near spellings in place of unknown words.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The query to search instead.
    pub query: Query,
    /// Its words as they are shown.
    pub shown: String,
}

impl Index {
    /// Returns the query with each unknown word replaced by the nearest one that is written
    /// somewhere; none if there is nothing to replace.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a block does not open.
    pub fn fallback(&self, query: &Query) -> Result<Option<Near>, IndexError> {
        let generations = self.generations();
        let generation = generations.old.as_ref().unwrap_or(&generations.live);
        let analyzer = Analyzer::new(&generation.language);
        let beside = self.pending.beside();
        let unindexed = beside.documents.iter().flat_map(|read| read.words().cloned()).collect();
        let mut search = Search {
            index: self,
            searcher: generation.reader.searcher(),
            analyzer,
            unindexed,
            shown: Vec::new(),
            replaced: false,
        };
        let node = search.node(&query.0)?;
        let shown = search.shown.join(" ");
        Ok(search.replaced.then_some(Near { query: Query(node), shown }))
    }
}

struct Search<'a> {
    index: &'a Index,
    searcher: Searcher,
    analyzer: Analyzer,
    unindexed: Vec<Word>,
    shown: Vec<String>,
    replaced: bool,
}

impl Search<'_> {
    fn node(&mut self, node: &Node) -> Result<Node, IndexError> {
        Ok(match node {
            Node::Word { text, prefix, origin: Origin::Typed } => {
                let Some(near) = self.near_word(text, *prefix)? else {
                    self.shown.push(text.clone());
                    return Ok(node.clone());
                };
                self.replaced = true;
                self.shown.push(near.clone());
                let origin = Origin::Typo { of: text.clone() };
                Node::Word { text: near, prefix: false, origin }
            }
            Node::Phrase { text, said, origin: Origin::Typed } => {
                let text = self.near_phrase(text)?;
                self.shown.push(format!("“{text}”"));
                Node::Phrase { text, said: *said, origin: Origin::Typed }
            }
            Node::And(nodes) => Node::And(self.nodes(nodes)?),
            Node::Or(nodes) => Node::Or(self.nodes(nodes)?),
            other => other.clone(),
        })
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<Vec<Node>, IndexError> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    /// Replaces the unknown words of a phrase.
    fn near_phrase(&mut self, text: &str) -> Result<String, IndexError> {
        let mut near = Vec::new();
        for word in text.split_whitespace() {
            let replaced = self.near_word(word, false)?;
            self.replaced |= replaced.is_some();
            near.push(replaced.unwrap_or_else(|| word.to_owned()));
        }
        Ok(near.join(" "))
    }

    /// Finds the nearest written word: one edit in words of four letters, two from seven on; two
    /// letters that have changed places are one edit. None if the word itself is written.
    fn near_word(&mut self, text: &str, prefix: bool) -> Result<Option<String>, IndexError> {
        let words = self.analyzer.words(text);
        let [word] = words.as_slice() else { return Ok(None) };
        let allowed = match word.folded.chars().count() {
            0..4 => return Ok(None),
            4..7 => 1,
            _ => 2,
        };
        if self.is_written(&word.exact, &word.stem, prefix)? {
            return Ok(None);
        }
        let whole = self.nearest(&word.folded, allowed, false)?;
        match whole {
            None if prefix => self.nearest(&word.folded, allowed, true),
            whole => Ok(whole),
        }
    }

    fn is_written(&self, exact: &str, stem: &str, prefix: bool) -> Result<bool, IndexError> {
        let same = |word: &Word| word.exact == exact || word.folded == exact || word.stem == stem;
        let goes_on = |word: &Word| prefix && word.exact.starts_with(exact);
        if self.unindexed.iter().any(|word| same(word) || goes_on(word)) {
            return Ok(true);
        }
        for segment in self.searcher.segment_readers() {
            let words = segment.inverted_index(self.index.fields.exact)?;
            let mut from = words.terms().range().ge(exact).into_stream()?;
            if from.advance() {
                let key = from.key();
                if key == exact.as_bytes() || (prefix && key.starts_with(exact.as_bytes())) {
                    return Ok(true);
                }
            }
            let stems = segment.inverted_index(self.index.fields.stem)?;
            if stems.terms().get(stem)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Walks the dictionaries along a Levenshtein automaton. The nearest word is taken, of
    /// several the most frequent one, of those the first in the alphabet.
    fn nearest(&self, word: &str, allowed: u8, begins: bool) -> Result<Option<String>, IndexError> {
        let term = Term::from_field_text(self.index.fields.exact, word);
        let near = if begins {
            FuzzyTermQuery::new_prefix(term, allowed, true)
        } else {
            FuzzyTermQuery::new(term, allowed, true)
        };
        let edits =
            |term: &str| if begins { prefix_distance(word, term) } else { distance(word, term) };
        let unindexed =
            self.unindexed.iter().map(|unindexed| (edits(&unindexed.folded), &unindexed.folded));
        let unindexed = unindexed.filter(|(edits, _)| *edits <= usize::from(allowed));
        let mut best = unindexed.map(|(edits, term)| (edits, Reverse(1), term.clone())).min();
        for segment in self.searcher.segment_readers() {
            let dictionary = segment.inverted_index(self.index.fields.exact)?;
            let mut terms = dictionary.terms().search(near.automaton()?).into_stream()?;
            while let Some((term, info)) = terms.next() {
                let Ok(term) = std::str::from_utf8(term) else { continue };
                let candidate = (edits(term), Reverse(info.doc_freq), term.to_owned());
                if best.as_ref().is_none_or(|best| candidate < *best) {
                    best = Some(candidate);
                }
            }
        }
        Ok(best.map(|(_, _, term)| term))
    }
}
