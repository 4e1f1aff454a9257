//! One row of SQL, or an older folder: it is said, and said again until the writer knows of it.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use stillroom::forms::Answer;
use stillroom::journal::{EntryInput, Journal, Notice};
use stillroom::testing::{Bench, NOON, document, entry, minutes_later};
use tempfile::TempDir;

fn write(journal: &mut Journal, text: &str) -> EntryInput {
    let mut input = entry(journal, "free", text, NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input
}

fn keep(journal: &mut Journal, input: &EntryInput, text: &str) {
    let mut input = input.clone();
    input.answers.insert("text".into(), Answer::Text(document(text)));
    journal.save_draft(input, minutes_later(1)).expect("it is saved");
}

fn notices(bench: &Bench) -> Vec<Notice> {
    let journal = bench.unlock();
    let notices = journal.notices().to_vec();
    journal.lock().map(drop).expect("it locks");
    notices
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a place");
    for file in fs::read_dir(from).expect("readable").flatten() {
        if file.path().is_file() {
            fs::copy(file.path(), to.join(file.file_name())).expect("it is copied");
        }
    }
}

/// A row of drafts as it is in the database: the record and what is sealed.
type Row = (Vec<u8>, Vec<u8>);

/// Two drafts, each kept twice, as a kill leaves them; and the rows of the first time.
fn drafts(root: &Path) -> (Bench, Vec<Row>) {
    let bench = Bench::make(root);
    let mut journal = bench.unlock();
    let begun = [write(&mut journal, "one"), entry(&journal, "free", "two", NOON)];
    for input in &begun {
        keep(&mut journal, input, "kept once");
    }
    let earlier = {
        let copy = root.join("earlier");
        copied(&bench.folder, &copy);
        let raw = Connection::open(copy.join("journal.db")).expect("a database");
        let mut rows = raw.prepare("SELECT record, sealed FROM draft").expect("it is SQL");
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("it runs");
        rows.collect::<Result<Vec<_>, _>>().expect("readable")
    };
    assert_eq!(earlier.len(), 2);
    for input in &begun {
        keep(&mut journal, input, "kept once and once more");
    }
    drop(journal);
    (bench, earlier)
}

fn alter(bench: &Bench, sql: &str, values: impl rusqlite::Params) {
    let raw = Connection::open(bench.folder.join("journal.db")).expect("a database");
    assert!(raw.execute(sql, values).expect("it runs") > 0);
}

#[test]
fn drafts_left_by_a_kill_are_saved_without_a_notice() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, _) = drafts(root.path());
    assert_eq!(notices(&bench), []);
    assert_eq!(notices(&bench), []);
}

#[test]
fn an_older_draft_put_back_is_reported_until_acknowledged() {
    for which in 0..2 {
        let root = TempDir::new().expect("a temporary folder");
        let (bench, earlier) = drafts(root.path());
        let (record, sealed) = &earlier[which];
        alter(&bench, "UPDATE draft SET sealed = ?2 WHERE record = ?1", (record, sealed));
        assert_eq!(notices(&bench), [Notice::DraftsTurnedBack]);
        assert_eq!(notices(&bench), [Notice::DraftsTurnedBack], "nobody has said that they know");
        let mut journal = bench.unlock();
        journal.acknowledge(&Notice::DraftsTurnedBack).expect("it is noted");
        assert_eq!(journal.snapshot(false).notices, []);
        journal.lock().map(drop).expect("it locks");
        assert_eq!(notices(&bench), []);
    }
}

#[test]
fn a_removed_draft_is_reported_also_without_an_anchor() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, earlier) = drafts(root.path());
    alter(&bench, "DELETE FROM draft WHERE record = ?1", [&earlier[1].0]);
    fs::remove_dir_all(&bench.anchors).expect("it is there");
    assert_eq!(notices(&bench), [Notice::DraftsTurnedBack]);
    assert_eq!(notices(&bench), [Notice::DraftsTurnedBack]);
}

#[test]
fn a_draft_moved_to_a_record_without_one_is_reported() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, earlier) = drafts(root.path());
    alter(&bench, "INSERT INTO draft VALUES (randomblob(16), ?1)", [&earlier[0].1]);
    assert!(notices(&bench).contains(&Notice::DraftsTurnedBack));
}

