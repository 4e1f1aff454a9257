//! A term of the lexicon as it is sealed.

use minicbor::{Decode, Encode};

use super::head::Moment;

/// A custom term, or a shipped one that was hidden.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct TermMeta {
    #[n(0)]
    pub(crate) term: String,
    #[n(1)]
    pub(crate) plain: String,
    #[n(2)]
    pub(crate) ring: Vec<String>,
    /// Set once it was removed: a custom term is then gone, a shipped one hidden.
    #[n(3)]
    pub(crate) gone: Option<Moment>,
}
