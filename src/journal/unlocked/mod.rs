//! The unlocked journal: its state, the one way of writing, and the index that follows.

mod access;
mod anchor;
#[cfg(any(test, feature = "testing"))]
mod catalog_memory;
mod index_writer;
mod journal;
mod last_merge;
mod named;
mod notice;
mod unsaved;
mod write;

pub(crate) use anchor::Anchor;
pub(crate) use index_writer::IndexWriter;
pub use index_writer::Progress;
pub use journal::Journal;
pub(crate) use last_merge::LastMerge;
pub use notice::Notice;
