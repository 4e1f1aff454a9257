//! Opens a journal with its root key, and locks it.

use super::migrate::migrate_after_copy;
use super::vault_file::VaultFile;
use crate::journal::catalog::{Definitions, fill_catalog};
use crate::journal::record::{Sealer, drafts_differ};
use crate::journal::unlocked::{Anchor, IndexWriter, Notice};
use crate::journal::{Journal, JournalError};
use crate::store::{ChainReport, Heads};
use crate::vault::{Keys, RootKey, SlotKind};

impl Journal {
    /// Verifies the chain, opens every head's meta, saves leftover drafts as revisions, and finds
    /// the index.
    pub(crate) fn open(
        vault: VaultFile,
        root: RootKey,
        opened_with: SlotKind,
    ) -> Result<Self, JournalError> {
        let VaultFile { folder, mut closed, anchors } = vault;
        let id = closed.journal_id();
        if closed.is_behind()? {
            migrate_after_copy(&mut closed, &folder, &root)?;
        }
        let Keys { meta, body, draft, chunk, head, index, chain, anchor, .. } =
            root.derive_keys(id);
        let log_damaged = closed.log_damaged();
        let mut store = closed.begin_unverified(chain, head)?;
        let sealer = Sealer { journal: id, meta, body, draft, chunk, anchor };
        let mut anchor = Anchor::new(&anchors, &sealer, store.instance());
        let by_table = fill_catalog(&store, &sealer, Heads::Table, || store.verify());
        let ((catalog, failed), report) = match by_table {
            Ok((filled, report)) if !report.heads_differ => (filled, report),
            // The chain knows what a table of heads that was altered or cannot be read does not.
            _ => fill_catalog(&store, &sealer, Heads::Chain, || store.verify())?,
        };
        let drafts_differ = drafts_differ(&mut store, &sealer);
        let report = ChainReport { log_damaged, drafts_differ, ..report };
        let mut notices = chain_notices(&report);
        notices.extend(anchor.compare(&sealer, &store, drafts_differ)?);
        if !catalog.retention.erased.is_empty() {
            // An erase that was cut off may have left bytes in the log; locking empties it too.
            let _ = store.truncate_wal();
        }
        if report.broken_from.is_none() && !report.heads_differ {
            // Pieces of files whose adding was cut off take room alone: it can wait.
            let _ = store.sweep_chunks();
        }
        let language = catalog.language();
        let index_writer = IndexWriter::open(index, id, &language, &store)?;
        let mut journal = Self {
            folder,
            store,
            sealer,
            catalog,
            definitions: Definitions::shipped(),
            index_writer,
            anchor,
            root,
            opened_with,
            last_merge: None,
            unreadable: failed.unreadable,
            unsaved: Vec::new(),
            notices,
        };
        let own = std::mem::take(&mut journal.catalog.custom_to_open);
        journal.open_custom_forms(own);
        // Search catches up later if it cannot now; it must not keep a journal from opening.
        let _ = journal.index_few();
        let beside = journal.save_leftover_drafts();
        journal.note(beside, failed.from_newer);
        journal.resume_merges()?;
        Ok(journal)
    }

    /// Locks: the index is closed, the database checkpointed and the keys are dropped.
    ///
    /// What the page still holds must have been saved before.
    ///
    /// # Errors
    /// [`JournalError::Store`] when the database could not be closed in order; nothing that was
    /// acknowledged is lost by that.
    pub fn lock(self) -> Result<VaultFile, JournalError> {
        let Self { folder, store, sealer, index_writer, anchor, .. } = self;
        index_writer.close();
        let anchors = anchor.folder().to_owned();
        // The anchor only detects an older copy; failing to write it must not keep a journal open.
        let _ = anchor.write_synced(&sealer, &store);
        let closed = store.close()?;
        Ok(VaultFile { folder, closed, anchors })
    }

    fn note(&mut self, beside: u32, from_newer: u32) {
        if self.unreadable > 0 {
            self.notices.push(Notice::Unreadable { count: self.unreadable });
        }
        if from_newer > 0 {
            self.notices.push(Notice::FromNewer { count: from_newer });
        }
        if beside > 0 {
            self.notices.push(Notice::DraftBeside { count: beside });
        }
    }
}

fn chain_notices(report: &ChainReport) -> Vec<Notice> {
    let broken = report.broken_from.map(|seq| Notice::ChainBroken { seq: seq.0 });
    let slots = report.slots_replaced.then_some(Notice::SlotsReplaced);
    let heads = report.heads_differ.then_some(Notice::HeadsDiffer);
    let log = report.log_damaged.then_some(Notice::LogDamaged);
    [broken, slots, heads, log].into_iter().flatten().collect()
}
