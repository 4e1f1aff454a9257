//! The in-memory catalog: every head's meta, opened once at unlock, from which lists are served.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::basket::BasketOrder;
use super::belonging::Belonging;
use super::course::Course;
use super::entry::{AddendumAt, Sittings};
use super::exercise::RunState;
use super::follow_up::FollowUp;
use super::head::Moment;
use super::keeping::Keeping;
use super::known::Known;
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

/// The place of an entry among all: newest first by when it happened, in ms UTC.
pub(crate) type EntryKey = (Reverse<i64>, RecordId);

/// All that lists, counts and suggestions need, without a body being opened.
#[derive(Default)]
pub(crate) struct Catalog {
    newest_first: BTreeMap<EntryKey, Box<EntryState>>,
    /// When each entry happened, ms UTC, which leads to its place above.
    happened: HashMap<RecordId, Reverse<i64>>,
    /// The forms of entries, each once.
    kinds: BTreeSet<Arc<FormId>>,
    pub(crate) clients: BTreeMap<RecordId, ClientMeta>,
    pub(crate) courses: BTreeMap<RecordId, Course>,
    pub(crate) threads: BTreeMap<RecordId, Thread>,
    pub(crate) symbols: BTreeMap<RecordId, Symbol>,
    pub(crate) pieces: BTreeMap<RecordId, Piece>,
    pub(crate) follow_ups: Belonging<FollowUp>,
    pub(crate) addenda: Belonging<AddendumAt>,
    /// What is known of the writing under way.
    pub(crate) sittings: Sittings,
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
    /// What the draft would settle as.
    draft: Option<Box<Known>>,
}

/// The newest revision of an entry.
pub(crate) struct Settled {
    pub(crate) seq: Seq,
    pub(crate) known: Known,
}

impl EntryState {
    /// Returns what filters, counts and orders look at: the draft if there is one.
    pub(crate) fn known(&self) -> &Known {
        match (&self.draft, &self.settled) {
            (Some(draft), _) => draft,
            (None, Some(settled)) => &settled.known,
            (None, None) => unreachable!("an entry has a revision or a draft"),
        }
    }

    /// Unpacks what lists show: the draft if there is one.
    pub(crate) fn shown(&self) -> EntryMeta {
        self.known().meta()
    }

    /// Returns whether a draft waits.
    pub(crate) fn has_draft(&self) -> bool {
        self.draft.is_some()
    }

    /// Unpacks the draft.
    pub(crate) fn draft(&self) -> Option<EntryMeta> {
        self.draft.as_ref().map(|draft| draft.meta())
    }
}

impl Settled {
    /// Takes over a revision.
    pub(crate) fn of(seq: Seq, written: Moment, meta: &EntryMeta, body: Option<BodyAt>) -> Self {
        Self { seq, known: Known::of(meta, written, body) }
    }

    /// Unpacks its meta.
    pub(crate) fn meta(&self) -> EntryMeta {
        self.known.meta()
    }
}

impl Catalog {
    /// Returns an entry's state.
    pub(crate) fn entry(&self, id: RecordId) -> Option<&EntryState> {
        let happened = *self.happened.get(&id)?;
        self.newest_first.get(&(happened, id)).map(Box::as_ref)
    }

    /// Records a new revision, which also ends the draft.
    pub(crate) fn settle(&mut self, id: RecordId, settled: Settled) {
        self.replace(id, |_| EntryState { settled: Some(settled), draft: None });
    }

    /// Records the newest revisions of all entries, of which none may be known yet.
    pub(crate) fn settle_all(&mut self, all: Vec<(RecordId, Settled)>) {
        self.happened.reserve(all.len());
        let place = |(id, settled): (RecordId, Settled)| {
            let state = EntryState { settled: Some(settled), draft: None };
            self.place(id, state)
        };
        // Made from all at once, the tree is quicker to make and fuller than one grown in steps.
        let all: Vec<_> = all.into_iter().map(place).collect();
        self.newest_first = all.into_iter().collect();
    }

