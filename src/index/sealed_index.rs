//! The index: opened, kept up with the store, closed.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::indexer::LogMergePolicy;
use tantivy::schema::Schema;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::analysis::{Analyzer, Word};
use super::directory::SealedDirectory;
use super::document::{Change, Document, Watermark};
use super::error::IndexError;
use super::schema::{Fields, VERSION, schema};
use crate::vault::{IndexKey, JournalId, Link, RecordId, Seq};

/// What the writer may hold before it writes a segment, in bytes: 32 MiB.
const WRITER_HEAP: usize = 32 << 20;
/// Segments of fewer notes than this are merged first.
const MIN_LAYER_NOTES: u32 = 500;

/// Where an opened index stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It has followed the store so far.
    At(Watermark),
    /// It is empty and must be filled anew.
    Rebuild(Reason),
}

/// Why an index must be filled anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There was none.
    Missing,
    /// It did not open.
    Damaged,
    /// It is of another journal, schema, analysis or language.
    Other,
}

/// An open index. Searching and writing may go on at the same time, from several threads.
pub struct Index {
    pub(super) fields: Fields,
    pub(super) reader: IndexReader,
    pub(super) language: String,
    directory: SealedDirectory,
    journal: JournalId,
    writing: Mutex<Writing>,
}

struct Writing {
    writer: IndexWriter,
    analyzer: Analyzer,
}

impl Index {
    /// Opens the index in a folder; one that is missing, damaged or another's starts empty.
    ///
    /// # Errors
    /// [`IndexError::AlreadyOpen`], [`IndexError::DiskFull`] or [`IndexError::Io`] when not even
    /// an empty one can be made.
    pub fn open(
        folder: &Path,
        key: IndexKey,
        journal: JournalId,
        language: &str,
    ) -> Result<(Self, Standing), IndexError> {
        let directory = SealedDirectory::open(folder, key, journal)?;
        let missing = !folder.join("meta.json").exists();
        let (schema, fields) = schema();
        let opened = if missing {
            Err(Reason::Missing)
        } else {
            reopen(&directory, &schema, journal, language)
        };
        let (inner, standing) = match opened {
            Ok((inner, mark)) => (inner, Standing::At(mark)),
            Err(reason) => (start(&directory, schema)?, Standing::Rebuild(reason)),
        };
        let writer = writer(&inner)?;
        let reader = reader(&inner)?;
        let writing = Mutex::new(Writing { writer, analyzer: Analyzer::new(language) });
        let language = language.to_owned();
        Ok((Self { fields, reader, language, directory, journal, writing }, standing))
    }

    /// Commits changes; the watermark says how far the store has been followed with them.
    ///
    /// # Errors
    /// [`IndexError`]: nothing of the changes can be found then.
    pub fn apply(&self, changes: Vec<Change>, mark: Watermark) -> Result<(), IndexError> {
        let mut writing = self.writing();
        let Writing { writer, analyzer } = &mut *writing;
        for change in changes {
            match change {
                Change::Forget(record) => self.forget(writer, record),
                Change::Put(document) => {
                    self.forget(writer, document.record);
                    writer.add_document(self.encode(analyzer, &document))?;
                }
            }
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&payload(self.journal, &self.language, mark));
        commit.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// Removes everything, so that the index is filled anew.
    ///
    /// # Errors
    /// [`IndexError`] when the files cannot be removed.
    pub fn clear(&self) -> Result<(), IndexError> {
        let mut writing = self.writing();
        writing.writer.delete_all_documents()?;
        let mut commit = writing.writer.prepare_commit()?;
        let mark = Watermark { seq: Seq(0), link: Link::ZERO };
        commit.set_payload(&payload(self.journal, &self.language, mark));
        commit.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// Returns how many entries can be found.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
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
        let Self { directory, writing, .. } = self;
        let writing = writing.into_inner().unwrap_or_else(PoisonError::into_inner);
        writing.writer.wait_merging_threads()?;
        directory.sync()?;
        Ok(())
    }

    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self, writer: &IndexWriter, record: RecordId) {
        writer.delete_term(Term::from_field_text(self.fields.id, &record.to_string()));
    }

    fn encode(&self, analyzer: &mut Analyzer, document: &Document) -> TantivyDocument {
        let fields = &self.fields;
        let mut encoded = TantivyDocument::new();
        let (high, low) = halves(document.record);
        encoded.add_text(fields.id, document.record.to_string());
        encoded.add_u64(fields.id_high, high);
        encoded.add_u64(fields.id_low, low);
        encoded.add_i64(fields.happened, document.happened_ms);
        let alias = document.alias.iter().map(String::as_str);
        let texts = document.texts.iter().map(|(_, text)| text.as_str());
        let tags = document.tags.iter().map(String::as_str);
        for text in alias.chain(tags).chain(texts) {
            let words = analyzer.words(text);
            encoded.add_pre_tokenized_text(fields.exact, exact_tokens(&words));
            encoded.add_pre_tokenized_text(fields.stem, stem_tokens(&words));
        }
        // One value a line, so that no phrase runs over from one sentence to the next.
        for line in document.verbatim.lines() {
            let words = analyzer.words(line);
            encoded.add_pre_tokenized_text(fields.said, exact_tokens(&words));
        }
        for facet in facets(document) {
            encoded.add_text(fields.facet, facet);
        }
        encoded
    }
}

