//! Keeps the best matches, and lets the engine pass over whole blocks that hold none.
//!
//! A note of this moment counts up to a tenth more than its words alone would have it. So what
//! stays more than that below the last of the best cannot become one of them, however new it is:
//! tantivy skips it by the highest score of each block (block-max WAND, Ding and Suel 2011).

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::MOST_LIFT;

/// Collects so many, the best first; of equals the one that came first.
pub(super) struct Best {
    pub(super) most: usize,
    /// By how much each document of each segment is raised.
    pub(super) lifts: Vec<Arc<[f32]>>,
}

/// The best of one segment.
pub(super) struct SegmentBest {
    segment: SegmentOrdinal,
    most: usize,
    lifts: Arc<[f32]>,
    best: Vec<(Score, DocId)>,
}

impl Collector for Best {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentBest;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentBest> {
        let lifts = Arc::clone(&self.lifts[segment as usize]);
        Ok(SegmentBest { segment, most: self.most, lifts, best: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Scored>) -> tantivy::Result<Vec<DocAddress>> {
        let mut all = segments.concat();
        // A stable sort: equals stay in the order of their segments and places.
        all.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        Ok(all.into_iter().take(self.most).map(|(_, at)| at).collect())
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Scored> {
        let mut best = self.for_segment(segment, reader)?;
        let alive = reader.alive_bitset();
        weight.for_each_pruning(Score::MIN, reader, &mut |document, score| {
            if alive.is_none_or(|alive| alive.is_alive(document)) {
                best.collect(document, score);
            }
            best.threshold()
        })?;
        Ok(best.harvest())
    }
}

/// The best of one segment with their scores.
type Scored = Vec<(Score, DocAddress)>;

impl SegmentBest {
    /// Returns the score of the words alone that a document must be above.
    fn threshold(&self) -> Score {
        match self.best.last() {
            Some((last, _)) if self.best.len() >= self.most => last / MOST_LIFT,
            _ => Score::MIN,
        }
    }
}

impl SegmentCollector for SegmentBest {
    type Fruit = Scored;

    fn collect(&mut self, document: DocId, score: Score) {
        let score = score * self.lifts[document as usize];
        let at = self.best.partition_point(|(better, _)| *better >= score);
        if at < self.most {
            self.best.truncate(self.most - 1);
            self.best.insert(at, (score, document));
        }
    }

    fn harvest(self) -> Scored {
        let address = |document| DocAddress::new(self.segment, document);
        self.best.into_iter().map(|(score, document)| (score, address(document))).collect()
    }
}
