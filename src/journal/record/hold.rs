//! A legal hold as it is sealed.

use minicbor::{Decode, Encode};

use super::head::Moment;
use crate::vault::RecordId;

/// A hold as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct HoldMeta {
    #[n(0)]
    pub(crate) client: Option<RecordId>,
    #[n(1)]
    pub(crate) since: Moment,
    #[n(2)]
    pub(crate) words: String,
    #[n(3)]
    pub(crate) lifted: Option<Moment>,
}
