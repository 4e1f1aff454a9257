//! Keeps the best matches, and tells below which score nothing can be among them any more.
//!
//! A note of this moment counts up to a tenth more than its words alone would have it. What stays
//! so far below the last of the best that even its newness could not raise it above is passed
//! over, in whole blocks where tantivy knows the highest score of each (block-max WAND, Ding and
//! Suel 2011). The best of one segment bound what is looked at in the next.

use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::Lifts;

/// The best so far, over the segments in their order; of equals the one that came first.
pub(super) struct TopHits<'a> {
    most: usize,
    best: Vec<(Score, DocAddress)>,
    segment: SegmentOrdinal,
    lifts: &'a Lifts,
}

impl<'a> TopHits<'a> {
    /// Keeps so many, starting in the first segment.
    pub(super) fn of(most: usize, lifts: &'a Lifts) -> Self {
        Self { most, best: Vec::new(), segment: 0, lifts }
    }

    /// Goes on in another segment, whose documents are raised by these.
    pub(super) fn enter(&mut self, segment: SegmentOrdinal, lifts: &'a Lifts) {
        (self.segment, self.lifts) = (segment, lifts);
    }

    /// Returns whether a document would be taken with a score of its words alone.
    pub(super) fn takes(&self, document: DocId, score: Score) -> bool {
        self.best.len() < self.most
            || self.best.last().is_some_and(|(last, _)| self.raised(document, score) > *last)
    }

    /// Offers a document with the score of its words alone.
    pub(super) fn collect(&mut self, document: DocId, score: Score) {
        let score = self.raised(document, score);
        let at = self.best.partition_point(|(better, _)| *better >= score);
        if at < self.most {
            self.best.truncate(self.most - 1);
            self.best.insert(at, (score, DocAddress::new(self.segment, document)));
        }
    }

    /// Offers the matches of one segment, without those that tantivy passes over.
    ///
    /// # Errors
    /// As the weight's scorers.
    pub(super) fn collect_all(
        &mut self,
        weight: &dyn Weight,
        segment: &SegmentReader,
    ) -> tantivy::Result<()> {
        let alive = segment.alive_bitset();
        weight.for_each_pruning(self.threshold(), segment, &mut |document, score| {
            if alive.is_none_or(|alive| alive.is_alive(document)) {
                self.collect(document, score);
            }
            self.threshold()
        })
    }

    /// Returns the documents, the best first.
    pub(super) fn into_documents(self) -> Vec<DocAddress> {
        self.best.into_iter().map(|(_, at)| at).collect()
    }

    fn raised(&self, document: DocId, score: Score) -> Score {
        score * self.lifts.of[document as usize]
    }

    /// Returns the score of the words alone that a document of this segment must be above.
    fn threshold(&self) -> Score {
        match self.best.last() {
            Some((last, _)) if self.best.len() >= self.most => last / self.lifts.most,
            _ => Score::MIN,
        }
    }
}
