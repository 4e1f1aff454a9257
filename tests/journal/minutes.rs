//! Minutes are totalled by month, journal and kind.

use stillroom::forms::Answer;
use stillroom::testing::{Bench, days_later, entry};
use tempfile::TempDir;

#[test]
fn minutes_of_inner_work_and_supervision_are_totalled_by_kind_and_month() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let logged = [
        ("inner", "work", Some("meditation"), 20, 0),
        ("inner", "work", Some("meditation"), 25, 3),
        ("inner", "work", None, 10, 4),
        ("supervision", "format", Some("group"), 90, 5),
        ("supervision", "format", Some("group"), 60, 35),
    ];
    let choice = |key: &str| Answer::Choice { key: Some(key.into()), own: None, text: None };
    let mut last = None;
    for (form, field, kind, minutes, day) in logged {
        let mut input = entry(&journal, form, "noted", days_later(day));
        input.answers.insert("minutes".into(), Answer::Minutes(minutes));
        input.answers.extend(kind.map(|key| (field.to_owned(), choice(key))));
        journal.save_revision(&input, days_later(day)).expect("it is saved");
        last = Some(input.id);
    }
    let totals = |journal: &stillroom::journal::Journal| {
        let totals = journal.minutes().into_iter();
        totals.map(|one| (one.month, one.form.0, one.label, one.minutes)).collect::<Vec<_>>()
    };
    let line = |month: &str, form: &str, label: &str, minutes| {
        (month.to_owned(), form.to_owned(), label.to_owned(), minutes)
    };
    let march = [
        line("2026-03", "inner", "", 10),
        line("2026-03", "inner", "meditation", 45),
        line("2026-03", "supervision", "group", 90),
    ];
    let april = line("2026-04", "supervision", "group", 60);
    assert_eq!(totals(&journal), [&[april], march.as_slice()].concat());
    journal.trash_entry(last.expect("there are some"), days_later(36)).expect("it goes");
    assert_eq!(totals(&journal), march);
}
