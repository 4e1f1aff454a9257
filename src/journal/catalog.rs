//! The in-memory catalog: every head's meta, opened once at unlock, from which lists are served.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::basket::BasketOrder;
use super::course::Course;
use super::entry::AddendumAt;
use super::exercise::RunState;
use super::follow_up::FollowUp;
use super::head::Moment;
use super::keeping::Keeping;
use super::lexicon::TermMeta;
use super::meta::{BodyAt, ClientMeta, EntryMeta};
use super::own::{OwnFormMeta, OwnFormState, PromptMeta};
use super::piece::Piece;
use super::saved_search::SavedSearch;
use super::settings::{ReturnPoint, Settings};
use super::symbol::Symbol;
use super::thread::Thread;
use super::wire::{Counts, Row, Rows, Which};
use crate::forms::FormId;
use crate::vault::{RecordId, Seq};

/// Later than this after it happened, an entry counts as written late: 48 hours in ms.
const LATE_AFTER_MS: i64 = 48 * 60 * 60 * 1000;

/// More merges than this in a row are taken for damage.
const MOST_MERGES: usize = 64;

/// All that lists, counts and suggestions need, without a body being opened.
#[derive(Default)]
pub(crate) struct Catalog {
    /// Boxed, since a third of the table's places stand empty.
    entries: HashMap<RecordId, Box<EntryState>>,
    newest_first: BTreeSet<(Reverse<i64>, RecordId)>,
    pub(crate) clients: BTreeMap<RecordId, ClientMeta>,
    pub(crate) courses: BTreeMap<RecordId, Course>,
    pub(crate) threads: BTreeMap<RecordId, Thread>,
    pub(crate) symbols: BTreeMap<RecordId, Symbol>,
    pub(crate) pieces: BTreeMap<RecordId, Piece>,
    pub(crate) follow_ups: BTreeMap<RecordId, FollowUp>,
    pub(crate) addenda: BTreeMap<RecordId, AddendumAt>,
    pub(crate) basket: Option<(RecordId, BasketOrder)>,
    /// What was merged, and into what.
    merged: HashMap<RecordId, RecordId>,
    pub(crate) forms: HashMap<(FormId, u32), RecordId>,
    pub(crate) searches: BTreeMap<RecordId, SavedSearch>,
    pub(crate) settings: Option<(RecordId, Settings)>,
    pub(crate) return_point: Option<(RecordId, ReturnPoint)>,
    pub(crate) terms: BTreeMap<RecordId, TermMeta>,
    /// Own forms as found at unlock, until their bodies are opened.
    pub(crate) own_to_open: Vec<(RecordId, OwnFormMeta, Option<BodyAt>)>,
    pub(crate) own_forms: BTreeMap<RecordId, OwnFormState>,
    pub(crate) prompts: BTreeMap<RecordId, PromptMeta>,
    pub(crate) keeping: Keeping,
    pub(crate) runs: BTreeMap<RecordId, RunState>,
}

/// One entry: what has settled, and what waits as a draft.
pub(crate) struct EntryState {
    /// The newest revision; none while there is only a draft.
    pub(crate) settled: Option<Settled>,
    /// The meta that the draft would settle with.
    pub(crate) draft: Option<Box<EntryMeta>>,
}

/// The newest revision of an entry.
pub(crate) struct Settled {
    pub(crate) seq: Seq,
    pub(crate) written: Moment,
    pub(crate) meta: EntryMeta,
    pub(crate) body: Option<BodyAt>,
}

impl EntryState {
    /// Returns what lists show: the draft if there is one.
    pub(crate) fn shown(&self) -> &EntryMeta {
        match (&self.draft, &self.settled) {
            (Some(draft), _) => draft,
            (None, Some(settled)) => &settled.meta,
            (None, None) => unreachable!("an entry has a revision or a draft"),
        }
    }
}

impl Catalog {
    /// Returns an entry's state.
    pub(crate) fn entry(&self, id: RecordId) -> Option<&EntryState> {
        self.entries.get(&id).map(Box::as_ref)
    }

    /// Records a new revision, which also ends the draft.
    pub(crate) fn settle(&mut self, id: RecordId, settled: Settled) {
        self.replace(id, |_| EntryState { settled: Some(settled), draft: None });
    }

    /// Records a draft beside whatever has settled.
    pub(crate) fn put_draft(&mut self, id: RecordId, meta: EntryMeta) {
        self.replace(id, |old| EntryState {
            settled: old.and_then(|state| state.settled),
            draft: Some(Box::new(meta)),
        });
    }

    /// Forgets a draft; an entry that was nothing else is gone.
    pub(crate) fn drop_draft(&mut self, id: RecordId) {
        let Some(old) = self.take(id) else { return };
        if let Some(settled) = old.settled {
            self.put(id, EntryState { settled: Some(settled), draft: None });
        }
    }