/// Returns the two halves of a record id, as the fast fields hold them.
pub(super) fn halves(record: RecordId) -> (u64, u64) {
    let (high, low) = record.as_bytes().split_at(8);
    let half = |bytes: &[u8]| bytes.iter().fold(0, |half, byte| half << 8 | u64::from(*byte));
    (half(high), half(low))
}

/// Puts the two halves together again.
pub(super) fn whole(high: u64, low: u64) -> RecordId {
    RecordId::from_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
}

fn facets(document: &Document) -> Vec<String> {
    let mut facets = vec![format!("kind={}", document.kind), format!("year={}", document.year)];
    facets.extend(document.client.map(|client| format!("client={client}")));
    facets.extend(document.session.map(|session| format!("session={session}")));
    facets.extend(document.phase.iter().map(|phase| format!("phase={phase}")));
    facets.extend(document.weight.iter().map(|weight| format!("weight={weight}")));
    facets.extend(document.tags.iter().map(|tag| format!("tag={}", tag.to_lowercase())));
    facets.extend(document.numbers.iter().map(|(word, number)| format!("{word}={number}")));
    facets.extend(document.keys.iter().map(|(word, key)| format!("{word}={key}")));
    facets.extend(document.flags.iter().cloned());
    facets
}

/// Words as written, and without accents at the same place where that differs.
fn exact_tokens(words: &[Word]) -> PreTokenizedString {
    let mut tokens = Vec::with_capacity(words.len());
    for word in words {
        tokens.push(token(word, &word.exact));
        if word.folded != word.exact {
            tokens.push(token(word, &word.folded));
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}

fn stem_tokens(words: &[Word]) -> PreTokenizedString {
    let tokens = words.iter().filter(|word| !word.whole && !word.cjk);
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.map(|word| token(word, &word.stem)).collect(),
    }
}

fn token(word: &Word, text: &str) -> Token {
    Token {
        offset_from: word.at.start,
        offset_to: word.at.end,
        position: word.position,
        text: text.to_owned(),
        position_length: 1,
    }
}

fn payload(journal: JournalId, language: &str, mark: Watermark) -> String {
    let link = mark.link.as_bytes().iter().fold(String::new(), |hex, b| hex + &format!("{b:02x}"));
    format!("{VERSION} {journal} {language} {} {link}", mark.seq.0)
}

/// Reads a payload; none if it is another journal's, version's or language's.
fn read_payload(payload: &str, journal: JournalId, language: &str) -> Option<Watermark> {
    let parts: Vec<&str> = payload.split(' ').collect();
    let [version, of, in_language, seq, link] = parts.try_into().ok()?;
    let ours = version == VERSION.to_string() && of == journal.to_string();
    if !ours || in_language != language || link.len() != 64 || !link.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&link[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(Watermark { seq: Seq(seq.parse().ok()?), link: Link::from_bytes(bytes) })
}

fn reopen(
    directory: &SealedDirectory,
    schema: &Schema,
    journal: JournalId,
    language: &str,
) -> Result<(tantivy::Index, Watermark), Reason> {
    let index = tantivy::Index::open(directory.clone()).map_err(|_| Reason::Damaged)?;
    if index.schema() != *schema {
        return Err(Reason::Other);
    }
    let metas = index.load_metas().map_err(|_| Reason::Damaged)?;
    let payload = metas.payload.ok_or(Reason::Other)?;
    let mark = read_payload(&payload, journal, language).ok_or(Reason::Other)?;
    // Opening a reader reads the end of every file, so that a cut one shows at once.
    reader(&index).map_err(|_| Reason::Damaged)?;
    Ok((index, mark))
}

fn start(directory: &SealedDirectory, schema: Schema) -> Result<tantivy::Index, IndexError> {
    directory.clear()?;
    Ok(tantivy::Index::create(directory.clone(), schema, IndexSettings::default())?)
}

fn writer(index: &tantivy::Index) -> Result<IndexWriter, IndexError> {
    let writer = index.writer_with_num_threads(1, WRITER_HEAP)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_layer_size(MIN_LAYER_NOTES);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

fn reader(index: &tantivy::Index) -> Result<IndexReader, IndexError> {
    Ok(index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?)
}
