//! What the fuzz targets do with bytes from anywhere; the proofs run the same in plain loops.
//!
//! Each returns if all is as it must be, and panics if it is not.

mod backup;

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::forms;
use crate::index::{Document, Index, Marking, Page, scan};
use crate::journal::{EntryInput, Journal};
use crate::testing::NOON;
use crate::testing::index::{DamageBench, DamageTally, Notes, fill};
pub use backup::backup_file;

use crate::vault::{
    Digest, JournalId, Keys, Passphrase, Place, Purpose, RecordId, RecoveryWords, RootKey, Seq,
    Slot,
};

/// Words that open no slot but those made with them.
const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";
/// A slot that asks for more than this, in KiB, is not opened: that takes seconds by design.
const MOST_KIB: u32 = 64;

/// Reads bytes as a slot, as they are and with a right checksum, and tries to open it.
///
/// # Panics
/// When a slot that nobody sealed opens.
pub fn slot(bytes: &[u8]) {
    let mut rechecked = bytes.to_vec();
    if let Some(start) = bytes.len().checked_sub(32) {
        let checksum = Digest::of(&bytes[..start]);
        rechecked[start..].copy_from_slice(checksum.as_bytes());
    }
    let words = RecoveryWords::parse(WORDS).expect("the words belong together");
    let journal = JournalId::from_bytes([3; 16]);
    for bytes in [bytes.to_vec(), rechecked] {
        let Ok(slot) = Slot::from_bytes(bytes) else { continue };
        assert!(slot.open_with_words(&words, journal).is_err(), "nobody sealed it");
        let m_kib = slot.bytes[18..22].try_into().map_or(u32::MAX, u32::from_le_bytes);
        if m_kib <= MOST_KIB {
            let passphrase = Passphrase::typed("whatever it may be");
            assert!(slot.open_with_passphrase(&passphrase, journal).is_err(), "nobody sealed it");
        }
    }
}

/// Reads bytes as a sealed row, and seals them as a text that is then altered.
///
/// # Panics
/// When bytes open that nobody sealed, or sealed ones do not come back as they were.
pub fn sealed(bytes: &[u8]) {
    let (record, seq) = (RecordId::from_bytes([5; 16]), Seq(bytes.len() as u64));
    let journal = JournalId::from_bytes([3; 16]);
    let Keys { meta, .. } = RootKey::make().derive_keys(journal);
    let place = |purpose| Place { purpose, journal, record, seq };
    assert!(meta.open(&place(Purpose::Meta), bytes).is_err(), "nobody sealed it");
    let sealed = meta.seal(&place(Purpose::Meta), bytes);
    assert_eq!(meta.open(&place(Purpose::Meta), &sealed).expect("just sealed").as_slice(), bytes);
    assert!(meta.open(&place(Purpose::Body), &sealed).is_err(), "sealed for another purpose");
    let mut altered = sealed;
    let at = bytes.iter().fold(0, |sum: usize, byte| sum + usize::from(*byte)) % altered.len();
    altered[at] ^= 1;
    assert!(meta.open(&place(Purpose::Meta), &altered).is_err(), "a bit was flipped");
}

/// Reads bytes as an editor's document and takes everything out of it that the journal does.
pub fn document(bytes: &[u8]) {
    let Ok(document) = serde_json::from_slice::<Value>(bytes) else { return };
    let text = forms::plain_text(&document);
    let said = forms::said_text(&document);
    // Marked words are some of the words.
    assert!(said.len() <= text.len() + 1, "more was said than is written");
    let answer = forms::Answer::Text(document);
    let answers = forms::Answers::from([("text".to_owned(), answer)]);
    let _ = (forms::word_count(&answers), forms::verbatim(&answers), forms::links(&answers));
    for form in forms::Forms::shipped().all() {
        let _ = (forms::excerpt(form, &answers), forms::searchable(form, &answers));
    }
}

/// Reads bytes as what the window sends to save an entry, saves it and opens it again.
///
/// # Panics
/// When an entry that was saved does not open as it was.
pub fn input(journal: &mut Journal, bytes: &[u8]) {
    let Ok(input) = serde_json::from_slice::<EntryInput>(bytes) else { return };
    if journal.save_draft(input.clone(), NOON).is_ok() {
        let opened = journal.open_entry(input.id).expect("it was kept");
        assert_eq!(opened.input.answers, input.answers, "a draft is saved to the letter");
    }
    if journal.save_revision(&input, NOON).is_ok() {
        journal.open_entry(input.id).expect("it has been saved");
    }
}

/// Reads bytes as a query and asks a small index, which must find what a scan finds.
///
/// # Panics
/// When the two differ, or when a filter or a mark lies outside of its text.
pub fn query(bytes: &[u8]) {
    static ASKED: OnceLock<(Index, Vec<Arc<Document>>)> = OnceLock::new();
    let mut notes = Notes::new(21);
    let (index, documents) = ASKED.get_or_init(|| {
        let documents: Vec<_> = (0..40).map(|_| notes.record()).collect();
        let documents: Vec<_> = documents.into_iter().map(|id| notes.document(id)).collect();
        let index = Index::in_memory(JournalId::make(), "en").expect("it is empty");
        fill(&index, &documents, 1).expect("there is room");
        (index, documents)
    });
    let text = String::from_utf8_lossy(bytes);
    let parsed = notes.parse(&text);
    let units = text.encode_utf16().count();
    assert!(parsed.filters.iter().all(|(_, [start, end])| start < end && *end as usize <= units));
    let page = Page { by_date: false, offset: 0, limit: 100, counted: true, now_ms: Notes::NOW_MS };
    let found = index.search(&parsed.query, &page).expect("nothing is damaged");
    let scanned = documents.iter().filter(|document| scan(&parsed.query, document, "en"));
    assert_eq!(found.total, Some(scanned.count() as u32), "a scan finds the same");
    index.fallback(&parsed.query).expect("nothing is damaged");
    let marked = Marking::new(&parsed.query, "en").mark(&documents[0].texts, &[]);
    for snippet in marked.snippets {
        let units = snippet.text.encode_utf16().count();
        assert!(snippet.marks.iter().all(|[start, end]| start < end && *end as usize <= units));
    }
}

/// Puts bytes into one file of a sealed index: the first says which, the second where.
///
/// # Panics
/// When a search then finds something else, or the index cannot be filled anew.
pub fn index_file(bytes: &[u8]) {
    static BENCH: OnceLock<(DamageBench, std::path::PathBuf)> = OnceLock::new();
    let (bench, _) = BENCH.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("stillroom-fuzz-{}", RecordId::make()));
        (DamageBench::make(&folder, 23), folder)
    });
    let [file, place, rest @ ..] = bytes else { return };
    let tally = bench.altered(usize::from(*file), |content| {
        let at = content.len() * usize::from(*place) / 256;
        for (byte, with) in content[at..].iter_mut().zip(rest) {
            *byte ^= with;
        }
        if rest.is_empty() {
            content.truncate(at);
        }
        true
    });
    let DamageTally { wrong, unhealed, .. } = tally;
    assert_eq!((wrong, unhealed), (0, 0), "it is noticed, and heals");
}
