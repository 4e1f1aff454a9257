//! One row of SQL in every table: deleted, put back from earlier, put in another's place, doubled.
//!
//! What is not here is in `kinds.rs` under a name of its own.

use std::path::Path;

use rusqlite::Connection;

use super::flips::database;
use super::kinds::{Kind, altered, with_row};
use super::subject::{Files, Subject, put};
use crate::run::folder;

/// A record with several texts: its newest revision that has one, and its first.
const SEVERAL: &str = "CREATE TEMP TABLE x AS SELECT record, max(seq) AS new, min(seq) AS old
    FROM chain WHERE seq IN (SELECT seq FROM body) GROUP BY record HAVING count(*) > 1 LIMIT 1;";

/// Returns them all.
pub(super) fn kinds(subject: &Subject) -> Vec<Kind> {
    let tables = [
        chain(subject),
        sealed(subject),
        chunk(subject),
        head(subject),
        draft(subject),
        slot(subject),
        journal(subject),
    ];
    tables.into_iter().flatten().collect()
}

fn chain(subject: &Subject) -> Vec<Kind> {
    let told = |name, most, sql: &str| Kind::told(name, most, altered(&subject.locked, sql));
    vec![
        told(
            "the newest link deleted",
            1,
            "DELETE FROM chain WHERE seq IN (SELECT max(seq) FROM chain)",
        ),
        told(
            "a link put back from the record's first revision",
            1,
            &format!(
                "{SEVERAL} UPDATE chain SET
                   digest = (SELECT digest FROM chain WHERE seq = (SELECT old FROM x)),
                   link = (SELECT link FROM chain WHERE seq = (SELECT old FROM x))
                 WHERE seq = (SELECT new FROM x)"
            ),
        ),
    ]
}

/// Metas and bodies. A doubled row, or one added where a revision has none, changes nothing: only
/// the rows that the chain and a meta name are read, and a save writes over what lies in its place.
fn sealed(subject: &Subject) -> Vec<Kind> {
    let doubled = |table: &str| {
        let sql = format!(
            "INSERT INTO {table} SELECT (SELECT max(seq) + 1 FROM chain), sealed FROM {table}
               WHERE seq = (SELECT min(seq) FROM {table})"
        );
        altered(&subject.locked, &sql)
    };
    vec![
        Kind::unchanged("a meta doubled behind the last revision", doubled("meta")),
        Kind::unchanged("a body doubled behind the last revision", doubled("body")),
        Kind::unchanged(
            "a body added to a revision that has none",
            altered(
                &subject.locked,
                "INSERT INTO body SELECT (SELECT max(seq) FROM meta
                   WHERE seq NOT IN (SELECT seq FROM body)), sealed FROM body
                   WHERE seq = (SELECT min(seq) FROM body)",
            ),
        ),
        Kind::told(
            "the body of an older revision deleted",
            0,
            altered(
                &subject.locked,
                &format!("{SEVERAL} DELETE FROM body WHERE seq = (SELECT old FROM x)"),
            ),
        ),
    ]
}

/// Pieces of attached files. A piece of a record that is not there is swept away.
fn chunk(subject: &Subject) -> Vec<Kind> {
    const FIRST: &str = "(SELECT min(record) FROM chunk)";
    const LAST: &str = "(SELECT max(record) FROM chunk)";
    let told = |name, sql: &str| Kind::told(name, 0, altered(&subject.locked, sql));
    vec![
        told(
            "a piece of a file deleted",
            &format!("DELETE FROM chunk WHERE record = {FIRST} AND part = 1"),
        ),
        told("a whole file deleted", &format!("DELETE FROM chunk WHERE record = {FIRST}")),
        told(
            "two pieces of a file swapped",
            &format!(
                "UPDATE chunk SET part = 9 WHERE record = {FIRST} AND part = 0;
                 UPDATE chunk SET part = 0 WHERE record = {FIRST} AND part = 1;
                 UPDATE chunk SET part = 1 WHERE record = {FIRST} AND part = 9"
            ),
        ),
        told(
            "a piece of another file in its place",
            &format!(
                "CREATE TEMP TABLE x AS SELECT sealed FROM chunk WHERE record = {LAST} AND part = 1;
                 UPDATE chunk SET sealed = (SELECT sealed FROM x)
                   WHERE record = {FIRST} AND part = 1"
            ),
        ),
        told(
            "a piece doubled behind the last",
            &format!(
                "INSERT INTO chunk SELECT record, 2, sealed FROM chunk
                   WHERE record = {FIRST} AND part = 1"
            ),
        ),
        told(
            "a piece cut short",
            &format!(
                "UPDATE chunk SET sealed = substr(sealed, 1, 500)
                   WHERE record = {FIRST} AND part = 0"
            ),
        ),
        Kind::unchanged(
            "a piece doubled for a record that is not there",
            altered(
                &subject.locked,
                "INSERT INTO chunk SELECT randomblob(16), part, sealed FROM chunk LIMIT 1",
            ),
        ),
    ]
}

