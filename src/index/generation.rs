//! One of the two folders in which an index can lie: the other one is built beside it.

use std::io;
use std::sync::Arc;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy};

use super::columns::Columns;
use super::directory::SealedDirectory;
use super::error::IndexError;
use super::payload::Payload;
use super::prefix_query::PrefixCache;
use super::pretokenized::{self, Pretokenized};
use super::schema::schema;
use crate::folder::{Folder, INDEX, PURGE_DUE, SIDES, is_index_file};
use crate::vault::{IndexKey, JournalId};

/// What the writer may hold before it writes a segment, in bytes: 32 MiB.
const WRITER_HEAP: usize = 32 << 20;
/// Segments of fewer notes than this are merged first.
const MIN_LAYER_NOTES: u32 = 500;
/// A segment is merged once this share of its notes has been replaced.
const STALE_SHARE: f32 = 0.2;
/// What may lie open in memory between two searches, in bytes: 40 MiB.
const OPEN_BUDGET: usize = 40 << 20;

/// An index that can be searched.
pub(super) struct Generation {
    pub(super) name: &'static str,
    pub(super) language: String,
    pub(super) reader: IndexReader,
    pub(super) columns: Columns,
    pub(super) known: Arc<PrefixCache>,
    index: tantivy::Index,
    directory: Option<SealedDirectory>,
}

/// Why a generation cannot be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There was none.
    Missing,
    /// It did not open.
    Damaged,
    /// It is of another journal, schema, analysis or language, or ahead of this journal.
    Other,
}

/// What every generation of one index shares.
pub(super) struct Place {
    pub(super) folder: Folder,
    pub(super) key: Arc<IndexKey>,
    pub(super) journal: JournalId,
}

impl Place {
    /// Opens a generation as it is.
    pub(super) fn reopen(&self, name: &'static str) -> Result<(Generation, Payload), Reason> {
        let folder = match self.folder.below(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Reason::Missing),
            opened => opened.map_err(|_| Reason::Damaged)?,
        };
        if folder.kind("meta.json").map_err(|_| Reason::Damaged)?.is_none() {
            return Err(Reason::Missing);
        }
        let directory = SealedDirectory::open(folder, Arc::clone(&self.key), self.journal);
        let directory = directory.map_err(|_| Reason::Damaged)?;
        let index = tantivy::Index::open(directory.clone()).map_err(|_| Reason::Damaged)?;
        index.tokenizers().register(pretokenized::NAME, Pretokenized::default());
        if index.schema() != schema().0 {
            return Err(Reason::Other);
        }
        let metas = index.load_metas().map_err(|_| Reason::Damaged)?;
        let text = metas.payload.ok_or(Reason::Other)?;
        let payload = Payload::read(&text, self.journal).ok_or(Reason::Other)?;
        // Opening a reader reads the end of every file, so that a cut one shows at once.
        let reader = reader(&index).map_err(|_| Reason::Damaged)?;
        let language = payload.language.clone();
        let (columns, known) = (Columns::default(), Arc::default());
        let directory = Some(directory);
        Ok((Generation { name, language, reader, columns, known, index, directory }, payload))
    }

    /// Starts a generation anew, whatever lay there.
    pub(super) fn start(
        &self,
        name: &'static str,
        language: &str,
    ) -> Result<Generation, IndexError> {
        self.remove(name)?;
        let folder = self.folder.make_below(name)?;
        let directory = SealedDirectory::open(folder, Arc::clone(&self.key), self.journal)?;
        let mut generation = Generation::over(directory.clone(), language)?;
        generation.name = name;
        generation.directory = Some(directory);
        Ok(generation)
    }

    /// Removes a generation: its files, and the folder if nothing else lies in it.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        remove_generation(&self.folder, name)
    }

    /// Notes that words of erased entries may be left; the note itself says nothing.
    pub(super) fn note_purge(&self) -> io::Result<()> {
        match self.folder.create(PURGE_DUE) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// Takes the note away.
    pub(super) fn purged(&self) -> io::Result<()> {
        self.folder.remove(PURGE_DUE).map(drop)
    }

    /// Returns whether the note is there.
    pub(super) fn purge_is_due(&self) -> bool {
        self.folder.kind(PURGE_DUE).is_ok_and(|found| found.is_some())
    }
}

impl Generation {
    /// Starts an index in an empty directory of any kind.
    pub(super) fn over(
        directory: impl tantivy::Directory,
        language: &str,
    ) -> Result<Self, IndexError> {
        let index = tantivy::Index::create(directory, schema().0, IndexSettings::default())?;
        index.tokenizers().register(pretokenized::NAME, Pretokenized::default());
        let (reader, language) = (reader(&index)?, language.to_owned());
        let (columns, known) = (Columns::default(), Arc::default());
        Ok(Self { name: "", language, reader, columns, known, index, directory: None })
    }

    /// Starts its only writer.
    pub(super) fn writer(&self) -> Result<IndexWriter, IndexError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_HEAP)
            .build();
        let writer = self.index.writer_with_options(options)?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_layer_size(MIN_LAYER_NOTES);
        policy.set_del_docs_ratio_before_merge(STALE_SHARE);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    /// Gives back what lies open in memory, if it has become much; it is opened again as needed.
    pub(super) fn trim(&self) -> Result<(), IndexError> {
        if self.open_bytes() > OPEN_BUDGET {
            self.release(SealedDirectory::forget_postings)?;
            // In a very large journal even what all searches read is too much.
            if self.open_bytes() > OPEN_BUDGET / 2 {
                self.release(SealedDirectory::forget_handles)?;
            }
        }
        Ok(())
    }

    /// Has the directory forget open files, and opens the segments again without them.
    pub(super) fn release(&self, forget: impl Fn(&SealedDirectory)) -> Result<(), IndexError> {
        self.directory.iter().for_each(forget);
        Ok(self.reader.reload()?)
    }

    /// Returns how many bytes of plaintext lie open in memory.
    pub(super) fn open_bytes(&self) -> usize {
        self.directory.as_ref().map_or(0, SealedDirectory::open_bytes)
    }

    /// Syncs every file and the folder.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.directory.as_ref().map_or(Ok(()), SealedDirectory::sync)
    }

    /// Returns tantivy's index, for tests.
    #[cfg(test)]
    pub(super) fn index(&self) -> &tantivy::Index {
        &self.index
    }
}

/// Returns the name of the other generation.
pub(super) fn other(name: &str) -> &'static str {
    if name == SIDES[0] { SIDES[1] } else { SIDES[0] }
}

/// Removes the index of a journal that is retired: the files of both generations and the note of a purge.
/// Whatever else lies there stays, and the folders that hold it.
pub(crate) fn remove_index(folder: &Folder) -> io::Result<()> {
    let index = match folder.below(INDEX) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    for generation in SIDES {
        remove_generation(&index, generation)?;
    }
    index.remove(PURGE_DUE)?;
    if index.names()?.is_empty() { folder.remove_folder(INDEX) } else { Ok(()) }
}

/// Removes the files of one generation, and its folder if nothing else lies in it.
fn remove_generation(index: &Folder, name: &str) -> io::Result<()> {
    let generation = match index.below(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    let mut is_empty = true;
    for file in generation.names()? {
        if file.to_str().is_some_and(is_index_file) {
            generation.remove(&file)?;
        } else {
            is_empty = false;
        }
    }
    if is_empty { index.remove_folder(name) } else { Ok(()) }
}

fn reader(index: &tantivy::Index) -> Result<IndexReader, IndexError> {
    Ok(index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?)
}
