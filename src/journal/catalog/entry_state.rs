//! One entry in the catalog: its newest revision and its draft.

use std::cmp::Reverse;

use super::summary::EntrySummary;
use crate::journal::record::{BodyAt, EntryMeta, Moment};
use crate::vault::{RecordId, Seq};

/// Later than this after it happened, an entry counts as written late: 48 hours in ms.
const LATE_AFTER_MS: i64 = 48 * 60 * 60 * 1000;

/// The place of an entry among all: newest first by when it happened, in ms UTC.
pub(crate) type EntryKey = (Reverse<i64>, RecordId);

/// One entry: what has been saved as a revision, and what waits as a draft.
pub(crate) struct EntryState {
    /// The newest revision; none while there is only a draft.
    pub(crate) latest: Option<LatestRevision>,
    /// What the draft would be saved as.
    pub(crate) draft: Option<Box<EntrySummary>>,
}

/// The newest revision of an entry.
pub(crate) struct LatestRevision {
    pub(crate) seq: Seq,
    pub(crate) summary: EntrySummary,
}

impl EntryState {
    /// Returns what filters, counts and orders look at: the draft if there is one.
    pub(crate) fn summary(&self) -> &EntrySummary {
        match (&self.draft, &self.latest) {
            (Some(draft), _) => draft,
            (None, Some(latest)) => &latest.summary,
            (None, None) => unreachable!("an entry has a revision or a draft"),
        }
    }

    /// Unpacks what lists show: the draft if there is one.
    pub(crate) fn shown(&self) -> EntryMeta {
        self.summary().meta()
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

impl LatestRevision {
    /// Takes over a revision.
    pub(crate) fn of(seq: Seq, written: Moment, meta: &EntryMeta, body: Option<BodyAt>) -> Self {
        Self { seq, summary: EntrySummary::of(meta, written, body) }
    }

    /// Unpacks its meta.
    pub(crate) fn meta(&self) -> EntryMeta {
        self.summary.meta()
    }
}

/// Returns whether an entry was first written more than 48 hours after it happened.
pub(crate) fn is_late(happened: Moment, first_written: Moment) -> bool {
    first_written.utc_ms.saturating_sub(happened.utc_ms) > LATE_AFTER_MS
}
