//! The index held against a linear scan, and against damage to its files.
//!
//! The same functions run shortly in the ordinary tests and at length in the proofs.

mod damage;
mod notes;
mod oracle;

pub use damage::{DamageBench, DamageTally, damage};
pub use notes::Notes;
pub use oracle::{OracleTally, oracle};

use std::path::Path;
use std::sync::Arc;

use crate::index::{Batch, Change, Document, Index, IndexError, Page, Standing, Watermark};
use crate::vault::{JournalId, Link, RootKey, Seq};

/// The language of the generated notes.
const LANGUAGE: &str = "en";

/// The keys of one index, so that it can be opened again.
pub struct Keys {
    root: RootKey,
    journal: JournalId,
}

impl Keys {
    /// Makes keys.
    pub fn make() -> Self {
        Self { root: RootKey::make(), journal: JournalId::make() }
    }

    /// Opens the index in a folder whose store has had every revision up to `seq`.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open(&self, folder: &Path, seq: u64) -> Result<(Index, Standing), IndexError> {
        let key = self.root.derive_keys(self.journal).index;
        let fits = |mark: Watermark| mark.seq.0 <= seq && mark == self::mark(mark.seq.0);
        Index::open(folder, key, self.journal, LANGUAGE, fits)
    }
}

/// Returns the watermark of a revision of the generated store.
pub fn mark(seq: u64) -> Watermark {
    let mut link = [0x5e; 32];
    link[..8].copy_from_slice(&seq.to_le_bytes());
    Watermark { seq: Seq(seq), link: Link::from_bytes(link) }
}

/// Puts all documents in, which makes the index whole.
///
/// # Errors
/// As [`Index::apply`].
pub fn fill(index: &Index, documents: &[Arc<Document>], seq: u64) -> Result<(), IndexError> {
    let changes = documents.iter().map(|document| Change::Put(Arc::clone(document))).collect();
    index.apply(Batch { changes, mark: mark(seq), whole: true, announced: 0 })
}

/// A page of everything.
fn everything(by_date: bool) -> Page {
    Page { by_date, offset: 0, limit: 1_000_000, counted: true, now_ms: Notes::NOW_MS }
}
