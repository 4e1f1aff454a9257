//! Counts how many matches have each filter value.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Counts the values of the facet field over all matches.
pub(super) struct FacetCounter;

/// Counts of one segment, by the number of the value.
pub(super) struct SegmentCounter {
    column: Option<StrColumn>,
    counts: Vec<u32>,
}

impl Collector for FacetCounter {
    type Fruit = HashMap<String, u32>;
    type Child = SegmentCounter;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounter> {
        let column = segment.fast_fields().str("facet")?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(SegmentCounter { column, counts: vec![0; values] })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<HashMap<String, u32>>>,
    ) -> tantivy::Result<HashMap<String, u32>> {
        let mut all = HashMap::new();
        for segment in segments {
            for (value, count) in segment? {
                *all.entry(value).or_insert(0) += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = tantivy::Result<HashMap<String, u32>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if let Some(column) = &self.column {
            for value in column.term_ords(doc) {
                self.counts[value as usize] += 1;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(column) = self.column else { return Ok(HashMap::new()) };
        let mut all = HashMap::new();
        for (value, count) in self.counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let mut text = String::new();
            column.ord_to_str(value as u64, &mut text)?;
            all.insert(text, count);
        }
        Ok(all)
    }
}
