//! Full-text search over a sealed tantivy index, the only user of tantivy.
//!
//! ```text
//! Index::open --> (Index, Standing)      where it stands, or why it must be filled anew
//! index.announce(changes)                findable at once, read from the documents themselves
//! index.put_draft(document)              so is a draft, in place of its entry, until it is saved
//! index.apply(batch)                     one commit; the watermark is its payload
//! index.restart(), index.purge()         anew beside the old one; no erased word stays
//! parse(text, vocabulary, today)         any string --> Query, filters, complaint
//! index.search(query, page)              --> ids in order; total and facet counts if asked for
//! index.fallback(query)                  --> near spellings, when nothing matched
//! Marking::new(query, language).mark(..) --> places with every match marked, and why
//! ```
//!
//! It takes plain structs and knows nothing of journals or forms. SQLite is the truth: whatever
//! is wrong with the index, the answer is to fill it anew.

mod analysis;
mod collect;
mod columns;
mod conjunction;
mod directory;
mod document;
mod encode;
mod error;
mod excluded;
mod fallback;
mod generation;
mod language;
mod letters;
mod matcher;
mod payload;
mod pending;
mod prefix_query;
mod pretokenized;
mod query;
mod scan;
mod schema;
mod sealed_file;
mod sealed_index;
mod search;
mod snippet;
mod term_match;
mod top_hits;

pub use document::{Batch, Change, Document, Watermark};
pub use error::IndexError;
pub use fallback::Near;
pub(crate) use generation::remove_index;
pub use query::{Complaint, Facet, Parsed, Query, Vocabulary, parse};
pub use sealed_index::{Index, Reason, Standing};
pub use search::{Found, Page};
pub use snippet::{Marked, Marking, Snippet, Why};
pub use term_match::How;

/// Returns whether a document matches, without any index: what the index is held against.
#[cfg(any(test, feature = "testing"))]
pub fn scan(query: &Query, document: &std::sync::Arc<Document>, language: &str) -> bool {
    let mut analyzer = analysis::Analyzer::new(language);
    scan::Analysed::of(std::sync::Arc::clone(document), &mut analyzer).matches(query, &mut analyzer)
}
