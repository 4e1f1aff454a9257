//! What is sealed of imports: where an entry came from, the import itself, and its report.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::Moment;
use crate::vault::{RecordId, Seq};

/// Where an entry came from. Every later revision of it carries this on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Origin {
    /// The import that brought it.
    #[n(0)]
    pub(crate) import: RecordId,
    /// The key of the source's own id; none where the source has no ids that stay.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) key: Option<[u8; 16]>,
    /// The digest of what the source says.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) digest: [u8; 32],
    /// The revision that the import wrote. An entry with a later one was changed here since.
    #[n(3)]
    pub(crate) revision: u32,
    /// The revision that the import replaced, where it brought an entry up to date.
    #[n(4)]
    pub(crate) replaced: Option<Seq>,
}

/// How an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ImportState {
    /// It has begun and not ended: it runs, or was cut off.
    #[n(0)]
    Running,
    /// It has ended.
    #[n(1)]
    Done,
    /// It is being taken back, or that was cut off.
    #[n(2)]
    TakingBack,
    /// It was taken back.
    #[n(3)]
    TakenBack,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct ImportMeta {
    /// The kind of the source, as `day_one`.
    #[n(0)]
    pub(crate) kind: String,
    /// The digest of the source: the names, sizes and edges of its files.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) source: [u8; 32],
    #[n(2)]
    pub(crate) begun: Moment,
    #[n(3)]
    pub(crate) ended: Option<Moment>,
    #[n(4)]
    pub(crate) state: ImportState,
    /// How many entries it brought.
    #[n(5)]
    pub(crate) brought: u64,
    /// How many entries it brought up to date.
    #[n(6)]
    pub(crate) updated: u64,
    /// How many were here already.
    #[n(7)]
    pub(crate) already: u64,
    /// How many were left out.
    #[n(8)]
    pub(crate) left_out: u64,
}

/// The report of an import. It is the body, as JSON, and is erased with the first entry of the
/// import that is: it may hold words of any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub(crate) struct ImportReportMeta {
    /// The import.
    #[n(0)]
    pub(crate) import: RecordId,
}
