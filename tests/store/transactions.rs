//! A transaction is all or nothing, in the file and in memory.

use stillroom::store::{Heads, StoreError};
use stillroom::vault::{RecordId, Seq};

use super::{Place, append, sealed};

#[test]
fn appended_revisions_are_there_after_reopening_and_the_chain_verifies() {
    let place = Place::make();
    let (mut store, _) = place.begin();
    let (a, b) = (RecordId::make(), RecordId::make());
    for (record, text) in [(a, "one"), (b, "two"), (a, "three")] {
        append(&mut store, record, text);
    }
    store.close().map(drop).expect("it closes");
    let (store, report) = place.begin();
    assert_eq!(report, stillroom::store::ChainReport::default());
    assert_eq!(store.revisions(a).expect("readable"), [Seq(1), Seq(3)]);
    assert_eq!(store.body(Seq(3)).expect("readable"), b"three");
    let heads = store.head_metas(Heads::Table).expect("readable");
    assert_eq!(heads.iter().map(|head| head.seq).collect::<Vec<_>>(), [Seq(2), Seq(3)]);
    assert_eq!(store.changed_since(Seq(1)).expect("readable").len(), 2);
}

#[test]
fn a_failed_transaction_changes_nothing_in_the_file_or_in_memory() {
    let place = Place::make();
    let (mut store, _) = place.begin();
    let record = RecordId::make();
    append(&mut store, record, "kept");
    let before = store.chain_head();
    let failed: Result<(), StoreError> = store.transact(|tx| {
        tx.append(record, |_| sealed("lost"))?;
        tx.put_draft(record, b"lost too")?;
        Err(StoreError::DiskFull)
    });
    assert!(matches!(failed, Err(StoreError::DiskFull)));
    assert_eq!(store.chain_head(), before);
    assert_eq!(store.draft(record).expect("readable"), None);
    assert_eq!(append(&mut store, record, "next"), Seq(2));
    drop(store);
    assert_eq!(place.begin().1, stillroom::store::ChainReport::default());
}

#[test]
fn a_draft_is_replaced_and_deleted() {
    let place = Place::make();
    let (mut store, _) = place.begin();
    let record = RecordId::make();
    for text in ["first", "second"] {
        let put: Result<(), StoreError> =
            store.transact(|tx| tx.put_draft(record, text.as_bytes()));
        put.expect("it is saved");
    }
    drop(store);
    let (mut store, _) = place.begin();
    assert_eq!(store.draft(record).expect("readable").as_deref(), Some(&b"second"[..]));
    let dropped: Result<(), StoreError> = store.transact(|tx| tx.drop_draft(record));
    dropped.expect("it is dropped");
    assert_eq!(store.draft_records().expect("readable"), []);
}

#[test]
fn a_deleted_draft_is_in_no_file_once_the_log_is_truncated() {
    let place = Place::make();
    let (mut store, _) = place.begin();
    let record = RecordId::make();
    let secret = b"sealed bytes that must be gone".repeat(40);
    let put: Result<(), StoreError> = store.transact(|tx| tx.put_draft(record, &secret));
    put.expect("it is saved");
    let dropped: Result<(), StoreError> = store.transact(|tx| tx.drop_draft(record));
    dropped.expect("it is dropped");
    drop(store.close().expect("it closes"));
    for file in std::fs::read_dir(place.folder()).expect("readable") {
        let bytes = std::fs::read(file.expect("readable").path()).expect("readable");
        assert!(!bytes.windows(30).any(|window| window == &secret[..30]));
    }
}