fn head(subject: &Subject) -> Vec<Kind> {
    let told = |name, sql: &str| Kind::told(name, 0, altered(&subject.locked, sql));
    vec![
        told(
            "the heads of two records swapped",
            "CREATE TEMP TABLE x AS SELECT min(seq) AS a, max(seq) AS b FROM head;
             CREATE TEMP TABLE y AS SELECT record, seq FROM head;
             UPDATE head SET seq = (SELECT b FROM x)
               WHERE record = (SELECT record FROM y WHERE seq = (SELECT a FROM x));
             UPDATE head SET seq = (SELECT a FROM x)
               WHERE record = (SELECT record FROM y WHERE seq = (SELECT b FROM x));",
        ),
        told(
            "a head doubled for a record that is not there",
            "INSERT INTO head SELECT randomblob(16), seq FROM head
               WHERE seq = (SELECT max(seq) FROM head)",
        ),
    ]
}

/// Drafts, as a kill leaves them.
fn draft(subject: &Subject) -> Vec<Kind> {
    let told = |name, most, sql: &str| Kind::told_after_kill(name, most, subject, sql);
    // Only a draft that stands in both states, and reads otherwise, can be put back.
    let now = drafts_of(&subject.killed);
    let mut earlier = drafts_of(&subject.before_kill);
    earlier
        .retain(|(record, sealed)| now.iter().any(|(of, other)| of == record && other != sealed));
    assert!(!earlier.is_empty(), "the writing goes on over a draft");
    let put_back = |count: usize| {
        let row = |(record, sealed): &(Vec<u8>, Vec<u8>)| {
            let (record, sealed) = (hex::encode(record), hex::encode(sealed));
            format!("UPDATE draft SET sealed = x'{sealed}' WHERE record = x'{record}';")
        };
        earlier.iter().take(count).map(row).collect::<String>()
    };
    let head =
        with_row(&subject.before_kill, &subject.killed, "SELECT head FROM journal", |head| {
            format!(
                "UPDATE journal SET head = x'{}'; {}",
                hex::encode(&head[0]),
                put_back(usize::MAX)
            )
        });
    vec![
        told(
            "a draft deleted",
            1,
            "DELETE FROM draft WHERE record = (SELECT max(record) FROM draft)",
        ),
        told("all drafts deleted", usize::MAX, "DELETE FROM draft"),
        told("a draft put back from earlier", 1, &put_back(1)),
        told("all drafts put back from earlier", usize::MAX, &put_back(usize::MAX)),
        told(
            "a draft doubled for a record that is not there",
            0,
            "INSERT INTO draft SELECT randomblob(16), sealed FROM draft LIMIT 1",
        ),
        Kind::told_of_kill(
            "all drafts and the chain's head put back from earlier",
            usize::MAX,
            head,
        ),
    ]
}

/// Slots. Their order means nothing: the chain head names them in the order of their bytes.
fn slot(subject: &Subject) -> Vec<Kind> {
    let told = |name, sql: &str| Kind::told(name, 0, altered(&subject.locked, sql));
    let forged = |at: &str| {
        // A right checksum needs no key; the slot itself is of no use.
        with_row(&subject.other, &subject.locked, "SELECT bytes FROM slot", |slots| {
            let slot = slots.iter().find(|bytes| bytes[1] == 1).expect("every journal has one");
            format!(
                "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20)
                 INSERT INTO slot (id, bytes) SELECT {at}, x'{}' FROM n",
                hex::encode(slot)
            )
        })
    };
    vec![
        Kind::unchanged(
            "the slots in another order",
            altered(
                &subject.locked,
                "UPDATE slot SET id = id + 100 WHERE id = (SELECT min(id) FROM slot)",
            ),
        ),
        told("a slot doubled", "INSERT INTO slot (bytes) SELECT bytes FROM slot LIMIT 1"),
        Kind::told("twenty forged slots behind the real ones", 0, forged("i + 1000")),
        Kind::told("twenty forged slots before the real ones", 0, forged("-i")),
        Kind::refused(
            "the slot of the passphrase deleted",
            altered(&subject.locked, "DELETE FROM slot WHERE substr(bytes, 2, 1) = x'01'"),
            "NoSlot",
        ),
    ]
}

/// The one row that says which journal it is. A second one is never read.
fn journal(subject: &Subject) -> Vec<Kind> {
    let head = with_row(&subject.other, &subject.locked, "SELECT head FROM journal", |head| {
        format!("UPDATE journal SET head = x'{}'", hex::encode(&head[0]))
    });
    vec![
        Kind::refused(
            "the row of the journal deleted",
            altered(&subject.locked, "DELETE FROM journal"),
            "Damaged",
        ),
        Kind::refused("the chain's head of another journal", head, "Damaged"),
        Kind::unchanged(
            "the row of the journal doubled",
            altered(
                &subject.locked,
                "PRAGMA ignore_check_constraints = ON;
                 INSERT INTO journal SELECT 0, journal, head FROM journal",
            ),
        ),
    ]
}

/// Reads the drafts with their records.
fn drafts_of(files: &Files) -> Vec<(Vec<u8>, Vec<u8>)> {
    let root = folder();
    put(root.path(), files);
    let path = root.path().join::<&Path>(database());
    let connection = Connection::open(path).expect("it is a database");
    let sql = "SELECT record, sealed FROM draft ORDER BY record";
    let mut rows = connection.prepare(sql).expect("the statement is right");
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("it runs");
    rows.map(|row| row.expect("two blobs")).collect()
}
