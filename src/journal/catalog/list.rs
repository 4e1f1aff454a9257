//! Slices of the list of entries, and the counts beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Catalog;
use super::entry_state::EntryState;
use super::summary::EntrySummary;
use crate::forms::FormId;
use crate::journal::record::{Head, Moment};
use crate::vault::RecordId;

impl Catalog {
    /// Returns the slice of a list.
    pub(crate) fn rows(&self, which: &EntryFilter, offset: u32, limit: u32) -> EntryRows {
        let course = which.course.map(|id| self.resolve(id));
        let span = course.and_then(|id| Some(self.course_span(self.courses.get(&id)?)));
        let matching = self.newest_first().filter(|(_, state)| {
            let known = state.summary();
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
        EntryRows { total, offset, rows }
    }

    /// Returns how many entries there are, and loose questions of the basket with them.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = self.counted.clone();
        let loose = self.basket.iter().flat_map(|(_, order)| &order.questions);
        counts.basket += loose.filter(|question| question.asked.is_none()).count() as u32;
        counts
    }

    fn matches(&self, which: &EntryFilter, known: &EntrySummary) -> bool {
        which.trashed == known.trashed
            && which.form.as_ref().is_none_or(|form| form == known.form())
            && which.client.is_none_or(|client| known.client == Some(client))
            && which.thread.is_none_or(|thread| self.mentions(known, self.resolve(thread)))
            && which.linked.is_none_or(|linked| self.mentions(known, self.resolve(linked)))
            && (!which.basket || known.waits)
            && which.tag.as_ref().is_none_or(|tag| known.tags().contains(tag))
    }
}

/// Shows one entry as lists do.
pub(crate) fn row(id: RecordId, state: &EntryState) -> EntryRow {
    let meta = state.shown();
    EntryRow {
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

/// One entry as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EntryRow {
    /// The record id.
    pub id: RecordId,
    /// The form, which is the kind.
    pub form: FormId,
    /// The head, as in the entry.
    pub head: Head,
    /// When it was first written.
    pub written: Moment,
    /// The first words of the leading field, at most 200 characters.
    pub excerpt: String,
    /// A word or two from the answers that tells it apart, for example *nearness*.
    pub detail: String,
    /// Number of words.
    pub words: u32,
    /// Whether a draft waits to be saved.
    pub draft: bool,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// Whether it is closed.
    pub closed: bool,
}

/// Which entries a list shows; all set conditions must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EntryFilter {
    /// Only this form's entries.
    #[serde(default)]
    pub form: Option<FormId>,
    /// Only this client's.
    #[serde(default)]
    pub client: Option<RecordId>,
    /// Only those of this thread.
    #[serde(default)]
    pub thread: Option<RecordId>,
    /// Only those of this course.
    #[serde(default)]
    pub course: Option<RecordId>,
    /// Only those that link to this record: a symbol, a piece, another entry.
    #[serde(default)]
    pub linked: Option<RecordId>,
    /// Only those with this tag.
    #[serde(default)]
    pub tag: Option<String>,
    /// Only those in the supervision basket that have not been asked.
    #[serde(default)]
    pub basket: bool,
    /// Only those in the trash (otherwise only those that are not).
    #[serde(default)]
    pub trashed: bool,
}

/// A slice of a list, newest first by when it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EntryRows {
    /// How many there are in all.
    pub total: u32,
    /// Where this slice starts.
    pub offset: u32,
    /// The slice.
    pub rows: Vec<EntryRow>,
}

/// How many entries lie in the trash, in the basket and in each journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Counts {
    /// In the trash.
    pub trash: u32,
    /// In the supervision basket and not asked yet.
    pub basket: u32,
    /// By form, those in the trash left out.
    pub forms: BTreeMap<FormId, u32>,
}

impl Counts {
    /// Counts an entry.
    pub(super) fn add(&mut self, known: &EntrySummary) {
        if known.trashed {
            self.trash += 1;
            return;
        }
        self.basket += u32::from(known.waits);
        match self.forms.get_mut(known.form()) {
            Some(count) => *count += 1,
            None => drop(self.forms.insert(known.form().clone(), 1)),
        }
    }

    /// Counts an entry no longer.
    pub(super) fn remove(&mut self, known: &EntrySummary) {
        if known.trashed {
            self.trash = self.trash.saturating_sub(1);
            return;
        }
        self.basket = self.basket.saturating_sub(u32::from(known.waits));
        if let Some(count) = self.forms.get_mut(known.form()) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.forms.remove(known.form());
            }
        }
    }
}
