//! Pictures are made of what was noted, whole, and leave out for others what is mine alone.

use stillroom::forms::{Answer, Answers, Level};
use stillroom::journal::{
    Course, Due, EntryInput, Flag, FollowUp, Journal, JournalError, Moment, Phase, PictureKind,
    PictureRequest, Raised, Scene, Split, Weight,
};
use stillroom::testing::{Bench, Chance, client, days_later, entry};
use stillroom::vault::RecordId;
use tempfile::TempDir;

struct Room {
    journal: Journal,
    _bench: Bench,
    _root: TempDir,
}

fn room() -> Room {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    Room { journal: bench.unlock(), _bench: bench, _root: root }
}

fn scale(value: i32) -> Answer {
    Answer::Scale(value)
}

fn choice(key: &str) -> Answer {
    Answer::Choice { key: Some(key.into()), own: None, text: None }
}

fn choices(keys: &[&str]) -> Answer {
    Answer::Choices { keys: keys.iter().map(|key| (*key).into()).collect(), own: vec![] }
}

fn palette(levels: &[(&str, u8)]) -> Answer {
    let level = |level: u8| Level { level, place: None };
    Answer::Palette(levels.iter().map(|(key, one)| ((*key).into(), level(*one))).collect())
}

/// Writes an entry about a session, a week after the one before it.
fn write(
    journal: &mut Journal,
    form: &str,
    (about, session): (Option<RecordId>, u32),
    answers: &[(&str, Answer)],
    change: impl FnOnce(&mut EntryInput),
) -> EntryInput {
    let now = days_later(7 * i64::from(session));
    let mut input = entry(journal, form, &format!("Words of session {session}."), now);
    input.head.client = about;
    input.head.session = about.map(|_| session);
    input
        .answers
        .extend(answers.iter().map(|(field, answer)| ((*field).to_owned(), answer.clone())));
    change(&mut input);
    input.base = journal.save_revision(&input, now).expect("it is saved").base;
    input
}

fn picture(journal: &Journal, picture: PictureKind, client: Option<RecordId>) -> Scene {
    let request = PictureRequest { client, ..PictureRequest::of(picture) };
    journal.picture(&request, later()).expect("it is made")
}

fn later() -> Moment {
    days_later(70)
}

#[test]
fn what_stands_within_an_answer_is_in_the_picture_without_its_body() {
    let mut room = room();
    let journal = &mut room.journal;
    let wren = client(journal, "Wren");
    for session in 1..=4 {
        let felt = [("stirred_in_me", palette(&[("helpless", 2), ("warm", 3), ("bored", 0)]))];
        write(journal, "integration", (Some(wren), session), &felt, |_| {});
        let windows = [("client", scale(3)), ("in_me", scale(0))];
        let windows: Answers = windows.into_iter().map(|(key, one)| (key.into(), one)).collect();
        let supervised = [("windows", Answer::Block(windows))];
        write(journal, "supervision", (None, session), &supervised, |_| {});
    }
    let carried = picture(journal, PictureKind::WhatICarry, None);
    assert_eq!(carried.n, 8, "what has level 0 was not felt");
    let cells = |row: usize| carried.table.rows[row].cells[1..].join(", ");
    assert_eq!(
        [cells(0), cells(1)],
        ["warm, working well, strongly, 1 entry", "helpless, clearly, 1 entry"]
    );
    let windows = picture(journal, PictureKind::SupervisionWindows, None);
    assert_eq!((windows.n, windows.lanes.len(), windows.marks.len()), (4, 7, 8));
    assert_eq!(windows.lanes[0], "The client as met");
}

