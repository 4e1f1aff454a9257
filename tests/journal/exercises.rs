//! Exercises: begun, paused, resumed, and saved as entries of the right form.

use stillroom::exercises::ExerciseId;
use stillroom::forms::{Answer, Answers, plain_text};
use stillroom::journal::{
    CardState, EntryFilter, Journal, JournalError, Movement, Piece, Run, RunInput, Symbol, Weight,
};
use stillroom::testing::{Bench, NOON, document, entry, minutes_later};
use tempfile::TempDir;

const DAY: i64 = 24 * 60;

fn begin(journal: &mut Journal, exercise: &str, at_min: i64) -> Run {
    let exercise = ExerciseId(exercise.into());
    journal.start_run(&exercise, None, None, minutes_later(at_min)).expect("it begins")
}

fn input(run: &Run, step: u32, answers: &[(&str, Answer)]) -> RunInput {
    let answers = answers.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone()));
    RunInput { id: run.id, step, answers: answers.collect::<Answers>() }
}

fn text(said: &str) -> Answer {
    Answer::Text(document(said))
}

fn reading(key: &str, said: &str) -> Answer {
    Answer::Choice { key: Some(key.into()), own: None, text: Some(document(said)) }
}

fn line(said: &str) -> Answer {
    Answer::Line(said.into())
}

#[test]
fn a_paused_run_resumes_at_its_step_with_every_word() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let run = begin(&mut journal, "steering_hand", 0);
    let said = [("moment", text("My hand at the volume.")), ("pull", Answer::Scale(7))];
    journal.pause_run(input(&run, 2, &said), minutes_later(3)).expect("it is left");
    journal.lock().map(drop).expect("it locks");

    let journal = bench.unlock();
    let resumed = journal.open_run(run.id).expect("it is there");
    assert_eq!((resumed.step, resumed.finished), (2, None));
    assert_eq!(resumed.answers, input(&run, 2, &said).answers);
    let all = journal.list_entries(&EntryFilter::default(), 0, 10).total;
    assert_eq!(all, 0, "an unfinished run is no entry");
}

#[test]
fn a_saved_run_survives_a_killed_process() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let run = begin(&mut journal, "other_chair", 0);
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    let said = [("hour", text("I come in. I look for the clock."))];
    journal.save_run(input(&run, 0, &said), minutes_later(1)).expect("it is saved");
    drop(journal);

    let journal = bench.unlock();
    let resumed = journal.open_run(run.id).expect("it is there");
    assert_eq!(resumed.answers, input(&run, 0, &said).answers);
    assert_eq!(journal.snapshot(false).notices, [], "a draft of a run is nothing to report");
}

#[test]
fn finishing_a_run_makes_an_entry_of_the_session_that_it_is_about() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut hour = entry(&journal, "integration", "The lamp went out.", NOON);
    hour.head.session = Some(4);
    journal.save_revision(&hour, NOON).expect("it is saved");
    let exercise = ExerciseId("two_true_stories".into());
    let run = journal.start_run(&exercise, None, Some(hour.id), minutes_later(60));
    let run = run.expect("it begins");
    let said = [
        ("seen", text("They moved the chair back.")),
        ("one", reading("response_to_me", "I had come too near.")),
        ("two", reading("becoming_separate", "They made room to sleep.")),
        ("ask_on", Answer::Date("2026-03-09".into())),
    ];
    let finished =
        journal.finish_run(input(&run, 6, &said), minutes_later(70)).expect("it becomes an entry");
    let row = finished.row.expect("an entry");
    assert_eq!((row.form.0.as_str(), row.head.session), ("boundary", Some(4)));
    assert_eq!(row.head.happened, NOON);
    let entry = journal.open_entry(row.id).expect("it is there");
    assert!(matches!(&entry.input.answers["second_reading"],
        Answer::Choice { key: Some(key), text: Some(text), .. }
            if key == "becoming_separate" && plain_text(text) == "They made room to sleep."));
    let overview = journal.exercise_overview(minutes_later(70));
    assert_eq!(overview.runs[0].entry, Some(row.id));
    let asked = journal.follow_ups_of(row.id, minutes_later(80));
    assert_eq!((asked.len(), asked[0].state), (1, CardState::Waiting));
    let due = journal.list_follow_ups(None, minutes_later(7 * DAY));
    assert_eq!(due[0].state, CardState::Due, "on the day that was set");
    let again = journal.finish_run(input(&run, 6, &said), minutes_later(80));
    assert!(matches!(again, Err(JournalError::Closed)));
}

