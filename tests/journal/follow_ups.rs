//! A flag asks what followed, at the next session and later on, until it is answered.

use stillroom::forms::{Answer, Answers};
use stillroom::journal::{
    CardState, Due, EntryFilter, EntryInput, Flag, FollowUp, Journal, JournalError, Raised,
    SearchRequest,
};
use stillroom::testing::{Bench, NOON, client, days_later, entry, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn flagged(journal: &mut Journal, client: RecordId, later: bool) -> EntryInput {
    let mut input = note(journal, client, 1, 0);
    input.head.flags = vec![Raised { flag: Flag("dark".into()), later }];
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    input
}

fn states(journal: &Journal, days: i64) -> Vec<(Due, CardState)> {
    let cards = journal.list_follow_ups(None, days_later(days));
    cards.into_iter().map(|card| (card.follow_up.due, card.state)).collect()
}

#[test]
fn a_flag_raises_follow_ups_at_the_next_session_and_optionally_after_two_and_six_weeks() {
    use CardState::{AtNextSession, Waiting};
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    flagged(&mut journal, wren, true);
    let asked =
        [(Due::NextSession, AtNextSession), (Due::Weeks(2), Waiting), (Due::Weeks(6), Waiting)];
    assert_eq!(states(&journal, 1), asked);
    note(&mut journal, wren, 2, 7);
    assert_eq!(states(&journal, 8)[0], (Due::NextSession, CardState::Due));
    assert_eq!(states(&journal, 14)[1], (Due::Weeks(2), CardState::Due));
    assert_eq!(states(&journal, 42)[2], (Due::Weeks(6), CardState::Due));
}

#[test]
fn a_flag_raises_one_follow_up_however_often_the_entry_is_saved() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut input = flagged(&mut journal, wren, false);
    input.head.tags = vec!["void".into()];
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    assert_eq!(states(&journal, 1).len(), 1);
    journal.lock().map(drop).expect("it locks");
    assert_eq!(states(&bench.unlock(), 1).len(), 1);
}

#[test]
fn a_flag_in_a_draft_raises_its_follow_up_when_the_draft_is_saved() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut input = note(&mut journal, wren, 1, 0);
    input.head.flags = vec![Raised { flag: Flag("rupture".into()), later: false }];
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    assert!(states(&journal, 1).is_empty());
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    assert_eq!(states(&journal, 1).len(), 1);
    let opened = journal.open_entry(input.id).expect("it is there");
    assert_eq!(opened.input.head.flags, input.head.flags);
}

#[test]
fn a_follow_up_without_its_flag_or_with_its_entry_in_the_trash_does_not_ask() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut input = flagged(&mut journal, wren, true);
    journal.trash_entry(input.id, NOON).expect("it goes");
    assert!(states(&journal, 50).is_empty());
    journal.restore_entry(input.id, NOON).expect("it comes back");
    assert_eq!(states(&journal, 50).len(), 3);
    input.base = journal.open_entry(input.id).expect("it is there").input.base;
    input.head.flags[0].later = false;
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    assert_eq!(states(&journal, 50).len(), 1, "two and six weeks are no longer wanted");
    input.head.flags.clear();
    journal.save_revision(&input, NOON).expect("it is saved");
    assert!(states(&journal, 50).is_empty());
}

#[test]
fn an_answer_closes_its_follow_up_is_searchable_and_can_be_undone() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let input = flagged(&mut journal, wren, false);
    let found = |journal: &Journal, text: &str| {
        let request =
            SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 9, counted: true };
        journal
            .search(&request, NOON)
            .expect("any string is answered")
            .total
            .expect("it is counted")
    };
    assert_eq!((found(&journal, "followup:open"), found(&journal, "flag:dark")), (1, 1));
    let card = journal.list_follow_ups(Some(wren), NOON).remove(0);
    let id = card.follow_up.id.expect("it has an id");
    journal.answer_follow_up(id, " She slept,\nand sang. ", NOON).expect("it is answered");
    assert!(journal.list_follow_ups(None, days_later(60)).is_empty());
    assert_eq!(found(&journal, "followup:open"), 0);
    assert_eq!((found(&journal, "followup:answered"), found(&journal, "sang")), (1, 1));
    let cards = journal.follow_ups_of(input.id, NOON);
    let outcome = cards[0].follow_up.outcome.as_ref().expect("it was answered");
    assert_eq!(outcome.answer, "She slept, and sang.");
    journal.reopen_follow_up(id, NOON).expect("it asks again");
    assert_eq!(journal.list_follow_ups(None, NOON).len(), 1);
    journal.answer_follow_up(id, "", NOON).expect("it is put aside");
    assert!(journal.list_follow_ups(None, NOON).is_empty());
    assert_eq!(found(&journal, "followup:answered"), 0, "nothing was answered");
    let missing = journal.answer_follow_up(RecordId::make(), "x", NOON);
    assert!(matches!(missing, Err(JournalError::NoSuchFollowUp)));
}

#[test]
fn a_follow_up_set_by_hand_asks_its_own_question_on_its_day() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let input = note(&mut journal, wren, 1, 0);
    let card = FollowUp {
        question: "Which of the two stories was it?".into(),
        ..FollowUp::on(input.id, Due::On("2026-04-13".into()))
    };
    let set = journal.set_follow_up(card, NOON).expect("it is set");
    assert_eq!(states(&journal, 41), [(set.due.clone(), CardState::Waiting)]);
    assert_eq!(states(&journal, 42), [(set.due.clone(), CardState::Due)]);
    journal.lock().map(drop).expect("it locks");
    let cards = bench.unlock().list_follow_ups(Some(wren), days_later(42));
    assert_eq!(cards[0].follow_up, set);
}

