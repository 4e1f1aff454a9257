//! Pages that could not be written yet: they are read in place of the draft in the store.

use super::journal::Journal;
use crate::journal::JournalError;
use crate::vault::RecordId;

impl Journal {
    /// Returns a record's sealed draft: the page that waits to be written, or else the saved one.
    pub(crate) fn sealed_draft(&self, record: RecordId) -> Result<Option<Vec<u8>>, JournalError> {
        match self.unsaved.iter().find(|page| page.record == record) {
            Some(page) => Ok(Some(page.sealed.clone())),
            None => Ok(self.store.draft(record)?),
        }
    }

    /// Forgets a page that waited, since something newer of its record has been written.
    pub(crate) fn discard_unsaved(&mut self, record: RecordId) {
        self.unsaved.retain(|page| page.record != record);
    }
}
