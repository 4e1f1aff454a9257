//! The in-memory catalog: every head's meta, opened once at unlock, from which lists are served.

mod by_entry;
mod course_span;
mod definitions;
mod entry_state;
mod found;
mod hours;
mod list;
mod load;
mod named;
mod retention;
mod states;
mod summary;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError};

use crate::forms::FormId;
use crate::journal::record::{
    AliasMapMeta, BasketOrder, BodyAt, ClientMeta, Course, CustomFormMeta, EntryMeta, FacetValues,
    FollowUp, ImportMeta, ImportReportMeta, JottingMeta, Piece, PromptMeta, ReturnPoint,
    SavedSearch, Settings, Supervisor, Symbol, TermMeta, Thread,
};
use crate::vault::{RecordId, Seq};
use by_entry::ByEntry;
use hours::Hours;
use retention::Retention;
use states::Sittings;

pub(crate) use course_span::CourseSpan;
pub(crate) use definitions::Definitions;
pub(crate) use entry_state::{EntryKey, EntryState, LatestRevision, is_late};
pub(crate) use found::{Found, One};
pub(crate) use list::row;
pub use list::{Counts, EntryFilter, EntryRow, EntryRows};
pub(crate) use load::fill_catalog;
pub(crate) use named::{NamedRecord, Parts};
pub(crate) use retention::Erased;
pub(crate) use states::{
    AddendumAt, AttachmentState, CustomFormState, RunState, SheetState, Sitting,
};
pub(crate) use summary::EntrySummary;

/// More merges than this in a row are taken for damage.
const MOST_MERGES: usize = 64;

/// All that lists, counts and suggestions need, without a body being opened.
#[derive(Default)]
pub(crate) struct Catalog {
    newest_first: BTreeMap<EntryKey, Box<EntryState>>,
    /// When each entry happened, ms UTC, which leads to its place above.
    happened: HashMap<RecordId, Reverse<i64>>,
    /// The forms of entries, each once.
    kinds: BTreeSet<Arc<FormId>>,
    /// How many entries there are, kept up as they come, change and go.
    counted: Counts,
    pub(crate) clients: BTreeMap<RecordId, ClientMeta>,
    pub(crate) courses: BTreeMap<RecordId, Course>,
    pub(crate) threads: BTreeMap<RecordId, Thread>,
    pub(crate) symbols: BTreeMap<RecordId, Symbol>,
    pub(crate) pieces: BTreeMap<RecordId, Piece>,
    pub(crate) follow_ups: ByEntry<FollowUp>,
    pub(crate) addenda: ByEntry<AddendumAt>,
    /// The record of the addendum that is being written, for each entry with one.
    pub(crate) addendum_drafts: HashMap<RecordId, RecordId>,
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
    /// Custom forms as found at unlock, until their bodies are opened.
    pub(crate) custom_to_open: Vec<(RecordId, CustomFormMeta, Option<BodyAt>)>,
    pub(crate) custom_forms: BTreeMap<RecordId, CustomFormState>,
    pub(crate) prompts: BTreeMap<RecordId, PromptMeta>,
    pub(crate) retention: Retention,
    pub(crate) runs: BTreeMap<RecordId, RunState>,
    pub(crate) hours: Hours,
    pub(crate) jottings: BTreeMap<RecordId, JottingMeta>,
    pub(crate) imports: BTreeMap<RecordId, ImportMeta>,
    /// The reports of imports, and where their bodies lie.
    pub(crate) import_reports: BTreeMap<RecordId, (ImportReportMeta, Option<BodyAt>)>,
    pub(crate) attachments: BTreeMap<RecordId, AttachmentState>,
    pub(crate) sheets: BTreeMap<RecordId, SheetState>,
    pub(crate) supervisors: BTreeMap<RecordId, Supervisor>,
    pub(crate) alias_maps: BTreeMap<RecordId, AliasMapMeta>,
    /// The record with own words of the identifier check, and its body.
    pub(crate) identifier_words: Option<(RecordId, BodyAt)>,
    /// Answers for charts of entries whose meta was written by earlier rules, as far as a picture
    /// has asked for them.
    pub(crate) older_values: Mutex<HashMap<(RecordId, Seq), FacetValues>>,
}

