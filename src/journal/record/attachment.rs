//! An attached file: what is known of it.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::Moment;
use crate::vault::RecordId;

/// What became of what a picture says beside its pixels: where and when it was taken, by whom, with
/// what, and a smaller picture of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Cleaned {
    /// Nothing was looked for: the file is of another kind, or was to be kept as it was.
    #[n(0)]
    AsItWas,
    /// There was nothing of that kind.
    #[n(1)]
    NothingFound,
    /// It was taken out.
    #[n(2)]
    Removed,
    /// The picture is not built as its kind says, and was kept as it was.
    #[n(3)]
    NotReadable,
}

/// What is known of an attached file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct AttachmentMeta {
    /// The name that it had, without folders.
    #[n(0)]
    pub(crate) name: String,
    /// Its kind as its bytes tell, as `image/jpeg`.
    #[n(1)]
    pub(crate) mime: String,
    /// Its length in bytes.
    #[n(2)]
    pub(crate) size: u64,
    /// BLAKE3 of the content, by which the same file is found again.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub(crate) digest: [u8; 32],
    #[n(4)]
    pub(crate) cleaned: Cleaned,
    /// Width and height as it is shown, for a picture that can be drawn.
    #[n(5)]
    pub(crate) pixels: Option<(u32, u32)>,
    /// What it shows, for somebody who does not see it.
    #[n(6)]
    pub(crate) alt: String,
    /// The entries that name it, or did in any draft or revision.
    #[n(7)]
    pub(crate) entries: Vec<RecordId>,
    /// When it was added.
    #[n(8)]
    pub(crate) added: Moment,
}
