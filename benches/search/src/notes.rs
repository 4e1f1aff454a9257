//! The generated notes: the same for every engine, made anew for each instead of kept.

use std::sync::Arc;

use stillroom::index::Document;
use stillroom::journal::Moment;
use stillroom::testing::Corpus;
use stillroom::vault::RecordId;

/// The seed of the notes.
pub(crate) const SEED: u64 = 7;
/// The present: 2026-03-02, ms UTC.
pub(crate) const NOW_MS: i64 = 1_772_460_300_000;

const HOUR_MS: i64 = 3_600_000;

/// Returns the id of the note of that number.
pub(crate) fn record(number: usize) -> RecordId {
    let mut bytes = [0x9d; 16];
    bytes[..8].copy_from_slice(&(number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    bytes[8..].copy_from_slice(&(number as u64).to_le_bytes());
    RecordId::from_bytes(bytes)
}

/// Generates the first so many notes in order.
pub(crate) fn notes(count: usize) -> impl Iterator<Item = Arc<Document>> {
    let mut corpus = Corpus::new(SEED);
    (0..count).map(move |number| {
        let text = corpus.note();
        Arc::new(document(number, count, text, &mut corpus))
    })
}

/// Dresses a text up as a note with what filters ask for.
pub(crate) fn document(number: usize, of: usize, text: String, corpus: &mut Corpus) -> Document {
    let kinds = ["integration", "boundary", "supervision", "free"];
    let phases = ["preparation", "medicine", "integration_early", "integration_later"];
    let pick = |corpus: &mut Corpus, these: &[&str]| {
        these[corpus.below(these.len() as u64) as usize].to_owned()
    };
    let client = corpus.below(120);
    let ago = (of.saturating_sub(number)) as i64;
    Document {
        record: record(number),
        happened_ms: NOW_MS - ago * HOUR_MS,
        day: Moment { utc_ms: NOW_MS - ago * HOUR_MS, offset_min: 0 }.date(),
        kind: pick(corpus, &kinds),
        client: Some(RecordId::from_bytes([client as u8; 16])),
        alias: Some(format!("Alias{client}")),
        session: Some(1 + corpus.below(40) as u32),
        phase: Some(pick(corpus, &phases)),
        weight: Some(pick(corpus, &["light", "middling", "heavy"])),
        tags: vec![pick(corpus, &["door", "firsts", "silence", "repair", "ending", "image"])],
        texts: vec![("text".to_owned(), text)],
        verbatim: String::new(),
        numbers: ["ladder", "dark", "held"]
            .map(|word| (word.to_owned(), corpus.below(8) as i64))
            .to_vec(),
        keys: vec![("dim".to_owned(), pick(corpus, &["talk", "touch", "time", "money"]))],
        flags: Vec::new(),
    }
}
