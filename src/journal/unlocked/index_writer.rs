//! The thread that has the search index follow the store; a save never waits for it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::folder::INDEX;
use crate::index::{Batch, Change, Index, IndexError, Reason, Standing, Watermark};
use crate::journal::JournalError;
use crate::store::Store;
use crate::vault::{IndexKey, JournalId, Link, RecordId, Seq};

/// Says that nothing is indexed yet.
const NOTHING: Watermark = Watermark { seq: Seq(0), link: Link::ZERO };
/// The most entries that wait to be written while the index is completed.
const MOST_WAITING: usize = 2_000;
/// The most changes that go into one commit.
const MOST_AT_ONCE: usize = 4_000;
/// How long completing the index waits for the writer before it says how far it is.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long a lock waits for the index. What it has not written by then is written after the next
/// unlock: the store is the truth, and a purge that is due is noted on the disk.
const CLOSING: Duration = Duration::from_secs(3);

/// The index, the thread that writes it, and what it has not seen yet.
pub(crate) struct IndexWriter {
    index: Arc<Index>,
    writer: WriterThread,
    shared: Arc<Shared>,
    /// Records that the index has not seen, each with its newest revision, oldest first.
    to_do: VecDeque<(RecordId, Seq)>,
    total: u32,
    /// Up to where everything is indexed, until `to_do` is empty.
    reached: Watermark,
    /// Whether the index is being filled, so that it is not whole until `to_do` is empty.
    filling: bool,
    /// Whether it is being filled from the first revision on.
    from_nothing: bool,
}

/// The thread; dropping it waits until the thread has let go of the index.
struct WriterThread {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    shared: Arc<Shared>,
}

/// How far completing the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Records indexed in this run.
    pub done: u32,
    /// Records to be indexed in this run.
    pub total: u32,
}

/// What the writer tells.
#[derive(Default)]
struct Shared {
    /// A block did not open: the index must be filled anew.
    damaged: AtomicBool,
    /// The writer has given up: the disk is full, for example. The next unlock catches up.
    stalled: AtomicBool,
    /// Nothing more is to be written.
    stopped: AtomicBool,
    /// Entries handed over to complete the index and not yet in it.
    waiting: Mutex<usize>,
    fewer: Condvar,
}

enum Job {
    Apply(Batch),
    Restart,
    Purge,
    /// Answers once everything before it is applied.
    Barrier(Sender<()>),
}

impl IndexWriter {
    /// Opens the index and starts its writer; one that is damaged or ahead is filled anew.
    pub(crate) fn open(
        key: IndexKey,
        journal: JournalId,
        language: &str,
        store: &Store,
    ) -> Result<Self, JournalError> {
        let fits = |mark: Watermark| {
            mark == NOTHING || store.link_at(mark.seq).is_ok_and(|link| link == Some(mark.link))
        };
        let folder = store.folder().map(|folder| folder.make_below(INDEX));
        let opened = folder
            .and_then(Result::ok)
            .map(|folder| Index::open_in(folder, key, journal, language, fits));
        let (index, standing) = match opened {
            Some(Ok(opened)) => opened,
            // A full or failing disk must not keep a journal from being opened, nor from search.
            _ => (Index::in_memory(journal, language)?, Standing::Rebuild(Reason::Damaged)),
        };
        let (reached, filling) = match standing {
            Standing::Whole(mark) => (mark, false),
            Standing::Filling(mark) => (mark, true),
            Standing::Rebuild(_) => (NOTHING, true),
        };
        // A chain that SQLite cannot read is said at opening; what is readable stays so.
        let to_do: VecDeque<_> = store.changed_since(reached.seq).unwrap_or_default().into();
        let total = to_do.len() as u32;
        let (index, shared) = (Arc::new(index), Arc::<Shared>::default());
        let writer = WriterThread::start(&index, &shared);
        let from_nothing = reached == NOTHING;
        let opened = Self { index, writer, shared, to_do, total, reached, filling, from_nothing };
        if opened.index.purge_is_due() {
            opened.purge();
        }
        if opened.to_do.is_empty() && filling {
            // There is nothing to fill it with, so it is whole as it is.
            opened.apply(Vec::new(), store.chain_head());
        }
        Ok(opened)
    }

