//! What a writer does and what stands on the page.

use stillroom::vault::RecordId;

/// One thing that a writer does and the journal acknowledges.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Saves the page as a draft.
    SaveDraft(Page),
    /// Saves the page as a revision.
    SaveRevision(Page),
    /// Puts an entry in the trash.
    Trash(RecordId),
    /// Restores an entry from the trash.
    Restore(RecordId),
    /// Adds a client.
    Client(String),
    /// Locks the journal, closes it, and opens it again.
    Reopen,
}

/// What is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// The entry.
    pub(crate) id: RecordId,
    /// Its form.
    pub(crate) form: &'static str,
    /// Minutes after noon, when it happened.
    pub(crate) minute: i64,
    /// What its leading field says.
    pub(crate) text: String,
}
