//! Answers a query from a document itself, without any index.
//!
//! Entries saved a moment ago are found so until the index has them, and the tests hold the index
//! against it: it shares the analysis with it, and nothing else.

use std::ops::RangeBounds;

use super::analysis::{Analyzer, Word};
use super::document::Document;
use super::query::{Node, Query};
use super::wanted::wanted;

/// A document taken apart into words.
struct Read<'a> {
    document: &'a Document,
    texts: Vec<Vec<Word>>,
    said: Vec<Vec<Word>>,
    facets: Vec<String>,
}

/// Returns whether a document matches.
pub(super) fn matches(query: &Query, document: &Document, analyzer: &mut Analyzer) -> bool {
    let read = Read {
        document,
        texts: document.all_texts().map(|(_, text)| analyzer.words(text)).collect(),
        said: document.verbatim.lines().map(|line| analyzer.words(line)).collect(),
        facets: document.facets(),
    };
    read.node(&query.0, analyzer)
}

impl Read<'_> {
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
            Node::Happened(from, to) => (*from, *to).contains(&self.document.happened_ms),
        }
    }
}
