//! Keys for life: another passphrase, other recovery words, the same root key.

use super::vault_file::{Opener, open_slot};
use crate::journal::{Journal, JournalError};
use crate::vault::{KdfParams, Passphrase, RecoveryWords, Slot, SlotKind};

impl Journal {
    /// Replaces the passphrase in one transaction; nothing else is sealed anew.
    ///
    /// The current passphrase is asked for, unless the journal was just opened with its words.
    ///
    /// # Errors
    /// [`JournalError::Slot`] when the current passphrase is wrong or missing,
    /// [`JournalError::Store`] when the new slot could not be written: the old one stays.
    pub fn set_passphrase(
        &mut self,
        current: Option<&Passphrase>,
        new: &Passphrase,
        cost: KdfParams,
    ) -> Result<(), JournalError> {
        self.reauthenticate(current)?;
        let slot = Slot::seal_passphrase(&self.root, new, cost, self.sealer.journal)?;
        self.replace_slot(slot)
    }

    /// Replaces the recovery words. Call it once they have been typed back.
    ///
    /// # Errors
    /// As [`Journal::set_passphrase`].
    pub fn set_words(
        &mut self,
        current: Option<&Passphrase>,
        words: &RecoveryWords,
    ) -> Result<(), JournalError> {
        self.reauthenticate(current)?;
        let slot = Slot::seal_recovery(&self.root, words, self.sealer.journal);
        self.replace_slot(slot)
    }

    /// Asks for the proof that whoever changes keys may do so: the passphrase, unless the journal was
    /// just opened with its words.
    ///
    /// # Errors
    /// [`JournalError::PassphraseNeeded`], [`JournalError::Slot`] when the passphrase is wrong.
    pub fn reauthenticate(&self, current: Option<&Passphrase>) -> Result<(), JournalError> {
        match current {
            None if self.opened_with == SlotKind::Recovery => Ok(()),
            None => Err(JournalError::PassphraseNeeded),
            Some(passphrase) => {
                let opener = Opener::Passphrase(passphrase);
                open_slot(self.store.slots(), &opener, self.sealer.journal).map(drop)
            }
        }
    }

    fn replace_slot(&mut self, slot: Slot) -> Result<(), JournalError> {
        let others = self.store.slots().iter().filter(|old| old.kind != slot.kind);
        let mut slots: Vec<Slot> = others.cloned().collect();
        slots.push(slot);
        self.store.transact(|tx| tx.replace_slots(&slots))?;
        self.store.truncate_wal()?;
        Ok(())
    }
}
