//! Entries: kept as drafts, settled into revisions, opened, listed, put in the trash.

mod body;
mod draft;
mod open;
mod settle;
mod trash;
