//! Before a journal is migrated, a copy of it is made and verified.

use std::path::Path;

use stillroom::exchange::backup::{RestoreRun, list};
use stillroom::journal::{Opener, VaultFile};
use stillroom::store::with_test_migration;
use stillroom::testing::Bench;
use tempfile::TempDir;

use super::{files, fill, on, place};

const LATER: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT";
const BROKEN: &str = "CREATE TABLE chain (id INTEGER PRIMARY KEY) STRICT";

#[test]
fn a_verified_backup_stands_before_a_migration_and_restores_the_journal_as_it_was() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 5);
    journal.lock().map(drop).expect("it locks");
    let words = Opener::Words(&bench.words);
    let backups = with_test_migration(LATER, || {
        let journal = bench.unlock();
        assert!(ids.iter().all(|id| journal.open_entry(*id).is_ok()));
        list(&journal).expect("it lists")
    });
    assert_eq!(backups.listed.len(), 1);
    assert!(backups.listed[0].verified.is_some());
    assert!(VaultFile::open(&bench.folder, &bench.anchors).is_err(), "it is of a later version");

    let into = root.path().join("Restored.stillroom");
    let file = Path::new(&backups.listed[0].path);
    RestoreRun::begin(file, &words, &into).expect("it begins").run(&mut on).expect("it restores");
    let restored = VaultFile::open(&into, &bench.anchors).expect("as it was").unlock(&words);
    assert!(restored.is_ok_and(|journal| journal.open_entry(ids[0]).is_ok()));
}

#[test]
fn a_migration_that_fails_leaves_the_journal_as_it_was() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 2);
    journal.lock().map(drop).expect("it locks");
    with_test_migration(BROKEN, || {
        let failed = bench.locked().unlock(&Opener::Words(&bench.words));
        assert!(failed.is_err());
    });
    assert!(bench.unlock().open_entry(ids[1]).is_ok());
}

#[test]
fn without_room_for_a_backup_nothing_is_migrated() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    bench.unlock().lock().map(drop).expect("it locks");
    std::fs::write(place(&bench), b"a file where the folder should be").expect("writable");
    with_test_migration(LATER, || {
        assert!(bench.locked().unlock(&Opener::Words(&bench.words)).is_err());
    });
    assert!(files(&place(&bench)).is_empty());
    assert!(bench.locked().unlock(&Opener::Words(&bench.words)).is_ok(), "still of this version");
}
