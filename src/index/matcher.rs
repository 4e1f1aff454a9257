//! From the tree to tantivy's queries.

use std::ops::Bound;
use std::sync::Arc;

use chrono::NaiveDate;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery,
    Occur, PhrasePrefixQuery, PhraseQuery, Query as Matcher, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Searcher, Term};

use super::analysis::{Analyzer, Word};
use super::conjunction::{Conjunction, RowAsked, WordAsked};
use super::error::IndexError;
use super::excluded::Excluded;
use super::prefix_query::{PrefixCache, PrefixQuery};
use super::query::{Node, Query};
use super::schema::{Fields, day_number, number_term};
use super::term_match::{TermMatch, wanted};
use crate::vault::RecordId;

/// How much more a word as written counts than its stem.
const EXACT_BOOST: f32 = 1.5;
/// What a continuation of a word counts.
const PREFIX_SCORE: f32 = 0.6;

/// What the matches are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// They are put in order by how well they match.
    Ranking,
    /// Only which ones there are is asked.
    Counting,
}

/// Makes tantivy's form of a query; `without` never match.
///
/// # Errors
/// [`IndexError::Damaged`] when a dictionary cannot be read.
pub(super) fn matcher(
    query: &Query,
    purpose: Purpose,
    without: &[RecordId],
    searcher: &Searcher,
    known: &Arc<PrefixCache>,
    fields: &Fields,
    analyzer: &mut Analyzer,
) -> Result<Box<dyn Matcher>, IndexError> {
    let alone = !matches!(query.0, Node::And(_));
    let found =
        QueryBuilder { searcher, known, fields, analyzer, purpose, alone }.node(&query.0)?;
    let Some(without) = ids(fields, without) else { return Ok(found) };
    Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, found), (Occur::MustNot, without)])))
}

/// Makes the form of a query in which its matches are ranked.
///
/// # Errors
/// As [`matcher`].
pub(super) fn ranked(
    query: &Query,
    without: &[RecordId],
    searcher: &Searcher,
    known: &Arc<PrefixCache>,
    fields: &Fields,
    analyzer: &mut Analyzer,
) -> Result<Ranked, IndexError> {
    let purpose = Purpose::Ranking;
    let mut builder = QueryBuilder { searcher, known, fields, analyzer, purpose, alone: false };
    let nodes = match &query.0 {
        Node::And(nodes) => nodes.as_slice(),
        node => std::slice::from_ref(node),
    };
    let mut all = builder.conjunction(nodes)?;
    all.excluded.extend(ids(fields, without));
    if all.is_worthwhile() {
        return Ok(Ranked::All(all));
    }
    let any = matcher(query, purpose, without, searcher, known, fields, analyzer)?;
    Ok(Ranked::Any(any))
}

/// How the matches of a query are ranked.
pub(super) enum Ranked {
    /// All of several must match.
    All(Conjunction),
    /// In tantivy's own way.
    Any(Box<dyn Matcher>),
}

fn ids(fields: &Fields, records: &[RecordId]) -> Option<Box<dyn Matcher>> {
    let terms = records.iter().map(|id| Term::from_field_text(fields.id, &id.to_string()));
    let terms: Vec<Term> = terms.collect();
    (!terms.is_empty()).then(|| Box::new(TermSetQuery::new(terms)) as Box<dyn Matcher>)
}

/// Tantivy's form of a part of a query.
type Made = Result<Box<dyn Matcher>, IndexError>;

struct QueryBuilder<'a> {
    searcher: &'a Searcher,
    known: &'a Arc<PrefixCache>,
    fields: &'a Fields,
    analyzer: &'a mut Analyzer,
    purpose: Purpose,
    /// Whether nothing else must match, so that each match of a word is ranked.
    alone: bool,
}

