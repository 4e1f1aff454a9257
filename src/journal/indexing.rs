//! The search index follows the store, in a thread of its own; a save never waits for it.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use chrono::Datelike;

use super::Journal;
use super::error::JournalError;
use super::meta::{EntryMeta, Pick};
use crate::forms::{self, Answers, Form};
use crate::index::{Change, Document, Index, IndexError, Standing, Watermark};
use crate::store::Store;
use crate::vault::{IndexKey, JournalId, Link, RecordId, Seq};

/// The index lives in this folder of the journal and can be deleted at any time.
const FOLDER: &str = "index";

/// Says that nothing is indexed yet.
const NOTHING: Watermark = Watermark { seq: Seq(0), link: Link::ZERO };

/// The index, the thread that writes it, and what it has not seen yet.
pub(crate) struct Indexing {
    index: Arc<Index>,
    jobs: Sender<Job>,
    writer: JoinHandle<()>,
    to_do: Vec<RecordId>,
    total: u32,
    /// Up to where everything is indexed, until `to_do` is empty.
    reached: Watermark,
}

/// How far completing the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Records indexed in this run.
    pub done: u32,
    /// Records to be indexed in this run.
    pub total: u32,
}

enum Job {
    Apply(Vec<Change>, Watermark),
    /// Answers once everything before it is applied.
    Barrier(Sender<()>),
}

impl Indexing {
    /// Opens the index and starts its writer; one that is damaged or ahead is started anew.
    pub(crate) fn open(
        folder: &Path,
        key: IndexKey,
        journal: JournalId,
        language: &str,
        store: &Store,
    ) -> Result<Self, JournalError> {
        let folder = folder.join(FOLDER);
        let (index, standing) = Index::open(&folder, key, journal, language)?;
        let reached = match standing {
            Standing::At(mark) if fits(mark, store)? => mark,
            Standing::At(_) => {
                index.clear()?;
                NOTHING
            }
            Standing::Rebuild(_) => NOTHING,
        };
        let to_do = store.changed_since(reached.seq)?;
        let total = to_do.len() as u32;
        let index = Arc::new(index);
        let (jobs, received) = mpsc::channel();
        let writing = Arc::clone(&index);
        let writer = thread::spawn(move || write(&writing, &received));
        Ok(Self { index, jobs, writer, to_do, total, reached })
    }

    /// Returns the index for searching.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Returns whether some records are not indexed yet.
    pub(crate) fn is_completing(&self) -> bool {
        !self.to_do.is_empty()
    }

    /// Waits until everything handed over so far can be found.
    pub(crate) fn settle(&self) {
        let (done, wait) = mpsc::channel();
        if self.jobs.send(Job::Barrier(done)).is_ok() {
            // An error means that the writer has ended; then there is nothing to wait for.
            let _ = wait.recv();
        }
    }

    /// Hands changes over to the writer; `head` is where the store stands with them.
    pub(crate) fn apply(&self, changes: Vec<Change>, head: (Seq, Link)) {
        let mark = if self.to_do.is_empty() {
            Watermark { seq: head.0, link: head.1 }
        } else {
            self.reached
        };
        // A writer that has ended leaves the index behind; the next unlock catches up.
        let _ = self.jobs.send(Job::Apply(changes, mark));
    }

    /// Ends the writer and closes the index in order.
    pub(crate) fn close(self) {
        let Self { index, jobs, writer, .. } = self;
        drop(jobs);
        // A writer that panicked has left the index behind; the next unlock catches up.
        let _ = writer.join();
        if let Some(index) = Arc::into_inner(index) {
            // Not closing in order loses nothing but time at the next unlock.
            let _ = index.close();
        }
    }
}

impl Journal {
    /// Indexes up to `count` of the records that the index has not seen, and says how far it is.
    ///
    /// Returns `None` once the index is complete.
    ///
    /// # Errors
    /// [`JournalError::Store`] when a record cannot be read; what can be read is indexed.
    pub fn index_some(&mut self, count: usize) -> Result<Option<Progress>, JournalError> {
        if self.indexing.to_do.is_empty() {
            return Ok(None);
        }
        let from = self.indexing.to_do.len().saturating_sub(count);
        let now = self.indexing.to_do.split_off(from);
        let mut changes = Vec::with_capacity(now.len());
        for record in now {
            if self.catalog.clients.contains_key(&record) {
                changes.extend(self.changes_of_client(record));
            } else if self.catalog.entry(record).is_some() {
                changes.extend(self.change_of(record));
            } else if self.catalog.keeping.erased.contains_key(&record) {
                changes.push(Change::Forget(record));
            } else {
                changes.extend(self.changes_around(record));
            }
        }
        self.indexing.apply(changes, self.store.chain_head());
        let (total, left) = (self.indexing.total, self.indexing.to_do.len() as u32);
        Ok(Some(Progress { done: total - left, total }))
    }

    /// Has the index follow a revision that has just been written.
    pub(crate) fn follow(&self, id: RecordId, form: &Form, answers: &Answers) {
        let Some(settled) = self.catalog.entry(id).and_then(|state| state.settled.as_ref()) else {
            return;
        };
        let change = self.change(id, &settled.meta, form, answers);
        self.indexing.apply(vec![change], self.store.chain_head());
    }

    /// Has the index follow a client's new alias, which stands in all of its entries.
    pub(crate) fn follow_client(&self, client: RecordId) {
        let changes = self.changes_of_client(client);
        self.indexing.apply(changes, self.store.chain_head());
    }

