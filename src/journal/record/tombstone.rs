//! What is left of an erased record.

use minicbor::{Decode, Encode};

use crate::vault::{RecordId, Seq};

/// What is left of an erased record, in the last revision that it will ever have.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Tombstone {
    /// The revisions whose bytes were erased; no others may be missing.
    #[n(0)]
    pub(crate) seqs: Vec<Seq>,
    /// Why, in the user's words; may be empty.
    #[n(1)]
    pub(crate) reason: String,
    /// Shared by all that was erased in one go.
    #[n(2)]
    pub(crate) receipt: RecordId,
    /// What it was.
    #[n(3)]
    pub(crate) was: ErasedKind,
}

/// What an erased record was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub(crate) enum ErasedKind {
    /// An entry.
    #[n(0)]
    Entry,
    /// A client.
    #[n(1)]
    Client,
    /// A record that belonged to one of them.
    #[n(2)]
    Linked,
}
