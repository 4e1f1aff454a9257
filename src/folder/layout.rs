//! The names in a journal's folder.

/// The database.
pub(crate) const DATABASE: &str = "journal.db";
/// Its write-ahead log.
pub(crate) const LOG: &str = "journal.db-wal";
/// A rollback journal, which no journal has. SQLite would play it back into the database.
pub(super) const ROLLBACK: &str = "journal.db-journal";
/// An empty file that stands for a damaged log until someone with the keys has been told.
pub(crate) const LOG_DAMAGED: &str = "log-damaged";
/// The piece of the disk that is set aside.
pub(crate) const RESERVE: &str = "reserve";
/// The folder of the search index.
pub(crate) const INDEX: &str = "index";
/// The two sides of the index.
pub(crate) const SIDES: [&str; 2] = ["a", "b"];
/// An empty file that says that words of erased entries may be left in the index.
pub(crate) const PURGE_DUE: &str = "due";

/// The hex digits of a segment's name.
const SEGMENT_LEN: usize = 32;
/// Files that the index was writing when the process ended.
const UNFINISHED: [&str; 2] = ["meta.fresh", ".managed.fresh"];
/// Files of the index that belong to no segment.
const OF_INDEX: [&str; 4] =
    ["meta.json", ".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock"];

/// Returns whether the index gives its files such a name.
pub(crate) fn is_index_file(name: &str) -> bool {
    let of_segment = name.split_once('.').is_some_and(|(segment, rest)| {
        segment.len() == SEGMENT_LEN
            && segment.bytes().all(|letter| letter.is_ascii_hexdigit())
            && rest.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'.')
    });
    of_segment || OF_INDEX.contains(&name) || is_unfinished(name)
}

/// Returns whether the index was writing that file when the process ended.
pub(crate) fn is_unfinished(name: &str) -> bool {
    UNFINISHED.contains(&name)
}