#[test]
fn rows_that_no_link_names_do_not_stop_a_save() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    write(&mut journal, "first");
    journal.lock().map(drop).expect("it locks");
    for table in ["meta", "body"] {
        let rows = format!(
            "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9)
             INSERT INTO {table} SELECT (SELECT max(seq) FROM chain) + i, x'00' FROM n"
        );
        let raw = Connection::open(bench.folder.join("journal.db")).expect("a database");
        raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; {rows}")).expect("it runs");
    }
    let mut journal = bench.unlock();
    assert_eq!(journal.notices(), []);
    let input = write(&mut journal, "second");
    journal.lock().map(drop).expect("it locks");
    let found = bench.unlock().open_entry(input.id).expect("it is there");
    assert_eq!(found.input.answers, input.answers);
}

/// A journal whose folder was put back by two revisions, and the newer folder.
fn put_back(root: &Path) -> (Bench, std::path::PathBuf) {
    let bench = Bench::make(root);
    let (older, newer) = (root.join("older"), root.join("newer"));
    let mut journal = bench.unlock();
    write(&mut journal, "an hour ago");
    journal.lock().map(drop).expect("it locks");
    copied(&bench.folder, &older);
    let mut journal = bench.unlock();
    write(&mut journal, "just now");
    write(&mut journal, "and now");
    journal.lock().map(drop).expect("it locks");
    copied(&bench.folder, &newer);
    copied(&older, &bench.folder);
    (bench, newer)
}

#[test]
fn an_older_copy_is_reported_at_every_unlock_until_acknowledged() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, _) = put_back(root.path());
    let older = Notice::OlderCopy { behind: 2 };
    for _ in 0..3 {
        assert_eq!(notices(&bench), std::slice::from_ref(&older));
    }
    // Written on, it is an older copy all the same.
    let mut journal = bench.unlock();
    for text in ["a", "b", "c"] {
        write(&mut journal, text);
    }
    journal.lock().map(drop).expect("it locks");
    assert_eq!(notices(&bench), std::slice::from_ref(&older));
    let mut journal = bench.unlock();
    journal.acknowledge(&older).expect("it is noted");
    write(&mut journal, "d");
    drop(journal);
    assert_eq!(notices(&bench), []);
}

#[test]
fn a_notice_about_an_older_copy_ends_when_the_newer_one_is_back() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, newer) = put_back(root.path());
    assert_eq!(notices(&bench), [Notice::OlderCopy { behind: 2 }]);
    copied(&newer, &bench.folder);
    assert_eq!(notices(&bench), []);
    assert_eq!(notices(&bench), []);
}

#[test]
fn an_older_copy_changed_elsewhere_is_reported_as_another_history() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, _) = put_back(root.path());
    let elsewhere = Bench {
        anchors: root.path().join("elsewhere"),
        folder: bench.folder.clone(),
        ..Bench::at(root.path())
    };
    let mut journal = elsewhere.unlock();
    for text in ["a", "b", "c"] {
        write(&mut journal, text);
    }
    journal.lock().map(drop).expect("it locks");
    let said = notices(&bench);
    assert!(matches!(said[..], [Notice::OtherHistory { .. }]), "{said:?}");
    assert_eq!(notices(&bench), said);
    let mut journal = bench.unlock();
    journal.acknowledge(&said[0]).expect("it is noted");
    journal.lock().map(drop).expect("it locks");
    assert_eq!(notices(&bench), []);
}

#[test]
fn a_damaged_log_is_reported_also_after_the_unlock_screen_was_read() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for text in ["one", "two", "three", "four"] {
        write(&mut journal, text);
    }
    // A kill leaves the log as it is.
    let killed = root.path().join("killed");
    copied(&bench.folder, &killed);
    drop(journal);
    copied(&killed, &bench.folder);
    fs::remove_dir_all(&bench.anchors).expect("it is there");
    let log = bench.folder.join("journal.db-wal");
    let mut bytes = fs::read(&log).expect("a kill leaves a log");
    bytes[32 + 100] ^= 1;
    fs::write(&log, bytes).expect("it is altered");
    for _ in 0..2 {
        drop(bench.locked());
    }
    assert!(notices(&bench).contains(&Notice::LogDamaged));
    assert!(notices(&bench).contains(&Notice::LogDamaged), "nobody has said that they know");
    let mut journal = bench.unlock();
    journal.acknowledge(&Notice::LogDamaged).expect("it is noted");
    journal.lock().map(drop).expect("it locks");
    assert_eq!(notices(&bench), []);
}
