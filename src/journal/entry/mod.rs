//! Entries: kept as drafts, settled into revisions, opened, listed, closed, put in the trash.

mod addendum;
mod around;
mod body;
mod certainty;
mod close;
mod difference;
mod draft;
mod history;
mod open;
mod revise;
mod settle;
mod sitting;
mod trash;

pub use addendum::Addendum;
pub(crate) use addendum::{AddendumAt, AddendumMeta, addendum_text};
pub use around::Around;
pub(crate) use body::{Draft, from_json, is_deep, to_json};
pub use certainty::CertaintyStep;
pub use difference::{DiffPiece, FieldChange, PieceKind};
pub(crate) use draft::base_seq;
pub use history::{Changed, History, Revision};
pub(crate) use open::inherited;
pub(crate) use sitting::Sittings;