#[test]
fn a_dark_hour_is_followed_by_what_was_asked_and_answered() {
    let mut room = room();
    let journal = &mut room.journal;
    let wren = client(journal, "Wren");
    let mut first = None;
    for session in 1..=4 {
        let dark = [("darkness", scale(if session == 4 { 2 } else { 3 })), ("held", scale(1))];
        let input = write(journal, "integration", (Some(wren), session), &dark, |input| {
            if session == 1 {
                input.head.flags = vec![Raised { flag: Flag("dark".into()), later: true }];
            }
        });
        first = first.or(Some(input.id));
    }
    let scene = picture(journal, PictureKind::DarkAndAfter, Some(wren));
    assert_eq!(scene.count, "3 dark hours, 3 follow-ups");
    assert!(scene.too_few);
    let says: Vec<&str> = scene.table.rows.iter().map(|row| row.cells[3].as_str()).collect();
    let asked = ["3 follow-ups", "day 7: due", "day 14: due", "day 42: due"];
    assert!(asked.iter().all(|asked| says.contains(asked)), "{says:?}");
    let cards = journal.follow_ups_of(first.expect("it was written"), later());
    let card: FollowUp = cards
        .into_iter()
        .map(|card| card.follow_up)
        .find(|card| card.due == Due::Weeks(2))
        .expect("it asks after two weeks");
    let id = card.id.expect("it is saved");
    journal.answer_follow_up(id, "It held.", days_later(20)).expect("it is answered");
    let scene = picture(journal, PictureKind::DarkAndAfter, None);
    let answered = scene.table.rows.iter().find(|row| row.cells[3].contains("answered"));
    let cells = &answered.expect("it is there").cells;
    assert_eq!(cells[3..], ["day 13: answered", "It held."]);
    assert!(cells[0].starts_with("Wren, session 1"), "of several the alias is said: {cells:?}");
}

#[test]
fn an_arc_has_the_sessions_of_its_course_and_ordinary_therapy_around_it() {
    use Phase::{Between, IntegrationEarly, Medicine, Preparation};
    let mut room = room();
    let journal = &mut room.journal;
    let wren = client(journal, "Wren");
    for (at, phase) in
        [Between, Preparation, Medicine, IntegrationEarly, Between].iter().enumerate()
    {
        let session = u32::try_from(at).expect("few") + 1;
        let row = [
            ("what".to_owned(), Answer::Line("a hand".into())),
            ("who_moved".to_owned(), choice("both")),
        ];
        let moved = [("relational_moment", Answer::Rows(vec![row.into_iter().collect()]))];
        write(journal, "integration", (Some(wren), session), &moved, |input| {
            input.head.phase = Some(*phase);
            if session == 3 {
                input.head.tags = vec!["turning point".into()];
            }
        });
    }
    let course = Course {
        id: None,
        name: "the spring run".into(),
        client: wren,
        from: 2,
        to: Some(4),
        archived: false,
        merged: None,
    };
    let course = journal.save_course(course, later()).expect("it is made").id;
    let request = PictureRequest { course, ..PictureRequest::of(PictureKind::ArcOfACourse) };
    let scene = journal.picture(&request, later()).expect("it is made");
    assert_eq!(scene.title, "Arc of a course: the spring run");
    assert_eq!(scene.count, "5 sessions, 1 turning point");
    let lanes: Vec<u32> = scene.marks.iter().map(|mark| mark.lane).collect();
    assert_eq!(lanes, [0, 0, 1, 2, 3]);
    assert_eq!(scene.table.rows[2].cells[1..5], ["medicine", "", "both moved", "1"]);
    let without = journal.picture(&PictureRequest::of(PictureKind::ArcOfACourse), later());
    assert!(matches!(without, Err(JournalError::NoSuchRecord)));
}

#[test]
fn a_year_shows_the_heaviest_of_a_day_and_its_one_word() {
    let mut room = room();
    let journal = &mut room.journal;
    for session in 1..=4 {
        for weight in [Weight::Light, Weight::Heavy, Weight::Middling] {
            write(journal, "free", (None, session), &[], |input| input.head.weight = Some(weight));
        }
    }
    let scene = picture(journal, PictureKind::MyYear, None);
    assert_eq!((scene.n, scene.marks.len()), (4, 4));
    assert!(scene.table.rows.iter().all(|row| row.cells[2] == "heavy"));
    let before = PictureRequest { page: 1, ..PictureRequest::of(PictureKind::MyYear) };
    let before = journal.picture(&before, later()).expect("it is made");
    assert!(before.too_few && before.later && !before.earlier);
}

