//! Regular appointments say who comes next, by the clock on the wall.

use stillroom::journal::{
    Appointment, Client, ClientStatus, Journal, JournalError, Moment, Recurrence, ScheduledHour,
};
use stillroom::testing::{Bench, NOON, client, entry};
use stillroom::vault::RecordId;
use tempfile::TempDir;

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// 2026-03-24, a Tuesday, 00:00 where clocks are one hour ahead of UTC. Five days later they go
/// forward to two hours.
const TUESDAY: Moment = Moment { utc_ms: 1_774_306_800_000, offset_min: 60 };

/// So many days after that Tuesday, at a time of the clock on the wall.
fn at(days: i64, hour: i64, minute: i64) -> Moment {
    let offset_min: i16 = if days >= 5 { 120 } else { 60 };
    let ahead_ms = i64::from(offset_min - TUESDAY.offset_min) * 60_000;
    let utc_ms = TUESDAY.utc_ms + days * DAY_MS + hour * HOUR_MS + minute * 60_000 - ahead_ms;
    Moment { utc_ms, offset_min }
}

fn comes(journal: &mut Journal, id: RecordId, weekday: u8, hour: u16, every: Recurrence) {
    let mut client = of(journal, id);
    client.appointment = Some(Appointment { weekday, minute: hour * 60, every });
    journal.save_client(client, NOON).expect("it is saved");
}

fn of(journal: &Journal, id: RecordId) -> Client {
    let mut clients = journal.list_clients().into_iter();
    clients.find(|client| client.id == Some(id)).expect("a client")
}

fn next(journal: &Journal, now: Moment) -> Vec<(RecordId, String, u16)> {
    let hours = journal.next_hours(now).into_iter();
    hours.map(|ScheduledHour { client, day, minute }| (client, day, minute / 60)).collect()
}

fn write_about(journal: &mut Journal, client: RecordId, now: Moment) {
    let mut input = entry(journal, "session", "Nothing much.", now);
    input.head.client = Some(client);
    journal.save_draft(input, now).expect("it is saved");
}

#[test]
fn appointments_of_today_come_first_until_a_note_is_written() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let [wren, tarn, lark] = ["Wren", "Tarn", "Lark"].map(|alias| client(&mut journal, alias));
    assert!(next(&journal, at(0, 8, 0)).is_empty(), "nobody has an appointment");
    comes(&mut journal, wren, 2, 10, Recurrence::Weekly);
    comes(&mut journal, tarn, 2, 16, Recurrence::Weekly);
    comes(&mut journal, lark, 4, 9, Recurrence::Weekly);
    let today = |id, hour| (id, "2026-03-24".to_owned(), hour);
    assert_eq!(next(&journal, at(0, 8, 0)), [today(wren, 10), today(tarn, 16)]);
    // In the evening both hours still wait for a note.
    assert_eq!(next(&journal, at(0, 23, 30)), [today(wren, 10), today(tarn, 16)]);
    write_about(&mut journal, wren, at(0, 11, 0));
    assert_eq!(next(&journal, at(0, 11, 0)), [today(tarn, 16)]);
    write_about(&mut journal, tarn, at(0, 17, 0));
    let thursday = (lark, "2026-03-26".to_owned(), 9);
    assert_eq!(next(&journal, at(0, 17, 0)), std::slice::from_ref(&thursday));
    assert_eq!(next(&journal, at(1, 0, 0)), [thursday]);
    // It is the journal that knows it, not the window.
    assert_eq!(journal.today_page(at(1, 0, 0)).next_hours.len(), 1);
    journal.lock().map(drop).expect("it locks");
    assert_eq!(next(&bench.unlock(), at(1, 0, 0)).len(), 1);
}

#[test]
fn an_appointment_keeps_its_local_time_through_clock_changes_and_travel() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let [wren, tarn] = ["Wren", "Tarn"].map(|alias| client(&mut journal, alias));
    comes(&mut journal, wren, 2, 0, Recurrence::Weekly);
    comes(&mut journal, tarn, 1, 23, Recurrence::Weekly);
    // On both sides of the change, an instant before and after midnight.
    for week in [0, 7] {
        let tuesday = if week == 0 { "2026-03-24" } else { "2026-03-31" };
        let monday = if week == 0 { "2026-03-23" } else { "2026-03-30" };
        let late = at(week - 1, 23, 59);
        assert_eq!(next(&journal, late), [(tarn, monday.to_owned(), 23)], "{week}");
        let early = at(week, 0, 0);
        assert_eq!(next(&journal, early), [(wren, tuesday.to_owned(), 0)], "{week}");
    }
    // The same instant is Tuesday morning here and Monday evening nine hours further west.
    let here = at(0, 4, 0);
    let west = Moment { offset_min: here.offset_min - 9 * 60, ..here };
    assert_eq!(next(&journal, here), [(wren, "2026-03-24".to_owned(), 0)]);
    assert_eq!(next(&journal, west), [(tarn, "2026-03-23".to_owned(), 23)]);
}

#[test]
fn a_new_entry_suggests_the_client_of_the_latest_session() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let [wren, tarn, lark] = ["Wren", "Tarn", "Lark"].map(|alias| client(&mut journal, alias));
    comes(&mut journal, wren, 2, 10, Recurrence::Weekly);
    comes(&mut journal, tarn, 2, 11, Recurrence::Fortnightly { from: "2026-03-25".into() });
    comes(&mut journal, lark, 2, 16, Recurrence::Monthly { week: 4 });
    assert_eq!(journal.likely_clients(at(0, 8, 0)), [wren, tarn, lark]);
    assert_eq!(journal.likely_clients(at(0, 11, 50)), [tarn, wren, lark]);
    assert_eq!(journal.likely_clients(at(0, 15, 50)), [lark, tarn, wren], "ten minutes early");
    write_about(&mut journal, tarn, at(0, 12, 0));
    assert_eq!(journal.likely_clients(at(0, 12, 0)), [wren, lark]);
    // A week later it is neither the fortnight nor the fourth Tuesday, and no other day counts.
    assert_eq!(journal.likely_clients(at(7, 12, 0)), [wren]);
    assert!(journal.likely_clients(at(6, 12, 0)).is_empty());
    for status in [ClientStatus::Paused, ClientStatus::Ended, ClientStatus::Archived] {
        let paused = Client { status, ..of(&journal, wren) };
        journal.save_client(paused, NOON).expect("it is saved");
        assert!(journal.likely_clients(at(7, 12, 0)).is_empty(), "{status:?}");
    }
}

#[test]
fn an_appointment_without_a_day_or_time_is_refused_and_changes_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    comes(&mut journal, wren, 2, 10, Recurrence::Weekly);
    let before = of(&journal, wren);
    let unsound = [
        Appointment { weekday: 0, minute: 600, every: Recurrence::Weekly },
        Appointment { weekday: 2, minute: 1440, every: Recurrence::Weekly },
        Appointment { weekday: 2, minute: 600, every: Recurrence::Monthly { week: 6 } },
        Appointment {
            weekday: 2,
            minute: 600,
            every: Recurrence::Fortnightly { from: "2026-13-01".into() },
        },
    ];
    for appointment in unsound {
        let wanted = Client { appointment: Some(appointment.clone()), ..before.clone() };
        let refused = journal.save_client(wanted, NOON);
        assert!(matches!(refused, Err(JournalError::BadAppointment)), "{appointment:?}");
    }
    assert_eq!(of(&journal, wren), before);
    journal.save_client(Client { appointment: None, ..before }, NOON).expect("it is removed");
    assert!(next(&journal, at(0, 8, 0)).is_empty());
}
