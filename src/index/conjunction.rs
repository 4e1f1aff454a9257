//! Ranks the entries that have all that is asked for, and looks closely only at those that can
//! still be among the best.
//!
//! The rarest word leads. Of each entry that has it, the highest score that it could come to is
//! known before anything else is read: a word's frequency bounds what it counts as written, the
//! frequencies of the words of a row bound how often the row occurs, and no word counts more than
//! its maximum. An entry whose bound lies below the last of the best is passed over, before the
//! other words are looked for, and again before their positions are read.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::{Bm25Weight, EnableScoring, Query as Matcher, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

use super::error::IndexError;
use super::top_hits::TopHits;

/// Bounds are raised by this much, so that rounding never makes one too low.
const SLACK: Score = 1.0 + 1e-5;

/// All of these must match.
#[derive(Default)]
pub(super) struct Conjunction {
    pub(super) words: Vec<WordAsked>,
    pub(super) rows: Vec<RowAsked>,
    /// What is ranked in some other way, each with the highest score that it gives.
    pub(super) others: Vec<(Box<dyn Matcher>, Score)>,
    /// What must not match.
    pub(super) excluded: Vec<Box<dyn Matcher>>,
}

/// One word: `finds` says which entries have it, `ranks` counts beside it where it stands as
/// written; its frequency is never above that of `finds`.
pub(super) struct WordAsked {
    pub(super) finds: Term,
    pub(super) ranks: Option<(Term, Score)>,
}

/// Words in a row, each with its place.
pub(super) struct RowAsked {
    pub(super) words: Vec<(usize, Term)>,
}

/// A conjunction with what a searcher knows of its words.
pub(super) struct Prepared {
    words: Vec<(TermIn, Option<TermIn>)>,
    rows: Vec<(Vec<(u32, TermIn)>, Bm25Weight)>,
    others: Vec<(Box<dyn Weight>, Score)>,
    excluded: Vec<Box<dyn Weight>>,
}

/// A term with its place in each segment, looked up once.
struct TermIn {
    field: Field,
    infos: Vec<Option<TermInfo>>,
    weight: Bm25Weight,
}

impl Conjunction {
    /// Returns whether there is a word to lead, and more than one thing to look at.
    pub(super) fn is_worthwhile(&self) -> bool {
        let all = self.words.len() + self.others.len() + self.excluded.len();
        !self.rows.is_empty() || (!self.words.is_empty() && all > 1)
    }

    /// Looks its words up.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a dictionary does not open.
    pub(super) fn prepare(&self, searcher: &Searcher) -> Result<Prepared, IndexError> {
        let mut words = Vec::with_capacity(self.words.len());
        for WordAsked { finds, ranks } in &self.words {
            let ranks = ranks.as_ref().map(|(term, boost)| TermIn::look_up(term, *boost, searcher));
            words.push((TermIn::look_up(finds, 1.0, searcher)?, ranks.transpose()?));
        }
        let mut rows = Vec::with_capacity(self.rows.len());
        for RowAsked { words } in &self.rows {
            let last = words.iter().map(|(at, _)| *at).max().unwrap_or_default();
            let placed = words
                .iter()
                .map(|(at, term)| Ok(((last - at) as u32, TermIn::look_up(term, 1.0, searcher)?)));
            let placed: Vec<(u32, TermIn)> = placed.collect::<Result<_, IndexError>>()?;
            let Some((_, first)) = placed.first() else { continue };
            // A row is as rare as its words are together.
            let sum: Score = placed.iter().map(|(_, term)| term.weight.max_score()).sum();
            let of_first = first.weight.max_score();
            let boost = if of_first > 0.0 { sum / of_first } else { 1.0 };
            let weight = first.weight.boost_by(boost);
            rows.push((placed, weight));
        }
        let ranking = EnableScoring::enabled_from_searcher(searcher);
        let others = self.others.iter().map(|(other, most)| Ok((other.weight(ranking)?, *most)));
        let others = others.collect::<Result<_, IndexError>>()?;
        let only_which = EnableScoring::disabled_from_searcher(searcher);
        let excluded = self.excluded.iter().map(|excluded| excluded.weight(only_which));
        let excluded = excluded.collect::<Result<_, _>>()?;
        Ok(Prepared { words, rows, others, excluded })
    }
}

