//! From the tree to tantivy's queries, and from their matches to record ids.

use std::ops::Bound;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery,
    PhraseQuery, Query as Matcher, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Order, Searcher, Term};

use super::analysis::{Analyzer, Word};
use super::collect::FacetCounter;
use super::error::IndexError;
use super::query::{Node, Query, distance};
use super::sealed_index::{Index, whole};
use crate::vault::RecordId;

/// How much more a word as written counts than its stem.
const EXACT_BOOST: f32 = 1.5;
/// What a continuation of a word counts.
const PREFIX_SCORE: f32 = 0.6;
/// The most values of one facet that are counted out.
const MOST_VALUES: usize = 12;

/// Which part of the matches is wanted, in which order.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Newest first instead of best first.
    pub by_date: bool,
    /// How many to skip.
    pub offset: u32,
    /// How many to return.
    pub limit: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many entries match.
    pub total: u32,
    /// The part asked for, in order.
    pub records: Vec<RecordId>,
    /// Filter word, value and how many matches have it; the most frequent first.
    pub facets: Vec<(String, String, u32)>,
}

impl Index {
    /// Finds the entries that match.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a block does not open: the index must then be filled anew.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Found, IndexError> {
        let searcher = self.reader.searcher();
        let matcher = self.matcher(&query.0, &mut Analyzer::new(&self.language));
        let limit = (page.limit as usize).max(1);
        let top = TopDocs::with_limit(limit).and_offset(page.offset as usize);
        let (addresses, total, counts) = if page.by_date {
            let top = top.order_by_fast_field::<i64>("happened", Order::Desc);
            let (top, total, counts) = searcher.search(&*matcher, &(top, Count, FacetCounter))?;
            (top.into_iter().map(|(_, at)| at).collect::<Vec<_>>(), total, counts)
        } else {
            let top = top.order_by_score();
            let (top, total, counts) = searcher.search(&*matcher, &(top, Count, FacetCounter))?;
            (top.into_iter().map(|(_, at)| at).collect(), total, counts)
        };
        let records = addresses.into_iter().map(|at| record(&searcher, at));
        Ok(Found {
            total: total as u32,
            records: records.collect::<Result<_, _>>()?,
            facets: most_frequent(counts),
        })
    }

    /// Returns the query with each unknown word replaced by the nearest one that is written
    /// somewhere, and its text; none if there is nothing to replace.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a block does not open.
    pub fn fallback(&self, query: &Query) -> Result<Option<(Query, String)>, IndexError> {
        let mut shown = Vec::new();
        let mut replaced = false;
        let node = self.near(&query.0, &mut shown, &mut replaced)?;
        Ok(replaced.then(|| (Query(node), shown.join(" "))))
    }

    fn near(
        &self,
        node: &Node,
        shown: &mut Vec<String>,
        replaced: &mut bool,
    ) -> Result<Node, IndexError> {
        Ok(match node {
            Node::Word { text, prefix } => {
                let near = self.near_word(text)?;
                *replaced |= near.is_some();
                let text = near.unwrap_or_else(|| text.clone());
                shown.push(text.clone());
                Node::Word { text, prefix: *prefix }
            }
            Node::And(nodes) => {
                let nodes = nodes.iter().map(|node| self.near(node, shown, replaced));
                Node::And(nodes.collect::<Result<_, _>>()?)
            }
            Node::Or(nodes) => {
                let nodes = nodes.iter().map(|node| self.near(node, shown, replaced));
                Node::Or(nodes.collect::<Result<_, _>>()?)
            }
            other => other.clone(),
        })
    }

    /// Finds the nearest written word: one edit in words of four letters, two from seven on.
    fn near_word(&self, text: &str) -> Result<Option<String>, IndexError> {
        let words = Analyzer::new(&self.language).words(text);
        let [word] = words.as_slice() else { return Ok(None) };
        let length = word.folded.chars().count();
        let allowed = match length {
            0..4 => return Ok(None),
            4..7 => 1,
            _ => 2,
        };
        let mut best: Option<(usize, std::cmp::Reverse<u32>, String)> = None;
        for segment in self.reader.searcher().segment_readers() {
            let dictionary = segment.inverted_index(self.fields.exact)?;
            let mut terms = dictionary.terms().stream().map_err(IndexError::from)?;
            while let Some((term, info)) = terms.next() {
                let Ok(term) = std::str::from_utf8(term) else { continue };
                if term == word.exact || term == word.folded {
                    return Ok(None);
                }
                if term.len().abs_diff(word.folded.len()) > 4 {
                    continue;
                }
                let edits = distance(&word.folded, term);
                if edits <= allowed {
                    let candidate = (edits, std::cmp::Reverse(info.doc_freq), term.to_owned());
                    if best.as_ref().is_none_or(|best| candidate < *best) {
                        best = Some(candidate);
                    }
                }
            }
        }
        Ok(best.map(|(_, _, term)| term))
    }

    fn matcher(&self, node: &Node, analyzer: &mut Analyzer) -> Box<dyn Matcher> {
        match node {
            Node::All => silent(Box::new(AllQuery)),
            Node::Word { text, prefix } => self.word(&analyzer.words(text), *prefix),
            Node::Phrase { text, said } => {
                let field = if *said { self.fields.said } else { self.fields.exact };
                phrase(field, &analyzer.words(text), false)
            }
            Node::And(nodes) => self.all(nodes, analyzer),
            Node::Or(nodes) => {
                let nodes = nodes.iter().map(|node| self.matcher(node, analyzer));
                Box::new(BooleanQuery::union(nodes.collect()))
            }
            Node::Not(_) => self.all(std::slice::from_ref(node), analyzer),
            Node::Facet { word, values } => {
                self.facets(values.iter().map(|value| format!("{word}={value}")))
            }
            Node::Number { word, range } => {
                self.facets(range.clone().map(|number| format!("{word}={number}")))
            }
            Node::Happened(from, to) => {
                let term = |ms: &i64| Term::from_field_i64(self.fields.happened, *ms);
                silent(Box::new(RangeQuery::new(bound(from, term), bound(to, term))))
            }
        }
    }

    fn all(&self, nodes: &[Node], analyzer: &mut Analyzer) -> Box<dyn Matcher> {
        let mut clauses: Vec<(Occur, Box<dyn Matcher>)> = Vec::with_capacity(nodes.len() + 1);
        for node in nodes {
            match node {
                Node::Not(inner) => clauses.push((Occur::MustNot, self.matcher(inner, analyzer))),
                node => clauses.push((Occur::Must, self.matcher(node, analyzer))),
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, silent(Box::new(AllQuery))));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn word(&self, words: &[Word], prefix: bool) -> Box<dyn Matcher> {
        match words {
            // Punctuation alone asks for nothing.
            [] => silent(Box::new(AllQuery)),
            [word] if word.cjk && word.exact.chars().count() == 1 => self.begins(word),
            [word] => self.single(word, prefix),
            [first, ..] if first.whole => {
                let mut clauses = vec![exact(self.fields.exact, &first.exact)];
                if prefix {
                    clauses.push(self.begins(first));
                }
                clauses.push(phrase(self.fields.exact, &words[1..], prefix));
                Box::new(BooleanQuery::union(clauses))
            }
            _ => phrase(self.fields.exact, words, prefix),
        }
    }

    fn single(&self, word: &Word, prefix: bool) -> Box<dyn Matcher> {
        let as_written = exact(self.fields.exact, &word.exact);
        let stem = exact(self.fields.stem, &word.stem);
        let mut clauses: Vec<Box<dyn Matcher>> =
            vec![Box::new(BoostQuery::new(as_written, EXACT_BOOST)), stem];
        if prefix {
            clauses.push(self.begins(word));
        }
        Box::new(BooleanQuery::union(clauses))
    }

    /// Matches every word that begins so, however many there are.
    fn begins(&self, word: &Word) -> Box<dyn Matcher> {
        let term = Term::from_field_text(self.fields.exact, &word.exact);
        let begins = FuzzyTermQuery::new_prefix(term, 0, false);
        Box::new(ConstScoreQuery::new(Box::new(begins), PREFIX_SCORE))
    }

    fn facets(&self, values: impl Iterator<Item = String>) -> Box<dyn Matcher> {
        let terms = values.map(|value| Term::from_field_text(self.fields.facet, &value));
        silent(Box::new(TermSetQuery::new(terms.collect::<Vec<_>>())))
    }
}

