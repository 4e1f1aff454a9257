//! What every search reads of each match, kept flat in memory: record, filter values and date.
//!
//! The index's own columns answer one document at a time and name each value by its place in a
//! dictionary of the segment; counting tens of thousands of matches that way takes longer than
//! finding them. A segment never changes, so it is read once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use super::encode::whole;
use super::error::IndexError;
use crate::vault::RecordId;

/// How much more an entry of this moment counts than one of long ago: a tenth.
const RECENCY: f64 = 0.1;
/// The highest lift of a segment is told a little too high, for rounding.
const ROUNDING: f32 = 1.0 + 1e-5;
/// After this time half of that is left: half a year, in days.
const HALF_LIFE_DAYS: f64 = 183.0;
const DAY_MS: i64 = 24 * 3_600_000;

/// The columns of the segments of one index.
#[derive(Default)]
pub(super) struct Columns(Mutex<State>);

#[derive(Default)]
struct State {
    segments: HashMap<SegmentId, Arc<SegmentColumns>>,
    /// Every filter value as `word=value`, in the order in which they were met.
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

/// What the segments of one searcher hold, in their order.
pub(super) struct Read {
    pub(super) segments: Vec<Arc<SegmentColumns>>,
    /// How many filter values there are.
    pub(super) names: usize,
}

/// The columns of one segment.
pub(super) struct SegmentColumns {
    /// Where each document's filter values start; one more than there are documents.
    starts: Vec<u32>,
    /// Numbers of filter values.
    values: Vec<u32>,
    records: Vec<RecordId>,
    happened_ms: Vec<i64>,
    /// By how much each document's score is raised on a day.
    lifts: Mutex<(i64, Arc<Lifts>)>,
}

/// By how much the documents of a segment are raised.
#[derive(Default)]
pub(super) struct Lifts {
    /// Each document.
    pub(super) of: Vec<f32>,
    /// None is raised by more than this.
    pub(super) most: f32,
}

impl Columns {
    /// Reads the segments of a searcher that have not been read yet, and forgets others.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a column does not open.
    pub(super) fn read(&self, searcher: &Searcher) -> Result<Read, IndexError> {
        let mut state = self.state();
        let mut segments = Vec::new();
        let mut known = HashMap::new();
        for reader in searcher.segment_readers() {
            let id = reader.segment_id();
            let columns = match state.segments.get(&id) {
                Some(columns) => Arc::clone(columns),
                None => Arc::new(state.read_segment(reader)?),
            };
            segments.push(Arc::clone(&columns));
            known.insert(id, columns);
        }
        state.segments = known;
        Ok(Read { segments, names: state.names.len() })
    }

    /// Names the filter values that any match has, as `word=value`, with how many have it.
    pub(super) fn named(&self, counts: &[u32]) -> HashMap<String, u32> {
        let state = self.state();
        let all = state.names.iter().zip(counts).filter(|(_, count)| **count > 0);
        all.map(|(name, count)| (name.to_string(), *count)).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn read_segment(&mut self, reader: &SegmentReader) -> Result<SegmentColumns, IndexError> {
        let documents = reader.max_doc();
        let fast = reader.fast_fields();
        let happened = fast.i64("happened")?;
        let happened_ms = (0..documents).map(|document| happened.first(document).unwrap_or(0));
        let happened_ms = happened_ms.collect();
        let (high, low) = (fast.u64("id_high")?, fast.u64("id_low")?);
        let record = |document| Some(whole(high.first(document)?, low.first(document)?));
        let records: Option<Vec<RecordId>> = (0..documents).map(record).collect();
        let records = records.ok_or(IndexError::Damaged)?;
        let mut starts = Vec::with_capacity(documents as usize + 1);
        let mut values = Vec::new();
        starts.push(0);
        let facets = fast.str("facet")?;
        let numbers = match &facets {
            Some(column) => self.numbers_of(column.dictionary())?,
            None => Vec::new(),
        };
        for document in 0..documents {
            if let Some(column) = &facets {
                for at in column.term_ords(document) {
                    values.push(*numbers.get(at as usize).ok_or(IndexError::Damaged)?);
                }
            }
            starts.push(values.len() as u32);
        }
        let lifts = Mutex::new((i64::MIN, Arc::default()));
        Ok(SegmentColumns { starts, values, records, happened_ms, lifts })
    }

    /// Reads a dictionary from front to back and numbers its words.
    fn numbers_of(
        &mut self,
        dictionary: &tantivy::columnar::Dictionary,
    ) -> Result<Vec<u32>, IndexError> {
        let mut numbers = Vec::with_capacity(dictionary.num_terms());
        let mut words = dictionary.stream()?;
        while words.advance() {
            let word = std::str::from_utf8(words.key()).map_err(|_| IndexError::Damaged)?;
            numbers.push(self.number_of(word));
        }
        Ok(numbers)
    }

    fn number_of(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let (name, number) = (Arc::<str>::from(word), self.names.len() as u32);
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }
}

impl Read {
    /// Returns the record of a document.
    pub(super) fn record(&self, at: DocAddress) -> RecordId {
        self.segments[at.segment_ord as usize].records[at.doc_id as usize]
    }
}

impl SegmentColumns {
    /// Returns the numbers of a document's filter values.
    pub(super) fn values(&self, document: DocId) -> &[u32] {
        let at = document as usize;
        &self.values[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Returns by how much each document's score is raised: of two that match alike, the newer
    /// one comes first. `1 + RECENCY * 2^(-age / half life)`, by whole days.
    pub(super) fn lifts(&self, now_ms: i64) -> Arc<Lifts> {
        let today = now_ms.div_euclid(DAY_MS);
        let mut lifts = self.lifts.lock().unwrap_or_else(PoisonError::into_inner);
        if lifts.0 != today {
            let lift = |ms: &i64| {
                let days = today.saturating_sub(ms.div_euclid(DAY_MS)).max(0) as f64;
                (1.0 + RECENCY * (-days / HALF_LIFE_DAYS).exp2()) as f32
            };
            let of: Vec<f32> = self.happened_ms.iter().map(lift).collect();
            let most = of.iter().copied().fold(1.0, f32::max) * ROUNDING;
            *lifts = (today, Arc::new(Lifts { of, most }));
        }
        Arc::clone(&lifts.1)
    }
}