fn date(day: &str) -> Answer {
    Answer::Date(day.into())
}

fn action(what: &str, day: &str, done: bool) -> Answers {
    let mut row = Answers::from([
        ("action".to_owned(), Answer::Line(what.into())),
        ("due".to_owned(), date(day)),
    ]);
    if done {
        row.insert("done".into(), Answer::Check(true));
    }
    row
}

/// The questions of the open cards, with their days.
fn asked(journal: &Journal) -> Vec<(String, Due)> {
    let cards = journal.list_follow_ups(None, days_later(0));
    cards.into_iter().map(|card| (card.follow_up.question, card.follow_up.due)).collect()
}

fn on(question: &str, day: &str) -> (String, Due) {
    (question.to_owned(), Due::On(day.into()))
}

#[test]
fn a_review_date_asks_moves_and_is_withdrawn_with_its_answer() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut input = note(&mut journal, wren, 1, 0);
    let mut set = |journal: &mut Journal, day: Option<&str>| {
        match day {
            Some(day) => drop(input.answers.insert("review_on".into(), date(day))),
            None => drop(input.answers.remove("review_on")),
        }
        input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    };
    set(&mut journal, Some("2026-03-09"));
    set(&mut journal, Some("2026-03-09"));
    assert_eq!(asked(&journal), [on("Look again", "2026-03-09")]);
    assert_eq!(states(&journal, 6)[0].1, CardState::Waiting);
    let today = journal.today_page(days_later(7)).follow_ups;
    assert_eq!((today.len(), today[0].state), (1, CardState::Due), "Today shows it on its day");

    set(&mut journal, Some("2026-03-16"));
    assert_eq!(asked(&journal), [on("Look again", "2026-03-16")], "it moves");
    set(&mut journal, None);
    assert_eq!(asked(&journal), []);
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert_eq!(asked(&journal), [], "it stays withdrawn");
    set(&mut journal, Some("2026-03-23"));
    assert_eq!(asked(&journal), [on("Look again", "2026-03-23")], "it asks again");

    let id = journal.list_follow_ups(None, NOON)[0].follow_up.id.expect("it has an id");
    journal.answer_follow_up(id, "It had eased.", NOON).expect("it is answered");
    set(&mut journal, None);
    let all = journal.follow_ups_of(input_id(&journal), NOON);
    assert_eq!((all.len(), all[0].state), (1, CardState::Done), "what was answered stays");
    set(&mut journal, Some("2026-03-23"));
    assert_eq!(asked(&journal), [], "the same day is not asked twice");
    set(&mut journal, Some("2026-04-20"));
    assert_eq!(asked(&journal), [on("Look again", "2026-04-20")]);
}

/// The only entry there is.
fn input_id(journal: &Journal) -> RecordId {
    journal.list_entries(&EntryFilter::default(), 0, 1).rows[0].id
}

#[test]
fn an_agreement_asks_on_its_day_until_it_is_done() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "supervision", "Something moved.", NOON);
    let mut agree = |journal: &mut Journal, rows: Vec<Answers>| {
        input.answers.insert("agreed_actions".into(), Answer::Rows(rows));
        input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    };
    let ring = action("Ring the prescriber", "2026-03-05", false);
    agree(&mut journal, vec![ring, action("Read on endings", "2026-03-30", false)]);
    let both = [on("Ring the prescriber", "2026-03-05"), on("Read on endings", "2026-03-30")];
    assert_eq!(asked(&journal), both);
    let before = journal.list_follow_ups(None, NOON)[1].follow_up.id;

    let read = action("Read on endings", "2026-04-02", false);
    agree(&mut journal, vec![read, action("Ring the prescriber", "2026-03-05", true)]);
    assert_eq!(asked(&journal), [on("Read on endings", "2026-04-02")], "one moved, one is done");
    assert_eq!(journal.list_follow_ups(None, NOON)[0].follow_up.id, before, "the same card");
}

#[test]
fn a_date_in_a_draft_raises_no_follow_up_until_the_entry_is_saved() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut input = note(&mut journal, wren, 1, 0);
    input.answers.insert("review_on".into(), date("2026-03-09"));
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    assert_eq!(asked(&journal), []);
    journal.lock().map(drop).expect("it locks");
    assert_eq!(asked(&bench.unlock()), [on("Look again", "2026-03-09")]);
}

#[test]
fn a_consult_asks_on_its_decision_day_until_it_is_decided() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "consult", "A present, wrapped.", NOON);
    input.answers.insert("decide_by".into(), date("2026-03-09"));
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    assert_eq!(asked(&journal), [on("Decide by", "2026-03-09")]);
    input.answers.insert("decided".into(), Answer::Line("We give it back.".into()));
    assert!(journal.save_revision(&input, NOON).is_err(), "it is a text");
    let decided = Answer::Text(stillroom::testing::document("We give it back."));
    input.answers.insert("decided".into(), decided);
    journal.save_revision(&input, NOON).expect("it is saved");
    assert_eq!(asked(&journal), []);
}
