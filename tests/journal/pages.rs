//! A client's page shows everything that belongs to them in time order.

use stillroom::forms::{Answer, Answers};
use stillroom::journal::{
    Course, EraseTarget, Flag, JournalError, Phase, Raised, Thread, ThreadState,
};
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
    journal.save_revision(&beside, days_later(22)).expect("it is saved");
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

#[test]
fn each_piece_of_a_music_entry_has_a_page_and_the_first_gets_the_other_answers() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut music = entry(&journal, "music", "It held.", NOON);
    (music.head.client, music.head.session) = (Some(wren), Some(1));
    let row = |title: &str| Answers::from([("title".into(), Answer::Line(title.into()))]);
    let rows = [row("Reeds"), row("Slow ford"), row("  reeds "), Answers::new()];
    music.answers.extend([
        ("piece".to_owned(), Answer::Line("Slow ford".into())),
        ("instruments".to_owned(), Answer::Line("two flutes, played by Wren".into())),
        (
            "played".to_owned(),
            Answer::Choice { key: Some("live_by_client".into()), own: None, text: None },
        ),
        ("more_pieces".to_owned(), Answer::Rows(rows.into())),
    ]);
    journal.save_revision(&music, NOON).expect("it is saved");
    let pieces = journal.list_pieces();
    let titles: Vec<&str> = pieces.iter().map(|piece| piece.title.as_str()).collect();
    assert_eq!(titles, ["Reeds", "Slow ford"], "one page each, however often it is named");
    let of = |title: &str| pieces.iter().find(|piece| piece.title == title).expect("a piece");
    assert_eq!(of("Slow ford").instruments, "two flutes, played by Wren");
    assert_eq!(of("Reeds").instruments, "");
    for piece in &pieces {
        let page = journal.piece_page(piece.id.expect("it is saved")).expect("a page");
        assert_eq!(page.tally.entries, 1, "{}", piece.title);
    }
}

#[test]
fn a_supervisee_is_never_one_of_the_clients_even_under_the_same_alias() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let about = note(&mut journal, wren, 1, 0);
    let mut reflection = entry(&journal, "supervising", "Did not look up once.", days_later(1));
    reflection.answers.extend([("supervisee".to_owned(), Answer::Line("Wren".into()))]);
    journal.save_revision(&reflection, days_later(1)).expect("it is saved");

    let clients = journal.list_clients();
    assert_eq!(clients.len(), 1, "naming a supervisee makes no client");
    let page = journal.client_page(wren, NOON).expect("a page");
    assert_eq!(page.tally.entries, 1);
    let on_page = page.stretches.iter().flat_map(|stretch| &stretch.sessions);
    let rows = on_page.flat_map(|session| &session.rows);
    assert!(rows.into_iter().all(|row| row.id == about.id));
    assert_eq!(journal.suggest(wren, days_later(1)).session, Some(2));

    // Erasing the client names the page, since the alias stands in it, and leaves it alone.
    let target = EraseTarget::Client { id: wren };
    let plan = journal.plan_erase(target, days_later(1)).expect("it is planned");
    assert_eq!((plan.entries, plan.mentions.len()), (1, 1));
    journal.erase(target, &plan.stamp, "", days_later(1)).expect("it is erased");
    journal.open_entry(reflection.id).expect("it is still there");
    assert!(journal.open_entry(about.id).is_err());
}
