//! The starter lexicon as data: terms of the work in plain words, and rings that search widens by.

mod definition;
mod read;
mod shipped;

pub use definition::Word;
pub use shipped::shipped_terms;
