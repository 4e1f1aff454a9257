//! The order of the supervision basket, and its loose questions.

use minicbor::{Decode, Encode};

use super::head::Moment;
use crate::vault::RecordId;

/// The order of the basket, and what lies in it beside entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct BasketOrder {
    /// Entries and loose questions in the order of one's own; what is not named comes last.
    #[n(0)]
    pub(crate) order: Vec<RecordId>,
    #[n(1)]
    pub(crate) questions: Vec<LooseQuestion>,
}

/// An open question that belongs to no entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct LooseQuestion {
    #[n(0)]
    pub(crate) id: RecordId,
    #[n(1)]
    pub(crate) text: String,
    /// The thread that it comes from.
    #[n(2)]
    pub(crate) thread: Option<RecordId>,
    #[n(3)]
    pub(crate) asked: Option<Moment>,
}
