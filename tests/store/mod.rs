//! The store on the real SQLite: what it refuses, what it detects, what survives.

mod refusals;
mod tampering;
mod transactions;

use std::path::{Path, PathBuf};

use stillroom::store::{ChainReport, Closed, SealedRevision, Store, StoreError};
use stillroom::vault::{JournalId, Keys, RecordId, RootKey, Seq, Slot};
use tempfile::TempDir;

/// A journal's folder in a temporary place, with its keys.
struct Place {
    root: TempDir,
    key: RootKey,
    journal: JournalId,
}

impl Place {
    fn make() -> Self {
        let place = Self {
            root: TempDir::new().expect("a temporary folder"),
            key: RootKey::make(),
            journal: JournalId::make(),
        };
        let words = stillroom::vault::RecoveryWords::make();
        let slot = Slot::seal_recovery(&place.key, &words, place.journal);
        let head = place.keys().head;
        Closed::create(&place.folder(), place.journal, &[slot], &head).expect("it is made");
        place
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("test.stillroom")
    }

    fn file(&self) -> PathBuf {
        self.folder().join("journal.db")
    }

    fn keys(&self) -> Keys {
        self.key.derive_keys(self.journal)
    }

    fn begin(&self) -> (Store, ChainReport) {
        let Keys { chain, head, .. } = self.keys();
        let closed = Closed::open(&self.folder()).expect("it opens");
        closed.begin(chain, head).expect("it begins")
    }

    /// Runs statements on the closed database, as someone with the file could.
    fn tamper(&self, sql: &str) {
        let file = self.file();
        raw(&file).execute_batch(sql).expect("the statement runs");
    }
}

fn raw(file: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(file).expect("it is a database")
}

fn sealed(text: &str) -> SealedRevision {
    SealedRevision { meta: text.as_bytes().to_vec(), body: Some(text.as_bytes().to_vec()) }
}

fn append(store: &mut Store, record: RecordId, text: &str) -> Seq {
    let appended: Result<Seq, StoreError> =
        store.transact(|tx| tx.append(record, |_| sealed(text)));
    appended.expect("it is appended")
}