    /// Has the index follow entries whose surroundings have changed.
    pub(crate) fn follow_entries(&self, ids: Vec<RecordId>) {
        let changes = ids.into_iter().filter_map(|id| self.change_of(id)).collect();
        self.indexing.apply(changes, self.store.chain_head());
    }

    /// Has the index's watermark follow a revision that search does not read.
    pub(crate) fn follow_head(&self) {
        self.indexing.apply(Vec::new(), self.store.chain_head());
    }

    /// Has the index forget erased records.
    pub(crate) fn forget_erased(&self, records: &[RecordId]) {
        let changes = records.iter().copied().map(Change::Forget).collect();
        self.indexing.apply(changes, self.store.chain_head());
    }

    fn changes_of_client(&self, client: RecordId) -> Vec<Change> {
        let entries = self.catalog.newest_first();
        let of_client = entries.filter(|(_, state)| state.shown().head.client == Some(client));
        of_client.filter_map(|(id, _)| self.change_of(id)).collect()
    }

    /// Reads the entries that a changed thread, card and so on belongs to. Those that are not
    /// indexed themselves yet will be, as everything stands now.
    fn changes_around(&self, record: RecordId) -> Vec<Change> {
        let reached = self.indexing.reached.seq;
        let entries = self.catalog.around(record).into_iter();
        let indexed = entries.filter(|id| {
            let settled = self.catalog.entry(*id).and_then(|state| state.settled.as_ref());
            settled.is_some_and(|settled| settled.seq <= reached)
        });
        indexed.filter_map(|id| self.change_of(id)).collect()
    }

    /// Reads an entry for the index; one that does not open cannot be found either.
    fn change_of(&self, id: RecordId) -> Option<Change> {
        let settled = self.catalog.entry(id)?.settled.as_ref()?;
        let form = self.definition(&settled.meta.form, settled.meta.form_version).ok()?;
        let body = self.settled_body(id, settled).ok()?;
        Some(self.change(id, &settled.meta, &form, &body.answers))
    }

    fn change(&self, id: RecordId, meta: &EntryMeta, form: &Form, answers: &Answers) -> Change {
        if meta.trashed.is_some() {
            return Change::Forget(id);
        }
        let alias = meta.head.client.and_then(|client| self.catalog.clients.get(&client));
        let (numbers, mut keys) = facets(form, meta);
        keys.extend(self.mention_keys(meta));
        Change::Put(Box::new(Document {
            record: id,
            happened_ms: meta.head.happened.utc_ms,
            year: meta.head.happened.date().year(),
            kind: meta.form.0.clone(),
            client: meta.head.client,
            alias: alias.map(|client| client.alias.clone()),
            session: meta.head.session,
            phase: meta.head.phase.map(|phase| phase.key().to_owned()),
            weight: meta.head.weight.map(|weight| weight.key().to_owned()),
            tags: meta.head.tags.clone(),
            texts: self.all_texts(id, meta, form, answers),
            verbatim: forms::verbatim(answers),
            numbers,
            keys,
            flags: [flags(meta), self.follow_up_words(id, &meta.head)].concat(),
        }))
    }
}

/// Returns the texts that search reads: the answers and the question in the basket.
pub(crate) fn texts(meta: &EntryMeta, form: &Form, answers: &Answers) -> Vec<(String, String)> {
    let mut texts = forms::searchable(form, answers);
    if let Some(basket) = meta.head.basket.as_ref().filter(|basket| !basket.question.is_empty()) {
        texts.push(("basket".to_owned(), basket.question.clone()));
    }
    texts
}

type Facets = (Vec<(String, i64)>, Vec<(String, String)>);

fn facets(form: &Form, meta: &EntryMeta) -> Facets {
    let (mut numbers, mut keys) = (Vec::new(), Vec::new());
    for field in &form.fields {
        let Some(facet) = &field.facet else { continue };
        match meta.picks.get(&field.id) {
            Some(Pick::Number(number)) => numbers.push((facet.clone(), *number)),
            Some(Pick::Keys(chosen)) => {
                keys.extend(chosen.iter().map(|key| (facet.clone(), key.clone())));
            }
            None => {}
        }
    }
    (numbers, keys)
}

/// Returns the words by which `sup:` and `is:` filter.
fn flags(meta: &EntryMeta) -> Vec<String> {
    let basket = meta.head.basket.as_ref();
    let asked = basket.map(|basket| if basket.asked { "sup=asked" } else { "sup=unasked" });
    let closed = meta.closed.map(|_| "is=closed");
    asked.into_iter().chain(closed).map(str::to_owned).collect()
}

/// Returns whether an index that says it has seen `mark` has seen this journal.
fn fits(mark: Watermark, store: &Store) -> Result<bool, JournalError> {
    Ok(mark == NOTHING || store.link_at(mark.seq)? == Some(mark.link))
}

fn write(index: &Index, jobs: &Receiver<Job>) {
    let mut failed: Option<IndexError> = None;
    while let Ok(job) = jobs.recv() {
        match job {
            // After a failure nothing more is written, so that the watermark stays behind it.
            Job::Apply(changes, mark) if failed.is_none() => {
                failed = index.apply(changes, mark).err();
            }
            Job::Apply(..) => {}
            // Whoever waited may have given up.
            Job::Barrier(done) => drop(done.send(())),
        }
    }
}
