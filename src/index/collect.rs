//! Counts the matches, and how many of them have each filter value.

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::{Read, SegmentColumns};

/// Counts all matches, and the filter values over them.
pub(super) struct FacetCounter<'a>(pub(super) &'a Read);

/// How many match, and how many of them by the number of the filter value.
type Counted = (u32, Vec<u32>);

/// The counts of one segment.
pub(super) struct SegmentCounter {
    total: u32,
    columns: Arc<SegmentColumns>,
    counts: Vec<u32>,
}

impl Collector for FacetCounter<'_> {
    type Fruit = Counted;
    type Child = SegmentCounter;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentCounter> {
        let columns = Arc::clone(&self.0.segments[segment as usize]);
        Ok(SegmentCounter { total: 0, columns, counts: vec![0; self.0.names] })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counted>) -> tantivy::Result<Counted> {
        let (mut total, mut all) = (0, vec![0; self.0.names]);
        for (in_segment, counts) in segments {
            total += in_segment;
            all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
        }
        Ok((total, all))
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = Counted;

    fn collect(&mut self, document: DocId, _: Score) {
        self.total += 1;
        for value in self.columns.values(document) {
            self.counts[*value as usize] += 1;
        }
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        for document in documents {
            self.collect(*document, 0.0);
        }
    }

    fn harvest(self) -> Counted {
        (self.total, self.counts)
    }
}
