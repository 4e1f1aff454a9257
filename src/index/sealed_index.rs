//! The index: opened, kept up with the store, built anew beside the old one, closed.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tantivy::directory::RamDirectory;
use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyError, Term};

use super::analysis::Analyzer;
use super::document::{Batch, Change, Document, Watermark};
use super::encode::encode;
use super::error::IndexError;
use super::generation::{Generation, Place, other};
use super::payload::Payload;
use super::pending::Pending;
use super::schema::{Fields, schema};
use crate::folder::{Folder, SIDES};
use crate::vault::{IndexKey, JournalId, RecordId};

pub use super::generation::Reason;

/// How many changes are handed to the writing thread at once.
const AT_ONCE: usize = 64;

/// Where an opened index stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was whole, and has followed the store so far.
    Whole(Watermark),
    /// It was being filled, and has come so far.
    Filling(Watermark),
    /// It is empty and must be filled anew.
    Rebuild(Reason),
}

/// An open index. Searching and writing may go on at the same time, from several threads.
///
/// It lies in one of two folders. One that must be filled anew is filled in the other folder,
/// while the old one, if it can be read, goes on answering.
pub struct Index {
    pub(super) fields: Fields,
    pub(super) language: String,
    pub(super) pending: Pending,
    journal: JournalId,
    place: Option<Place>,
    generations: RwLock<Generations>,
    writing: Mutex<Writing>,
}

/// The index that is written, and an older one that answers until that one is whole.
#[derive(Clone)]
pub(super) struct Generations {
    pub(super) live: Arc<Generation>,
    pub(super) old: Option<Arc<Generation>>,
}

struct Writing {
    writer: IndexWriter,
    analyzer: Analyzer,
}

impl Index {
    /// Opens the index in a folder.
    ///
    /// `fits` says whether this journal's store has had that revision with that link. An index
    /// that is missing, damaged, ahead, another's or in another language starts empty.
    ///
    /// # Errors
    /// [`IndexError::AlreadyOpen`], [`IndexError::DiskFull`] or [`IndexError::Io`] when not even
    /// an empty one can be made.
    pub fn open(
        folder: &Path,
        key: IndexKey,
        journal: JournalId,
        language: &str,
        fits: impl Fn(Watermark) -> bool,
    ) -> Result<(Self, Standing), IndexError> {
        Self::open_in(Folder::make(folder)?, key, journal, language, fits)
    }

    /// Opens the index in a folder that is open itself.
    pub(crate) fn open_in(
        folder: Folder,
        key: IndexKey,
        journal: JournalId,
        language: &str,
        fits: impl Fn(Watermark) -> bool,
    ) -> Result<(Self, Standing), IndexError> {
        let place = Place { folder, key: Arc::new(key), journal };
        let (generations, standing) = choose(&place, language, fits)?;
        let index = Self::of(Some(place), journal, language, generations)?;
        Ok((index, standing))
    }

    /// Starts an index in memory, for as long as the journal is open: search then works although
    /// the folder cannot be used.
    ///
    /// # Errors
    /// [`IndexError`] when memory is short.
    pub fn in_memory(journal: JournalId, language: &str) -> Result<Self, IndexError> {
        Self::over(RamDirectory::create(), journal, language)
    }

    /// Starts an index in an empty directory of any kind, to be measured or tested beside ours.
    ///
    /// # Errors
    /// [`IndexError`] when the directory cannot be written.
    pub fn over(
        directory: impl tantivy::Directory,
        journal: JournalId,
        language: &str,
    ) -> Result<Self, IndexError> {
        let live = Arc::new(Generation::over(directory, language)?);
        Self::of(None, journal, language, Generations { live, old: None })
    }

    fn of(
        place: Option<Place>,
        journal: JournalId,
        language: &str,
        generations: Generations,
    ) -> Result<Self, IndexError> {
        let writer = generations.live.writer()?;
        let writing = Mutex::new(Writing { writer, analyzer: Analyzer::new(language) });
        let (_, fields) = schema();
        let language = language.to_owned();
        let (pending, generations) = (Pending::new(&language), RwLock::new(generations));
        Ok(Self { fields, language, pending, journal, place, generations, writing })
    }

