//! A document becomes terms of the index's fields.

use tantivy::TantivyDocument;
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::analysis::{Analyzer, Word};
use super::document::Document;
use super::schema::{Fields, number_term};
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
    for (_, text) in document.all_texts() {
        let words = analyzer.words(text);
        encoded.add_pre_tokenized_text(fields.exact, exact_tokens(&words));
        encoded.add_pre_tokenized_text(fields.stem, stem_tokens(&words));
    }
    // One value a line, so that no phrase runs over from one stretch to the next.
    for line in document.verbatim.lines() {
        let words = analyzer.words(line);
        encoded.add_pre_tokenized_text(fields.said, exact_tokens(&words));
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
fn exact_tokens(words: &[Word]) -> PreTokenizedString {
    let mut tokens = Vec::with_capacity(words.len());
    for word in words {
        tokens.push(token(word, &word.exact));
        if word.folded != word.exact {
            tokens.push(token(word, &word.folded));
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}

fn stem_tokens(words: &[Word]) -> PreTokenizedString {
    let tokens = words.iter().filter(|word| word.is_stemmed());
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.map(|word| token(word, &word.stem)).collect(),
    }
}

fn token(word: &Word, text: &str) -> Token {
    Token {
        offset_from: word.at.start,
        offset_to: word.at.end,
        position: word.position,
        text: text.to_owned(),
        position_length: 1,
    }
}