impl TermIn {
    fn look_up(term: &Term, boost: Score, searcher: &Searcher) -> Result<Self, IndexError> {
        let field = term.field();
        let mut infos = Vec::with_capacity(searcher.segment_readers().len());
        let (mut having, mut tokens, mut documents) = (0, 0, 0);
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let info = index.get_term_info(term)?;
            having += info.as_ref().map_or(0, |info| u64::from(info.doc_freq));
            tokens += index.total_num_tokens();
            documents += u64::from(segment.max_doc());
            infos.push(info);
        }
        let average = tokens as Score / documents.max(1) as Score;
        let weight = Bm25Weight::for_one_term_without_explain(having, documents, average);
        Ok(Self { field, infos, weight: weight.boost_by(boost) })
    }

    /// Opens its postings in a segment; none if no entry there has it.
    fn open(
        &self,
        segment: &SegmentReader,
        number: usize,
        with: IndexRecordOption,
    ) -> Result<Option<SegmentPostings>, IndexError> {
        let Some(info) = &self.infos[number] else { return Ok(None) };
        let index = segment.inverted_index(self.field)?;
        Ok(Some(index.read_postings_from_terminfo(info, with)?))
    }
}

/// A required term in one segment; `unit` is the word or row that it belongs to.
struct Required {
    postings: SegmentPostings,
    unit: usize,
}

/// The words and rows of a conjunction in one segment, with the terms that they require.
type Opened = (Vec<Unit>, Vec<Required>);

/// How a word or row counts in one segment.
struct Unit {
    weight: Bm25Weight,
    norms: FieldNormReader,
    /// A word as written beside its stem.
    ranks: Option<(Option<SegmentPostings>, FieldNormReader, Bm25Weight)>,
    /// The words of a row: how far each is from the end of it, and its place among the required.
    row: Vec<(u32, usize)>,
    most: Score,
    /// The entry looked at, once one of its words was found there.
    document: DocId,
    /// The lowest frequency seen of that entry.
    frequency: u32,
}

impl Unit {
    /// Takes over one word of the entry looked at, and returns by how much that changes the
    /// highest score that it could have.
    fn found(&mut self, document: DocId, frequency: u32) -> Score {
        let is_first = self.document != document;
        let before = if is_first { self.most } else { self.bound(document) };
        self.frequency = if is_first { frequency } else { frequency.min(self.frequency) };
        self.document = document;
        self.bound(document) - before
    }

    /// Returns the highest score that an entry could have with the frequency seen.
    fn bound(&self, document: DocId) -> Score {
        let found = self.weight.score(self.norms.fieldnorm_id(document), self.frequency);
        match &self.ranks {
            Some((Some(_), norms, weight)) => {
                found + weight.score(norms.fieldnorm_id(document), self.frequency)
            }
            _ => found,
        }
    }
}

impl Prepared {
    /// Offers the matches of one segment that may be among the best.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when a block does not open.
    pub(super) fn collect(
        &self,
        segment: &SegmentReader,
        number: usize,
        best: &mut TopHits<'_>,
    ) -> Result<(), IndexError> {
        let Some((mut units, mut required)) = self.open(segment, number)? else { return Ok(()) };
        let mut others = Vec::with_capacity(self.others.len());
        for (other, most) in &self.others {
            others.push((other.scorer(segment, 1.0)?, *most));
        }
        let mut excluded: Vec<Box<dyn Scorer>> = Vec::with_capacity(self.excluded.len());
        for weight in &self.excluded {
            excluded.push(weight.scorer(segment, 1.0)?);
        }
        // The rarest first. Rows know their words by place, so the order is kept apart.
        let mut order: Vec<usize> = (0..required.len()).collect();
        order.sort_by_key(|at| required[*at].postings.size_hint());
        let (Some(leader), rest) = (order.first().copied(), order.get(1..).unwrap_or_default())
        else {
            return Ok(());
        };
        let most_of_others: Score = others.iter().map(|(_, most)| *most).sum();
        let most: Score = units.iter().map(|unit| unit.most).sum::<Score>() + most_of_others;
        let alive = segment.alive_bitset();
        let mut positions = Positions::default();
        let mut document = required[leader].postings.doc();
        'documents: while document != TERMINATED {
            let of = required[leader].unit;
            units[of].frequency = required[leader].postings.term_freq();
            units[of].document = document;
            let mut bound = most - units[of].most + units[of].bound(document);
            let dead = alive.is_some_and(|alive| !alive.is_alive(document));
            if dead || !best.takes(document, bound * SLACK) {
                document = required[leader].postings.advance();
                continue;
            }
            for at in rest {
                let Required { postings, unit } = &mut required[*at];
                let stands_at = postings.doc();
                let here = if stands_at < document { postings.seek(document) } else { stands_at };
                if here != document {
                    document = required[leader].postings.seek(here);
                    continue 'documents;
                }
                let frequency = postings.term_freq();
                let unit = &mut units[*unit];
                bound += unit.found(document, frequency);
                if !best.takes(document, bound * SLACK) {
                    document = required[leader].postings.advance();
                    continue 'documents;
                }
            }
            let score = others_match(&mut others, &mut excluded, document).and_then(|others| {
                score(&mut units, &mut required, &mut positions, others, document)
            });
            if let Some(score) = score {
                best.collect(document, score);
            }
            document = required[leader].postings.advance();
        }
        Ok(())
    }

    /// Opens words and rows in a segment; none if one of them is not in it at all.
    fn open(&self, segment: &SegmentReader, number: usize) -> Result<Option<Opened>, IndexError> {
        let found = |term: &TermIn| term.infos[number].is_some();
        let words = self.words.iter().all(|(finds, _)| found(finds));
        if !words || !self.rows.iter().flat_map(|(placed, _)| placed).all(|(_, term)| found(term)) {
            return Ok(None);
        }
        let mut units = Vec::with_capacity(self.words.len() + self.rows.len());
        let mut required = Vec::with_capacity(units.capacity());
        for (finds, ranks) in &self.words {
            let with = IndexRecordOption::WithFreqs;
            let Some(postings) = finds.open(segment, number, with)? else { return Ok(None) };
            required.push(Required { postings, unit: units.len() });
            let mut most = finds.weight.max_score();
            let ranks = match ranks {
                Some(ranks) => {
                    let postings = ranks.open(segment, number, with)?;
                    most += if postings.is_some() { ranks.weight.max_score() } else { 0.0 };
                    let norms = segment.get_fieldnorms_reader(ranks.field)?;
                    Some((postings, norms, ranks.weight.clone()))
                }
                None => None,
            };
            let norms = segment.get_fieldnorms_reader(finds.field)?;
            let (weight, row) = (finds.weight.clone(), Vec::new());
            units.push(Unit {
                weight,
                norms,
                ranks,
                row,
                most,
                document: TERMINATED,
                frequency: 0,
            });
        }
        for (placed, weight) in &self.rows {
            let mut row = Vec::with_capacity(placed.len());
            for (from_end, term) in placed {
                let with = IndexRecordOption::WithFreqsAndPositions;
                let Some(postings) = term.open(segment, number, with)? else { return Ok(None) };
                row.push((*from_end, required.len()));
                required.push(Required { postings, unit: units.len() });
            }
            let Some((_, first)) = placed.first() else { continue };
            let norms = segment.get_fieldnorms_reader(first.field)?;
            let (weight, most) = (weight.clone(), weight.max_score());
            units.push(Unit {
                weight,
                norms,
                ranks: None,
                row,
                most,
                document: TERMINATED,
                frequency: 0,
            });
        }
        Ok(Some((units, required)))
    }
}

