//! The unlocked journal: opened by a root key, closed by `lock`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::thread;

use super::anchor::Anchor;
use super::catalog::{Catalog, Settled};
use super::client::LastMerge;
use super::definitions::Definitions;
use super::entry::{AddendumAt, AddendumMeta};
use super::error::JournalError;
use super::exercise::RunState;
use super::follow_up::FollowUp;
use super::follower::Indexing;
use super::head::Moment;
use super::meta::{Meta, Noun};
use super::named::Named;
use super::saved_search::SavedSearch;
use super::sealer::Sealer;
use super::vault_file::VaultFile;
use super::waiting::SealedPage;
use super::wire::{Desk, Notice, Which};
use crate::store::{ChainReport, HeadMeta, Heads, Store};
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

/// Heads that the catalog could not take.
#[derive(Default)]
pub(super) struct Failed {
    unreadable: u32,
    from_newer: u32,
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
        let (store, report) = closed.begin(chain, head)?;
        let sealer = Sealer { journal: id, meta, body, draft, anchor };
        let anchor = Anchor::new(&anchors, &sealer, store.instance());
        let mut notices = chain_notices(&report);
        notices.extend(anchor.compare(&sealer, &store)?);
        let heads = if report.heads_differ { Heads::Chain } else { Heads::Table };
        let (catalog, failed) = fill_catalog(&store, &sealer, heads)?;
        notices.extend(missing_bodies(&store, &catalog));
        if !catalog.keeping.erased.is_empty() {
            // An erase that was cut off may have left bytes in the log; locking empties it too.
            let _ = store.truncate_wal();
        }
        let language = catalog.language();
        let indexing = Indexing::open(&folder, index, id, &language, &store)?;
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

/// Opens every head's meta on both cores.
pub(super) fn fill_catalog(
    store: &Store,
    sealer: &Sealer,
    heads: Heads,
) -> Result<(Catalog, Failed), JournalError> {
    let heads = store.head_metas(heads)?;
    let (left, right) = heads.split_at(heads.len() / 2);
    let (left, right) = thread::scope(|scope| {
        let right = scope.spawn(|| open_metas(sealer, right));
        let left = open_metas(sealer, left);
        (left, right.join().expect("opening a meta does not panic"))
    });
    let (mut catalog, mut failed) = (Catalog::default(), Failed::default());
    for (record, seq, meta) in left.into_iter().chain(right) {
        match meta {
            Ok(meta) => admit(&mut catalog, record, seq, meta),
            Err(JournalError::FromNewer) => failed.from_newer += 1,
            Err(_) => failed.unreadable += 1,
        }
    }
    Ok((catalog, failed))
}

fn admit(catalog: &mut Catalog, record: RecordId, seq: Seq, meta: Meta) {
    let Meta { written, parent, body, noun } = meta;
    match noun {
        Noun::Entry(meta) => catalog.settle(record, Settled::of(seq, written, &meta, body)),
        Noun::Client(client) => {
            if let Some(into) = client.merged {
                catalog.note_merge(record, into);
            }
            catalog.clients.insert(record, client);
        }
        Noun::Form(form) => {
            catalog.forms.insert((form.id, form.version), record);
        }
        Noun::Settings(settings) => catalog.settings = Some((record, settings)),
        Noun::SavedSearch(search) if search.removed => {}
        Noun::SavedSearch(search) => {
            let search = SavedSearch { id: Some(record), ..search };
            catalog.searches.insert(record, search);
        }
        Noun::ReturnPoint(point) => catalog.return_point = Some((record, point)),
        Noun::LexiconTerm(term) => {
            catalog.terms.insert(record, term);
        }
        Noun::OwnForm(meta) => catalog.own_to_open.push((record, meta, body)),
        Noun::OwnPrompt(prompt) => {
            catalog.prompts.insert(record, prompt);
        }
        Noun::Course(course) => admit_named(catalog, record, course),
        Noun::Thread(thread) => admit_named(catalog, record, thread),
        Noun::Symbol(symbol) => admit_named(catalog, record, symbol),
        Noun::Piece(piece) => admit_named(catalog, record, piece),
        Noun::FollowUp(card) => {
            catalog.follow_ups.insert(record, FollowUp { id: Some(record), ..card });
        }
        Noun::Addendum(AddendumMeta { entry }) => {
            catalog.addenda.insert(record, AddendumAt { entry, seq, written, body });
        }
        Noun::Basket(order) => catalog.basket = Some((record, order)),
        Noun::Tombstone(_) | Noun::Hold(_) | Noun::Will | Noun::BackupPlaces(_) => {
            catalog.keeping.admit(record, seq, Meta { written, parent, body, noun });
        }
        Noun::ExerciseRun(meta) => {
            catalog.runs.insert(record, RunState { meta, body });
        }
    }
}

fn admit_named<T: Named>(catalog: &mut Catalog, record: RecordId, mut one: T) {
    *one.parts().id = Some(record);
    if let Some(into) = one.merged() {
        catalog.note_merge(record, into);
    }
    T::shelf_mut(catalog).insert(record, one);
}

type OpenedMeta = (RecordId, Seq, Result<Meta, JournalError>);

fn open_metas(sealer: &Sealer, heads: &[HeadMeta]) -> Vec<OpenedMeta> {
    let open = |head: &HeadMeta| {
        let HeadMeta { record, seq, digest, sealed } = head;
        (*record, *seq, sealer.open_chained_meta(*record, *seq, digest, sealed))
    };
    heads.iter().map(open).collect()
}

fn chain_notices(report: &ChainReport) -> Vec<Notice> {
    let broken = report.broken_from.map(|seq| Notice::ChainBroken { seq: seq.0 });
    let slots = report.slots_replaced.then_some(Notice::SlotsReplaced);
    let heads = report.heads_differ.then_some(Notice::HeadsDiffer);
    let log = report.log_damaged.then_some(Notice::LogDamaged);
    [broken, slots, heads, log].into_iter().flatten().collect()
}

/// Looks whether every entry that must have a text has one; the texts themselves stay closed.
fn missing_bodies(store: &Store, catalog: &Catalog) -> Option<Notice> {
    // Bodies that cannot even be counted are missing as well, but none can be named.
    let there: HashSet<Seq> = store.bodies().unwrap_or_default().into_iter().collect();
    let settled =
        catalog.newest_first().filter_map(|(_, state)| state.settled.as_ref()?.known.body());
    let count = settled.filter(|body| !there.contains(&body.seq)).count() as u32;
    (count > 0).then_some(Notice::BodiesMissing { count })
}
