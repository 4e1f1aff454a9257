//! A client's page shows everything that belongs to them in time order.

use stillroom::journal::{Course, Flag, JournalError, Phase, Raised, Thread, ThreadState};
use stillroom::testing::{Bench, NOON, client, days_later, entry, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

#[test]
fn a_clients_page_groups_by_course_and_session_and_counts() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    for session in 1..=4 {
        note(&mut journal, wren, session, i64::from(session) * 7);
    }
    let mut beside = entry(&journal, "boundary", "Moved her chair.", days_later(22));
    (beside.head.client, beside.head.session) = (Some(wren), Some(3));
    beside.head.phase = Some(Phase::Medicine);
    beside.head.flags = vec![Raised { flag: Flag("first_boundary".into()), later: false }];
    journal.save_revision(&beside, days_later(22)).expect("it settles");
    let trashed = note(&mut journal, wren, 5, 40);
    journal.trash_entry(trashed.id, NOON).expect("it goes");
    let course = Course {
        id: None,
        name: "spring".into(),
        client: wren,
        from: 2,
        to: Some(3),
        archived: false,
        merged: None,
    };
    let course = journal.save_course(course, NOON).expect("it is made");
    let question = Thread {
        id: None,
        question: "Who leaves first?".into(),
        client: Some(wren),
        state: ThreadState::Open,
        archived: false,
        merged: None,
    };
    journal.save_thread(question, NOON).expect("it is made");

    let page = journal.client_page(wren, days_later(30)).expect("they are there");
    let shape: Vec<(Option<RecordId>, Vec<Option<u32>>)> = page
        .stretches
        .iter()
        .map(|stretch| (stretch.course, stretch.sessions.iter().map(|one| one.session).collect()))
        .collect();
    assert_eq!(
        shape,
        [(None, vec![Some(1)]), (course.id, vec![Some(2), Some(3)]), (None, vec![Some(4)])]
    );
    let third = &page.stretches[1].sessions[1];
    assert_eq!((third.rows.len(), third.phase), (2, Some(Phase::Medicine)));
    assert_eq!((page.tally.entries, page.tally.sessions), (5, 4));
    assert_eq!((page.courses[0].sessions, page.courses[0].entries), (2, 3));
    assert_eq!(page.threads[0].entries, 0, "a thread is theirs before any entry belongs to it");
    assert_eq!(page.follow_ups.len(), 1);
    let nobody = journal.client_page(RecordId::make(), NOON);
    assert!(matches!(nobody, Err(JournalError::NoSuchClient)));
}

#[test]
fn a_page_shows_the_newest_entries_and_counts_all() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    for session in 1..=301 {
        note(&mut journal, wren, session, i64::from(session));
    }
    let page = journal.client_page(wren, days_later(400)).expect("they are there");
    assert_eq!(page.tally.entries, 301);
    let sessions = &page.stretches[0].sessions;
    assert_eq!((sessions.len(), sessions[0].session), (300, Some(2)), "the first is in the list");
}
