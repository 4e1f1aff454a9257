//! Answers a query from a document itself, without any index.
//!
//! Entries saved a moment ago are found so until the index has them, drafts until they are saved, and
//! the tests hold the index against it: it shares the analysis with it, and nothing else.

use std::ops::RangeBounds;
use std::sync::Arc;

use super::analysis::{Analyzer, Word};
use super::document::Document;
use super::query::{Node, Query};
use super::term_match::wanted;

/// A document taken apart into words.
pub(super) struct Analysed {
    pub(super) document: Arc<Document>,
    texts: Vec<Vec<Word>>,
    said: Vec<Vec<Word>>,
    facets: Vec<String>,
}

impl Analysed {
    /// Takes a document apart.
    pub(super) fn of(document: Arc<Document>, analyzer: &mut Analyzer) -> Self {
        let texts = document.all_texts().map(|(_, text)| analyzer.words(text)).collect();
        let said = document.verbatim.lines().map(|line| analyzer.words(line)).collect();
        let facets = document.facets();
        Self { document, texts, said, facets }
    }

    /// Returns whether it matches.
    pub(super) fn matches(&self, query: &Query, analyzer: &mut Analyzer) -> bool {
        self.node(&query.0, analyzer)
    }

    /// Returns its words.
    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.texts.iter().flatten()
    }

    fn node(&self, node: &Node, analyzer: &mut Analyzer) -> bool {
        match node {
            Node::All => true,
            Node::Word { .. } | Node::Phrase { .. } => {
                let any = wanted(node, analyzer);
                any.is_empty()
                    || any.iter().any(|wanted| {
                        let texts = if wanted.said { &self.said } else { &self.texts };
                        texts.iter().any(|words| wanted.is_in(words))
                    })
            }
            Node::And(nodes) => nodes.iter().all(|node| self.node(node, analyzer)),
            Node::Or(nodes) => nodes.iter().any(|node| self.node(node, analyzer)),
            Node::Not(node) => !self.node(node, analyzer),
            Node::Facet { word, values } => {
                let has = |value: &String| self.facets.contains(&format!("{word}={value}"));
                values.iter().any(has)
            }
            Node::Number { word, range } => {
                let mut numbers = self.document.all_numbers();
                numbers.any(|(of, number)| of == word && range.contains(&number))
            }
            Node::Day(from, to) => (*from, *to).contains(&self.document.day),
        }
    }
}
