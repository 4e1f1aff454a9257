//! What someone clever would do with whole rows and files, by name.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use stillroom::testing::PASSPHRASE;
use stillroom::vault::{Digest, Slot};

use super::flips::{database, log};
use super::subject::{Files, OLD_PASSPHRASE, Subject, put, read};
use super::verdict::Verdict;
use crate::expected::ExpectedState;
use crate::figure::{Figure, thousands};
use crate::run::{Run, folder};

/// What must come of a kind of tampering.
#[derive(Clone, Copy)]
enum Must {
    /// Someone is told, at opening or at the entry, and nothing else is lost.
    BeTold,
    /// The journal is refused with its cause.
    BeRefused(&'static str),
    /// Nothing changes for the reader, as with a foreign search index.
    ChangeNothing,
}

/// One kind of tampering.
pub(super) struct Kind {
    name: &'static str,
    files: Files,
    must: Must,
    passphrase: &'static str,
    /// How many entries it may make unreadable or turn back.
    most: usize,
    /// Whether it is done to what a kill left, not to what a lock did.
    killed: bool,
}

/// Tries every kind and counts those that went unnoticed.
pub(super) fn prove(_: &Run, subject: &Subject) -> Figure {
    let kinds = [
        links(subject),
        rows(subject),
        heads(subject),
        slots(subject),
        schema(subject),
        whole(subject),
        super::tables::kinds(subject),
    ];
    let kinds: Vec<Kind> = kinds.into_iter().flatten().collect();
    let expected = |kind: &Kind| {
        if kind.killed { &subject.killed_state } else { &subject.locked_state }
    };
    let failed = kinds.iter().filter(|kind| !detected(kind, expected(kind))).count();
    println!("   {} kinds of tampering", thousands(kinds.len()));
    Figure::none_of(6, "kinds of tampering that go unnoticed", failed, kinds.len(), 60)
}

fn detected(kind: &Kind, expected: &ExpectedState) -> bool {
    let verdict = Verdict::with(&kind.files, expected, kind.passphrase, true);
    let hurt = verdict.unreadable + verdict.missing + verdict.older;
    let right = match kind.must {
        Must::BeTold => verdict.is_told() && verdict.refused.is_none() && hurt <= kind.most,
        Must::BeRefused(cause) => verdict.refused.as_ref().is_some_and(|why| why.contains(cause)),
        Must::ChangeNothing => verdict.is_whole() && verdict.notices.is_empty(),
    };
    let detected = right && !verdict.is_bad();
    if !detected {
        println!("   {}: {verdict:?}", kind.name);
    }
    detected
}

/// Links of the chain deleted, reordered, replayed, replaced.
fn links(subject: &Subject) -> Vec<Kind> {
    let told = |name, most, sql: &str| Kind::told(name, most, altered(&subject.locked, sql));
    vec![
        told("a link deleted in the middle", 1, "DELETE FROM chain WHERE seq = 7"),
        told(
            "the newest revision deleted everywhere",
            1,
            "CREATE TEMP TABLE x AS SELECT max(seq) AS seq FROM chain;
             DELETE FROM body WHERE seq = (SELECT seq FROM x);
             DELETE FROM meta WHERE seq = (SELECT seq FROM x);
             DELETE FROM head WHERE seq = (SELECT seq FROM x);
             DELETE FROM chain WHERE seq = (SELECT seq FROM x);",
        ),
        told(
            "two links reordered",
            2,
            "UPDATE chain SET seq = 90000 WHERE seq = 5; UPDATE chain SET seq = 5 WHERE seq = 6;
             UPDATE chain SET seq = 6 WHERE seq = 90000;",
        ),
        told(
            "a link replayed at the end",
            1,
            "INSERT INTO chain SELECT (SELECT max(seq) + 1 FROM chain), record, digest, link
               FROM chain WHERE seq = 3",
        ),
        told(
            "a link's digest replaced",
            1,
            "UPDATE chain SET digest = (SELECT digest FROM chain WHERE seq = 4) WHERE seq = 8",
        ),
        told(
            "a revision given to another record",
            2,
            "UPDATE chain SET record = (SELECT record FROM chain WHERE seq = 2)
               WHERE seq = (SELECT max(seq) FROM chain)",
        ),
    ]
}

/// Sealed rows deleted, swapped, replayed, moved.
fn rows(subject: &Subject) -> Vec<Kind> {
    let told = |name, most, sql: &str| Kind::told(name, most, altered(&subject.locked, sql));
    // Two entries' newest texts, as their newest revisions have bodies of their own.
    let two = "WITH two AS (SELECT min(head.seq) AS a, max(head.seq) AS b FROM head
               JOIN body ON body.seq = head.seq JOIN meta ON meta.seq = head.seq)";
    let swap = |table: &str| {
        format!(
            "CREATE TEMP TABLE x AS {two}
               SELECT a, b, (SELECT sealed FROM {table} WHERE seq = a) AS at_a,
                            (SELECT sealed FROM {table} WHERE seq = b) AS at_b FROM two;
             UPDATE {table} SET sealed = (SELECT at_b FROM x) WHERE seq = (SELECT a FROM x);
             UPDATE {table} SET sealed = (SELECT at_a FROM x) WHERE seq = (SELECT b FROM x);"
        )
    };
    // An entry with several texts: its newest revision, and the one before.
    let replay = |table: &str| {
        format!(
            "CREATE TEMP TABLE x AS SELECT record, max(seq) AS new, min(seq) AS old FROM chain
               WHERE seq IN (SELECT seq FROM body) GROUP BY record HAVING count(*) > 1 LIMIT 1;
             UPDATE {table} SET sealed = (SELECT sealed FROM {table} WHERE seq = (SELECT old FROM x))
               WHERE seq = (SELECT new FROM x);"
        )
    };
    let newest_body = "(SELECT max(seq) FROM body WHERE seq IN (SELECT seq FROM head))";
    vec![
        told("the bodies of two entries swapped", 2, &swap("body")),
        told("the metas of two entries swapped", 2, &swap("meta")),
        told("an older body replayed", 1, &replay("body")),
        told("an older meta replayed", 1, &replay("meta")),
        told("a body deleted", 1, &format!("DELETE FROM body WHERE seq = {newest_body}")),
        told("a meta deleted", 1, &format!("DELETE FROM meta WHERE seq = {newest_body}")),
        told(
            "an older revision's meta deleted",
            0,
            "DELETE FROM meta WHERE seq = (SELECT min(seq) FROM chain WHERE seq NOT IN
               (SELECT seq FROM head))",
        ),
        told(
            "a meta put in a body's place",
            1,
            &format!(
                "UPDATE body SET sealed = (SELECT sealed FROM meta WHERE seq = {newest_body})
                   WHERE seq = {newest_body}"
            ),
        ),
        Kind::told("a row of another journal put in", 1, foreign_row(subject)),
        Kind::told_after_kill("the drafts of two entries swapped", 2, subject, &draft_swap()),
        Kind::told_after_kill(
            "a draft given to another entry",
            2,
            subject,
            "UPDATE draft SET record = (SELECT record FROM head
               WHERE record NOT IN (SELECT record FROM draft) LIMIT 1)
               WHERE record = (SELECT max(record) FROM draft)",
        ),
    ]
}

