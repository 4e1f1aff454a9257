//! Counts the matches, and how many of them have each filter value.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Counts all matches, and the values of the facet field over them.
pub(super) struct FacetCounter;

/// How many match, and how many of them by filter value.
type Counted = (u32, HashMap<String, u32>);

/// Counts of one segment, by the number of the value.
pub(super) struct SegmentCounter {
    total: u32,
    column: Option<StrColumn>,
    counts: Vec<u32>,
}

impl Collector for FacetCounter {
    type Fruit = Counted;
    type Child = SegmentCounter;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounter> {
        let column = segment.fast_fields().str("facet")?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(SegmentCounter { total: 0, column, counts: vec![0; values] })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counted>>) -> tantivy::Result<Counted> {
        let (mut total, mut all) = (0, HashMap::new());
        for segment in segments {
            let (in_segment, counts) = segment?;
            total += in_segment;
            for (value, count) in counts {
                *all.entry(value).or_insert(0) += count;
            }
        }
        Ok((total, all))
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        if let Some(column) = &self.column {
            for value in column.term_ords(doc) {
                self.counts[value as usize] += 1;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(column) = self.column else { return Ok((self.total, HashMap::new())) };
        let mut all = HashMap::new();
        for (value, count) in self.counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let mut text = String::new();
            column.ord_to_str(value as u64, &mut text)?;
            all.insert(text, count);
        }
        Ok((self.total, all))
    }
}
