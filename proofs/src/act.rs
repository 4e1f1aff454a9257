//! What a writer does and what stands on the page.

use stillroom::vault::RecordId;

/// One thing that a writer does and that is acknowledged.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// What is on the page is kept as a draft.
    Keep(Page),
    /// What is on the page is saved as a revision.
    Settle(Page),
    /// An entry goes to the trash.
    Trash(RecordId),
    /// An entry comes back from it.
    Restore(RecordId),
    /// A client is made.
    Client(String),
    /// The journal is locked, closed, and opened again.
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