#[test]
fn what_is_mine_alone_is_marked_here_and_left_out_for_others() {
    let mut room = room();
    let journal = &mut room.journal;
    let wren = client(journal, "Wren");
    for session in 1..=6 {
        let steered = [
            ("pull_to_lead", scale(5)),
            ("led", scale(3)),
            ("stirred_in_me", palette(&[("bored", 1)])),
        ];
        write(journal, "integration", (Some(wren), session), &steered, |input| {
            input.head.mine_alone = session == 2;
            if session == 3 {
                input.head.mine_alone_fields = vec!["led".into(), "stirred_in_me".into()];
            }
        });
        let limit = [("dimension", choices(&["pace"])), ("ladder", scale(2))];
        write(journal, "boundary", (Some(wren), session), &limit, |input| {
            input.head.mine_alone = session == 2;
        });
    }
    let kinds = [
        (PictureKind::Steering, 2, 4),
        (PictureKind::WhatICarry, 2, 4),
        (PictureKind::AwayAndBack, 1, 5),
        (PictureKind::MyYear, 0, 6),
    ];
    for (kind, marked, left) in kinds {
        let scene = picture(journal, kind, Some(wren));
        let alone = scene.table.rows.iter().filter(|row| row.mine_alone).count();
        // A day has one mark, and another entry of equal weight may stand for it.
        if kind != PictureKind::MyYear {
            assert_eq!(alone, marked, "{kind:?}");
        }
        let request =
            PictureRequest { client: Some(wren), for_others: true, ..PictureRequest::of(kind) };
        let shared = journal.picture(&request, later()).expect("it is made");
        assert!(shared.table.rows.iter().all(|row| !row.mine_alone), "{kind:?}");
        if kind != PictureKind::MyYear {
            assert_eq!(shared.n, left, "{kind:?}");
        }
    }
}

#[test]
fn what_lies_in_the_trash_is_in_no_picture() {
    let mut room = room();
    let journal = &mut room.journal;
    let wren = client(journal, "Wren");
    let mut last = None;
    for session in 1..=4 {
        let steered = [("pull_to_lead", scale(5)), ("led", scale(3))];
        last = Some(write(journal, "integration", (Some(wren), session), &steered, |_| {}).id);
    }
    assert_eq!(picture(journal, PictureKind::Steering, Some(wren)).n, 4);
    journal.trash_entry(last.expect("it was written"), later()).expect("it goes");
    assert_eq!(picture(journal, PictureKind::Steering, Some(wren)).n, 3);
}

#[test]
fn an_empty_journal_has_every_picture_with_too_little_to_show() {
    let room = room();
    for kind in PictureKind::ALL {
        if kind == PictureKind::ArcOfACourse {
            continue;
        }
        let scene = picture(&room.journal, kind, None);
        assert!(scene.marks.is_empty() && scene.table.rows.is_empty(), "{kind:?}");
        assert_eq!(scene.too_few, kind != PictureKind::ConsentAndTouch, "{kind:?}");
    }
}

