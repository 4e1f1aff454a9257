//! Which documents have a word that begins so: found once, kept for the questions that follow.
//!
//! One key asks for the best, for the counts and for what lies below, and a beginning of a letter
//! or two stands for thousands of words. A segment never changes, so what was found in it stays.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, SegmentReader};

/// How many sets are kept, the newest: one of 60,000 documents takes 7.5 KiB.
const KEPT: usize = 64;

/// Matches every word of a field that begins so, however many there are.
#[derive(Debug, Clone)]
pub(super) struct PrefixQuery {
    field: Field,
    begin: String,
    known: Arc<PrefixCache>,
}

/// The sets found last.
#[derive(Default)]
pub(super) struct PrefixCache(Mutex<VecDeque<Set>>);

struct Set {
    segment: SegmentId,
    field: Field,
    begin: String,
    documents: BitSet,
}

impl PrefixCache {
    /// Empties the cache.
    #[cfg(feature = "testing")]
    pub(super) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl PrefixQuery {
    pub(super) fn new(field: Field, begin: &str, known: &Arc<PrefixCache>) -> Self {
        Self { field, begin: begin.to_owned(), known: Arc::clone(known) }
    }

    fn documents(&self, segment: &SegmentReader) -> tantivy::Result<BitSet> {
        let id = segment.segment_id();
        let is_it =
            |set: &&Set| set.segment == id && set.field == self.field && set.begin == self.begin;
        let known = || self.known.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = known().iter().find(is_it) {
            return Ok(set.documents.clone());
        }
        let documents = self.find(segment)?;
        let (field, begin) = (self.field, self.begin.clone());
        let mut known = known();
        known.push_front(Set { segment: id, field, begin, documents: documents.clone() });
        known.truncate(KEPT);
        Ok(documents)
    }

    fn find(&self, segment: &SegmentReader) -> tantivy::Result<BitSet> {
        let most = segment.max_doc();
        let mut documents = BitSet::with_max_value(most);
        let index = segment.inverted_index(self.field)?;
        // No word goes on with the last of all characters.
        let beyond = format!("{}{}", self.begin, char::MAX);
        let mut words = index.terms().range().ge(&self.begin).lt(&beyond).into_stream()?;
        while words.advance() {
            let basic = IndexRecordOption::Basic;
            let mut blocks = index.read_block_postings_from_terminfo(words.value(), basic)?;
            while !blocks.docs().is_empty() {
                for document in blocks.docs() {
                    documents.insert(*document);
                }
                blocks.advance();
            }
            if documents.len() == most as usize {
                break;
            }
        }
        Ok(documents)
    }
}

impl Query for PrefixQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PrefixQuery {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let documents = BitSetDocSet::from(self.documents(segment)?);
        Ok(Box::new(ConstScorer::new(documents, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a word that begins so", 1.0))
    }
}

impl fmt::Debug for PrefixCache {
    /// Says nothing of what was asked.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PrefixCache")
    }
}
