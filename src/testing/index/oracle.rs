//! The index gives the same answers as a linear scan over the notes themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use chrono::Datelike;

use super::{Keys, LANGUAGE, Notes, everything, fill, mark};
use crate::index::{Batch, Change, Document, Index, Marking, Page, Standing, scan};
use crate::vault::RecordId;

/// What came of asking.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct OracleTally {
    /// How many queries were asked.
    pub asked: u32,
    /// How many of them found anything.
    pub found: u32,
    /// How many changes were made in between.
    pub changes: u32,
    /// How often the index was left as a killed process leaves it, and caught up.
    pub replays: u32,
    /// How often it was filled anew while the old one answered.
    pub restarts: u32,
    /// The queries on which the two disagree, with what they disagree about.
    pub wrong: Vec<String>,
}

/// Asks `queries` queries of an index of some `notes` generated notes, with edits, trash,
/// crashes, replays and rebuilds in between, and scans the notes for each of them as well.
///
/// # Panics
/// If the index cannot be opened or written at all.
pub fn oracle(folder: &Path, seed: u64, notes: usize, queries: u32) -> OracleTally {
    let mut run = Run::start(folder, seed, notes);
    let mut tally = OracleTally::default();
    while tally.asked < queries {
        match run.notes.chance().below(40) {
            0..12 => run.change(&mut tally),
            12 => run.crash(&mut tally),
            13 => run.restart(&mut tally),
            _ => run.ask(&mut tally),
        }
    }
    tally
}

struct Run<'a> {
    folder: &'a Path,
    keys: Keys,
    notes: Notes,
    /// What is true.
    truth: BTreeMap<RecordId, Arc<Document>>,
    /// Every revision in order.
    log: Vec<Change>,
    /// Changes that were announced and not handed to the writer yet.
    waiting: Vec<(u64, Vec<Change>, u64)>,
    /// Records that a restarted index lacks.
    lacking: Vec<RecordId>,
    /// None only while it is being opened again.
    index: Option<Index>,
}

impl<'a> Run<'a> {
    fn start(folder: &'a Path, seed: u64, notes: usize) -> Self {
        let keys = Keys::make();
        let (index, _) = keys.open(folder, 0).expect("an empty folder takes an index");
        let mut run = Self {
            folder,
            keys,
            notes: Notes::new(seed),
            truth: BTreeMap::new(),
            log: Vec::new(),
            waiting: Vec::new(),
            lacking: Vec::new(),
            index: Some(index),
        };
        for _ in 0..notes {
            let record = run.notes.record();
            let document = run.notes.document(record);
            run.note(Change::Put(document));
        }
        let documents: Vec<_> = run.truth.values().cloned().collect();
        fill(run.index(), &documents, run.log.len() as u64).expect("there is room");
        run
    }

    /// Writes one change into the truth.
    fn note(&mut self, change: Change) {
        match &change {
            Change::Put(document) => drop(self.truth.insert(document.record, Arc::clone(document))),
            Change::Forget(record) => drop(self.truth.remove(record)),
        }
        self.log.push(change);
    }

    /// Makes some changes; the writer takes them in at once or some time later, in order.
    fn change(&mut self, tally: &mut OracleTally) {
        let mut changes = Vec::new();
        for _ in 0..=self.notes.chance().below(3) {
            let known: Vec<RecordId> = self.truth.keys().copied().collect();
            let at = self.notes.chance().below(known.len() as u64 + 1) as usize;
            let change = match known.get(at) {
                Some(record) if self.notes.chance().once_in(3) => Change::Forget(*record),
                Some(record) => Change::Put(self.notes.document(*record)),
                None => {
                    let record = self.notes.record();
                    Change::Put(self.notes.document(record))
                }
            };
            self.note(change.clone());
            changes.push(change);
        }
        tally.changes += changes.len() as u32;
        let announced = self.index().announce(&changes);
        self.waiting.push((announced, changes, self.log.len() as u64));
        if self.notes.chance().once_in(2) {
            self.write();
        }
    }

    fn write(&mut self) {
        let behind = !self.lacking.is_empty();
        for (announced, changes, seq) in std::mem::take(&mut self.waiting) {
            let seq = if behind { 0 } else { seq };
            let batch = Batch { changes, mark: mark(seq), whole: !behind, announced };
            self.index().apply(batch).expect("there is room");
        }
    }

    /// Forgets what waits, opens the index again and catches up from its watermark.
    fn crash(&mut self, tally: &mut OracleTally) {
        tally.replays += 1;
        self.waiting.clear();
        self.lacking.clear();
        let seq = self.log.len() as u64;
        // What waits is lost, as in a kill. The merges under way are waited for: threads of a
        // killed process do not go on beside the next one. `prove kill` ends real processes.
        self.index.take().expect("it is open").close().expect("there is room");
        let (index, standing) = self.keys.open(self.folder, seq).expect("it opens");
        self.index = Some(index);
        let from = match standing {
            Standing::Whole(mark) | Standing::Filling(mark) => mark.seq.0 as usize,
            Standing::Rebuild(_) => 0,
        };
        let changes = self.log[from..].to_vec();
        let batch = Batch { changes, mark: mark(seq), whole: true, announced: 0 };
        self.index().apply(batch).expect("there is room");
    }

