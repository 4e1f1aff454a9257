//! Entries: kept as drafts, settled into revisions, opened, listed, put in the trash.

mod body;
mod certainty;
mod draft;
mod open;
mod settle;
mod trash;

pub(crate) use body::{from_json, to_json};
pub use certainty::CertaintyStep;
pub(crate) use open::inherited;
