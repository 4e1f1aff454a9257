//! Journal health says what is wrong, and nothing when nothing is.

use stillroom::exchange::ExchangeError;
use stillroom::exchange::health::{CheckRun, Health};
use stillroom::journal::{EraseTarget, Journal};
use stillroom::testing::{Bench, NOON, entry};
use tempfile::TempDir;

use super::{backed_up, client, fill, on};

fn checked(journal: &Journal) -> Health {
    CheckRun::default().run(journal, NOON, &mut on).expect("it is checked")
}

#[test]
fn an_intact_journal_is_reported_as_intact() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    client(&mut journal, "Wren");
    let ids = fill(&mut journal, 30);
    journal.trash_entry(ids[0], NOON).expect("it goes");
    let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
    journal.erase(plan.target, &plan.stamp, "", NOON).expect("it is erased");
    journal.trash_entry(ids[1], NOON).expect("it goes");
    let health = checked(&journal);
    assert!(health.is_whole() && health.index_agrees(), "{health:?}");
    assert_eq!((health.records.entries, health.records.clients), (29, 1));
    assert_eq!((health.index.found, health.index.expected), (28, 28));
    assert_eq!(health.records.erased, 2, "what was written and what was put in the trash");
    assert_eq!(health.backups.last_verified, None);
    backed_up(&mut journal, NOON);
    assert!(checked(&journal).backups.last_verified.is_some());
}

#[test]
fn damaged_and_missing_rows_are_counted_and_the_rest_stays_readable() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 9);
    journal.lock().map(drop).expect("it locks");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    raw.execute_batch(
        "UPDATE body SET sealed = zeroblob(300) WHERE seq = 3;
         DELETE FROM body WHERE seq = 4;
         DELETE FROM meta WHERE seq = 5;",
    )
    .expect("it runs");
    drop(raw);
    let journal = bench.unlock();
    let health = checked(&journal);
    assert!(!health.is_whole());
    assert_eq!((health.records.damaged, health.records.missing), (1, 2));
    assert!(journal.open_entry(ids[8]).is_ok());
}

#[test]
fn a_check_can_be_cancelled() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let journal = bench.unlock();
    let mut check = CheckRun::default();
    check.cancel().cancel();
    assert!(matches!(check.step(&journal), Err(ExchangeError::Cancelled)));
}

#[test]
fn a_damaged_draft_is_counted_and_keeps_a_backup_from_being_verified() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 2);
    let draft = entry(&journal, "free", "half a sentence", NOON);
    journal.save_draft(draft, NOON).expect("it is saved");
    let opened = checked(&journal).records.opened;
    drop(journal);
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    raw.execute("UPDATE draft SET sealed = zeroblob(600)", []).expect("it runs");
    drop(raw);
    let mut journal = bench.unlock();
    let health = checked(&journal);
    assert_eq!((health.records.damaged, health.records.opened), (1, opened - 1));
    let backup = backed_up(&mut journal, NOON);
    assert_eq!((backup.verified, backup.damaged), (None, 1));
}