    /// Returns the index for searching.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Returns whether some records may not be found yet.
    pub(crate) fn is_completing(&self) -> bool {
        !self.to_do.is_empty()
            || *self.shared.waiting() > 0
            || self.shared.damaged.load(Ordering::Acquire)
            || self.shared.stalled.load(Ordering::Acquire)
    }

    /// Notes that the index turned out to be damaged; completing it then starts anew.
    pub(crate) fn is_damaged(&self) {
        self.shared.damaged.store(true, Ordering::Release);
    }

    /// Starts filling the index anew if it turned out to be damaged.
    pub(crate) fn heal(&mut self, store: &Store) -> Result<(), JournalError> {
        if !self.shared.damaged.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        self.to_do = store.changed_since(Seq(0))?.into();
        self.total = self.to_do.len() as u32;
        (self.reached, self.filling, self.from_nothing) = (NOTHING, true, true);
        self.writer.send(Job::Restart);
        Ok(())
    }

    /// Takes up to `count` records that the index has not seen; none while the writer has enough
    /// to do.
    pub(crate) fn take(&mut self, count: usize) -> Vec<(RecordId, Seq)> {
        let most = if self.to_do.is_empty() { 0 } else { MOST_WAITING };
        if !self.shared.wait_for_fewer_than(most + 1) {
            return Vec::new();
        }
        self.to_do.drain(..count.min(self.to_do.len())).collect()
    }

    /// Returns whether every entry is taken in this run, so that none needs to be for another's
    /// sake.
    pub(crate) fn takes_all(&self) -> bool {
        self.from_nothing
    }

    /// Returns the revision up to which everything is indexed.
    pub(crate) fn reached(&self) -> Seq {
        self.reached.seq
    }

    /// Returns whether nothing is left to take.
    pub(crate) fn is_last_taken(&self) -> bool {
        self.to_do.is_empty()
    }

    /// Returns whether a whole index lacks some records, but not many.
    pub(crate) fn is_behind_by_at_most(&self, few: usize) -> bool {
        !self.filling && (1..=few).contains(&self.to_do.len())
    }

    /// Says how far completing is; none once it is done.
    pub(crate) fn progress(&self) -> Option<Progress> {
        let waiting = *self.shared.waiting();
        let left = (self.to_do.len() + waiting) as u32;
        let stalled = self.shared.stalled.load(Ordering::Acquire);
        let done = (self.to_do.is_empty() && waiting == 0) || stalled;
        let total = self.total.max(left);
        (!done).then_some(Progress { done: total - left, total })
    }

    /// Has the writer rewrite, after all that it was handed, whatever still holds words that no
    /// entry has any more. A kill in between only puts that off until the next unlock.
    pub(crate) fn purge(&self) {
        // Without the note, a purge that is killed halfway is not taken up again.
        let _ = self.index.note_purge();
        self.writer.send(Job::Purge);
    }

    /// Waits until everything handed over so far is in the index.
    pub(crate) fn flush(&self) {
        let (done, wait) = mpsc::channel();
        self.writer.send(Job::Barrier(done));
        // An error means that the writer has ended; then there is nothing to wait for.
        let _ = wait.recv();
    }

    /// Has changes be found at once and hands them over to the writer; `head` is where the store
    /// stands with them.
    pub(crate) fn apply(&self, changes: Vec<Change>, head: (Seq, Link)) {
        let announced = self.index.announce(&changes);
        let behind = !self.to_do.is_empty();
        let head = Watermark { seq: head.0, link: head.1 };
        let mark = if behind { self.reached } else { head };
        let whole = !(behind && self.filling);
        self.writer.send(Job::Apply(Batch { changes, mark, whole, announced }));
    }

    /// Hands records over that complete the index up to `mark`.
    pub(crate) fn complete(&mut self, changes: Vec<Change>, mark: Watermark) {
        self.reached = mark;
        self.filling &= !self.to_do.is_empty();
        *self.shared.waiting() += changes.len();
        let batch = Batch { changes, mark, whole: !self.filling, announced: 0 };
        self.writer.send(Job::Apply(batch));
    }

    /// Ends the writer and closes the index in order. An index that is being completed goes on
    /// where it stands at the next unlock, so that locking does not wait for it. One that takes too
    /// long is left to its thread.
    pub(crate) fn close(self) {
        let Self { index, mut writer, shared, .. } = self;
        let in_the_midst = *shared.waiting() > 0;
        shared.stopped.store(in_the_midst, Ordering::Release);
        writer.end();
        if let Some(index) = Arc::into_inner(index) {
            within_deadline(move || {
                // Not closing in order loses nothing but time at the next unlock.
                let _ = index.close();
            });
        }
    }
}

