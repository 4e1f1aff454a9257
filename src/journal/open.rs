//! The unlocked journal: opened by a root key, closed by `lock`.

use std::path::{Path, PathBuf};

use super::anchor::Anchor;
use super::catalog::Catalog;
use super::client::LastMerge;
use super::definitions::Definitions;
use super::draft::drafts_differ;
use super::error::JournalError;
use super::fill::fill_catalog;
use super::follower::Indexing;
use super::head::Moment;
use super::meta::{Meta, Noun};
use super::sealer::Sealer;
use super::vault_file::VaultFile;
use super::waiting::SealedPage;
use super::wire::{Desk, Notice, Which};
use crate::store::{ChainReport, Heads, Store, StoreError};
use crate::vault::{Keys, RecordId, RootKey, Seq, SlotKind};

/// Rows that unlocking hands over at once, so that the list paints without asking again.
const FIRST_ROWS: u32 = 100;

/// An unlocked journal. Dropping it forgets the keys; [`Journal::lock`] closes it in order.
pub struct Journal {
    pub(crate) folder: PathBuf,
    pub(crate) store: Store,
    pub(crate) sealer: Sealer,
    pub(crate) catalog: Catalog,
    pub(crate) definitions: Definitions,
    pub(crate) indexing: Indexing,
    pub(crate) anchor: Anchor,
    pub(crate) root: RootKey,
    pub(crate) opened_with: SlotKind,
    /// What can still be taken back.
    pub(crate) last_merge: Option<LastMerge>,
    /// Records whose newest revision or draft does not open.
    pub(crate) unreadable: u32,
    /// Pages that could not be written yet.
    pub(crate) waiting: Vec<SealedPage>,
    notices: Vec<Notice>,
}

impl Journal {
    /// Verifies the chain, opens every head's meta, settles leftover drafts, finds the index.
    pub(crate) fn open(
        vault: VaultFile,
        root: RootKey,
        opened_with: SlotKind,
    ) -> Result<Self, JournalError> {
        let VaultFile { folder, mut closed, anchors } = vault;
        let id = closed.journal_id();
        if closed.is_behind()? {
            super::migrate::prove_and_migrate(&mut closed, &folder, &root)?;
        }
        let Keys { meta, body, draft, head, index, chain, anchor, .. } = root.derive_keys(id);
        let log_damaged = closed.log_damaged();
        let mut store = closed.begin_unverified(chain, head)?;
        let sealer = Sealer { journal: id, meta, body, draft, anchor };
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
        if !catalog.keeping.erased.is_empty() {
            // An erase that was cut off may have left bytes in the log; locking empties it too.
            let _ = store.truncate_wal();
        }
        let language = catalog.language();
        let indexing = Indexing::open(index, id, &language, &store)?;
        let mut journal = Self {
            folder,
            store,
            sealer,
            catalog,
            definitions: Definitions::shipped(),
            indexing,
            anchor,
            root,
            opened_with,
            last_merge: None,
            unreadable: failed.unreadable,
            waiting: Vec::new(),
            notices,
        };
        let own = std::mem::take(&mut journal.catalog.own_to_open);
        journal.open_own_forms(own);
        // Search catches up later if it cannot now; it must not keep a journal from opening.
        let _ = journal.index_few();
        let beside = journal.settle_leftovers();
        journal.note(beside, failed.from_newer);
        journal.resume_merges()?;
        Ok(journal)
    }

    /// Returns all that the window needs to show the journal.
    pub fn desk(&self, sample: bool) -> Desk {
        Desk {
            sample,
            forms: self.forms(),
            clients: self.list_clients(),
            first: self.list_entries(&Which::default(), 0, FIRST_ROWS),
            settings: self.settings(),
            return_point: self.return_point(),
            notices: self.notices.clone(),
        }
    }

    /// Returns what the journal has to say about itself since it was opened.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Takes note that the writer knows of what a notice says. What would be said at every unlock
    /// is then not said again: the journal as it is now is taken for the last one seen here.
    ///
    /// # Errors
    /// [`JournalError::Store`] when that cannot be written: it is said again at the next unlock.
    pub fn acknowledge(&mut self, notice: &Notice) -> Result<(), JournalError> {
        match notice {
            Notice::OlderCopy { .. } | Notice::OtherHistory { .. } | Notice::DraftsTurnedBack => {
                self.anchor.acknowledge(&self.sealer, &self.store).map_err(StoreError::from)?;
            }
            Notice::LogDamaged => self.store.forget_log_damage()?,
            _ => {}
        }
        self.notices.retain(|said| said != notice);
        Ok(())
    }

    /// Locks: the index is closed, the database checkpointed and the keys are dropped.
    ///
    /// What the page still holds must have been kept before.
    ///
    /// # Errors
    /// [`JournalError::Store`] when the database could not be closed in order; nothing that was
    /// acknowledged is lost by that.
    pub fn lock(self) -> Result<VaultFile, JournalError> {
        let Self { folder, store, sealer, indexing, anchor, .. } = self;
        indexing.close();
        let anchors = anchor.folder().to_owned();
        // The anchor only detects an older copy; failing to write it must not keep a journal open.
        let _ = anchor.write_synced(&sealer, &store);
        let closed = store.close()?;
        Ok(VaultFile { folder, closed, anchors })
    }

    /// Gives up the piece of the disk that was set aside, so that a last flush succeeds on a full
    /// disk; says whether there was one. For the flush at a lock, a quit or a suspend only.
    ///
    /// # Errors
    /// [`JournalError::Store`] when it is there and cannot be removed.
    pub fn release_reserve(&self) -> Result<bool, JournalError> {
        Ok(self.store.release_reserve()?)
    }

    /// Returns the journal's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Appends a revision of a record that has no body.
    pub(crate) fn write_record(
        &mut self,
        id: RecordId,
        noun: Noun,
        now: Moment,
    ) -> Result<Seq, JournalError> {
        let parent = match self.store.head(id)? {
            Some(seq) => Some(self.store.digest(seq)?),
            None => None,
        };
        let meta = Meta { written: now, parent, body: None, noun };
        let sealer = &self.sealer;
        let seq: Result<Seq, JournalError> = self
            .store
            .transact(|tx| Ok(tx.append(id, |seq| sealer.revision(id, seq, meta, None))?));
        let seq = seq?;
        self.note_seen();
        self.follow_head();
        Ok(seq)
    }

    /// Has the anchor follow what was just committed.
    pub(crate) fn note_seen(&self) {
        // The anchor only detects what is older; failing to write it must not fail a save.
        let _ = self.anchor.write(&self.sealer, &self.store);
    }

    /// Has the window say something about the journal that was just opened.
    pub(crate) fn notice(&mut self, notice: Notice) {
        self.notices.push(notice);
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
