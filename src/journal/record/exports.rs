//! Exports that are under way: where clear text lies that is to be deleted if they are cut off.

use minicbor::{Decode, Encode};

use super::head::Moment;

/// The exports that have begun and not ended; a record of the journal, of which there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Exports {
    #[n(0)]
    pub(crate) under_way: Vec<ExportUnderWay>,
}

/// An export that has begun and not ended.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct ExportUnderWay {
    /// The whole path of its folder, as text from which the path can be made again.
    #[n(0)]
    pub(crate) folder: String,
    /// What a file in the folder says, so that no other folder is taken for it.
    #[n(1)]
    pub(crate) mark: String,
    /// When it was begun.
    #[n(2)]
    pub(crate) begun: Moment,
}
