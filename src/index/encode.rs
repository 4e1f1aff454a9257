//! A document becomes terms of the index's fields.

use tantivy::TantivyDocument;

use super::analysis::{Analyzer, Word};
use super::document::Document;
use super::pretokenized;
use super::schema::{Fields, day_number, number_term};
use crate::vault::RecordId;

/// Analyses a document.
pub(super) fn encode(
    fields: &Fields,
    analyzer: &mut Analyzer,
    document: &Document,
) -> TantivyDocument {
    let mut encoded = TantivyDocument::new();
    let (high, low) = halves(document.record);
    encoded.add_text(fields.id, document.record.to_string());
    encoded.add_u64(fields.id_high, high);
    encoded.add_u64(fields.id_low, low);
    encoded.add_i64(fields.happened, document.happened_ms);
    encoded.add_i64(fields.day, day_number(document.day));
    for (_, text) in document.all_texts() {
        let words = analyzer.words(text);
        encoded.add_text(fields.exact, as_written(&words));
        encoded.add_text(fields.stem, stems(&words));
    }
    // One value a line, so that no phrase runs over from one stretch to the next.
    for line in document.verbatim.lines() {
        let words = analyzer.words(line);
        encoded.add_text(fields.said, as_written(&words));
    }
    for facet in document.facets() {
        encoded.add_text(fields.facet, facet);
    }
    for (word, number) in document.all_numbers() {
        encoded.add_text(fields.number, number_term(word, number));
    }
    encoded
}

/// Returns the two halves of a record id, as the fast fields hold them.
fn halves(record: RecordId) -> (u64, u64) {
    let (high, low) = record.as_bytes().split_at(8);
    let half = |bytes: &[u8]| bytes.iter().fold(0, |half, byte| half << 8 | u64::from(*byte));
    (half(high), half(low))
}

/// Puts the two halves together again.
pub(super) fn whole(high: u64, low: u64) -> RecordId {
    RecordId::from_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
}

/// Words as written, and without accents at the same place where that differs.
fn as_written(words: &[Word]) -> String {
    pretokenized::join(words.iter().flat_map(|word| {
        let folded = (word.folded != word.exact).then_some((word.position, word.folded.as_str()));
        std::iter::once((word.position, word.exact.as_str())).chain(folded)
    }))
}

/// The stems, of a whole and its first part only one where they are the same.
fn stems(words: &[Word]) -> String {
    let stemmed = words.iter().filter(|word| word.is_stemmed());
    let mut placed: Vec<(usize, &str)> =
        stemmed.map(|word| (word.position, word.stem.as_str())).collect();
    placed.dedup();
    pretokenized::join(placed.into_iter())
}