#[test]
fn a_question_for_supervision_is_in_the_basket() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let run = begin(&mut journal, "eight_colours", 0);
    let said = [
        ("who", text("On the tram.")),
        ("line", line("Why do I hurry for this one?")),
        ("take", Answer::Check(true)),
    ];
    journal.finish_run(input(&run, 5, &said), minutes_later(9)).expect("it becomes an entry");
    let basket = EntryFilter { basket: true, ..EntryFilter::default() };
    let rows = journal.list_entries(&basket, 0, 10).rows;
    let asked = rows[0].head.basket.as_ref().expect("in the basket");
    assert_eq!(asked.question, "Why do I hurry for this one?");
    assert_eq!(rows[0].detail, "Eight colours");
}

#[test]
fn a_line_that_was_not_confirmed_stays_out_of_the_basket() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let cases = [
        ("eight_colours", "line", 5, line("Why do I hurry?")),
        ("word_and_margin", "fork", 4, text("The turn at the door.")),
        ("edge_and_scope", "edge", 4, text("Sleep.")),
    ];
    for (exercise, field, last, answer) in cases {
        for said in [vec![], vec![(field, answer.clone())]] {
            let run = begin(&mut journal, exercise, 0);
            journal.finish_run(input(&run, last, &said), minutes_later(9)).expect("it ends");
        }
    }
    assert!(journal.basket().is_empty(), "{:?}", journal.basket());
}

#[test]
fn imagined_and_unsent_words_are_stamped_on_the_entry() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let cases = [
        ("other_chair", "hour", 5, "The other chair, Imagined by the therapist"),
        ("letter_that_stays", "letter", 4, "The letter that stays here, Never sent"),
    ];
    for (exercise, field, last, detail) in cases {
        let run = begin(&mut journal, exercise, 0);
        let said = [(field, text("I come in. I look for the clock."))];
        let finished = journal.finish_run(input(&run, last, &said), minutes_later(9));
        let row = finished.expect("it becomes an entry").row.expect("an entry");
        assert_eq!(row.detail, detail, "lists say it, too");
        let entry = journal.open_entry(row.id).expect("it is there");
        assert!(entry.input.answers.contains_key("stamp"));
    }
}

#[test]
fn a_run_without_a_word_finishes_without_an_entry() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let run = begin(&mut journal, "before_the_door", 0);
    let finished = journal.finish_run(input(&run, 3, &[]), minutes_later(1)).expect("it ends");
    assert_eq!((finished.row, finished.run.entry), (None, None));
    assert_eq!(journal.exercise_overview(minutes_later(2)).runs[0].entry, None);
}

#[test]
fn the_weekly_turning_shows_the_words_and_weights_of_the_week() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for (day, word) in [(-9, "older"), (-3, "patience"), (-1, "iron")] {
        let run = begin(&mut journal, "before_the_door", day * DAY);
        let said = [("word", line(word))];
        journal
            .finish_run(input(&run, 3, &said), minutes_later(day * DAY + 1))
            .expect("it becomes an entry");
    }
    let weights =
        [(-8, "too old", Weight::Heavy), (-2, "stones", Weight::Heavy), (-1, "air", Weight::Light)];
    for (day, said, weight) in weights {
        let mut input = entry(&journal, "free", said, minutes_later(day * DAY));
        input.head.weight = Some(weight);
        journal.save_revision(&input, minutes_later(day * DAY)).expect("it is saved");
    }
    let run = begin(&mut journal, "weekly_turning", 0);
    let week = journal.run_context(run.id, NOON).expect("it looks").week.expect("a week");
    assert_eq!(week.words, ["patience", "iron"]);
    assert_eq!(week.heaviest.expect("one").excerpt, "stones");
    assert_eq!(week.lightest.expect("one").excerpt, "air");
}

#[test]
fn the_dial_is_compared_with_the_last_finished_one() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let dial =
        |value| Answer::Block(Answers::from([("medicine".to_owned(), Answer::Scale(value))]));
    let first = begin(&mut journal, "dial_of_practice", 0);
    assert_eq!(journal.run_context(first.id, NOON).expect("it looks").last, None);
    let outcome = journal.finish_run(input(&first, 4, &[("dial", dial(3))]), minutes_later(8));
    let row = outcome.expect("it becomes an entry").row.expect("an entry");
    let stored = journal.open_entry(row.id).expect("it is there").input.answers["dial"].clone();
    assert_eq!(stored, dial(3));
    let left = begin(&mut journal, "dial_of_practice", 60 * DAY);
    journal
        .pause_run(input(&left, 1, &[("dial", dial(9))]), minutes_later(60 * DAY + 1))
        .expect("it is left");
    let next = begin(&mut journal, "dial_of_practice", 90 * DAY);
    let last = journal.run_context(next.id, minutes_later(90 * DAY)).expect("it looks").last;
    let last = last.expect("there is one");
    assert_eq!((last.at, last.answers["dial"].clone()), (minutes_later(8), dial(3)));
}