    /// Fills the index anew, in two steps with questions in between.
    fn restart(&mut self, tally: &mut OracleTally) {
        if self.lacking.is_empty() {
            tally.restarts += 1;
            self.write();
            self.index().restart().expect("there is room");
            self.lacking = self.truth.keys().copied().collect();
            return;
        }
        // They are read as they are by now; what has changed since then follows in order.
        let read = |record| match self.truth.get(&record) {
            Some(document) => Change::Put(Arc::clone(document)),
            None => Change::Forget(record),
        };
        let changes = self.lacking.drain(..).map(read).collect();
        let batch = Batch { changes, mark: mark(0), whole: false, announced: 0 };
        self.index().apply(batch).expect("there is room");
        self.write();
        let seq = self.log.len() as u64;
        let batch = Batch { changes: Vec::new(), mark: mark(seq), whole: true, announced: 0 };
        self.index().apply(batch).expect("there is room");
    }

    fn index(&self) -> &Index {
        self.index.as_ref().expect("it is open")
    }

    fn ask(&mut self, tally: &mut OracleTally) {
        let documents: Vec<_> = self.truth.values().cloned().collect();
        let text = self.notes.query(&documents);
        let query = self.notes.parse(&text).query;
        let by_date = self.notes.chance().once_in(2);
        tally.asked += 1;
        let scanned: BTreeSet<RecordId> = documents
            .iter()
            .filter(|document| scan(&query, document, LANGUAGE))
            .map(|document| document.record)
            .collect();
        tally.found += u32::from(!scanned.is_empty());
        let found = self.index().search(&query, &everything(by_date)).expect("nothing is damaged");
        let records: BTreeSet<RecordId> = found.records.iter().copied().collect();
        let mut complain = |what: &str| tally.wrong.push(format!("{text:?}: {what}"));
        if records != scanned || found.records.len() != scanned.len() {
            let (more, less) = (records.difference(&scanned), scanned.difference(&records));
            complain(&format!("{} too many, {} missing", more.count(), less.count()));
            return;
        }
        if found.total != Some(scanned.len() as u32) {
            complain("the total");
        }
        let when = |record: &RecordId| self.truth[record].happened_ms;
        if by_date && !found.records.is_sorted_by_key(|record| std::cmp::Reverse(when(record))) {
            complain("the order");
        }
        for (word, value, count) in &found.facets {
            if *count as usize != count_of(word, value, &scanned, &self.truth) {
                complain("a facet");
            }
        }
        if !pages_agree(self.index(), &query, by_date, &found.records) {
            complain("the pages");
        }
        if is_plain(&text) && !scanned.iter().all(|record| is_marked(&query, &self.truth[record])) {
            complain("a hit without a mark");
        }
    }
}

fn count_of(
    word: &str,
    value: &str,
    records: &BTreeSet<RecordId>,
    truth: &BTreeMap<RecordId, Arc<Document>>,
) -> usize {
    let has = |document: &Document| match word {
        "kind" => document.kind == value,
        "year" => document.day.year().to_string() == value,
        "client" => document.client.is_some_and(|client| client.to_string() == value),
        "phase" => document.phase.as_deref() == Some(value),
        "weight" => document.weight.as_deref() == Some(value),
        "tag" => document.tags.iter().any(|tag| tag == value),
        "sup" => document.flags.contains(&format!("sup={value}")),
        _ => document.keys.iter().any(|(of, key)| of == word && key == value),
    };
    records.iter().filter(|record| has(&truth[record])).count()
}

/// Returns whether the pages put together are the whole list in its order: a page passes over what
/// cannot be among its best, the list looks at all. A page that is not full tells the total too.
fn pages_agree(
    index: &Index,
    query: &crate::index::Query,
    by_date: bool,
    all: &[RecordId],
) -> bool {
    let mut paged = Vec::new();
    for offset in (0..all.len() as u32).step_by(7) {
        let page = Page { offset, limit: 7, counted: false, ..everything(by_date) };
        let Ok(found) = index.search(query, &page) else { return false };
        let told = found.total.is_none_or(|total| total as usize == all.len());
        if !told || found.total.is_none() != (found.records.len() == 7) {
            return false;
        }
        paged.extend(found.records);
    }
    paged == all
}

/// Returns whether a query is words alone, so that every hit must show a mark.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || c == ' ';
    let has_operator = ["OR", "AND", "NOT"].iter().any(|operator| text.contains(operator));
    text.chars().all(plain) && !text.trim().is_empty() && !has_operator
}

fn is_marked(query: &crate::index::Query, document: &Document) -> bool {
    let mut names: Vec<(String, String)> =
        document.tags.iter().map(|tag| ("tag".to_owned(), tag.clone())).collect();
    names.extend(document.alias.iter().map(|alias| ("client".to_owned(), alias.clone())));
    let marked = Marking::new(query, LANGUAGE).mark(&document.texts, &names);
    !marked.reasons.is_empty()
}
