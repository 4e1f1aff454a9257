//! Sheets as PDF and Word files. Both are written in memory from the same [`Sheet`] that the window
//! previews; nothing is read from a disk or a network, and nothing is written to one.

#![deny(missing_docs)]

mod flow;
mod fonts;
mod glyphs;
mod pdf;
mod shape;
mod tags;
mod word;

pub use glyphs::{Missing, undrawn};
pub use pdf::{Export, Written, page_count, write_pdf};
pub use stillroom_sheet::{Block, Column, Paper, Sheet, Tick};
pub use word::write_word;

/// Why a page could not be written. No part of it is anywhere then.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The fonts have no sign for these characters; each once, in the order in which they stand.
    #[error("the fonts have no sign for {} characters", .characters.len())]
    MissingGlyphs {
        /// The characters.
        characters: Vec<char>,
    },
    /// The page breaks a rule of the PDF standards that it is to keep.
    #[error("the PDF standards refuse the page: {0}")]
    Refused(String),
    /// The Word file could not be put together.
    #[error("the Word file could not be written: {0}")]
    Word(String),
}
