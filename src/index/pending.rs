//! What is found although the index does not hold it: changes that it has not taken in yet, and
//! drafts, which it never takes in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::analysis::Analyzer;
use super::document::{Change, Document};
use super::scan::Analysed;
use crate::vault::RecordId;

/// How many documents are kept in words; any others are analysed again at each search.
const MOST_ANALYSED: usize = 512;

/// The newest announced change of each entry that the index has not taken in, and the drafts.
pub(super) struct Pending {
    state: Mutex<State>,
    /// It remembers the words of what waited before.
    analyzer: Mutex<Analyzer>,
}

#[derive(Default)]
struct State {
    /// The number of the last announcement.
    last: u64,
    changes: HashMap<RecordId, Waiting>,
    drafts: HashMap<RecordId, Waiting>,
    /// Up to this announcement all is in the index being built, which does not answer yet.
    built: u64,
}

struct Waiting {
    number: u64,
    change: Change,
    analysed: Option<Arc<Analysed>>,
}

/// What a search reads beside the index.
pub(super) struct Beside {
    /// Entries of which the index holds an older state, or one that a draft goes on from.
    pub(super) replaced: Vec<RecordId>,
    /// What stands in their place.
    pub(super) documents: Vec<Arc<Analysed>>,
}

impl Pending {
    /// Starts with nothing, for texts in a language.
    pub(super) fn new(language: &str) -> Self {
        Self { state: Mutex::default(), analyzer: Mutex::new(Analyzer::new(language)) }
    }

    /// Takes changes in and returns the number under which they were announced.
    pub(super) fn announce(&self, changes: &[Change]) -> u64 {
        let mut state = self.state();
        state.last += 1;
        let number = state.last;
        for change in changes {
            let waiting = Waiting { number, change: change.clone(), analysed: None };
            state.changes.insert(change.record(), waiting);
        }
        number
    }

    /// Has a draft be found in place of its entry.
    pub(super) fn put_draft(&self, draft: Arc<Document>) {
        let mut state = self.state();
        state.last += 1;
        let number = state.last;
        let record = draft.record;
        let waiting = Waiting { number, change: Change::Put(draft), analysed: None };
        state.drafts.insert(record, waiting);
    }

    /// Forgets a draft, if there is one.
    pub(super) fn drop_draft(&self, record: RecordId) {
        self.state().drafts.remove(&record);
    }

    /// Drops what the index now holds, unless it was announced anew since.
    pub(super) fn drop_up_to(&self, announced: u64) {
        self.state().changes.retain(|_, waiting| waiting.number > announced);
    }

    /// Notes what the index being built holds.
    pub(super) fn built_up_to(&self, announced: u64) {
        let mut state = self.state();
        state.built = state.built.max(announced);
    }

    /// Drops what the index that was being built holds.
    pub(super) fn drop_built(&self) {
        let built = self.state().built;
        self.drop_up_to(built);
    }

    /// Returns all of it in words.
    pub(super) fn beside(&self) -> Beside {
        let mut beside = Beside { replaced: Vec::new(), documents: Vec::new() };
        let mut new = Vec::new();
        {
            let state = self.state();
            let changes = state.changes.iter().filter(|(id, _)| !state.drafts.contains_key(id));
            for (record, waiting) in changes.chain(&state.drafts) {
                beside.replaced.push(*record);
                match (&waiting.change, &waiting.analysed) {
                    (_, Some(analysed)) => beside.documents.push(Arc::clone(analysed)),
                    (Change::Put(document), None) => {
                        new.push((waiting.number, Arc::clone(document)));
                    }
                    (Change::Forget(_), None) => {}
                }
            }
        }
        if new.is_empty() {
            return beside;
        }
        // Saves are not held up meanwhile.
        let mut analyzer = self.analyzer.lock().unwrap_or_else(PoisonError::into_inner);
        let room = MOST_ANALYSED.saturating_sub(beside.documents.len());
        let mut analysed = Vec::with_capacity(new.len());
        for (number, document) in new {
            analysed.push((number, Arc::new(Analysed::of(document, &mut analyzer))));
        }
        let mut state = self.state();
        for (number, analysed) in analysed.iter().take(room) {
            state.cache(*number, analysed);
        }
        beside.documents.extend(analysed.into_iter().map(|(_, analysed)| analysed));
        beside
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Keeps what was analysed, unless it has been replaced meanwhile.
    fn cache(&mut self, number: u64, analysed: &Arc<Analysed>) {
        let record = analysed.document.record;
        let waiting = [self.drafts.get_mut(&record), self.changes.get_mut(&record)];
        let same = waiting.into_iter().flatten().find(|waiting| waiting.number == number);
        if let Some(waiting) = same {
            waiting.analysed = Some(Arc::clone(analysed));
        }
    }
}
