//! Whatever is done to the rows is told at the next opening, and what is readable stays so.

use stillroom::store::ChainReport;
use stillroom::vault::{RecordId, Seq};

use super::{Place, append};

/// Makes three records with four revisions and closes them.
fn written() -> Place {
    let place = Place::make();
    let (mut store, _) = place.begin();
    let first = RecordId::make();
    append(&mut store, first, "one");
    append(&mut store, RecordId::make(), "two");
    append(&mut store, RecordId::make(), "three");
    append(&mut store, first, "four");
    drop(store.close().expect("it closes"));
    place
}

fn after(sql: &str) -> ChainReport {
    let place = written();
    place.tamper(&format!("PRAGMA foreign_keys = OFF; {sql}"));
    let (store, report) = place.begin();
    assert!(store.body(Seq(1)).is_ok() || sql.contains("body"), "what is readable stays so");
    report
}

#[test]
fn untouched_rows_verify() {
    assert_eq!(after("SELECT 1"), ChainReport::default());
}

#[test]
fn a_deleted_row_in_the_middle_or_at_the_end_is_reported() {
    let middle = after("DELETE FROM chain WHERE seq = 2");
    assert_eq!(middle.broken_from, Some(Seq(2)));
    let end = after("DELETE FROM chain WHERE seq = 4; DELETE FROM head WHERE seq = 4");
    assert_eq!(end.broken_from, Some(Seq(4)));
}

#[test]
fn swapped_replayed_and_reordered_rows_are_told() {
    let swapped =
        after("UPDATE chain SET digest = (SELECT digest FROM chain WHERE seq = 3) WHERE seq = 2");
    assert_eq!(swapped.broken_from, Some(Seq(2)));
    let replayed =
        after("INSERT INTO chain SELECT 5, record, digest, link FROM chain WHERE seq = 1");
    assert_eq!(replayed.broken_from, Some(Seq(5)));
    let reordered = after(
        "UPDATE chain SET seq = 30 WHERE seq = 3; UPDATE chain SET seq = 3 WHERE seq = 2;
         UPDATE chain SET seq = 2 WHERE seq = 30",
    );
    assert_eq!(reordered.broken_from, Some(Seq(2)));
}

#[test]
fn a_row_moved_to_another_record_is_reported() {
    let moved =
        after("UPDATE chain SET record = (SELECT record FROM chain WHERE seq = 2) WHERE seq = 3");
    assert_eq!(moved.broken_from, Some(Seq(3)));
}

#[test]
fn a_head_that_names_an_older_revision_is_reported() {
    assert!(after("UPDATE head SET seq = 1 WHERE seq = 4").heads_differ);
    assert!(after("DELETE FROM head WHERE seq = 4").heads_differ);
}

#[test]
fn a_replaced_set_of_slots_is_reported() {
    assert!(after("INSERT INTO slot (bytes) SELECT bytes FROM slot").slots_replaced);
    assert!(after("DELETE FROM slot").slots_replaced);
}
