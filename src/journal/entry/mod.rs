//! Entries: saved as drafts and as revisions, opened, listed, closed, put in the trash.

mod addendum;
mod around;
mod certainty;
mod close;
mod describe;
mod difference;
mod draft;
mod history;
mod implied;
mod mine_alone;
mod open;
mod revise;
mod save;
mod sitting;
mod tags;
mod trash;
mod wire;

pub use addendum::Addendum;
pub(crate) use addendum::addendum_text;
pub use around::{Around, OpenedEntry};
pub use certainty::CertaintyStep;
pub(crate) use describe::describe;
pub use difference::{DiffPiece, FieldChange, PieceKind};
pub use history::{Changed, History, Revision};
pub(crate) use open::inherited;
pub use tags::TagCount;
pub use wire::{Entry, Saved};