fn exact(field: Field, word: &str) -> Box<dyn Matcher> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

/// Matches words in this order; a whole word's parts stand for it.
fn phrase(field: Field, words: &[Word], prefix: bool) -> Box<dyn Matcher> {
    let mut terms: Vec<(usize, Term)> = Vec::with_capacity(words.len());
    let last = words.len().saturating_sub(1);
    for (at, word) in words.iter().enumerate() {
        // The single character that ends a run of pairs is in the pair before it already.
        let tail = word.cjk && at == last && word.exact.chars().count() == 1 && at > 0;
        if !word.whole && !tail {
            terms.push((word.position, Term::from_field_text(field, &word.exact)));
        }
    }
    match terms.len() {
        0 => silent(Box::new(AllQuery)),
        1 => Box::new(TermQuery::new(terms.remove(0).1, IndexRecordOption::WithFreqs)),
        _ if prefix => {
            let mut query = PhrasePrefixQuery::new_with_offset(terms);
            query.set_max_expansions(u32::MAX);
            Box::new(query)
        }
        _ => Box::new(PhraseQuery::new_with_offset(terms)),
    }
}

/// Takes a clause out of the ranking: filters say whether, not how well.
fn silent(query: Box<dyn Matcher>) -> Box<dyn Matcher> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn bound(bound: &Bound<i64>, term: impl Fn(&i64) -> Term) -> Bound<Term> {
    match bound {
        Bound::Included(ms) => Bound::Included(term(ms)),
        Bound::Excluded(ms) => Bound::Excluded(term(ms)),
        Bound::Unbounded => Bound::Unbounded,
    }
}

fn record(searcher: &Searcher, at: DocAddress) -> Result<RecordId, IndexError> {
    let fast = searcher.segment_reader(at.segment_ord).fast_fields();
    let half = |name: &str| -> Result<u64, IndexError> {
        fast.u64(name)?.first(at.doc_id).ok_or(IndexError::Damaged)
    };
    Ok(whole(half("id_high")?, half("id_low")?))
}

fn most_frequent(counts: std::collections::HashMap<String, u32>) -> Vec<(String, String, u32)> {
    let mut all: Vec<(String, String, u32)> = Vec::with_capacity(counts.len());
    for (facet, count) in counts {
        if let Some((word, value)) = facet.split_once('=') {
            all.push((word.to_owned(), value.to_owned(), count));
        }
    }
    all.sort_by(|a, b| (&a.0, b.2, &a.1).cmp(&(&b.0, a.2, &b.1)));
    let mut of_word = 0;
    let mut before = String::new();
    all.retain(|(word, _, _)| {
        of_word = if *word == before { of_word + 1 } else { 1 };
        before.clone_from(word);
        of_word <= MOST_VALUES
    });
    all
}