    /// Forgets a record that has been erased, whatever it was.
    pub(crate) fn forget(&mut self, id: RecordId) {
        self.take(id);
        self.clients.remove(&id);
        self.courses.remove(&id);
        self.threads.remove(&id);
        self.symbols.remove(&id);
        self.pieces.remove(&id);
        self.follow_ups.remove(&id);
        self.addenda.remove(&id);
        self.runs.remove(&id);
        self.keeping.holds.remove(&id);
    }

    /// Returns all entries, newest first by when they happened.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = (RecordId, &EntryState)> {
        self.newest_first.iter().map(|(_, id)| (*id, &*self.entries[id]))
    }

    /// Returns the language of the writing, which search stems.
    pub(crate) fn language(&self) -> String {
        let settings = self.settings.as_ref().map(|(_, settings)| settings.clone());
        settings.unwrap_or_default().language
    }

    /// Returns the slice of a list.
    pub(crate) fn rows(&self, which: &Which, offset: u32, limit: u32) -> Rows {
        let course = which.course.map(|id| self.resolve(id));
        let span = course.and_then(|id| Some(self.course_span(self.courses.get(&id)?)));
        let matching = self.newest_first().filter(|(_, state)| {
            let meta = state.shown();
            self.matches(which, meta)
                && (which.course.is_none() || span.as_ref().is_some_and(|span| span.holds(meta)))
        });
        let mut total = 0;
        let mut rows = Vec::new();
        for (id, state) in matching {
            if total >= offset && total - offset < limit {
                rows.push(row(id, state));
            }
            total += 1;
        }
        Rows { total, offset, rows }
    }

    /// Counts entries for the rail.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for meta in self.entries.values().map(|state| state.shown()) {
            if meta.trashed.is_some() {
                counts.trash += 1;
                continue;
            }
            *counts.forms.entry(meta.form.clone()).or_default() += 1;
            counts.basket += u32::from(waits(meta));
        }
        let loose = self.basket.iter().flat_map(|(_, kept)| &kept.questions);
        counts.basket += loose.filter(|question| question.asked.is_none()).count() as u32;
        counts
    }

    /// Returns what a record is now: itself, or what it was merged into.
    pub(crate) fn resolve(&self, id: RecordId) -> RecordId {
        let mut now = id;
        // A merge never makes a ring; the bound is for a journal that says so all the same.
        for _ in 0..MOST_MERGES {
            let Some(next) = self.merged.get(&now) else { return now };
            now = *next;
        }
        id
    }

    /// Notes that a record has become another.
    pub(crate) fn note_merge(&mut self, from: RecordId, into: RecordId) {
        self.merged.insert(from, into);
    }

    /// Returns a client that has not been merged into another.
    pub(crate) fn client(&self, id: RecordId) -> Option<&ClientMeta> {
        self.clients.get(&id).filter(|client| client.merged.is_none())
    }

    /// Returns the clients that have not been merged into another.
    pub(crate) fn present_clients(&self) -> impl Iterator<Item = (RecordId, &ClientMeta)> {
        let present = self.clients.iter().filter(|(_, client)| client.merged.is_none());
        present.map(|(id, client)| (*id, client))
    }

    fn matches(&self, which: &Which, meta: &EntryMeta) -> bool {
        which.trashed == meta.trashed.is_some()
            && which.form.as_ref().is_none_or(|form| *form == meta.form)
            && which.client.is_none_or(|client| meta.head.client == Some(client))
            && which.thread.is_none_or(|thread| self.mentions(meta, self.resolve(thread)))
            && which.linked.is_none_or(|linked| self.mentions(meta, self.resolve(linked)))
            && (!which.basket || waits(meta))
    }

    fn replace(&mut self, id: RecordId, make: impl FnOnce(Option<EntryState>) -> EntryState) {
        let old = self.take(id);
        self.put(id, make(old));
    }

    fn take(&mut self, id: RecordId) -> Option<EntryState> {
        let old = self.entries.remove(&id)?;
        self.newest_first.remove(&(Reverse(old.shown().head.happened.utc_ms), id));
        Some(*old)
    }

    fn put(&mut self, id: RecordId, state: EntryState) {
        self.newest_first.insert((Reverse(state.shown().head.happened.utc_ms), id));
        self.entries.insert(id, Box::new(state));
    }
}

/// Shows one entry as lists do.
pub(crate) fn row(id: RecordId, state: &EntryState) -> Row {
    let meta = state.shown();
    Row {
        id,
        form: meta.form.clone(),
        head: meta.head.clone(),
        written: meta.first_written,
        excerpt: meta.excerpt.clone(),
        detail: meta.detail.clone(),
        words: meta.words,
        draft: state.draft.is_some(),
        trashed: meta.trashed.is_some(),
        closed: meta.closed.is_some(),
    }
}

/// Returns whether an entry was first written more than 48 hours after it happened.
pub(crate) fn is_late(happened: Moment, first_written: Moment) -> bool {
    first_written.utc_ms - happened.utc_ms > LATE_AFTER_MS
}

/// Returns whether an entry lies in the supervision basket and has not been asked.
fn waits(meta: &EntryMeta) -> bool {
    meta.head.basket.as_ref().is_some_and(|basket| !basket.asked)
}
