//! The headless core of Stillroom: an encrypted, searchable journal for psychotherapists.
//!
//! Import order, downward only: `folder, vault <- store, index <- journal <- exchange, sample`.
//! `forms`, `exercises` and `lexicon` hold definitions, which are data; they import nothing but
//! `forms`. `locale` is how the app spells and writes dates, `identifiers` finds what would tell who
//! somebody is; both import nothing.

pub mod exchange;
pub mod exercises;
mod files;
pub mod folder;
pub mod forms;
pub mod identifiers;
pub mod index;
pub mod journal;
pub mod lexicon;
pub mod locale;
pub mod sample;
pub mod schemes;
pub mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod vault;
