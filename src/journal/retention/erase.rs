//! The second step: exactly what was shown is erased, in one transaction.

use super::plan::{EraseSelection, EraseTarget};
use super::receipt::Receipt;
use crate::journal::catalog::Erased;
use crate::journal::record::{Meta, Moment, Payload, Tombstone};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

impl Journal {
    /// Erases what a plan named; returns once the bytes are gone from the database and its log.
    ///
    /// # Errors
    /// [`JournalError::PlanChanged`] when it would no longer be the same, [`JournalError::OnHold`]
    /// when a hold covers all or a part of a client or the one entry; otherwise as
    /// [`Journal::plan_erase`]. Nothing is erased then. Should only the log not be emptied, that is
    /// an error too, and done when the journal locks or is next opened.
    pub fn erase(
        &mut self,
        target: EraseTarget,
        stamp: &str,
        reason: &str,
        now: Moment,
    ) -> Result<Receipt, JournalError> {
        let selection = self.selection(target)?;
        if self.stamp(&selection)? != stamp {
            return Err(JournalError::PlanChanged);
        }
        if selection.held > 0 && target != EraseTarget::Trash {
            return Err(JournalError::OnHold);
        }
        if let EraseTarget::Client { id } = target
            && self.is_held(id)
        {
            return Err(JournalError::OnHold);
        }
        self.erase_all(&selection, reason.trim(), now)
    }

    /// Erases the records, whatever they are.
    pub(super) fn erase_all(
        &mut self,
        selection: &EraseSelection,
        reason: &str,
        now: Moment,
    ) -> Result<Receipt, JournalError> {
        let receipt = RecordId::make();
        let mut tombstones = Vec::with_capacity(selection.records.len());
        for (record, was) in &selection.records {
            let seqs = self.store.revisions(*record)?;
            let parent = seqs.last().map(|seq| self.store.digest(*seq)).transpose()?;
            let reason = reason.to_owned();
            let tombstone = Tombstone { seqs, reason, receipt, was: *was };
            let payload = Payload::Tombstone(tombstone.clone());
            tombstones.push((
                *record,
                tombstone,
                Meta { written: now, parent, body: None, payload },
            ));
        }
        let (sealer, addenda) = (&self.sealer, &self.catalog.addendum_drafts);
        let seqs = self.store.transact(|tx| -> Result<Vec<Seq>, JournalError> {
            tombstones
                .iter()
                .map(|(record, tombstone, meta)| {
                    for seq in &tombstone.seqs {
                        tx.erase(*seq)?;
                    }
                    tx.erase_chunks(*record)?;
                    tx.drop_draft(*record)?;
                    addenda.get(record).map_or(Ok(()), |draft| tx.drop_draft(*draft))?;
                    let seal = |seq| sealer.revision(*record, seq, meta.clone(), None);
                    Ok(tx.append(*record, seal)?)
                })
                .collect()
        })?;
        let tombstones = tombstones
            .into_iter()
            .zip(seqs)
            .map(|((record, tombstone, _), seq)| (record, Erased { at: now, seq, tombstone }));
        self.apply_erase(tombstones.collect())?;
        Ok(self.receipt(receipt))
    }

    /// Has the catalog, the log and the index forget what was erased.
    fn apply_erase(&mut self, tombstones: Vec<(RecordId, Erased)>) -> Result<(), JournalError> {
        let records: Vec<RecordId> = tombstones.iter().map(|(record, _)| *record).collect();
        for (record, erased) in tombstones {
            self.catalog.forget(record);
            self.catalog.addendum_drafts.remove(&record);
            self.catalog.retention.erased.insert(record, erased);
        }
        self.forget_erased(&records);
        Ok(self.store.truncate_wal()?)
    }
}
