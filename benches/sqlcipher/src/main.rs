//! Answers the queries of `cargo xtask bench search` from SQLCipher with FTS5.
//!
//! A line in, a line out: `put`, `commit`, `ask` and `reopen`, answered with nanoseconds.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::{Connection, Result, params};

/// A key as it comes from a key derivation: 32 bytes in hex, so that none is measured.
const KEY: &str = "x'5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e'";

const SCHEMA: &str = "CREATE VIRTUAL TABLE IF NOT EXISTS notes
    USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')";

/// The twenty best, as the window asks for them.
const BEST: &str = "SELECT rowid FROM notes WHERE notes MATCH ?1 ORDER BY rank LIMIT 20";

fn main() -> Result<()> {
    let file = PathBuf::from(std::env::args_os().nth(1).expect("the database's path"));
    let mut database = open(&file)?;
    let mut writing = false;
    for line in std::io::stdin().lock().lines().map_while(|line| line.ok()) {
        let mut words = line.splitn(3, '\t');
        let start = Instant::now();
        match (words.next(), words.next(), words.next()) {
            (Some("put"), Some(number), Some(text)) => {
                if !std::mem::replace(&mut writing, true) {
                    database.execute_batch("BEGIN")?;
                }
                let number: i64 = number.parse().expect("a number");
                let sql = "INSERT OR REPLACE INTO notes (rowid, body) VALUES (?1, ?2)";
                database.prepare_cached(sql)?.execute(params![number, text])?;
                continue;
            }
            (Some("commit"), ..) => {
                if std::mem::take(&mut writing) {
                    database.execute_batch("COMMIT")?;
                }
            }
            (Some("ask"), Some(query), _) => drop(best(&database, query)?),
            (Some("reopen"), Some(query), _) => {
                database = open(&file)?;
                best(&database, query)?;
            }
            _ => continue,
        }
        println!("{}", start.elapsed().as_nanos());
        std::io::stdout().flush().expect("someone listens");
    }
    Ok(())
}

fn open(file: &Path) -> Result<Connection> {
    let database = Connection::open(file)?;
    database.pragma_update(None, "key", KEY)?;
    let cipher: String = database.query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
    assert!(!cipher.is_empty(), "this SQLite encrypts");
    database.pragma_update(None, "journal_mode", "WAL")?;
    database.pragma_update(None, "synchronous", "FULL")?;
    database.pragma_update(None, "cache_size", -65_536)?;
    database.execute_batch(SCHEMA)?;
    Ok(database)
}

fn best(database: &Connection, query: &str) -> Result<Vec<i64>> {
    database.prepare_cached(BEST)?.query_map([query], |row| row.get(0))?.collect()
}
