//! A course is a stretch of one client's sessions.

use stillroom::journal::{Course, EntryFilter, JournalError};
use stillroom::testing::{Bench, NOON, client, days_later, entry, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn course(client: RecordId, name: &str, from: u32, to: Option<u32>) -> Course {
    Course { id: None, name: name.into(), client, from, to, archived: false, merged: None }
}

#[test]
fn a_course_holds_its_sessions_and_what_happened_between_them() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, tarn) = (client(&mut journal, "Wren"), client(&mut journal, "Tarn"));
    for session in 1..=4 {
        note(&mut journal, wren, session, i64::from(session) * 7);
    }
    note(&mut journal, tarn, 2, 15);
    let mut between = entry(&journal, "free", "She rang, and it was fine.", days_later(17));
    between.head.client = Some(wren);
    journal.save_revision(&between, days_later(17)).expect("it is saved");
    let saved = journal.save_course(course(wren, "spring", 2, Some(3)), NOON).expect("it is made");
    let id = saved.id.expect("it has an id");

    let page = journal.course_page(id, days_later(30)).expect("it is there");
    let shown: Vec<Option<u32>> = page.sessions.iter().map(|session| session.session).collect();
    assert_eq!(shown, [Some(2), None, Some(3)]);
    assert_eq!((page.tally.entries, page.tally.sessions), (3, 2));
    let which = EntryFilter { course: Some(id), ..EntryFilter::default() };
    assert_eq!(journal.list_entries(&which, 0, 10).total, 3);
}

#[test]
fn courses_of_one_client_do_not_overlap() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, tarn) = (client(&mut journal, "Wren"), client(&mut journal, "Tarn"));
    journal.save_course(course(wren, "first", 2, Some(5)), NOON).expect("it is made");
    for (from, to) in [(5, None), (1, Some(2)), (1, None), (7, Some(6)), (0, Some(1))] {
        let refused = journal.save_course(course(wren, "second", from, to), NOON);
        assert!(matches!(refused, Err(JournalError::SessionsOverlap)), "{from} to {to:?}");
    }
    journal.save_course(course(tarn, "first", 2, None), NOON).expect("another client's");
    journal.save_course(course(wren, "second", 6, None), NOON).expect("it follows");
}
