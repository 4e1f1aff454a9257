//! Where things lie in a database, so that flips hit every kind of place.

use std::path::Path;

use rusqlite::Connection;

/// The length of a page, in bytes.
pub(super) const PAGE_LEN: usize = 4096;

/// One page of the database.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Counted from 0.
    pub(super) number: usize,
    /// The table or index that it belongs to; empty for a free page.
    pub(super) owner: String,
    /// How many rows have a part on it.
    pub(super) rows: usize,
    /// `leaf`, `internal`, `overflow` or `free`.
    pub(super) kind: String,
}

impl Page {
    /// Whether it holds sealed rows of single records, so that damage concerns only these.
    pub(super) fn holds_rows(&self) -> bool {
        matches!(self.owner.as_str(), "body" | "meta" | "draft") && self.kind != "internal"
    }

    /// Whether an offset in the page is payload, not structure. The pointers to the rows lie in
    /// front; the rows fill the page from its end.
    pub(super) fn is_payload(&self, offset: usize) -> bool {
        match self.kind.as_str() {
            "overflow" => offset >= 4,
            "leaf" => offset > PAGE_LEN / 4 && offset >= 8 + 2 * self.rows,
            _ => false,
        }
    }
}

/// Reads which page holds what.
pub(super) fn pages(database: &Path) -> Vec<Page> {
    let connection = Connection::open(database).expect("it is whole");
    let count: i64 =
        connection.query_row("PRAGMA page_count", [], |row| row.get(0)).expect("it is whole");
    let free = |number| Page { number, owner: String::new(), rows: 0, kind: "free".to_owned() };
    let mut all: Vec<Page> = (0..count as usize).map(free).collect();
    let sql = "SELECT pageno, name, ncell, pagetype FROM dbstat";
    let mut statement = connection.prepare(sql).expect("SQLite was built with dbstat");
    let rows = statement.query_map([], |row| {
        let (number, rows) = (row.get::<_, i64>(0)? as usize, row.get::<_, i64>(2)? as usize);
        Ok(Page { number: number - 1, owner: row.get(1)?, rows, kind: row.get(3)? })
    });
    for page in rows.expect("it is whole").map(|page| page.expect("it is whole")) {
        let at = page.number;
        all[at] = page;
    }
    all
}
