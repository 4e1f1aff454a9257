//! A journal with damaged key slots opens through its newest backup.

use std::path::Path;

use stillroom::exchange::backup::next_to_locked;
use stillroom::journal::{JournalError, Opener};
use stillroom::testing::{Bench, NOON, PASSPHRASE};
use stillroom::vault::{KdfParams, Passphrase, SlotKind};
use tempfile::TempDir;

use super::{backed_up, fill};

fn damage_slots(bench: &Bench, which: &str) {
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    let sql = format!("UPDATE slot SET bytes = zeroblob(166) WHERE {which}");
    assert!(raw.execute(&sql, []).expect("it runs") > 0);
}

#[test]
fn damaged_slots_are_replaced_by_those_of_the_backup() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 3);
    let backup = backed_up(&mut journal, NOON);
    journal.lock().map(drop).expect("it locks");
    damage_slots(&bench, "1");
    assert_eq!(next_to_locked(&bench.folder), [Path::new(&backup.path)]);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let opener = Opener::Passphrase(&passphrase);
    let vault = bench.locked();
    assert_eq!(vault.lost_ways_in(), [SlotKind::Passphrase, SlotKind::Recovery]);
    let refused = vault.unlock(&opener).err().expect("there is no slot");
    let vault = refused.vault.expect("still there");
    let opened = vault.unlock_through(Path::new(&backup.path), &opener);
    let journal = opened.map_err(|refused| refused.cause).expect("the backup's slots open it");
    assert!(journal.open_entry(ids[0]).is_ok());
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    assert!(journal.lock().is_ok_and(|vault| vault.lost_ways_in().is_empty()));
}

#[test]
fn a_slot_newer_than_the_backup_stays() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let backup = backed_up(&mut journal, NOON);
    let (old, new) =
        (Passphrase::typed(PASSPHRASE), Passphrase::typed("saddle copper meadow reed"));
    journal.set_passphrase(Some(&old), &new, KdfParams::CHEAP).expect("it is replaced");
    journal.lock().map(drop).expect("it locks");
    // Slots are written in the order passphrase's last, once it was replaced.
    damage_slots(&bench, "id = (SELECT min(id) FROM slot)");
    let words = Opener::Words(&bench.words);
    let opened = bench.locked().unlock_through(Path::new(&backup.path), &words);
    opened.map(drop).map_err(|refused| refused.cause).expect("the backup's words open it");
    assert!(bench.locked().unlock(&Opener::Passphrase(&new)).is_ok(), "the new one still opens");
    assert!(bench.locked().unlock(&Opener::Passphrase(&old)).is_err(), "the old one does not");
}

#[test]
fn a_backup_of_another_journal_does_not_open() {
    let root = TempDir::new().expect("a temporary folder");
    let (bench, other) = (Bench::make(&root.path().join("a")), Bench::make(&root.path().join("b")));
    let backup = backed_up(&mut other.unlock(), NOON);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let opener = Opener::Passphrase(&passphrase);
    let refused = bench.locked().unlock_through(Path::new(&backup.path), &opener);
    let refused = refused.err().expect("it is another's");
    assert!(matches!(refused.cause, JournalError::OtherJournal));
}
