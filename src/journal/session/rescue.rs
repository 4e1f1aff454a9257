//! Opening a journal whose key slots are damaged through those of a backup: the root key is the
//! same.

use std::path::Path;

use super::vault_file::{Opener, Refused, VaultFile, open_slot};
use crate::journal::{Journal, JournalError};
use crate::store::{Closed, StoreError};
use crate::vault::{Slot, SlotKind};

impl VaultFile {
    /// Returns the ways in whose slots are missing or damaged beyond trying.
    pub fn lost_ways_in(&self) -> Vec<SlotKind> {
        let all = [SlotKind::Passphrase, SlotKind::Recovery];
        let lost = |kind: &SlotKind| !self.closed.slots().iter().any(|slot| slot.kind == *kind);
        all.into_iter().filter(lost).collect()
    }

    /// Unlocks with the slots of a backup of the same journal, and mends the damaged ones with
    /// them. A slot that is not damaged stays: it may be newer than the backup's.
    ///
    /// # Errors
    /// [`JournalError::OtherJournal`]; otherwise as [`VaultFile::unlock`].
    pub fn unlock_through(
        self,
        backup: &Path,
        opener: &Opener<'_>,
    ) -> Result<Journal, Box<Refused>> {
        let id = self.closed.journal_id();
        let opened = slots_of(backup, &self).and_then(|slots| {
            let root = open_slot(&slots, opener, id)?;
            Ok((slots, root))
        });
        let (slots, root) = match opened {
            Ok(opened) => opened,
            Err(cause) => return Err(Box::new(Refused { vault: Some(self), cause })),
        };
        let lost = self.lost_ways_in();
        let mend: Vec<Slot> = slots.into_iter().filter(|slot| lost.contains(&slot.kind)).collect();
        Journal::open(self, root, opener.kind())
            .and_then(|mut journal| {
                journal.mend_slots(mend)?;
                Ok(journal)
            })
            .map_err(|cause| Box::new(Refused { vault: None, cause }))
    }
}

impl Journal {
    fn mend_slots(&mut self, mend: Vec<Slot>) -> Result<(), JournalError> {
        if mend.is_empty() {
            return Ok(());
        }
        let slots: Vec<Slot> = self.store.slots().iter().cloned().chain(mend).collect();
        let mended: Result<(), StoreError> = self.store.transact(|tx| tx.replace_slots(&slots));
        Ok(mended?)
    }
}

fn slots_of(backup: &Path, vault: &VaultFile) -> Result<Vec<Slot>, JournalError> {
    let copy = Closed::open_copy(backup)?;
    if copy.journal_id() != vault.closed.journal_id() {
        return Err(JournalError::OtherJournal);
    }
    Ok(copy.slots().to_vec())
}
