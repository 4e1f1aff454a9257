//! Days with their entries, the entries before and after one, and what was written on this day.

use stillroom::journal::{JournalError, Moment, Weight};
use stillroom::testing::{Bench, NOON, client, days_later, entry, note};
use tempfile::TempDir;

#[test]
fn a_calendar_has_the_entries_of_its_days_and_the_heaviest_weight_of_each() {
    let root = TempDir::new().expect("a temporary folder");
    let mut journal = Bench::make(root.path()).unlock();
    for (day, weight) in [(0, Some(Weight::Light)), (0, Some(Weight::Heavy)), (0, None), (5, None)]
    {
        let mut input = entry(&journal, "free", "Words.", days_later(day));
        input.head.weight = weight;
        journal.save_revision(&input, days_later(day)).expect("it is saved");
    }
    let other_year = entry(&journal, "free", "Words.", days_later(-90));
    journal.save_revision(&other_year, NOON).expect("it is saved");
    let gone = entry(&journal, "free", "Words.", days_later(1));
    journal.save_revision(&gone, NOON).expect("it is saved");
    journal.trash_entry(gone.id, NOON).expect("it goes");
    let late = entry(&journal, "free", "Words.", days_later(70));
    journal.save_revision(&late, NOON).expect("it is saved");

    let calendar = journal.calendar("2026-02-23", "2026-04-05", 2026).expect("it is a stretch");
    let days: Vec<(&str, Option<Weight>, usize)> =
        calendar.days.iter().map(|day| (day.day.as_str(), day.weight, day.rows.len())).collect();
    assert_eq!(days, [("2026-03-02", Some(Weight::Heavy), 3), ("2026-03-07", None, 1)]);
    assert_eq!(calendar.months, [3, 5], "December is of another year, and the trash tells nothing");
    let before = journal.calendar("2025-11-24", "2026-01-04", 2025).expect("it is a stretch");
    assert_eq!((before.days.len(), before.months), (1, vec![12]));
    for (from, to) in
        [("2026-02-30", "2026-03-01"), ("2026-03-02", "2026-03-01"), ("2026-01-01", "2026-12-31")]
    {
        assert!(matches!(journal.calendar(from, to, 2026), Err(JournalError::NoSuchDay)));
    }
}

#[test]
fn entries_before_and_after_one_are_of_the_same_client() {
    let root = TempDir::new().expect("a temporary folder");
    let mut journal = Bench::make(root.path()).unlock();
    let (wren, tarn) = (client(&mut journal, "Wren"), client(&mut journal, "Tarn"));
    let first = note(&mut journal, wren, 1, 0).id;
    note(&mut journal, tarn, 1, 1);
    let gone = note(&mut journal, wren, 2, 2).id;
    let last = note(&mut journal, wren, 3, 3).id;
    journal.trash_entry(gone, NOON).expect("it goes");
    let around = journal.neighbours(first).expect("it is there");
    assert_eq!((around.earlier, around.later), (None, Some(last)));
    let around = journal.neighbours(last).expect("it is there");
    assert_eq!((around.earlier, around.later), (Some(first), None));
    let free = entry(&journal, "free", "Words.", NOON);
    journal.save_revision(&free, NOON).expect("it is saved");
    let around = journal.neighbours(free.id).expect("it is there");
    assert_eq!((around.earlier, around.later), (None, None));
}

#[test]
fn on_this_day_is_off_and_leaves_heavy_hours_out_unless_asked() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for weight in [Some(Weight::Light), Some(Weight::Heavy), None] {
        let mut input = entry(&journal, "free", "Words.", NOON);
        input.head.weight = weight;
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    let year_later = days_later(365);
    let told = |journal: &stillroom::journal::Journal, now: Moment| {
        journal.today_page(now).on_this_day.len()
    };
    assert_eq!(told(&journal, year_later), 0, "it is off");
    let mut settings = journal.settings();
    settings.on_this_day = true;
    journal.save_settings(settings.clone(), NOON).expect("it is saved");
    assert_eq!(told(&journal, year_later), 1, "the light one alone");
    assert_eq!(told(&journal, NOON), 0, "this year is no earlier one");
    assert_eq!(told(&journal, days_later(366)), 0);
    settings.on_this_day_heavy = true;
    journal.save_settings(settings.clone(), NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    assert_eq!(told(&bench.unlock(), year_later), 3);
}