impl Catalog {
    /// Returns an entry's state.
    pub(crate) fn entry(&self, id: RecordId) -> Option<&EntryState> {
        let happened = *self.happened.get(&id)?;
        self.newest_first.get(&(happened, id)).map(Box::as_ref)
    }

    /// Records a new revision, which also ends the draft.
    pub(crate) fn put_revision(&mut self, id: RecordId, latest: LatestRevision) {
        self.replace(id, |_| EntryState { latest: Some(latest), draft: None });
    }

    /// Records the newest revisions of all entries, of which none may be known yet.
    pub(crate) fn put_revisions(&mut self, all: Vec<(RecordId, LatestRevision)>) {
        self.happened.reserve(all.len());
        let place = |(id, latest): (RecordId, LatestRevision)| {
            let state = EntryState { latest: Some(latest), draft: None };
            self.place(id, state)
        };
        // Made from all at once, the tree is quicker to make and fuller than one grown in steps.
        let all: Vec<_> = all.into_iter().map(place).collect();
        self.newest_first = all.into_iter().collect();
    }

    /// Records a draft beside whatever has been saved as a revision.
    pub(crate) fn put_draft(&mut self, id: RecordId, meta: &EntryMeta) {
        self.replace(id, |old| EntryState {
            latest: old.and_then(|state| state.latest),
            draft: Some(Box::new(EntrySummary::of(meta, meta.first_written, None))),
        });
    }

    /// Forgets a draft; an entry that was nothing else is gone.
    pub(crate) fn drop_draft(&mut self, id: RecordId) {
        let Some(old) = self.take(id) else { return };
        if let Some(latest) = old.latest {
            self.put(id, EntryState { latest: Some(latest), draft: None });
        }
    }

    /// Forgets a record that has been erased, whatever it was.
    pub(crate) fn forget(&mut self, id: RecordId) {
        self.take(id);
        let older = self.older_values.get_mut().unwrap_or_else(PoisonError::into_inner);
        older.retain(|(entry, _), _| *entry != id);
        self.clients.remove(&id);
        self.courses.remove(&id);
        self.threads.remove(&id);
        self.symbols.remove(&id);
        self.pieces.remove(&id);
        self.follow_ups.remove(id);
        self.addenda.remove(id);
        self.runs.remove(&id);
        self.jottings.remove(&id);
        self.imports.remove(&id);
        self.import_reports.remove(&id);
        self.attachments.remove(&id);
        self.sheets.remove(&id);
        self.alias_maps.remove(&id);
        self.retention.holds.remove(&id);
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

    fn replace(&mut self, id: RecordId, make: impl FnOnce(Option<EntryState>) -> EntryState) {
        let old = self.take(id);
        self.put(id, make(old));
    }

    fn take(&mut self, id: RecordId) -> Option<EntryState> {
        let happened = self.happened.remove(&id)?;
        let state = *self.newest_first.remove(&(happened, id))?;
        self.counted.remove(state.summary());
        Some(state)
    }

    fn put(&mut self, id: RecordId, state: EntryState) {
        let (key, state) = self.place(id, state);
        self.newest_first.insert(key, state);
    }

    /// Notes where an entry belongs, and has it share what it has in common with others.
    fn place(&mut self, id: RecordId, mut state: EntryState) -> (EntryKey, Box<EntryState>) {
        for known in state.latest.iter_mut().map(|latest| &mut latest.summary) {
            self.share_form(known);
        }
        state.draft.iter_mut().for_each(|draft| self.share_form(draft));
        self.counted.add(state.summary());
        let happened = Reverse(state.summary().happened.utc_ms);
        self.happened.insert(id, happened);
        ((happened, id), Box::new(state))
    }

    fn share_form(&mut self, known: &mut EntrySummary) {
        match self.kinds.get(&known.form) {
            Some(same) => known.form = same.clone(),
            None => drop(self.kinds.insert(known.form.clone())),
        }
    }
}