    /// Records a draft beside whatever has settled.
    pub(crate) fn put_draft(&mut self, id: RecordId, meta: &EntryMeta) {
        self.replace(id, |old| EntryState {
            settled: old.and_then(|state| state.settled),
            draft: Some(Box::new(Known::of(meta, meta.first_written, None))),
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
        self.follow_ups.remove(id);
        self.addenda.remove(id);
        self.runs.remove(&id);
        self.keeping.holds.remove(&id);
    }

    /// Returns all entries, newest first by when they happened.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = (RecordId, &EntryState)> {
        self.newest_first.iter().map(|((_, id), state)| (*id, &**state))
    }

    /// Returns how many entries there are.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.newest_first.len()).unwrap_or(u32::MAX)
    }

    /// Returns the entries that come after a place, in the same order.
    pub(crate) fn newest_first_after(
        &self,
        last: Option<EntryKey>,
    ) -> impl Iterator<Item = (EntryKey, &EntryState)> {
        let from = last.map_or(Bound::Unbounded, Bound::Excluded);
        let rest = self.newest_first.range((from, Bound::Unbounded));
        rest.map(|(key, state)| (*key, &**state))
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
            let known = state.known();
            self.matches(which, known)
                && (which.course.is_none() || span.as_ref().is_some_and(|span| span.holds(known)))
        });
        let mut total: u32 = 0;
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
        for (_, state) in self.newest_first() {
            let known = state.known();
            if known.trashed {
                counts.trash += 1;
                continue;
            }
            *counts.forms.entry(known.form().clone()).or_default() += 1;
            counts.basket += u32::from(known.waits);
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

    /// Notes that a record is itself again.
    pub(crate) fn forget_merge(&mut self, from: RecordId) {
        self.merged.remove(&from);
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

    fn matches(&self, which: &Which, known: &Known) -> bool {
        which.trashed == known.trashed
            && which.form.as_ref().is_none_or(|form| form == known.form())
            && which.client.is_none_or(|client| known.client == Some(client))
            && which.thread.is_none_or(|thread| self.mentions(known, self.resolve(thread)))
            && which.linked.is_none_or(|linked| self.mentions(known, self.resolve(linked)))
            && (!which.basket || known.waits)
    }

    fn replace(&mut self, id: RecordId, make: impl FnOnce(Option<EntryState>) -> EntryState) {
        let old = self.take(id);
        self.put(id, make(old));
    }

    fn take(&mut self, id: RecordId) -> Option<EntryState> {
        let happened = self.happened.remove(&id)?;
        self.newest_first.remove(&(happened, id)).map(|state| *state)
    }

    fn put(&mut self, id: RecordId, state: EntryState) {
        let (key, state) = self.place(id, state);
        self.newest_first.insert(key, state);
    }

    /// Notes where an entry belongs, and has it share what it has in common with others.
    fn place(&mut self, id: RecordId, mut state: EntryState) -> (EntryKey, Box<EntryState>) {
        for known in state.settled.iter_mut().map(|settled| &mut settled.known) {
            self.share_form(known);
        }
        state.draft.iter_mut().for_each(|draft| self.share_form(draft));
        let happened = Reverse(state.known().happened.utc_ms);
        self.happened.insert(id, happened);
        ((happened, id), Box::new(state))
    }

    fn share_form(&mut self, known: &mut Known) {
        match self.kinds.get(&known.form) {
            Some(same) => known.form = same.clone(),
            None => drop(self.kinds.insert(known.form.clone())),
        }
    }
}

/// Shows one entry as lists do.
pub(crate) fn row(id: RecordId, state: &EntryState) -> Row {
    let meta = state.shown();
    Row {
        id,
        form: meta.form,
        head: meta.head,
        written: meta.first_written,
        excerpt: meta.excerpt,
        detail: meta.detail,
        words: meta.words,
        draft: state.draft.is_some(),
        trashed: meta.trashed.is_some(),
        closed: meta.closed.is_some(),
    }
}

/// Returns whether an entry was first written more than 48 hours after it happened.
pub(crate) fn is_late(happened: Moment, first_written: Moment) -> bool {
    first_written.utc_ms.saturating_sub(happened.utc_ms) > LATE_AFTER_MS
}
