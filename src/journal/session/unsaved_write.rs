//! Later: a page that waited is written, without any key or after the next unlock.

use super::vault_file::VaultFile;
use crate::journal::record::SealedPage;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl VaultFile {
    /// Writes a page that waited, as a draft; returns once it is on disk. The next unlock settles
    /// it like any other draft.
    ///
    /// # Errors
    /// [`JournalError::OtherJournal`]; [`JournalError::Store`]: it goes on waiting.
    pub fn write_waiting(&mut self, page: &SealedPage) -> Result<(), JournalError> {
        if page.journal != self.closed.journal_id() {
            return Err(JournalError::OtherJournal);
        }
        Ok(self.closed.put_sealed_draft(page.record, &page.sealed)?)
    }
}

impl Journal {
    /// Takes over pages that still wait at an unlock: they are settled, or shown as they are and
    /// written later.
    pub fn take_waiting(&mut self, pages: Vec<SealedPage>) {
        let ours = self.sealer.journal;
        self.waiting = pages.into_iter().filter(|page| page.journal == ours).collect();
        let records: Vec<RecordId> = self.waiting.iter().map(|page| page.record).collect();
        self.write_waiting();
        for record in records {
            self.settle_leftover(record);
        }
    }

    /// Tries to write the pages that wait, and returns how many still do.
    pub fn write_waiting(&mut self) -> usize {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.retain(|page| {
            let erased = self.catalog.keeping.erased.contains_key(&page.record);
            let put =
                |tx: &mut crate::store::Transaction<'_>| tx.put_draft(page.record, &page.sealed);
            !erased && self.store.transact(put).is_err()
        });
        self.waiting = waiting;
        self.waiting.len()
    }
}

#[cfg(feature = "testing")]
impl Journal {
    /// Limits the database to so many pages, as a full disk would.
    pub fn limit_size_for_tests(&self, pages: u32) {
        self.store.limit_size_for_tests(pages);
    }

    /// Copies out the keys, to be looked for where they must not be.
    pub fn keys_for_tests(&self) -> Vec<(&'static str, [u8; 32])> {
        self.root.expose_all_for_tests(self.sealer.journal)
    }
}
