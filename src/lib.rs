//! The headless core of Stillroom: an encrypted, searchable journal for psychotherapists.
//!
//! Import order, downward only: `vault <- store, index <- journal <- exchange`. `forms` holds the
//! form definitions, which are data, and imports nothing else of ours.

pub mod exchange;
pub mod forms;
pub mod index;
pub mod journal;
pub mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod vault;