/// Returns what the others count of an entry; none if it is not among them, or is excluded.
fn others_match(
    others: &mut [(Box<dyn Scorer>, Score)],
    excluded: &mut [Box<dyn Scorer>],
    document: DocId,
) -> Option<Score> {
    let is_in = |scorer: &mut Box<dyn Scorer>| {
        let here = scorer.doc();
        here == document || (here < document && scorer.seek(document) == document)
    };
    if !others.iter_mut().all(|(other, _)| is_in(other)) || excluded.iter_mut().any(is_in) {
        return None;
    }
    Some(others.iter_mut().map(|(other, most)| if *most > 0.0 { other.score() } else { 0.0 }).sum())
}

/// Returns the score of an entry that has all words; none if the words of a row are not in a row.
fn score(
    units: &mut [Unit],
    required: &mut [Required],
    positions: &mut Positions,
    others: Score,
    document: DocId,
) -> Option<Score> {
    let mut score = others;
    for unit in units {
        let times = match unit.row.as_slice() {
            [] => unit.frequency,
            row => positions.times(row, required),
        };
        if times == 0 {
            return None;
        }
        score += unit.weight.score(unit.norms.fieldnorm_id(document), times);
        if let Some((Some(postings), norms, weight)) = &mut unit.ranks
            && (postings.doc() >= document || postings.seek(document) >= document)
            && postings.doc() == document
        {
            score += weight.score(norms.fieldnorm_id(document), postings.term_freq());
        }
    }
    Some(score)
}

/// Room for the positions of the words of a row.
#[derive(Default)]
struct Positions {
    ends: Vec<u32>,
    of_next: Vec<u32>,
}

impl Positions {
    /// Counts where all words of a row stand in their places, in the entry that all stand at.
    fn times(&mut self, row: &[(u32, usize)], required: &mut [Required]) -> u32 {
        for (number, (from_end, at)) in row.iter().enumerate() {
            // Each word's places, moved to where the row would end.
            if number == 0 {
                required[*at].postings.positions_with_offset(*from_end, &mut self.ends);
                continue;
            }
            required[*at].postings.positions_with_offset(*from_end, &mut self.of_next);
            let mut rest = self.of_next.as_slice();
            self.ends.retain(|end| {
                let passed = rest.iter().take_while(|other| *other < end).count();
                rest = &rest[passed..];
                rest.first() == Some(end)
            });
            if self.ends.is_empty() {
                break;
            }
        }
        self.ends.len() as u32
    }
}
