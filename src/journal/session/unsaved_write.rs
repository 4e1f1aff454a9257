//! Later: a page that waited is written, without any key or after the next unlock.

use super::vault_file::VaultFile;
use crate::journal::record::SealedPage;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl VaultFile {
    /// Writes a page that waited, as a draft; returns once it is on disk. The next unlock saves
    /// it like any other draft.
    ///
    /// # Errors
    /// [`JournalError::OtherJournal`]; [`JournalError::Store`]: it goes on waiting.
    pub fn write_unsaved(&mut self, page: &SealedPage) -> Result<(), JournalError> {
        if page.journal != self.closed.journal_id() {
            return Err(JournalError::OtherJournal);
        }
        Ok(self.closed.put_sealed_draft(page.record, &page.sealed)?)
    }
}

impl Journal {
    /// Takes over pages that still wait at an unlock: they are saved, or shown as they are and
    /// written later.
    pub fn take_unsaved(&mut self, pages: Vec<SealedPage>) {
        let ours = self.sealer.journal;
        self.unsaved = pages.into_iter().filter(|page| page.journal == ours).collect();
        let records: Vec<RecordId> = self.unsaved.iter().map(|page| page.record).collect();
        self.write_unsaved();
        for record in records {
            self.save_leftover_draft(record);
        }
    }

    /// Tries to write the pages that wait, and returns how many still do.
    pub fn write_unsaved(&mut self) -> usize {
        let mut unsaved = std::mem::take(&mut self.unsaved);
        unsaved.retain(|page| {
            let erased = self.catalog.retention.erased.contains_key(&page.record);
            let put =
                |tx: &mut crate::store::Transaction<'_>| tx.put_draft(page.record, &page.sealed);
            !erased && self.store.transact(put).is_err()
        });
        self.unsaved = unsaved;
        self.unsaved.len()
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
