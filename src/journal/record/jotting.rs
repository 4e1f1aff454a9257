//! A jotting: one line noticed in the room, as it is sealed.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::Moment;
use crate::vault::RecordId;

/// One line that waits for a note.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct JottingMeta {
    #[n(0)]
    pub(crate) text: String,
    /// When it was noticed.
    #[n(1)]
    pub(crate) at: Moment,
    /// The client whose hour it was.
    #[n(2)]
    pub(crate) client: Option<RecordId>,
    /// The entry that it was taken into.
    #[n(3)]
    pub(crate) entry: Option<RecordId>,
    /// When it was let go.
    #[n(4)]
    pub(crate) let_go: Option<Moment>,
}

impl JottingMeta {
    /// Returns whether it was neither taken into an entry nor let go.
    pub(crate) fn waits(&self) -> bool {
        self.entry.is_none() && self.let_go.is_none()
    }
}

/// The sealed draft of a jotting, as JSON; no other draft has such a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct JottingDraft {
    pub(crate) jotting: String,
    pub(crate) client: Option<RecordId>,
    pub(crate) at: Moment,
}