impl QueryBuilder<'_> {
    fn node(&mut self, node: &Node) -> Made {
        match node {
            Node::All => Ok(silent(AllQuery)),
            Node::Word { .. } | Node::Phrase { .. } => self.asked(node),
            Node::And(nodes) => self.all(nodes),
            Node::Or(nodes) => {
                let nodes = nodes.iter().map(|node| self.node(node));
                Ok(any(nodes.collect::<Result<_, _>>()?))
            }
            Node::Not(_) => self.all(std::slice::from_ref(node)),
            Node::Facet { word, values } => {
                let field = self.fields.facet;
                let term = |value| Term::from_field_text(field, &format!("{word}={value}"));
                Ok(silent(TermSetQuery::new(values.iter().map(term).collect::<Vec<_>>())))
            }
            Node::Number { range, .. } if range.is_empty() => Ok(Box::new(EmptyQuery)),
            Node::Number { word, range } => {
                let bound = |number: &i64| {
                    let term = number_term(word, *number);
                    Bound::Included(Term::from_field_text(self.fields.number, &term))
                };
                let (from, to) = (bound(range.start()), bound(range.end()));
                Ok(silent(InvertedIndexRangeQuery::new(from, to)))
            }
            Node::Day(from, to) => {
                let term = |day: NaiveDate| Term::from_field_i64(self.fields.day, day_number(day));
                Ok(silent(RangeQuery::new(from.map(term), to.map(term))))
            }
        }
    }

    /// Takes apart what must match all together.
    fn conjunction(&mut self, nodes: &[Node]) -> Result<Conjunction, IndexError> {
        let mut all = Conjunction::default();
        for node in nodes {
            match node {
                Node::All => {}
                Node::Not(inner) => all.excluded.push(Box::new(Excluded(self.node(inner)?))),
                Node::Word { .. } | Node::Phrase { .. } => {
                    let mut any = wanted(node, self.analyzer);
                    match any.pop() {
                        Some(one) if any.is_empty() && !one.begins => self.required(&one, &mut all),
                        // Punctuation alone asks for nothing.
                        None => {}
                        Some(_) => all.others.push((self.node(node)?, Score::INFINITY)),
                    }
                }
                Node::Facet { .. } | Node::Number { .. } | Node::Day(..) => {
                    all.others.push((self.node(node)?, 0.0));
                }
                Node::And(_) | Node::Or(_) => {
                    all.others.push((self.node(node)?, Score::INFINITY));
                }
            }
        }
        Ok(all)
    }

    /// Adds a word or a row of words that must be there.
    fn required(&self, wanted: &TermMatch, all: &mut Conjunction) {
        let field = if wanted.said { self.fields.said } else { self.fields.exact };
        let term = |word: &Word| Term::from_field_text(field, &word.exact);
        match wanted.words.as_slice() {
            [word] if wanted.stemmed => {
                let finds = Term::from_field_text(self.fields.stem, &word.stem);
                all.words.push(WordAsked { finds, ranks: Some((term(word), EXACT_BOOST)) });
            }
            [word] => all.words.push(WordAsked { finds: term(word), ranks: None }),
            words => {
                let words = words.iter().map(|word| (word.position, term(word))).collect();
                all.rows.push(RowAsked { words });
            }
        }
    }

    fn all(&mut self, nodes: &[Node]) -> Made {
        let mut clauses: Vec<(Occur, Box<dyn Matcher>)> = Vec::with_capacity(nodes.len() + 1);
        for node in nodes {
            match node {
                Node::Not(inner) => {
                    let excluded = Box::new(Excluded(self.node(inner)?));
                    clauses.push((Occur::MustNot, excluded));
                }
                node => clauses.push((Occur::Must, self.node(node)?)),
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, silent(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn asked(&mut self, node: &Node) -> Made {
        let wanted = wanted(node, self.analyzer);
        let mut ways = Vec::with_capacity(3);
        for wanted in &wanted {
            self.ways(wanted, &mut ways)?;
        }
        // Punctuation alone asks for nothing.
        Ok(if ways.is_empty() { silent(AllQuery) } else { any(ways) })
    }

    /// Adds what finds the wanted words; any of it will do.
    fn ways(&self, wanted: &TermMatch, ways: &mut Vec<Box<dyn Matcher>>) -> Result<(), IndexError> {
        let field = if wanted.said { self.fields.said } else { self.fields.exact };
        let [word] = wanted.words.as_slice() else {
            ways.push(self.row(field, wanted)?);
            return Ok(());
        };
        let as_written = exact(field, &word.exact);
        if wanted.stemmed && self.purpose == Purpose::Counting {
            ways.push(exact(self.fields.stem, &word.stem));
        } else if wanted.stemmed {
            // Whatever has the word has its stem too: the stem finds, the word only ranks. Where
            // nothing else must match, both side by side let the engine pass over whole blocks.
            let ranks: Box<dyn Matcher> = Box::new(BoostQuery::new(as_written, EXACT_BOOST));
            let finds = exact(self.fields.stem, &word.stem);
            let must = if self.alone { Occur::Should } else { Occur::Must };
            let both = vec![(must, finds), (Occur::Should, ranks)];
            ways.push(Box::new(BooleanQuery::new(both)));
        } else {
            ways.push(as_written);
        }
        if wanted.begins {
            let begins = PrefixQuery::new(field, &word.exact, self.known);
            ways.push(Box::new(ConstScoreQuery::new(Box::new(begins), PREFIX_SCORE)));
        }
        Ok(())
    }

    /// Matches words in this order.
    fn row(&self, field: Field, wanted: &TermMatch) -> Made {
        let term = |word: &Word| (word.position, Term::from_field_text(field, &word.exact));
        let terms: Vec<(usize, Term)> = wanted.words.iter().map(term).collect();
        if !wanted.begins {
            return Ok(Box::new(PhraseQuery::new_with_offset(terms)));
        }
        let last = wanted.words.last().map_or("", |word| word.exact.as_str());
        // It allots room for all of them before it looks, so an open bound would take all memory.
        let most = self.most_that_begin(field, last)?;
        let mut row = PhrasePrefixQuery::new_with_offset(terms);
        row.set_max_expansions(most);
        Ok(Box::new(row))
    }

    /// Counts how many words of one segment begin so, at most.
    fn most_that_begin(&self, field: Field, begin: &str) -> Result<u32, IndexError> {
        let mut most = 0;
        for segment in self.searcher.segment_readers() {
            let dictionary = segment.inverted_index(field)?;
            let mut terms = dictionary.terms().range().ge(begin).into_stream()?;
            let mut count = 0;
            while terms.advance() && terms.key().starts_with(begin.as_bytes()) {
                count += 1;
            }
            most = most.max(count);
        }
        Ok(most)
    }
}

fn any(mut ways: Vec<Box<dyn Matcher>>) -> Box<dyn Matcher> {
    if ways.len() == 1 { ways.remove(0) } else { Box::new(BooleanQuery::union(ways)) }
}

fn exact(field: Field, word: &str) -> Box<dyn Matcher> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

/// Takes a clause out of the ranking: filters say whether, not how well.
fn silent(query: impl Matcher) -> Box<dyn Matcher> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}