/// Heads turned back, of records and of the chain.
fn heads(subject: &Subject) -> Vec<Kind> {
    let several = "(SELECT record FROM chain WHERE seq IN (SELECT seq FROM body)
                     GROUP BY record HAVING count(*) > 1 LIMIT 1)";
    vec![
        Kind::told(
            "an entry's head turned back",
            0,
            altered(
                &subject.locked,
                &format!(
                    "UPDATE head SET seq = (SELECT min(seq) FROM chain WHERE record = {several})
                       WHERE record = {several}"
                ),
            ),
        ),
        Kind::told(
            "an entry's head deleted",
            0,
            altered(&subject.locked, "DELETE FROM head WHERE seq = (SELECT max(seq) FROM body)"),
        ),
        Kind::told("the chain's head replayed", 0, {
            with_row(&subject.early, &subject.locked, "SELECT head FROM journal", |head| {
                format!("UPDATE journal SET head = x'{}'", hex::encode(&head[0]))
            })
        }),
    ]
}

/// Slots replayed, downgraded, made to cost everything, deleted, taken from elsewhere.
fn slots(subject: &Subject) -> Vec<Kind> {
    let from = |files: &Files, change: &dyn Fn(&mut Vec<u8>)| {
        with_row(files, &subject.locked, "SELECT bytes FROM slot", |slots| {
            let slots = slots.into_iter().map(|mut bytes| {
                if Slot::from_bytes(bytes.clone()).is_ok_and(|slot| slot.bytes[1] == 1) {
                    change(&mut bytes);
                }
                format!("INSERT INTO slot (bytes) VALUES (x'{}');", hex::encode(&bytes))
            });
            format!("DELETE FROM slot; {}", slots.collect::<String>())
        })
    };
    let cost = |m_kib: u32, t: u32, p: u32| {
        from(&subject.locked, &move |bytes: &mut Vec<u8>| {
            for (at, number) in [(18, m_kib), (22, t), (26, p)] {
                bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
            rechecked(bytes);
        })
    };
    let refused = Kind::refused;
    let replayed = Kind {
        passphrase: OLD_PASSPHRASE,
        ..Kind::told("the slot of an old passphrase put back", 0, from(&subject.early, &|_| ()))
    };
    vec![
        replayed,
        refused("a slot's cost lowered below the floor", cost(8 << 10, 1, 1), "OutOfBounds"),
        refused("a slot's cost lowered to the floor", cost(64 << 10, 3, 1), "Wrong"),
        refused("a slot that asks for 4 TiB", cost(u32::MAX, 3, 1), "OutOfBounds"),
        refused(
            "a slot that asks for a million passes",
            cost(64 << 10, 1_000_000, 1),
            "OutOfBounds",
        ),
        refused("a slot with a million lanes", cost(64 << 10, 3, 1_000_000), "OutOfBounds"),
        refused(
            "a slot with a flipped bit",
            from(&subject.locked, &|bytes: &mut Vec<u8>| bytes[100] ^= 1),
            "Damaged",
        ),
        refused(
            "a wrapped key with a flipped bit and a new checksum",
            from(&subject.locked, &|bytes: &mut Vec<u8>| {
                bytes[100] ^= 1;
                rechecked(bytes);
            }),
            "Damaged",
        ),
        refused("all slots deleted", altered(&subject.locked, "DELETE FROM slot"), "NoSlot"),
        Kind::told(
            "the slot of the words deleted",
            0,
            altered(&subject.locked, "DELETE FROM slot WHERE substr(bytes, 2, 1) = x'02'"),
        ),
        refused("the slots of another journal", from(&subject.other, &|_| ()), "Damaged"),
    ]
}

/// Things added to the schema, and numbers changed that say what the file is.
fn schema(subject: &Subject) -> Vec<Kind> {
    let refused = |name, sql, cause| Kind::refused(name, altered(&subject.locked, sql), cause);
    vec![
        refused(
            "a trigger that swallows deletes",
            "CREATE TRIGGER t BEFORE DELETE ON draft BEGIN SELECT RAISE(IGNORE); END",
            "SchemaTampered",
        ),
        refused("a view", "CREATE VIEW v AS SELECT * FROM chain", "SchemaTampered"),
        refused("a table", "CREATE TABLE more (x)", "SchemaTampered"),
        refused("an index dropped", "DROP INDEX chain_by_record", "SchemaTampered"),
        refused("a column added", "ALTER TABLE draft ADD COLUMN more BLOB", "SchemaTampered"),
        refused("a newer schema", "PRAGMA user_version = 9999", "TooNew"),
        refused("another application's file", "PRAGMA application_id = 7", "NotAJournal"),
    ]
}

/// Whole files put in place of others.
fn whole(subject: &Subject) -> Vec<Kind> {
    let swapped = |from: &Files, part: &str| {
        let mut files = subject.locked.clone();
        let is_part = |path: &PathBuf| path.starts_with(Path::new("test.stillroom").join(part));
        files.retain(|path, _| !is_part(path));
        files.extend(
            from.iter().filter(|(path, _)| is_part(path)).map(|(p, b)| (p.clone(), b.clone())),
        );
        files
    };
    let mut holed = subject.killed.clone();
    let flipped = holed.get_mut(log()).expect("a kill leaves a log");
    flipped[32 + 100] ^= 1;
    let older = Kind {
        passphrase: OLD_PASSPHRASE,
        ..Kind::told(
            "an older file beside the kept anchor",
            usize::MAX,
            swapped(&subject.early, "journal.db"),
        )
    };
    vec![
        older,
        Kind {
            killed: true,
            ..Kind::told("a log with damage before its last commit", usize::MAX, holed)
        },
        Kind::unchanged("the index of another journal", swapped(&subject.other, "index")),
        Kind::unchanged("an index of long ago", swapped(&subject.early, "index")),
        Kind::unchanged("no index", swapped(&Files::new(), "index")),
    ]
}

impl Kind {
    pub(super) fn told(name: &'static str, most: usize, files: Files) -> Self {
        Self { name, files, must: Must::BeTold, passphrase: PASSPHRASE, most, killed: false }
    }

    pub(super) fn told_after_kill(
        name: &'static str,
        most: usize,
        subject: &Subject,
        sql: &str,
    ) -> Self {
        Self::told_of_kill(name, most, altered(&subject.killed, sql))
    }

    pub(super) fn told_of_kill(name: &'static str, most: usize, files: Files) -> Self {
        Self { killed: true, ..Self::told(name, most, files) }
    }

    pub(super) fn refused(name: &'static str, files: Files, cause: &'static str) -> Self {
        Self { must: Must::BeRefused(cause), ..Self::told(name, 0, files) }
    }

    pub(super) fn unchanged(name: &'static str, files: Files) -> Self {
        Self { must: Must::ChangeNothing, ..Self::told(name, 0, files) }
    }
}

/// Runs statements on a copy of the database, as someone with the file could.
pub(super) fn altered(files: &Files, sql: &str) -> Files {
    let root = folder();
    put(root.path(), files);
    let connection = Connection::open(root.path().join(database())).expect("it is a database");
    connection.execute_batch("PRAGMA foreign_keys = OFF;").expect("a setting");
    connection.execute_batch(sql).expect("the statements run");
    drop(connection);
    read(root.path())
}

/// Reads blobs from one copy and makes a statement of them for another.
pub(super) fn with_row(
    from: &Files,
    to: &Files,
    sql: &str,
    statement: impl FnOnce(Vec<Vec<u8>>) -> String,
) -> Files {
    let root = folder();
    put(root.path(), from);
    let connection = Connection::open(root.path().join(database())).expect("it is a database");
    let mut rows = connection.prepare(sql).expect("the statement is right");
    let blobs = rows.query_map([], |row| row.get(0)).expect("it runs");
    let blobs: Vec<Vec<u8>> = blobs.map(|blob| blob.expect("a blob")).collect();
    altered(to, &statement(blobs))
}

/// Puts the newest meta and body of another journal in place of ours, under our numbers.
fn foreign_row(subject: &Subject) -> Files {
    let root = folder();
    let other = root.path().join("other.db");
    fs::write(&other, &subject.other[database()]).expect("a place in memory");
    let newest = "(SELECT max(seq) FROM main.body WHERE seq IN (SELECT seq FROM main.head))";
    let theirs = "(SELECT max(seq) FROM other.body WHERE seq IN (SELECT seq FROM other.head))";
    let sql = format!(
        "ATTACH '{}' AS other;
         UPDATE main.meta SET sealed = (SELECT sealed FROM other.meta WHERE seq = {theirs})
           WHERE seq = {newest};
         UPDATE main.body SET sealed = (SELECT sealed FROM other.body WHERE seq = {theirs})
           WHERE seq = {newest};",
        other.display()
    );
    altered(&subject.locked, &sql)
}

fn draft_swap() -> String {
    "CREATE TEMP TABLE x AS SELECT min(record) AS a, max(record) AS b FROM draft;
     CREATE TEMP TABLE y AS SELECT record, sealed FROM draft;
     UPDATE draft SET sealed = (SELECT sealed FROM y WHERE record = (SELECT b FROM x))
       WHERE record = (SELECT a FROM x);
     UPDATE draft SET sealed = (SELECT sealed FROM y WHERE record = (SELECT a FROM x))
       WHERE record = (SELECT b FROM x);"
        .to_owned()
}

/// Computes a slot's checksum anew, which needs no key.
fn rechecked(bytes: &mut Vec<u8>) {
    bytes.truncate(bytes.len() - 32);
    let checksum = *Digest::of(bytes).as_bytes();
    bytes.extend_from_slice(&checksum);
}
