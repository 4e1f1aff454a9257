//! From a query to record ids in order, with counts.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::query::{EnableScoring, Query as Matcher};
use tantivy::{DocAddress, Order, Searcher};

use super::analysis::Analyzer;
use super::collect::FacetCounter;
use super::columns::Read;
use super::document::Document;
use super::error::IndexError;
use super::generation::Generation;
use super::matcher::{Purpose, Ranked, matcher, ranked};
use super::pending::Beside;
use super::query::Query;
use super::sealed_index::Index;
use super::top_hits::TopHits;
use crate::vault::RecordId;

/// The most values of one facet that are counted out.
const MOST_VALUES: usize = 12;

/// Which part of the matches is wanted, in which order.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Newest first instead of best first; filters alone know no best.
    pub by_date: bool,
    /// How many to skip.
    pub offset: u32,
    /// How many to return.
    pub limit: u32,
    /// Whether all matches are wanted as numbers too; without, only a page that is not full tells.
    pub counted: bool,
    /// The present, ms UTC: of two entries that match alike, the newer one comes first.
    pub now_ms: i64,
}

impl Page {
    /// Asks for no more than so many entries, since room is made for as many as are asked for. One
    /// more stays possible, so that a page that is not full still tells the total.
    fn within(self, most: u64) -> Self {
        let most = u32::try_from(most).unwrap_or(u32::MAX - 1);
        Self { offset: self.offset.min(most), limit: self.limit.min(most + 1), ..self }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// How many entries match; none where that was not asked for and does not show.
    pub total: Option<u32>,
    /// The part asked for, in order.
    pub records: Vec<RecordId>,
    /// If counted: filter word, value and how many matches have it; the most frequent first.
    pub facets: Vec<(String, String, u32)>,
}

/// Matches among the drafts and the changes that the index has not taken in, and what they replace.
struct Unindexed {
    matching: Vec<Arc<Document>>,
    replaced: Vec<RecordId>,
}

impl Index {
    /// Finds the entries that match, also those announced and not yet applied, and drafts.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a block does not open: the index must then be filled anew.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Found, IndexError> {
        // First what is pending, then the index: a change applied in between is in both, and its
        // older state in neither.
        let unindexed = self.unindexed(query);
        let generations = self.generations();
        if let Some(old) = &generations.old {
            match self.search_generation(old, query, page, &unindexed) {
                Err(IndexError::Damaged) => self.drop_before()?,
                other => return other,
            }
        }
        self.search_generation(&generations.live, query, page, &unindexed)
    }

    /// Lets go of what former searches left to be used again, so that one is measured in full.
    #[cfg(feature = "testing")]
    pub fn forget_former(&self) {
        self.generations().live.known.forget();
    }

    fn unindexed(&self, query: &Query) -> Unindexed {
        let mut analyzer = Analyzer::new(&self.language);
        let Beside { replaced, documents } = self.pending.beside();
        let matching = documents.into_iter().filter(|read| read.matches(query, &mut analyzer));
        let mut matching: Vec<_> = matching.map(|read| Arc::clone(&read.document)).collect();
        matching.sort_by_key(|document| (Reverse(document.happened_ms), document.record));
        Unindexed { matching, replaced }
    }

