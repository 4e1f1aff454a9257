//! From a query to record ids in order, with counts.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, Order, Score, Searcher, SegmentReader};

use super::analysis::Analyzer;
use super::collect::FacetCounter;
use super::columns::Read;
use super::document::{Change, Document};
use super::encode::whole;
use super::error::IndexError;
use super::matcher::matcher;
use super::query::Query;
use super::scan;
use super::sealed_index::Index;
use super::side::Side;
use crate::vault::RecordId;

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
    /// The present, ms UTC: of two entries that match alike, the newer one comes first.
    pub now_ms: i64,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// How many entries match.
    pub total: u32,
    /// The part asked for, in order.
    pub records: Vec<RecordId>,
    /// Filter word, value and how many matches have it; the most frequent first.
    pub facets: Vec<(String, String, u32)>,
}

/// Matches among the changes that the index has not taken in yet, and what they replace.
struct Fresh {
    matching: Vec<Arc<Document>>,
    replaced: Vec<RecordId>,
}

impl Index {
    /// Finds the entries that match, also those announced and not yet applied.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a block does not open: the index must then be filled anew.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Found, IndexError> {
        // First what is pending, then the index: a change applied in between is in both, and its
        // older state in neither.
        let fresh = self.fresh(query);
        let sides = self.sides();
        if let Some(before) = &sides.before {
            match self.search_side(before, query, page, &fresh) {
                Err(IndexError::Damaged) => self.drop_before()?,
                other => return other,
            }
        }
        self.search_side(&sides.live, query, page, &fresh)
    }

    fn fresh(&self, query: &Query) -> Fresh {
        let mut analyzer = Analyzer::new(&self.language);
        let changes = self.pending.all();
        let replaced = changes.iter().map(Change::record).collect();
        let mut matching = Vec::new();
        for change in changes {
            if let Change::Put(document) = change
                && scan::matches(query, &document, &mut analyzer)
            {
                matching.push(document);
            }
        }
        matching.sort_by_key(|document| (Reverse(document.happened_ms), document.record));
        Fresh { matching, replaced }
    }

    fn search_side(
        &self,
        side: &Side,
        query: &Query,
        page: &Page,
        fresh: &Fresh,
    ) -> Result<Found, IndexError> {
        side.trim()?;
        let searcher = side.reader.searcher();
        let mut analyzer = Analyzer::new(&side.language);
        let matcher = matcher(query, &fresh.replaced, &searcher, &self.fields, &mut analyzer)?;
        let window = Window::of(page, fresh);
        let top = TopDocs::with_limit(window.limit.max(1)).and_offset(window.offset);
        let mut ids = Ids::of(&searcher);
        let read = side.columns.read(&searcher)?;
        let counter = FacetCounter(&read);
        let (records, (total, counts)) = if page.by_date {
            let top = top.order_by_fast_field::<i64>("happened", Order::Desc);
            let (top, counted) = searcher.search(&*matcher, &(top, counter))?;
            let dated = top.into_iter().map(|(at, doc)| Ok((at.unwrap_or(0), ids.of_doc(doc)?)));
            let dated: Vec<_> = dated.collect::<Result<_, IndexError>>()?;
            (window.by_date(dated, page, fresh), counted)
        } else {
            let top = top.tweak_score(recency(&searcher, &read, page.now_ms));
            let (top, counted) = searcher.search(&*matcher, &(top, counter))?;
            let best = top.into_iter().map(|(_, doc)| ids.of_doc(doc));
            let best: Vec<_> = best.collect::<Result<_, IndexError>>()?;
            (fresh_first(best, page, fresh), counted)
        };
        let mut counts = side.columns.named(&counts);
        for facet in fresh.matching.iter().flat_map(|document| document.facets()) {
            *counts.entry(facet).or_insert(0) += 1;
        }
        let total = total + fresh.matching.len() as u32;
        Ok(Found { total, records, facets: most_frequent(counts) })
    }
}

/// Which matches of the index a page needs, when fresh ones stand among them.
struct Window {
    offset: usize,
    limit: usize,
    /// How many of the merged list stand before the page: fresh ones may push others down.
    skip: usize,
}

impl Window {
    fn of(page: &Page, fresh: &Fresh) -> Self {
        let (offset, limit) = (page.offset as usize, page.limit as usize);
        let skip = offset.min(fresh.matching.len());
        let more = if page.by_date { skip } else { 0 };
        Self { offset: offset - skip, limit: limit + more, skip }
    }

    fn by_date(
        &self,
        mut dated: Vec<(i64, RecordId)>,
        page: &Page,
        fresh: &Fresh,
    ) -> Vec<RecordId> {
        dated.extend(fresh.matching.iter().map(|document| (document.happened_ms, document.record)));
        dated.sort_by_key(|(at, _)| Reverse(*at));
        let page = dated.into_iter().skip(self.skip).take(page.limit as usize);
        page.map(|(_, record)| record).collect()
    }
}

/// Puts what was written a moment ago before the best of the index.
fn fresh_first(best: Vec<RecordId>, page: &Page, fresh: &Fresh) -> Vec<RecordId> {
    let fresh = fresh.matching.iter().map(|document| document.record);
    fresh.skip(page.offset as usize).chain(best).take(page.limit as usize).collect()
}

/// Raises the score of newer entries a little.
fn recency(
    searcher: &Searcher,
    read: &Read,
    now_ms: i64,
) -> impl Fn(&SegmentReader) -> Box<dyn Fn(DocId, Score) -> Score> + Send + Sync + use<> {
    let ids = searcher.segment_readers().iter().map(SegmentReader::segment_id);
    let lifts = read.segments.iter().map(|segment| segment.lifts(now_ms));
    let lifts: HashMap<SegmentId, Arc<[f32]>> = ids.zip(lifts).collect();
    move |segment| {
        let lifts = lifts.get(&segment.segment_id()).map(Arc::clone);
        let lifts = lifts.expect("the searcher's own segment");
        Box::new(move |document, score| score * lifts[document as usize])
    }
}

/// Reads record ids, opening each segment's columns once.
struct Ids<'a> {
    searcher: &'a Searcher,
    columns: HashMap<u32, (Column<u64>, Column<u64>)>,
}

impl<'a> Ids<'a> {
    fn of(searcher: &'a Searcher) -> Self {
        Self { searcher, columns: HashMap::new() }
    }

    fn of_doc(&mut self, at: DocAddress) -> Result<RecordId, IndexError> {
        if !self.columns.contains_key(&at.segment_ord) {
            let fast = self.searcher.segment_reader(at.segment_ord).fast_fields();
            let columns = (fast.u64("id_high")?, fast.u64("id_low")?);
            self.columns.insert(at.segment_ord, columns);
        }
        let (high, low) = &self.columns[&at.segment_ord];
        match (high.first(at.doc_id), low.first(at.doc_id)) {
            (Some(high), Some(low)) => Ok(whole(high, low)),
            _ => Err(IndexError::Damaged),
        }
    }
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
