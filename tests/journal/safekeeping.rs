//! The professional will and the places for backups are sealed records.

use stillroom::journal::{BackupPlaces, JournalError, Will};
use stillroom::testing::{Bench, NOON};
use stillroom::vault::RecoveryWords;
use tempfile::TempDir;

#[test]
fn a_will_is_found_again_and_never_holds_the_recovery_words() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    assert_eq!(journal.will().expect("readable"), Will::default());
    let will = Will {
        may_open: "Robin Sample, my colleague, to tell the people I see.".into(),
        may_destroy: "Robin, seven years after my last session.".into(),
        whereabouts: "In the sealed envelope at the notary Example.".into(),
        ..Will::default()
    };
    let saved = journal.save_will(will, NOON).expect("it is saved");
    let words = RecoveryWords::make().words();
    for text in [words.join(" "), format!("Note: {}.", words.join(", ").to_uppercase())] {
        let with_words = Will { whereabouts: text, ..saved.clone() };
        assert!(matches!(journal.save_will(with_words, NOON), Err(JournalError::WordsInWill)));
    }
    journal.lock().map(drop).expect("it locks");
    assert_eq!(bench.unlock().will().expect("readable"), saved);
}

#[test]
fn the_backup_places_are_saved() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let places = BackupPlaces {
        second: Some("/media/stick".into()),
        by_hand: true,
        ..BackupPlaces::default()
    };
    journal.save_backup_places(places.clone(), NOON).expect("they are kept");
    journal.lock().map(drop).expect("it locks");
    assert_eq!(bench.unlock().backup_places(), places);
}
