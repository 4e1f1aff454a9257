//! The lexicon: shipped terms, own terms that win over them, rings for search, uses in entries.

mod terms;
mod uses;

pub use terms::{Lexicon, LexiconTerm};
pub use uses::{TermCount, TermUses};
