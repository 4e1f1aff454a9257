//! How firmly a reading has been held over time: an older certainty stays readable.

use serde::{Deserialize, Serialize};

use crate::journal::record::{Certainty, Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// One change of an entry's certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CertaintyStep {
    /// When the revision was written.
    pub at: Moment,
    /// Which revision, counted from 1.
    pub revision: u32,
    /// How firmly it was held from then on; none if it was removed.
    pub certainty: Option<Certainty>,
}

impl Journal {
    /// Returns every change of an entry's certainty, oldest first, from its revisions.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`]; [`JournalError::Sealed`] when a revision is damaged.
    pub fn certainty_trail(&self, id: RecordId) -> Result<Vec<CertaintyStep>, JournalError> {
        self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let mut steps: Vec<CertaintyStep> = Vec::new();
        for seq in self.store.revisions(id)? {
            let meta = self.sealer.open_meta(id, seq, &self.store.meta(seq)?)?;
            let Payload::Entry(entry) = meta.payload else { continue };
            let certainty = entry.head.certainty;
            if steps.last().map_or(certainty.is_some(), |last| last.certainty != certainty) {
                steps.push(CertaintyStep { at: meta.written, revision: entry.revision, certainty });
            }
        }
        Ok(steps)
    }
}
