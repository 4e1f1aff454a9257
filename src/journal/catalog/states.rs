//! What the catalog keeps of addenda, runs, custom forms and the writing under way.

use std::collections::HashMap;
use std::sync::Arc;

use crate::forms::Form;
use crate::journal::record::{
    AttachmentMeta, BodyAt, CustomFormMeta, Defaults, EntryInput, Moment, RunMeta, SheetMeta,
};
use crate::vault::{RecordId, Seq};

/// An attached file, and where the digests of its pieces lie.
pub(crate) struct AttachmentState {
    pub(crate) meta: AttachmentMeta,
    pub(crate) body: BodyAt,
}

/// Where an addendum lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AddendumAt {
    pub(crate) entry: RecordId,
    pub(crate) seq: Seq,
    pub(crate) written: Moment,
    pub(crate) body: Option<BodyAt>,
}

/// What is known of the writing since an entry's newest revision.
#[derive(Debug, Clone)]
pub(crate) struct Sitting {
    /// The revision that it goes on from; none for a new entry.
    pub(crate) base: Option<u64>,
    /// Earlier bases of the same writing, from which a page may still be writing.
    pub(crate) former: Vec<Option<u64>>,
    /// When its first draft was saved.
    pub(crate) since: Moment,
    /// The state that held the most text.
    pub(crate) fullest: EntryInput,
    /// The texts of that state, by field.
    pub(crate) texts: Vec<(String, String)>,
}

/// Sittings by entry.
pub(crate) type Sittings = HashMap<RecordId, Sitting>;

/// The newest revision of a run.
pub(crate) struct RunState {
    pub(crate) meta: RunMeta,
    pub(crate) body: Option<BodyAt>,
}

/// The newest revision of a page for supervision.
pub(crate) struct SheetState {
    pub(crate) meta: SheetMeta,
    pub(crate) body: Option<BodyAt>,
}

/// A custom form or a form's defaults, opened at unlock.
pub(crate) struct CustomFormState {
    pub(crate) meta: CustomFormMeta,
    pub(crate) form: Option<Arc<Form>>,
    pub(crate) defaults: Option<Defaults>,
}
