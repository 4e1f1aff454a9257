//! Clients are aliases, and no two share one.

use stillroom::journal::{Client, ClientStatus, JournalError};
use stillroom::testing::{Bench, NOON};
use tempfile::TempDir;

fn named(alias: &str) -> Client {
    Client {
        id: None,
        alias: alias.into(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
    }
}

#[test]
fn an_alias_used_twice_is_refused_without_regard_to_case_and_accents() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    journal.save_client(named("Wren"), NOON).expect("it is made");
    for again in ["wren", " WREN ", "Wr\u{e9}n"] {
        let refused = journal.save_client(named(again), NOON);
        assert!(matches!(refused, Err(JournalError::AliasTaken)), "{again}");
    }
    assert!(matches!(journal.save_client(named("  "), NOON), Err(JournalError::AliasEmpty)));
    assert_eq!(journal.list_clients().len(), 1);
}

#[test]
fn a_client_may_keep_its_alias_and_change_the_rest() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut wren = journal.save_client(named("Wren"), NOON).expect("it is made");
    wren.status = ClientStatus::Ended;
    journal.save_client(wren.clone(), NOON).expect("it is changed");
    journal.lock().map(drop).expect("it locks");
    assert_eq!(bench.unlock().list_clients(), [wren]);
}