/// Everything that a picture of so many random notes keeps to, whatever was noted.
#[test]
fn whatever_was_noted_a_picture_keeps_to_its_bounds_and_its_table_says_each_mark() {
    let mut room = room();
    let journal = &mut room.journal;
    let clients = [client(journal, "Wren"), client(journal, "Tarn")];
    let mut chance = Chance::new(5);
    let responses =
        ["flooded", "helpless", "warm", "special", "drawn", "bored", "protective", "criticised"];
    for at in 0..360_u32 {
        let about = clients[usize::from(chance.once_in(3))];
        let now = days_later(i64::from(at) - 300);
        let form = chance.of(&["integration", "boundary", "supervision", "inner"]);
        let mut input = entry(journal, form, &"word ".repeat(40), now);
        let noted = |chance: &mut Chance, below: u64| {
            Answer::Scale(i32::try_from(chance.below(below)).expect("small"))
        };
        let answers = &mut input.answers;
        if *form == *"integration" || *form == *"boundary" {
            input.head.client = Some(about);
            input.head.session = Some(at / 3 + 1);
        }
        if *form == *"integration" {
            for (field, below) in [
                ("pull_to_lead", 11),
                ("led", 11),
                ("darkness", 5),
                ("held", 5),
                ("room_for_good", 7),
            ] {
                if !chance.once_in(4) {
                    answers.insert(field.into(), noted(&mut chance, below));
                }
            }
            let level = u8::try_from(chance.below(4)).expect("small");
            let felt: Vec<(&str, u8)> = responses.iter().map(|key| (*key, level)).collect();
            answers.insert("stirred_in_me".into(), palette(&felt));
            answers
                .insert("what_they_did_with_it".into(), choices(&["stayed", "joked", "doubted"]));
            input.head.flags = vec![Raised { flag: Flag("dark".into()), later: true }];
            input.head.phase =
                Some([Phase::Medicine, Phase::Preparation][usize::from(chance.once_in(2))]);
        } else if *form == *"boundary" {
            let kinds = ["touch", "gaze", "pace", "fee", "gift", "place", "music"];
            answers.insert("dimension".into(), choices(&[chance.of(&kinds), chance.of(&kinds)]));
            answers.insert("ladder".into(), noted(&mut chance, 8));
            answers.insert("returned".into(), choice(chance.of(&["later", "next", "not_yet"])));
        } else if *form == *"supervision" {
            let names = ["client", "what_i_did", "between_us", "in_me", "supervisor_and_me"];
            let windows = names.map(|name| (name.to_owned(), noted(&mut chance, 4)));
            answers.insert("windows".into(), Answer::Block(windows.into_iter().collect()));
        } else {
            answers.insert("own_room".into(), noted(&mut chance, 7));
        }
        let weights = [Weight::Light, Weight::Middling, Weight::Heavy];
        input.head.weight = Some(weights[usize::try_from(chance.below(3)).expect("small")]);
        journal.save_revision(&input, now).expect("it is saved");
    }
    let course = Course {
        id: None,
        name: "all of it".into(),
        client: clients[0],
        from: 1,
        to: None,
        archived: false,
        merged: None,
    };
    let course = journal.save_course(course, later()).expect("it is made").id;
    let splits = [None, Some(Split::Weekday), Some(Split::Hour), Some(Split::Phase)];
    for picture in PictureKind::ALL {
        for client in [None, Some(clients[0]), Some(clients[1])] {
            for (page, width) in [(0, 560), (0, 988), (1, 720), (7, 1400), (u32::MAX, 988)] {
                let request = PictureRequest {
                    client,
                    course: if picture == PictureKind::ArcOfACourse { course } else { None },
                    page,
                    width,
                    weeks: [12, 26, 52][page as usize % 3],
                    split: splits[width as usize % 4],
                    own_room: true,
                    ..PictureRequest::of(picture)
                };
                let scene = journal.picture(&request, later()).expect("it is made");
                keeps_to_its_bounds(&scene, &request);
                assert_eq!(journal.picture(&request, later()).expect("it is made"), scene);
            }
        }
    }
}

fn keeps_to_its_bounds(scene: &Scene, request: &PictureRequest) {
    let json = serde_json::to_vec(scene).expect("it is plain data");
    assert!(json.len() <= 64 << 10, "{request:?}: {} bytes", json.len());
    assert!(scene.marks.len() <= 400, "{request:?}: {} marks", scene.marks.len());
    assert_eq!(serde_json::from_slice::<Scene>(&json).expect("it reads"), *scene);
    let (width, height) = (scene.width.cast_signed(), scene.height.cast_signed());
    for mark in &scene.marks {
        let [x, y, wide, high] = mark.place();
        assert!(x >= -14 && x + wide <= width + 14, "{request:?}: {:?}", mark.place());
        assert!(y >= -14 && y + high <= height + 14, "{request:?}: {:?} of {height}", mark.place());
        assert!((mark.lane as usize) < scene.lanes.len(), "{request:?}");
        let row = &scene.table.rows[mark.row as usize];
        assert!(row.entry.is_some() && !mark.shapes.is_empty(), "{request:?}");
    }
    for row in &scene.table.rows {
        assert_eq!(row.cells.len(), scene.table.columns.len(), "{request:?}");
    }
    assert_eq!(scene.too_few, scene.n < 4 && scene.picture != PictureKind::ConsentAndTouch);
    let svg = stillroom::journal::svg(scene);
    assert_eq!(svg.matches("<g class=\"mark\">").count(), scene.marks.len());
}
