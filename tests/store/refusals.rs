//! What cannot be opened is refused with its cause, never with a panic.

use std::fs;

use stillroom::store::{Closed, Heads, StoreError};
use stillroom::vault::RecordId;

use super::{Place, append};

fn refusal(place: &Place) -> Option<StoreError> {
    Closed::open(&place.folder()).err()
}

#[test]
fn another_opener_is_refused_at_once_even_from_another_connection() {
    let place = Place::make();
    let _held = place.begin();
    assert!(matches!(refusal(&place), Some(StoreError::AlreadyOpen)));
    let other = super::raw(&place.file()).execute_batch("DELETE FROM chain");
    assert!(other.is_err(), "nobody else can write either");
}

#[test]
fn files_that_are_no_journal_are_named_as_such() {
    let place = Place::make();
    fs::remove_file(place.file()).expect("it is there");
    assert!(matches!(refusal(&place), Some(StoreError::NotAJournal)));
    super::raw(&place.file()).execute_batch("CREATE TABLE other (x)").expect("it is made");
    assert!(matches!(refusal(&place), Some(StoreError::NotAJournal)));
    fs::write(place.file(), b"a letter, not a database, and long enough to be read as one")
        .expect("it is written");
    assert!(matches!(refusal(&place), Some(StoreError::Damaged)));
}

#[test]
fn a_newer_schema_is_refused_with_its_number() {
    let place = Place::make();
    place.tamper("PRAGMA user_version = 99");
    assert!(matches!(refusal(&place), Some(StoreError::TooNew { found: 99, .. })));
}

#[test]
fn an_added_trigger_is_refused() {
    let place = Place::make();
    place.tamper("CREATE TRIGGER t BEFORE DELETE ON draft BEGIN SELECT RAISE(IGNORE); END");
    assert!(matches!(refusal(&place), Some(StoreError::SchemaTampered)));
}

#[test]
fn an_existing_folder_is_refused() {
    let place = Place::make();
    let before = fs::read(place.file()).expect("readable");
    let again = Closed::create(&place.folder(), place.journal, &[], &place.keys().head);
    assert!(matches!(again, Err(StoreError::Exists)));
    assert_eq!(fs::read(place.file()).expect("readable"), before);
}

#[test]
fn a_truncated_database_is_an_error_and_never_a_panic() {
    let place = Place::make();
    let (mut store, _) = place.begin();
    for _ in 0..40 {
        append(&mut store, RecordId::make(), &"text ".repeat(200));
    }
    drop(store.close().expect("it closes"));
    let whole = fs::read(place.file()).expect("readable");
    for part in 0..32 {
        let length = whole.len() * part / 32;
        fs::write(place.file(), &whole[..length]).expect("writable");
        let keys = place.keys();
        let opened = Closed::open(&place.folder())
            .and_then(|closed| closed.begin(keys.chain, keys.head))
            .and_then(|(store, _)| {
                let heads = store.head_metas(Heads::Table)?;
                heads.iter().try_for_each(|head| store.body(head.seq).map(drop))
            });
        assert!(opened.is_err(), "{length} of {} bytes were taken for whole", whole.len());
    }
}

#[cfg(unix)]
#[test]
fn folders_and_files_are_private_to_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::make();
    let mode = |path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(place.folder()), mode(place.file())), (0o700, 0o600));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_keeps_what_was_saved_and_saving_resumes() {
    let place = Place::make();
    place.tamper("PRAGMA journal_mode = WAL");
    let (mut store, _) = place.begin();
    let record = RecordId::make();
    append(&mut store, record, "kept");
    store.limit_size_for_tests(24);
    let full: Result<_, StoreError> = store.transact(|tx| tx.put_draft(record, &vec![7; 4 << 20]));
    assert!(matches!(full, Err(StoreError::DiskFull)));
    store.limit_size_for_tests(1 << 20);
    append(&mut store, record, "and again");
    drop(store);
    assert_eq!(place.begin().1, stillroom::store::ChainReport::default());
}

#[test]
fn the_reserve_is_made_at_an_unlock_released_once_and_made_again() {
    let place = Place::make();
    let reserve = place.folder().join("reserve");
    let (store, _) = place.begin();
    let length = fs::metadata(&reserve).expect("it is set aside").len();
    assert!(length >= 1 << 20);
    assert!(store.release_reserve().expect("it is given up"));
    assert!(!reserve.exists());
    assert!(!store.release_reserve().expect("there is none"));
    drop(store);
    fs::write(&reserve, b"only begun").expect("writable");
    let _store = place.begin();
    assert_eq!(fs::metadata(&reserve).expect("it is set aside").len(), length);
}
