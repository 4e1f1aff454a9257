//! Clients are aliases, and no two share one.

use stillroom::forms::FormId;
use stillroom::journal::{Client, ClientStatus, Journal, JournalError, Phase};
use stillroom::testing::{Bench, NOON, client, days_later, entry, minutes_later};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn named(alias: &str) -> Client {
    Client {
        id: None,
        alias: alias.into(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
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

#[test]
fn the_kind_of_the_next_note_is_guessed_from_the_phase_of_the_client() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let guess = journal.suggest(wren, NOON);
    assert_eq!((guess.session, guess.phase, guess.form), (Some(1), None, None));

    write(&mut journal, "music", wren, Phase::Medicine, 0);
    // Written beside it, and later: it does not say what kind of hour it was.
    write(&mut journal, "boundary", wren, Phase::Medicine, 1);
    let same_day = journal.suggest(wren, minutes_later(120));
    assert_eq!((same_day.session, same_day.phase), (Some(1), Some(Phase::Medicine)));
    assert_eq!(same_day.form, Some(FormId("music".into())));

    let next = journal.suggest(wren, days_later(2));
    assert_eq!((next.session, next.phase), (Some(2), Some(Phase::IntegrationEarly)));
    assert_eq!(next.form, None, "nobody had such an hour yet");

    let heron = client(&mut journal, "Heron");
    write(&mut journal, "integration", heron, Phase::IntegrationEarly, 3);
    let next = journal.suggest(wren, days_later(2));
    assert_eq!(next.form, Some(FormId("integration".into())), "as with another client");
}

fn write(journal: &mut Journal, form: &str, client: RecordId, phase: Phase, minutes: i64) {
    let now = minutes_later(minutes);
    let mut input = entry(journal, form, "What was seen.", now);
    input.head.client = Some(client);
    input.head.session = Some(1);
    input.head.phase = Some(phase);
    journal.save_revision(&input, now).expect("it is saved");
}
