//! A copy follows the writes of its connection and is of the moment at which it is done.

use std::path::Path;

use rusqlite::Connection;
use stillroom_guard::CopiedConnection;

fn filled(folder: &Path, rows: u32) -> CopiedConnection {
    let connection = Connection::open(folder.join("source")).expect("a file");
    connection.pragma_update(None, "synchronous", "OFF").expect("a test needs no sync");
    connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB)").expect("a table");
    for _ in 0..rows {
        connection.execute("INSERT INTO t (b) VALUES (zeroblob(3000))", []).expect("a row");
    }
    CopiedConnection::new(connection)
}

fn rows(connection: &Connection) -> i64 {
    connection.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).expect("a count")
}

#[test]
fn revisions_saved_during_a_copy_are_in_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("copy");
    let mut source = filled(folder.path(), 200);
    source.begin_copy(Connection::open(&file).expect("a file")).expect("it begins");
    let mut written = 200;
    while source.copy_pages(8).expect("it goes on").left > 0 {
        source.execute("INSERT INTO t (b) VALUES (zeroblob(900))", []).expect("a row");
        written += 1;
    }
    source.end_copy();
    assert!(written > 205, "the copy took several slices");
    assert_eq!(rows(&Connection::open(&file).expect("a file")), written);
}

#[test]
fn a_running_copy_can_be_cancelled_moved_to_another_thread_and_dropped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut source = filled(folder.path(), 50);
    let target = || Connection::open_in_memory().expect("memory");
    source.begin_copy(target()).expect("it begins");
    source.copy_pages(2).expect("it goes on");
    source.begin_copy(target()).expect("another begins");
    let source = std::thread::spawn(move || {
        source.copy_pages(2).expect("it goes on");
        source
    });
    let mut source = source.join().expect("no panic");
    source.end_copy();
    assert!(source.copy_pages(2).is_err(), "no copy is under way");
    assert_eq!(rows(&source), 50);
    source.begin_copy(target()).expect("it begins");
    drop(source);
}
