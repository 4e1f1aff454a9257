//! The headless core of Stillroom: an encrypted, searchable journal for psychotherapists.
//!
//! Import order, downward only: `vault <- store, index <- journal <- exchange`. `forms` holds the
//! form definitions, which are data, and imports nothing else of ours.

pub mod forms;
pub mod store;
pub mod vault;
