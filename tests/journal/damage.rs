//! What was altered in a closed journal is said once it opens, and the rest stays readable.

use rusqlite::Connection;
use stillroom::journal::{BodyCheck, JournalError, Notice, Opener};
use stillroom::testing::{Bench, NOON, PASSPHRASE, document, entry, minutes_later};
use stillroom::vault::{KdfParams, Passphrase, RecordId, SlotError};
use tempfile::TempDir;

/// A closed journal with an entry of two revisions and one of one.
fn written(root: &TempDir) -> (Bench, RecordId, RecordId) {
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut first = entry(&journal, "free", "as it was at first", NOON);
    first.base = journal.save_revision(&first, NOON).expect("it is saved").base;
    let second = entry(&journal, "free", "as it is now", minutes_later(1));
    first.answers.clone_from(&second.answers);
    journal.save_revision(&first, minutes_later(1)).expect("it is saved");
    let other = entry(&journal, "free", "untouched", NOON);
    journal.save_revision(&other, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    (bench, first.id, other.id)
}

fn alter(bench: &Bench, sql: &str) {
    let database = Connection::open(bench.folder.join("journal.db")).expect("it is closed");
    database.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).expect("it runs");
}

#[test]
fn a_head_that_names_an_older_revision_is_reported_and_the_newest_is_shown() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, first, _) = written(&root);
    alter(&bench, "UPDATE head SET seq = (SELECT min(seq) FROM chain WHERE record = head.record)");
    let journal = bench.unlock();
    assert_eq!(journal.snapshot(false).notices, [Notice::HeadsDiffer]);
    let opened = journal.open_entry(first).expect("it is readable");
    let now = stillroom::forms::Answer::Text(document("as it is now"));
    assert_eq!(opened.input.answers["text"], now);
}

#[test]
fn a_missing_body_is_reported_and_the_others_are_read() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, first, other) = written(&root);
    let id = first.to_string();
    alter(
        &bench,
        &format!("DELETE FROM body WHERE seq = (SELECT seq FROM head WHERE record = x'{id}')"),
    );
    let journal = bench.unlock();
    assert_eq!(journal.snapshot(false).notices, [], "no text is looked at yet");
    let mut check = BodyCheck::default();
    assert!(check.step(&journal, 1), "there is another one");
    while check.step(&journal, 1) {}
    assert_eq!(check.notice(), Some(Notice::BodiesMissing { count: 1 }));
    assert!(journal.open_entry(first).is_err());
    assert!(journal.open_entry(other).is_ok());
}

#[test]
fn the_slot_of_an_old_passphrase_put_back_is_reported() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, ..) = written(&root);
    let file = bench.folder.join("journal.db");
    let old = root.path().join("old.db");
    std::fs::copy(&file, &old).expect("it is closed");
    let mut journal = bench.unlock();
    let (from, to) = (Passphrase::typed(PASSPHRASE), Passphrase::typed("saddle copper meadow"));
    journal.set_passphrase(Some(&from), &to, KdfParams::CHEAP).expect("it is replaced");
    journal.lock().map(drop).expect("it locks");
    let old = old.display();
    alter(
        &bench,
        &format!(
            "ATTACH '{old}' AS old; UPDATE slot SET bytes = (SELECT bytes FROM old.slot
        WHERE substr(old.slot.bytes, 2, 1) = x'01') WHERE substr(bytes, 2, 1) = x'01'"
        ),
    );
    assert_eq!(bench.unlock().snapshot(false).notices, [Notice::SlotsReplaced]);
}

#[test]
fn a_damaged_slot_is_not_reported_as_missing() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, ..) = written(&root);
    let database = Connection::open(bench.folder.join("journal.db")).expect("it is closed");
    let of_passphrase = "FROM slot WHERE substr(bytes, 2, 1) = x'01'";
    let sql = format!("SELECT id, bytes {of_passphrase}");
    let (id, mut bytes): (i64, Vec<u8>) =
        database.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("there is one");
    bytes[90] ^= 1;
    let altered = database.execute("UPDATE slot SET bytes = ?2 WHERE id = ?1", (id, bytes));
    assert_eq!(altered.expect("it is altered"), 1);
    drop(database);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let refused = bench.locked().unlock(&Opener::Passphrase(&passphrase)).err();
    let cause = refused.expect("its slot is damaged").cause;
    assert!(matches!(cause, JournalError::Slot(SlotError::Damaged)), "{cause:?}");
}