    fn search_generation(
        &self,
        generation: &Generation,
        query: &Query,
        page: &Page,
        unindexed: &Unindexed,
    ) -> Result<Found, IndexError> {
        generation.trim()?;
        let searcher = generation.reader.searcher();
        let page = &page.within(searcher.num_docs() + unindexed.matching.len() as u64);
        let read = generation.columns.read(&searcher)?;
        let mut analyzer = Analyzer::new(&generation.language);
        let (without, known) = (&unindexed.replaced, &generation.known);
        let counting = |analyzer: &mut Analyzer| {
            matcher(query, Purpose::Counting, without, &searcher, known, &self.fields, analyzer)
        };
        let records = if page.limit == 0 {
            Vec::new()
        } else if page.by_date || query.positive().is_empty() {
            newest(&searcher, &*counting(&mut analyzer)?, &read, page, unindexed)?
        } else {
            let ranked = ranked(query, without, &searcher, known, &self.fields, &mut analyzer)?;
            best(&searcher, &ranked, &read, page, unindexed)?
        };
        // A page that is not full tells the total, but for an empty one beyond the first.
        if !page.counted && (page.offset == 0 || !records.is_empty()) {
            let full = records.len() == page.limit as usize;
            let total = (!full).then_some(page.offset + records.len() as u32);
            return Ok(Found { total, records, facets: Vec::new() });
        }
        let counter = FacetCounter(&read);
        let (total, counts) = searcher.search(&*counting(&mut analyzer)?, &counter)?;
        let mut counts = generation.columns.named(&counts);
        for facet in unindexed.matching.iter().flat_map(|document| document.facets()) {
            *counts.entry(facet).or_insert(0) += 1;
        }
        let total = Some(total + unindexed.matching.len() as u32);
        Ok(Found { total, records, facets: most_frequent(counts) })
    }
}

/// Returns a page of the matches, newest first.
fn newest(
    searcher: &Searcher,
    matcher: &dyn Matcher,
    read: &Read,
    page: &Page,
    unindexed: &Unindexed,
) -> Result<Vec<RecordId>, IndexError> {
    let (offset, limit) = (page.offset as usize, page.limit as usize);
    // Fresh ones among them push others down.
    let skip = offset.min(unindexed.matching.len());
    let top = TopDocs::with_limit(limit + skip).and_offset(offset - skip);
    let top = top.order_by_fast_field::<i64>("happened", Order::Desc);
    let mut dated = Vec::with_capacity(limit + skip);
    for (at, document) in searcher.search(matcher, &top)? {
        dated.push((at.unwrap_or(0), read.record(document)));
    }
    dated.extend(unindexed.matching.iter().map(|document| (document.happened_ms, document.record)));
    dated.sort_by_key(|(at, _)| Reverse(*at));
    Ok(dated.into_iter().skip(skip).take(limit).map(|(_, record)| record).collect())
}

/// Returns a page of the matches, best first; what was written a moment ago comes before all.
fn best(
    searcher: &Searcher,
    ranked: &Ranked,
    read: &Read,
    page: &Page,
    unindexed: &Unindexed,
) -> Result<Vec<RecordId>, IndexError> {
    let (offset, limit) = (page.offset as usize, page.limit as usize);
    let skip = offset - offset.min(unindexed.matching.len());
    let mut records: Vec<RecordId> =
        unindexed.matching.iter().skip(offset).map(|document| document.record).collect();
    for document in best_indexed(searcher, ranked, read, page, skip + limit)?.into_iter().skip(skip)
    {
        records.push(read.record(document));
    }
    records.truncate(limit);
    Ok(records)
}

/// Returns the best of what the index holds.
fn best_indexed(
    searcher: &Searcher,
    ranked: &Ranked,
    read: &Read,
    page: &Page,
    most: usize,
) -> Result<Vec<DocAddress>, IndexError> {
    let lifts: Vec<_> = read.segments.iter().map(|segment| segment.lifts(page.now_ms)).collect();
    let Some(first) = lifts.first() else { return Ok(Vec::new()) };
    let mut best = TopHits::of(most, first);
    let segments = searcher.segment_readers().iter().zip(&lifts).enumerate();
    match ranked {
        Ranked::All(conjunction) => {
            let prepared = conjunction.prepare(searcher)?;
            for (number, (segment, lifts)) in segments {
                best.enter(number as u32, lifts);
                prepared.collect(segment, number, &mut best)?;
            }
        }
        Ranked::Any(matcher) => {
            let weight = matcher.weight(EnableScoring::enabled_from_searcher(searcher))?;
            for (number, (segment, lifts)) in segments {
                best.enter(number as u32, lifts);
                best.collect_all(&*weight, segment)?;
            }
        }
    }
    Ok(best.into_documents())
}

fn most_frequent(counts: HashMap<String, u32>) -> Vec<(String, String, u32)> {
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
