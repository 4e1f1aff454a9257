//! Full-text search over a sealed tantivy index, the only user of tantivy.
//!
//! ```text
//! Index::open --> (Index, Standing)      where it stands, or why it must be filled anew
//! index.apply(changes, watermark)        one commit; the watermark is its payload
//! parse(text, vocabulary, today)         any string --> Query, filters, complaint
//! index.search(query, page)              --> ids in order, total, facet counts
//! snippets(texts, query, language)       --> places with every match marked
//! ```
//!
//! It takes plain structs and knows nothing of journals or forms. SQLite is the truth: whatever
//! is wrong with the index, the answer is to fill it anew.

mod analysis;
mod collect;
mod directory;
mod document;
mod error;
mod language;
mod query;
mod schema;
mod sealed_file;
mod sealed_index;
mod search;
mod snippet;

pub use document::{Change, Document, Watermark};
pub use error::IndexError;
pub use query::{Complaint, Facet, Parsed, Query, Vocabulary, parse};
pub use sealed_index::{Index, Reason, Standing};
pub use search::{Found, Page};
pub use snippet::{Excerpt, snippets};