    /// Has changes be found at once, before they are applied. Returns the number that their
    /// [`Batch`] then carries.
    pub fn announce(&self, changes: &[Change]) -> u64 {
        self.pending.announce(changes)
    }

    /// Has a draft be found at once in place of its entry, until it is dropped; it is written to no
    /// file.
    pub fn put_draft(&self, draft: Arc<Document>) {
        self.pending.put_draft(draft);
    }

    /// Finds a draft no longer; its entry is found again as the index holds it.
    pub fn drop_draft(&self, record: RecordId) {
        self.pending.drop_draft(record);
    }

    /// Commits changes; the watermark says how far the store has been followed with them.
    ///
    /// # Errors
    /// [`IndexError`]: what was announced of the changes is found all the same.
    pub fn apply(&self, batch: Batch) -> Result<(), IndexError> {
        let mut writing = self.writing();
        let Writing { writer, analyzer } = &mut *writing;
        let Batch { changes, mark, whole, announced } = batch;
        let mut operations = Vec::with_capacity(2 * AT_ONCE);
        for change in changes {
            let id = change.record().to_string();
            operations.push(UserOperation::Delete(Term::from_field_text(self.fields.id, &id)));
            if let Change::Put(document) = change {
                let encoded = encode(&self.fields, analyzer, &document);
                operations.push(UserOperation::Add(encoded));
            }
            if operations.len() >= AT_ONCE {
                writer.run(std::mem::take(&mut operations))?;
            }
        }
        writer.run(operations)?;
        let language = self.language.clone();
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&Payload { language, whole, mark }.to_text(self.journal));
        commit.commit()?;
        let live = self.generations().live;
        live.reader.reload()?;
        // Read here, so that no search has to wait for it.
        live.columns.read(&live.reader.searcher())?;
        self.took_in(whole, announced)
    }

    /// Forgets the index and starts one anew beside it. The old one answers until a batch makes
    /// the new one whole.
    ///
    /// # Errors
    /// [`IndexError`] when not even an empty one can be made.
    pub fn restart(&self) -> Result<(), IndexError> {
        let Some(place) = &self.place else { return Err(IndexError::Damaged) };
        let mut writing = self.writing();
        let old = self.generations().live;
        self.set_generations(Generations { live: Arc::clone(&old), old: None });
        let live = Arc::new(place.start(other(old.name), &self.language)?);
        let writer = std::mem::replace(&mut writing.writer, live.writer()?);
        self.set_generations(Generations { live, old: Some(old) });
        // A merge that went on would write into the old folder while that is removed. Whether it
        // ends well does not matter: nothing of it is kept.
        let _ = writer.wait_merging_threads();
        Ok(())
    }

    /// Merges away every segment with replaced or forgotten entries, so that no word of theirs
    /// is left in any file. What was announced must have been applied.
    ///
    /// # Errors
    /// [`IndexError`]: some words may be left; it can be tried again, or the index deleted.
    pub fn purge(&self) -> Result<(), IndexError> {
        self.purge_unless(&AtomicBool::new(false))
    }

    /// As [`Index::purge`], but ends after the merge under way once `stopped` is set; the note of
    /// [`Index::note_purge`] then stays.
    pub(crate) fn purge_unless(&self, stopped: &AtomicBool) -> Result<(), IndexError> {
        let mut writing = self.writing();
        let live = self.generations().live;
        let mut taken = None;
        loop {
            live.reader.reload()?;
            let searcher = live.reader.searcher();
            let stale = searcher.segment_readers().iter().find(|segment| segment.has_deletes());
            let Some(stale) = stale.map(tantivy::SegmentReader::segment_id) else { break };
            drop(searcher);
            if stopped.load(Ordering::Acquire) {
                return Ok(());
            }
            match writing.writer.merge(&[stale]).wait() {
                // A merge must take the segment away; one that does not never will.
                Ok(_) if taken == Some(stale) => return Err(IndexError::Damaged),
                Ok(_) => {}
                // Another merge may have taken the segment first; the next round looks again.
                Err(TantivyError::InvalidArgument(_)) if taken != Some(stale) => {}
                Err(error) => return Err(error.into()),
            }
            taken = Some(stale);
            // Returns once the merge that has just ended is in the list of segments.
            writing.writer.garbage_collect_files().wait()?;
        }
        writing.writer.garbage_collect_files().wait()?;
        live.sync()?;
        match &self.place {
            Some(place) => Ok(place.purged()?),
            None => Ok(()),
        }
    }

    /// Notes on the disk that [`Index::purge`] is due, so that a kill does not forget it.
    ///
    /// # Errors
    /// [`IndexError`] when the note cannot be written.
    pub fn note_purge(&self) -> Result<(), IndexError> {
        match &self.place {
            Some(place) => Ok(place.note_purge()?),
            None => Ok(()),
        }
    }

    /// Returns whether a purge was noted and has not been done.
    pub fn purge_is_due(&self) -> bool {
        self.place.as_ref().is_some_and(Place::purge_is_due)
    }

    /// Syncs what is written; without it, what is lost is replayed from the store.
    ///
    /// # Errors
    /// [`IndexError`] when the files cannot be synced.
    pub fn sync(&self) -> Result<(), IndexError> {
        Ok(self.generations().live.sync()?)
    }

    /// Returns how many entries can be found.
    pub fn len(&self) -> u64 {
        self.generations().live.reader.searcher().num_docs()
    }

    /// Returns whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ends the writer, syncs the files and wipes what was read.
    ///
    /// # Errors
    /// [`IndexError`] when the files cannot be synced; what is lost is replayed from the store.
    pub fn close(self) -> Result<(), IndexError> {
        let generations = self.generations();
        let writing = self.writing.into_inner().unwrap_or_else(PoisonError::into_inner);
        writing.writer.wait_merging_threads()?;
        generations.live.sync()?;
        Ok(())
    }

    pub(super) fn generations(&self) -> Generations {
        self.generations.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Has the older index answer no longer.
    pub(super) fn drop_before(&self) -> Result<(), IndexError> {
        let live = self.generations().live;
        let name = other(live.name);
        self.set_generations(Generations { live, old: None });
        self.pending.drop_built();
        match &self.place {
            Some(place) => Ok(place.remove(name)?),
            None => Ok(()),
        }
    }

    fn took_in(&self, whole: bool, announced: u64) -> Result<(), IndexError> {
        if self.generations().old.is_none() {
            self.pending.drop_up_to(announced);
            return Ok(());
        }
        self.pending.built_up_to(announced);
        if whole { self.drop_before() } else { Ok(()) }
    }

    fn set_generations(&self, generations: Generations) {
        *self.generations.write().unwrap_or_else(PoisonError::into_inner) = generations;
    }

    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Chooses which generation is written and which answers, and clears what is neither.
fn choose(
    place: &Place,
    language: &str,
    fits: impl Fn(Watermark) -> bool,
) -> Result<(Generations, Standing), IndexError> {
    let mut ours = Vec::new();
    let mut stale = Vec::new();
    let mut reason = Reason::Missing;
    for name in SIDES {
        match place.reopen(name) {
            Ok((generation, payload)) if payload.language == language && fits(payload.mark) => {
                ours.push((payload.whole, payload.mark, generation));
            }
            Ok((generation, payload)) => stale.push((payload.whole, payload.mark, generation)),
            Err(why) if reason == Reason::Missing => reason = why,
            Err(_) => {}
        }
    }
    let newest = |generations: Vec<(bool, Watermark, Generation)>| {
        generations.into_iter().max_by_key(|(whole, mark, _)| (*whole, mark.seq))
    };
    let (found, old) = match (newest(ours), newest(stale)) {
        (Some((true, mark, generation)), _) => (Some((generation, Standing::Whole(mark))), None),
        (Some((false, mark, generation)), old) => {
            (Some((generation, Standing::Filling(mark))), old)
        }
        (None, old) => (None, old),
    };
    let old = old.map(|(_, _, generation)| Arc::new(generation));
    let (live, standing) = match (found, &old) {
        (Some((generation, standing)), _) => (generation, standing),
        (None, Some(old)) => {
            (place.start(other(old.name), language)?, Standing::Rebuild(Reason::Other))
        }
        (None, None) => (place.start(SIDES[0], language)?, Standing::Rebuild(reason)),
    };
    if old.is_none() {
        place.remove(other(live.name))?;
    }
    Ok((Generations { live: Arc::new(live), old }, standing))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tempfile::TempDir;

    use super::super::directory::SealedDirectory;
    use super::*;
    use crate::testing::index::{Keys, Notes, fill, mark};

    /// Returns every word of every segment, deleted or not.
    fn all_words(index: &Index) -> Vec<String> {
        let mut words = Vec::new();
        for segment in index.generations().live.reader.searcher().segment_readers() {
            for field in [index.fields.exact, index.fields.stem, index.fields.facet] {
                let dictionary = segment.inverted_index(field).expect("it opens");
                let mut terms = dictionary.terms().stream().expect("it opens");
                while let Some((term, _)) = terms.next() {
                    words.push(String::from_utf8_lossy(term).into_owned());
                }
            }
        }
        words
    }

    fn note(notes: &mut Notes, record: RecordId, text: &str) -> Change {
        let mut document = (*notes.document(record)).clone();
        document.texts = vec![("text".to_owned(), text.to_owned())];
        Change::Put(Arc::new(document))
    }

    #[test]
    fn a_purge_leaves_no_word_of_erased_or_changed_entries() {
        let root = TempDir::new().expect("a temporary folder");
        let (index, _) = Keys::make().open(root.path(), 0).expect("an empty folder");
        let mut notes = Notes::new(3);
        let others: Vec<_> = (0..40).map(|_| notes.record()).collect();
        let others: Vec<_> = others.into_iter().map(|id| notes.document(id)).collect();
        let (erased, changed) = (notes.record(), notes.record());
        let apply = |changes, seq| {
            let batch = Batch { changes, mark: mark(seq), whole: true, announced: 0 };
            index.apply(batch).expect("there is room");
        };
        // In one segment with others: one that is stale as a whole goes by itself.
        let mut all: Vec<_> = others.into_iter().map(Change::Put).collect();
        all.push(note(&mut notes, erased, "ophelia drowned"));
        all.push(note(&mut notes, changed, "hamlet hesitates"));
        apply(all, 3);
        apply(vec![Change::Forget(erased), note(&mut notes, changed, "horatio speaks")], 4);
        let left = |word: &str| all_words(&index).iter().any(|known| known == word);
        assert!(left("ophelia") && left("hamlet"), "the test would prove nothing");
        index.purge().expect("there is room");
        for word in ["ophelia", "drowned", "drown", "hamlet", "hesit"] {
            assert!(!left(word), "{word}");
        }
        assert!(left("horatio"));
        assert_eq!(index.len(), 41);
        let files = index.generations().live.index().directory().list_managed_files();
        let on_disk = std::fs::read_dir(root.path().join("a")).expect("it is there").count();
        assert!(on_disk <= files.len() + 3, "nothing but living files and locks is left");
    }

    #[test]
    fn opened_index_blocks_are_released_between_searches() {
        let root = TempDir::new().expect("a temporary folder");
        let (index, _) = Keys::make().open(root.path(), 0).expect("an empty folder");
        let mut notes = Notes::new(4);
        let documents: Vec<_> = (0..800).map(|_| notes.record()).collect();
        let documents: Vec<_> = documents.into_iter().map(|id| notes.document(id)).collect();
        fill(&index, &documents, 1).expect("there is room");
        let live = index.generations().live;
        let query = notes.parse("room stone ").query;
        let page =
            crate::index::Page { by_date: false, offset: 0, limit: 9, counted: true, now_ms: 0 };
        let old = index.search(&query, &page).expect("it opens");
        let all = live.open_bytes();
        live.release(SealedDirectory::forget_postings).expect("it opens again");
        let open = live.open_bytes();
        assert!(open > 0 && open < all, "{open} of {all} bytes");
        assert_eq!(index.search(&query, &page).expect("it opens"), old);
        live.release(SealedDirectory::forget_handles).expect("it opens again");
        assert_eq!(index.search(&query, &page).expect("it opens"), old);
    }
}