/// Does something in a thread of its own, and waits for it no longer than a lock may take.
fn within_deadline(act: impl FnOnce() + Send + 'static) {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        act();
        // Whoever waited may have given up.
        let _ = done.send(());
    });
    let _ = wait.recv_timeout(CLOSING);
}

impl WriterThread {
    fn start(index: &Arc<Index>, shared: &Arc<Shared>) -> Self {
        let (jobs, received) = mpsc::channel();
        let (index, told) = (Arc::clone(index), Arc::clone(shared));
        let thread = thread::spawn(move || write(&index, &told, &received));
        Self { jobs: Some(jobs), thread: Some(thread), shared: Arc::clone(shared) }
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // A writer that has ended leaves the index behind; the next unlock catches up.
            let _ = jobs.send(job);
        }
    }

    /// Ends the thread after the jobs that it has; a purge only goes on for as long as is waited.
    fn end(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let shared = Arc::clone(&self.shared);
            within_deadline(move || {
                // A writer that panicked has left the index behind; the next unlock catches up.
                let _ = thread.join();
            });
            shared.stopped.store(true, Ordering::Release);
        }
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        if self.thread.is_some() {
            self.shared.stopped.store(true, Ordering::Release);
            self.end();
        }
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, usize> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for_fewer_than(&self, most: usize) -> bool {
        let wait = self.fewer.wait_timeout_while(self.waiting(), PATIENCE, |now| *now >= most);
        !wait.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn took(&self, count: usize) {
        let mut waiting = self.waiting();
        *waiting = waiting.saturating_sub(count);
        self.fewer.notify_all();
    }

    fn note(&self, failed: &IndexError) {
        let flag = match failed {
            IndexError::Damaged => &self.damaged,
            _ => &self.stalled,
        };
        flag.store(true, Ordering::Release);
    }
}

/// Puts the batches that wait behind one to it, since a commit costs more than what is in it.
/// Returns how many changes complete the index; what is no batch is left as the next job.
fn with_following(mut all: Batch, jobs: &Receiver<Job>, next: &mut Option<Job>) -> (Batch, usize) {
    let completing = |batch: &Batch| if batch.announced == 0 { batch.changes.len() } else { 0 };
    let mut filled = completing(&all);
    while all.changes.len() < MOST_AT_ONCE {
        match jobs.try_recv() {
            Ok(Job::Apply(batch)) => {
                filled += completing(&batch);
                all.changes.extend(batch.changes);
                let announced = all.announced.max(batch.announced);
                all = Batch { changes: all.changes, announced, ..batch };
            }
            other => {
                *next = other.ok();
                break;
            }
        }
    }
    (all, filled)
}

/// Purges the index. Where that fails, for want of room for example, the index itself is as good
/// as before: the note stays on the disk, and the next unlock tries again.
fn purge(index: &Index, shared: &Shared) {
    if shared.stopped.load(Ordering::Acquire) {
        return;
    }
    match index.purge_unless(&shared.stopped) {
        Ok(()) => {}
        Err(error @ IndexError::Damaged) => shared.note(&error),
        // The note may not have fitted either when the purge was asked for.
        Err(_) => drop(index.note_purge()),
    }
}

fn write(index: &Index, shared: &Shared, jobs: &Receiver<Job>) {
    let mut failed = false;
    let mut next = None;
    while let Some(job) = next.take().or_else(|| jobs.recv().ok()) {
        let done = match job {
            // After a failure nothing more is written, so that the watermark stays behind it.
            Job::Apply(batch) => {
                let (batch, filled) = with_following(batch, jobs, &mut next);
                let stopped = shared.stopped.load(Ordering::Acquire);
                let done = if failed || stopped { Ok(()) } else { index.apply(batch) };
                shared.took(filled);
                done
            }
            Job::Restart => {
                shared.stalled.store(false, Ordering::Release);
                failed = false;
                index.restart()
            }
            Job::Purge => {
                if !failed {
                    purge(index, shared);
                }
                Ok(())
            }
            Job::Barrier(done) => {
                // Whoever waited may have given up.
                let _ = done.send(());
                Ok(())
            }
        };
        if let Err(error) = done {
            shared.note(&error);
            failed = true;
        }
    }
}
