//! An addendum as it is sealed.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::head::Moment;
use crate::vault::RecordId;

/// An addendum's meta.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct AddendumMeta {
    #[n(0)]
    pub(crate) entry: RecordId,
}

/// The sealed draft of an addendum, as JSON; an entry's draft and a run's have no such field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AddendumDraft {
    pub(crate) addendum_to: RecordId,
    pub(crate) text: Value,
    pub(crate) at: Moment,
}
