//! A page that could not be written before the lock, sealed.

use minicbor::{Decode, Encode};

use crate::vault::{JournalId, RecordId};

/// A page sealed as the draft that it will be, and bound to its place like any other.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SealedPage {
    #[n(0)]
    pub(crate) journal: JournalId,
    #[n(1)]
    pub(crate) record: RecordId,
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) sealed: Vec<u8>,
}

impl SealedPage {
    /// Encodes pages for a process that takes over; nothing in them can be read.
    pub fn to_bytes(pages: &[Self]) -> Vec<u8> {
        minicbor::to_vec(pages).expect("writing to a Vec cannot fail")
    }

    /// Decodes what [`SealedPage::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Vec<Self>> {
        minicbor::decode(bytes).ok()
    }
}