#[test]
fn weeks_with_a_repeated_exercise_are_named_and_gaps_are_not_counted() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for day in [0, 1, 21] {
        let run = begin(&mut journal, "my_room_for_good", day * DAY);
        let said = [("good", text("Warm water."))];
        journal
            .finish_run(input(&run, 5, &said), minutes_later(day * DAY + 6))
            .expect("it becomes an entry");
    }
    let overview = journal.exercise_overview(minutes_later(40 * DAY));
    assert_eq!(overview.weeks_back, ["2026-03-23", "2026-03-02"]);
}

#[test]
fn the_path_waits_and_counts_each_finished_exercise_once() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let before = begin(&mut journal, "before_the_door", 0);
    journal
        .finish_run(input(&before, 3, &[("word", line("early"))]), minutes_later(1))
        .expect("it becomes an entry");
    let monday_reminder = Some(1);
    let path = journal.set_path(true, monday_reminder, minutes_later(5)).expect("it begins");
    assert_eq!(path.weeks.len(), 12);
    assert!(path.weeks.iter().all(|week| week.done.is_none()), "what came before does not count");
    assert!(path.remind_today, "NOON is a Monday");
    let turning = begin(&mut journal, "weekly_turning", 30 * DAY);
    journal
        .finish_run(input(&turning, 3, &[("what", text("Much."))]), minutes_later(30 * DAY + 1))
        .expect("it becomes an entry");
    let path = journal.exercise_overview(minutes_later(100 * DAY)).path;
    let done: Vec<usize> = (0..12).filter(|week| path.weeks[*week].done.is_some()).collect();
    assert_eq!(done, [2], "the first of its weeks, whatever the calendar says");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert_eq!(journal.exercise_overview(NOON).path.begun, Some(minutes_later(5)));
    let left = journal.set_path(false, None, NOON).expect("it is left");
    assert_eq!((left.begun, left.reminder), (None, None));
}

#[test]
fn a_run_set_aside_is_saved_and_can_be_resumed() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let run = begin(&mut journal, "off_duty", 0);
    let said = [("family", text("The quiet one."))];
    journal.save_run(input(&run, 0, &said), minutes_later(1)).expect("it is saved");
    let aside = journal.set_run_aside(run.id, true, minutes_later(2)).expect("it is put aside");
    assert!(aside.aside);
    assert_eq!(aside.answers, input(&run, 0, &said).answers);
    journal.pause_run(input(&run, 1, &said), minutes_later(3)).expect("it is taken up");
    assert!(!journal.open_run(run.id).expect("it is there").aside);
}

#[test]
fn an_image_of_the_image_bench_is_linked_to_its_symbol() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let door = Symbol {
        id: None,
        name: "the green door".into(),
        sort: None,
        client: None,
        archived: false,
        merged: None,
        was: Vec::new(),
    };
    let door = journal.save_symbol(door, NOON).expect("it is made").id.expect("it has an id");
    let run = begin(&mut journal, "image_bench", 0);
    let said = [
        ("painter", text("Green, and it stands open a hand's width.")),
        ("symbol", Answer::Links(vec![door.to_string()])),
    ];
    let finished =
        journal.finish_run(input(&run, 6, &said), minutes_later(9)).expect("it becomes an entry");
    let page = journal.symbol_page(door).expect("it is there");
    assert_eq!(page.rows.first().map(|row| row.id), finished.row.map(|row| row.id));
}

#[test]
fn hearing_a_piece_updates_its_record() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let piece = Piece { title: "Slow water".into(), brightness: Some(1), ..Piece::default() };
    let piece = journal.save_piece(piece, NOON).expect("it is made").id.expect("it has an id");
    let choose = |key: &str| Answer::Choice { key: Some(key.into()), own: None, text: None };
    let heard = [
        vec![("listed", Answer::Links(vec![piece.to_string()])), ("movement", choose("drifting"))],
        vec![("piece", line("slow water")), ("brightness", Answer::Scale(-1))],
    ];
    for said in heard {
        let run = begin(&mut journal, "listening_with_no_job", 0);
        journal.finish_run(input(&run, 4, &said), minutes_later(30)).expect("it becomes an entry");
    }
    let page = journal.piece_page(piece).expect("it is there");
    assert_eq!(page.piece.movement, Some(Movement::Drifting));
    assert_eq!((page.piece.brightness, page.piece.shape), (Some(-1), None));
    assert_eq!(
        (page.rows.len(), journal.list_pieces().len()),
        (2, 1),
        "by its link and by its title"
    );
}
