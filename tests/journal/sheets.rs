//! Pages for supervision: boxes, budgets and pulls of every format; what a saved page remembers;
//! what the identifier check does to it.

use stillroom::forms::{Answer, Answers, Level, readable};
use stillroom::journal::{
    Basket, Block, Client, ClientStatus, Decision, EntryInput, EraseTarget, IdentifierWords,
    Journal, JournalError, Paper, Sheet, SheetBox, SheetFormat, SheetOf, SheetPage, Weight,
};
use stillroom::testing::{
    Bench, NOON, client, days_later, document, entry, every_answer, find_word, note,
};
use stillroom::vault::RecordId;
use tempfile::TempDir;

const DAY: &str = "2026-11-18";

fn boxed<'p>(page: &'p SheetPage, id: &str) -> &'p SheetBox {
    page.boxes.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{id}"))
}

fn table<'s>(sheet: &'s Sheet, wanted: &str) -> &'s Vec<Vec<String>> {
    let found = sheet.blocks.iter().find_map(|block| match block {
        Block::Table { caption, rows, .. } if caption.starts_with(wanted) => Some(rows),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{wanted} in {:?}", sheet.blocks))
}

fn save(journal: &mut Journal, mut input: EntryInput, day: i64) -> RecordId {
    input.head.happened = days_later(day);
    journal.save_revision(&input, days_later(day)).expect("it settles");
    input.id
}

/// A note with every answer of its form, about a client's session.
fn full(journal: &mut Journal, form: &str, client: RecordId, session: u32, day: i64) -> RecordId {
    let mut input = entry(journal, form, "", days_later(day));
    input.answers = every_answer(journal, &input.form);
    input.head.client = Some(client);
    input.head.session = Some(session);
    input.head.weight = Some(Weight::Heavy);
    input.head.basket =
        Some(Basket { question: "Was my stillness for them?".into(), asked: false });
    save(journal, input, day)
}

struct Room {
    _root: TempDir,
    bench: Bench,
}

fn room() -> (Room, Journal) {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let journal = bench.unlock();
    (Room { _root: root, bench }, journal)
}

/// The boxes of a format, each with its budget in words.
type Boxes = &'static [(&'static str, u32)];

#[test]
fn every_format_has_its_boxes_with_their_budgets() {
    let (_room, journal) = room();
    let wanted: [(char, Paper, Boxes); 10] = [
        (
            'A',
            Paper::A5,
            &[
                ("question", 20),
                ("moment", 60),
                ("what_i_did", 30),
                ("want", 20),
                ("went_well", 15),
            ],
        ),
        (
            'B',
            Paper::A4,
            &[
                ("client", 35),
                ("what_i_did", 35),
                ("between_us", 35),
                ("in_me", 35),
                ("supervisor_and_me", 35),
                ("wider_field", 35),
            ],
        ),
        ('C', Paper::A4, &[("pause_1", 40), ("pause_3", 40), ("pause_6", 40)]),
        (
            'D',
            Paper::A4,
            &[("learn", 60), ("sound", 60), ("restored", 60), ("went_well", 30), ("review", 30)],
        ),
        ('E', Paper::A4Across, &[]),
        (
            'F',
            Paper::A4,
            &[
                ("facts", 120),
                ("what_i_did", 60),
                ("first", 40),
                ("second", 40),
                ("needs", 40),
                ("option_1", 25),
                ("option_2", 25),
                ("option_3", 25),
            ],
        ),
        (
            'G',
            Paper::A4Across,
            &[
                ("turn_1", 40),
                ("turn_2", 40),
                ("turn_3", 40),
                ("surprised", 40),
                ("now", 60),
                ("question", 20),
            ],
        ),
        (
            'H',
            Paper::A6Across,
            &[("title", 6), ("context", 30), ("image", 15), ("feeling", 5), ("question", 20)],
        ),
        (
            'P',
            Paper::A4Across,
            &[("purpose", 15), ("why", 15), ("question", 20), ("moves", 40), ("plan", 25)],
        ),
        ('I', Paper::A4, &[]),
    ];
    for (format, (letter, paper, boxes)) in SheetFormat::ALL.into_iter().zip(wanted) {
        let page = journal.new_sheet(format, Vec::new(), DAY).expect("an empty page");
        assert_eq!((page.letter, page.sheet.paper), (letter, paper));
        for (id, budget) in boxes {
            assert_eq!(boxed(&page, id).budget, *budget, "{letter} {id}");
        }
        let empty = page.boxes.iter().all(|one| one.text.is_empty());
        assert!(empty, "{letter} says something that nobody wrote: {:?}", page.boxes);
    }
}

#[test]
fn sheet_boxes_are_filled_from_the_chosen_entries() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    full(&mut journal, "integration", wren, 1, 0);
    let hour = full(&mut journal, "integration", wren, 2, 7);
    let limit = full(&mut journal, "boundary", wren, 2, 7);
    let inner = full(&mut journal, "inner", wren, 2, 7);
    let said = |page: &SheetPage, id: &str| boxed(page, id).text.clone();
    let new = |journal: &Journal, format, sources: &[RecordId]| {
        journal.new_sheet(format, sources.to_vec(), DAY).expect("a page")
    };

    let page = new(&journal, SheetFormat::OneQuestion, &[hour]);
    assert_eq!(said(&page, "question"), "Was my stillness for them?");
    assert_eq!(said(&page, "moment"), "The heron stood still.\nThen it left.");
    assert_eq!(boxed(&page, "moment").words, 7);
    assert_eq!(page.sheet.header, "Wren · session 2 · week 2 · 18 November 2026");
    let anchors = table(&page.sheet, "In the words");
    assert!(
        anchors.iter().any(|row| row == &["Darkness", "very dark", "very dark"]),
        "the words of two sessions, no numbers: {anchors:?}"
    );

    let page = new(&journal, SheetFormat::Consult, &[limit]);
    assert_eq!(said(&page, "facts"), "The heron stood still.\nThen it left.");
    assert!(said(&page, "agreed").starts_with("Agreed in preparation: "));
    assert!(said(&page, "changed").contains("Direction: less"));
    assert!(said(&page, "first").contains("The evidence for it."));

    let page = new(&journal, SheetFormat::SlowReplay, &[inner, hour]);
    assert!(said(&page, "pause_2").contains("I was feeling: one plain line"));
    assert_eq!(said(&page, "pause_3"), "");
    assert_eq!(table(&page.sheet, "Pauses").len(), 3, "never fewer than three");
    assert_eq!(said(&page, "words"), "I want to hear the room.");

    let page = new(&journal, SheetFormat::WordAndMargin, &[inner]);
    let rows = table(&page.sheet, "Word and margin");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][1], "one plain line");
    assert_eq!(rows[0][4], "", "the supervisor's column is for the pen");

    let page = new(&journal, SheetFormat::FiveMinutes, &[hour]);
    assert_eq!(said(&page, "feeling"), "flooded");
    assert_eq!(said(&page, "image"), "one plain line\none plain line");

    let page = new(&journal, SheetFormat::CourseArc, &[limit, hour]);
    assert!(!said(&page, "turn_1").is_empty() && !said(&page, "turn_2").is_empty());
    assert_eq!(said(&page, "turn_3"), "");
    assert_eq!(table(&page.sheet, "The course").len(), 3, "inner work is no part of a course");
}

/// The writers of files are tested with these pages, in a workspace that does not build the core.
/// With `STILLROOM_WRITE_SHEETS` set they are written anew.
#[test]
fn the_sheets_of_the_writers_tests_are_current() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    for day in [0, 7, 14] {
        full(&mut journal, "integration", wren, day as u32 / 7 + 1, day);
    }
    let forms = ["integration", "boundary", "inner", "supervision"];
    let sources: Vec<RecordId> =
        forms.iter().map(|form| full(&mut journal, form, wren, 4, 21)).collect();
    let sheets = SheetFormat::ALL.map(|format| {
        let mut page = journal.new_sheet(format, sources.clone(), "2026-04-01").expect("a page");
        if let Some(most) = page.most_filled {
            page.input.filled =
                page.boxes.iter().take(most as usize).map(|one| one.id.clone()).collect();
        }
        page.input.ticks.insert("role".into(), "think".into());
        journal.preview_sheet(page.input).expect("a page").sheet
    });
    let today = serde_json::to_string_pretty(&sheets).expect("JSON") + "\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("paper/tests/sheets.json");
    if std::env::var_os("STILLROOM_WRITE_SHEETS").is_some() {
        std::fs::write(&path, &today).expect("written");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("it is saved"), today);
}

#[test]
fn a_window_holds_only_what_is_strong_and_only_three_are_filled() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let mut input = entry(&journal, "integration", "", NOON);
    let level = |level| Level { level, place: None };
    input.answers = Answers::from([(
        "stirred_in_me".to_owned(),
        Answer::Palette([("flooded".into(), level(1)), ("helpless".into(), level(3))].into()),
    )]);
    input.head.client = Some(wren);
    input.head.weight = Some(Weight::Heavy);
    let hour = save(&mut journal, input, 0);
    let mut page = journal.new_sheet(SheetFormat::SevenWindows, vec![hour], DAY).expect("a page");
    assert_eq!(boxed(&page, "in_me").text, "Stirred in me: helpless 3\nWeight: heavy");
    assert!(!page.sheet.lines().iter().any(|line| line.contains("helpless")), "an empty frame");
    page.input.filled.insert("in_me".into());
    let filled = journal.preview_sheet(page.input.clone()).expect("one window");
    assert!(filled.sheet.lines().iter().any(|line| line.contains("helpless 3")));
    page.input.filled.extend(["client", "what_i_did", "between_us"].map(str::to_owned));
    let many = journal.preview_sheet(page.input);
    assert!(matches!(many, Err(JournalError::TooManyFilled)));
}

#[test]
fn the_caseload_round_names_the_client_brought_longest_ago() {
    let (_room, mut journal) = room();
    let (wren, tarn, heron) =
        (client(&mut journal, "Wren"), client(&mut journal, "Tarn"), client(&mut journal, "Heron"));
    let gone = Client {
        status: ClientStatus::Ended,
        ..journal.list_clients().into_iter().find(|one| one.id == Some(heron)).expect("Heron")
    };
    journal.save_client(gone, NOON).expect("it ends");
    let first = note(&mut journal, wren, 1, 0);
    for session in 2..=4 {
        note(&mut journal, wren, session, i64::from(session));
    }
    note(&mut journal, tarn, 1, 1);
    let mut reflection = entry(&journal, "supervision", "What moved.", days_later(1));
    reflection.answers.insert("brought".into(), Answer::Links(vec![first.id.to_string()]));
    save(&mut journal, reflection, 1);
    let mut page = journal.new_sheet(SheetFormat::CaseloadRound, Vec::new(), DAY).expect("a page");
    let rows = table(&page.sheet, "Longest unbrought").clone();
    let firsts: Vec<(&str, &str)> =
        rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    assert_eq!(firsts, [("Tarn", "never"), ("Wren", "3 sessions ago")]);
    assert_eq!(rows[1][3], "4");
    page.input.boxes.insert(format!("round_{tarn}"), "Silence is comfortable. For whom?".into());
    page.input.ticks.insert(format!("round_{tarn}"), "bring".into());
    let saved = journal.save_sheet(page.input, NOON).expect("it is saved");
    let rows = table(&saved.sheet, "Longest unbrought");
    assert_eq!(
        (rows[0][6].as_str(), rows[0][7].as_str()),
        ("Silence is comfortable. For whom?", "×")
    );
    // What was written about Tarn goes with Tarn.
    let target = EraseTarget::Client { id: tarn };
    let plan = journal.plan_erase(target, NOON).expect("a plan");
    journal.erase(target, &plan.stamp, "", NOON).expect("it is erased");
    assert!(journal.list_sheets().is_empty());
}

#[test]
fn a_saved_sheet_remembers_its_sources_and_reports_their_changes() {
    let (room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let mut hour = note(&mut journal, wren, 1, 0);
    let mut page = journal.new_sheet(SheetFormat::OneQuestion, vec![hour.id], DAY).expect("a page");
    page.input.boxes.insert("moment".into(), "Shorter.".into());
    page.input.left_out = "That I was tired.".into();
    let saved = journal.save_sheet(page.input, NOON).expect("it is saved");
    assert!(!boxed(&saved, "moment").changed_beneath && saved.revised.is_empty());
    let id = saved.input.id;
    journal.lock().map(drop).expect("it locks");
    let mut journal = room.bench.unlock();
    let opened = journal.open_sheet(id).expect("it opens");
    assert_eq!(boxed(&opened, "moment").text, "Shorter.");
    assert_eq!(opened.input.left_out, "That I was tired.");
    assert!(opened.revised.is_empty() && opened.gone.is_empty());
    hour.answers.insert("one_moment".into(), Answer::Text(document("Another moment.")));
    hour.base = journal.open_entry(hour.id).expect("it is there").input.base;
    journal.save_revision(&hour, days_later(1)).expect("it settles");
    let opened = journal.open_sheet(id).expect("it opens");
    let moment = boxed(&opened, "moment");
    assert_eq!((moment.text.as_str(), moment.pulled.as_str()), ("Shorter.", "Another moment."));
    assert!(moment.changed_beneath);
    assert_eq!(opened.revised, [hour.id]);
    journal.trash_entry(hour.id, days_later(1)).expect("it goes");
    assert_eq!(journal.open_sheet(id).expect("it opens").gone, [hour.id]);
    // What the page took from the entry goes with it.
    let target = EraseTarget::Entry { id: hour.id };
    let plan = journal.plan_erase(target, NOON).expect("a plan");
    journal.erase(target, &plan.stamp, "", NOON).expect("it is erased");
    assert!(matches!(journal.open_sheet(id), Err(JournalError::NoSuchRecord)));
}

#[test]
fn what_is_marked_as_mine_alone_is_on_no_sheet() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let mut sources = Vec::new();
    for form in ["inner", "supervision", "integration", "boundary", "session", "music"] {
        let mut input = entry(&journal, form, "", NOON);
        input.answers = every_answer(&journal, &input.form);
        for (field, answer) in &mut input.answers {
            let alone = form == "inner" && !matches!(field.as_str(), "exchanges" | "pauses")
                || matches!(
                    (form, field.as_str()),
                    ("supervision", "left_out" | "question_beneath")
                );
            if let (true, Answer::Text(text)) = (alone, &mut *answer) {
                *text = document("Zwielicht");
            }
            if let (true, Answer::Line(text)) = (alone, answer) {
                *text = "Zwielicht".into();
            }
        }
        input.head.client = Some(wren);
        input.head.session = Some(1);
        sources.push(save(&mut journal, input, 0));
    }
    for format in SheetFormat::ALL {
        let mut page = journal.new_sheet(format, sources.clone(), DAY).expect("a page");
        if let Some(most) = page.most_filled {
            let ids = page.boxes.iter().map(|one| one.id.clone()).take(most as usize);
            page.input.filled = ids.collect();
        }
        page.input.left_out = "Zwielicht".into();
        let page = journal.preview_sheet(page.input).expect("a page");
        let lines = page.sheet.lines();
        assert!(!lines.iter().any(|line| line.contains("Zwielicht")), "{format:?}: {lines:?}");
        assert!(page.boxes.iter().all(|one| !one.pulled.contains("Zwielicht")));
        let ticked = stillroom::journal::SheetInput { print_left_out: true, ..page.input };
        let lines = journal.preview_sheet(ticked).expect("a page").sheet.lines();
        assert!(lines.iter().any(|line| line == "Zwielicht"), "it was ticked in: {format:?}");
    }
}

#[test]
fn answers_marked_as_mine_alone_are_left_out() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let mut shown = note(&mut journal, wren, 1, 0);
    shown.answers.insert("what_i_did".into(), Answer::Text(document("Zwielicht")));
    shown.head.mine_alone_fields = vec!["what_i_did".into()];
    shown.base = journal.save_revision(&shown, NOON).expect("it settles").base;
    let mut whole = note(&mut journal, wren, 2, 7);
    whole.answers.insert("one_moment".into(), Answer::Text(document("Zwielicht")));
    whole.head.mine_alone = true;
    whole.head.basket = Some(Basket { question: "Zwielicht?".into(), asked: false });
    whole.base = journal.save_revision(&whole, days_later(7)).expect("it settles").base;
    for format in SheetFormat::ALL {
        let page = journal.new_sheet(format, vec![whole.id, shown.id], DAY).expect("a page");
        let lines = page.sheet.lines();
        assert!(!lines.iter().any(|line| line.contains("Zwielicht")), "{format:?}: {lines:?}");
    }
    let page = journal.new_sheet(SheetFormat::OneQuestion, vec![whole.id, shown.id], DAY);
    let page = page.expect("a page");
    assert_eq!(boxed(&page, "moment").text, "What was said in hour 1.");
    assert_eq!(page.sheet.header, "Wren · session 1 · week 1 · 18 November 2026");
}

#[test]
fn a_page_leaves_with_other_aliases_and_with_what_was_decided() {
    let (room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    client(&mut journal, "Basalt");
    note(&mut journal, wren, 1, 0);
    let mut input = note(&mut journal, wren, 2, 14);
    let text =
        "wren came late. Małgorzata rang Wren, and Małgorzata wept. Oonagh, a 47-year-old, waited.";
    input.answers.insert("one_moment".into(), Answer::Text(document(text)));
    input.base = journal.save_revision(&input, days_later(14)).expect("it settles").base;
    let words = IdentifierWords { keep: vec!["Oonagh".into()], ..IdentifierWords::default() };
    journal.save_identifier_words(&words, NOON).expect("they are kept");
    let page = journal.new_sheet(SheetFormat::OneQuestion, vec![input.id], DAY).expect("a page");
    let checked = journal.check_sheet(page.input.clone(), NOON).expect("it is checked");
    let [name] = checked.findings.found.as_slice() else { panic!("{:?}", checked.findings) };
    assert_eq!((name.key.as_str(), name.count, name.class.as_str()), ("małgorzata", 2, "name"));
    assert_eq!(checked.findings.decided, 0);
    let whole = checked.sheet.lines().join("\n");
    assert!(!whole.to_lowercase().contains("wren") && whole.contains("Małgorzata"), "{whole}");
    assert!(whole.contains("[forties]") && !whole.contains("47"), "{whole}");
    let mut decided = page.input;
    decided.decisions =
        [("małgorzata".to_owned(), Decision::Replace { with: "her sister".into() })].into();
    let preview = journal.check_sheet(decided.clone(), NOON).expect("it is checked");
    assert_eq!(preview.findings.decided, 1);
    let left = journal.export_sheet(decided, NOON).expect("it leaves");
    assert_eq!(left, preview.sheet, "what was previewed is what is written");
    let whole = left.lines().join("\n");
    assert!(whole.contains("her sister rang") && !whole.contains("Małgorzata"), "{whole}");
    assert_eq!(
        left.foot,
        [
            "Supervision",
            "Exported 2 March 2026",
            "Reduced-identifier copy, not de-identified in law"
        ]
    );
    // The map of aliases is sealed.
    let alias = left.header.split(" · ").next().expect("an alias").to_owned();
    assert_ne!(alias, "Basalt", "an alias of the journal was given out");
    assert_eq!(find_word(&journal, &alias).expect("all opens").len(), 1, "the map is kept");
    journal.lock().map(drop).expect("it locks");
    for file in std::fs::read_dir(&room.bench.folder).expect("the folder") {
        let Ok(bytes) = std::fs::read(file.expect("a file").path()) else { continue };
        for word in [alias.as_str(), "her sister", "Oonagh"] {
            let lies = bytes.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!lies, "{word} lies in clear");
        }
    }
}

#[test]
fn a_page_of_no_day_or_of_no_entry_is_refused() {
    let (_room, journal) = room();
    let no_day = journal.new_sheet(SheetFormat::OneQuestion, Vec::new(), "2026-02-30");
    assert!(matches!(no_day, Err(JournalError::NoSuchDay)));
    let no_entry = journal.new_sheet(SheetFormat::OneQuestion, vec![RecordId::make()], DAY);
    assert!(matches!(no_entry, Err(JournalError::NoSuchEntry)));
    assert!(matches!(journal.open_sheet(RecordId::make()), Err(JournalError::NoSuchRecord)));
}

#[test]
fn the_reflection_on_a_page_says_what_was_brought_asked_and_left_out() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let brought = full(&mut journal, "integration", wren, 3, 1);
    let trashed = full(&mut journal, "boundary", wren, 4, 8);
    let sources = vec![brought, trashed];
    let mut page = journal.new_sheet(SheetFormat::FiveMinutes, sources, DAY).expect("a page");
    page.input.boxes.insert("question".into(), "Whose pace was it?\nAnd mine?".into());
    page.input.left_out = "That I was tired.".into();
    let id = journal.save_sheet(page.input, days_later(9)).expect("it is saved").input.id;
    journal.trash_entry(trashed, days_later(9)).expect("it is trashed");
    let entry = journal.begin_reflection_on_sheet(id, days_later(10)).expect("a reflection");
    let said = |field: &str| serde_json::to_string(&entry.input.answers[field]).expect("JSON");
    assert_eq!(entry.input.answers["brought"], Answer::Links(vec![brought.to_string()]));
    for (field, words) in [
        ("question_asked", "Whose pace was it?"),
        ("question_asked", "And mine?"),
        ("left_out", "That I was tired."),
        ("format", "group"),
    ] {
        assert!(said(field).contains(words), "{field}: {}", said(field));
    }
    assert!(!entry.input.answers.contains_key("minutes"), "that is the writer's to say");
    assert!(matches!(
        journal.begin_reflection_on_sheet(RecordId::make(), NOON),
        Err(JournalError::NoSuchRecord)
    ));
}

#[test]
fn a_page_names_its_questions_and_the_boxes_that_are_for_the_pen() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let source = full(&mut journal, "integration", wren, 1, 1);
    let mut page = journal.new_sheet(SheetFormat::OneQuestion, vec![source], DAY).expect("a page");
    let ids: Vec<&str> = page.questions.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["role", "focus"]);
    assert!(boxed(&page, "pen").blank && !boxed(&page, "want").blank);
    page.input.ticks.insert("role".into(), "think".into());
    let page = journal.preview_sheet(page.input).expect("a page");
    assert_eq!(page.questions[0].ticked.as_deref(), Some("think"));
    let round = journal.new_sheet(SheetFormat::CaseloadRound, vec![], DAY).expect("a page");
    let labels: Vec<&str> = round.questions.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["Wren"]);
    assert!(round.boxes.iter().any(|one| one.id == round.questions[0].id), "beside its words");
}

#[test]
fn a_year_at_the_end_of_a_line_makes_no_postcode_of_the_next() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let source = full(&mut journal, "integration", wren, 1, 1);
    let mut page = journal.new_sheet(SheetFormat::OneQuestion, vec![source], DAY).expect("a page");
    page.input.boxes.insert("question".into(), "Whose pace was it?".into());
    let checked = journal.check_sheet(page.input, NOON).expect("it is checked");
    let found: Vec<&str> = checked.findings.found.iter().map(|one| one.words.as_str()).collect();
    assert!(!found.contains(&"2026") && !found.contains(&"Whose"), "{found:?}");
}

#[test]
fn a_page_from_a_note_without_scales_has_no_empty_table_of_their_words() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let mut input = entry(&journal, "integration", "She looked at the door.", NOON);
    input.head.client = Some(wren);
    input.head.session = Some(1);
    let note = save(&mut journal, input, 0);
    let page = journal.new_sheet(SheetFormat::OneQuestion, vec![note], DAY).expect("a page");
    let tables = page.sheet.blocks.iter().filter(|block| matches!(block, Block::Table { .. }));
    assert_eq!(tables.count(), 0, "{:?}", page.sheet.blocks);
}

/// Days as they are written out.
fn in_words(day: &str) -> String {
    day.parse::<chrono::NaiveDate>()
        .map_or(day.to_owned(), |day| day.format("%-d %B %Y").to_string())
}

/// The titles of the parts of a page.
fn parts(sheet: &Sheet) -> Vec<&str> {
    let parts = sheet.blocks.iter().filter_map(|block| match block {
        Block::Part { title, .. } => Some(title.as_str()),
        _ => None,
    });
    parts.collect()
}

#[test]
fn an_entry_a_client_or_the_hits_of_a_search_are_printed_in_full() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let heron = client(&mut journal, "Heron");
    let second = full(&mut journal, "integration", wren, 2, 7);
    let first = full(&mut journal, "integration", wren, 1, 0);
    let other = full(&mut journal, "boundary", heron, 1, 14);
    let thrown = full(&mut journal, "integration", wren, 3, 21);
    journal.trash_entry(thrown, days_later(22)).expect("it lies in the trash");
    let asked = |of: &SheetOf| journal.sources_of(of, days_later(30));
    let sources = |of: &SheetOf| asked(of).expect("they are known");
    assert_eq!(sources(&SheetOf::Client { id: wren }), [first, second]);
    assert_eq!(sources(&SheetOf::Entry { id: other }), [other]);
    assert_eq!(sources(&SheetOf::Entry { id: thrown }), []);
    assert_eq!(sources(&SheetOf::Search { text: "client:Heron".into() }), [other]);
    let days = SheetOf::Search {
        text: format!("after:{} before:{}", days_later(-1).date(), days_later(8).date()),
    };
    assert_eq!(sources(&days), [first, second]);
    let nobody = asked(&SheetOf::Client { id: RecordId::make() });
    assert!(matches!(nobody, Err(JournalError::NoSuchClient)), "{nobody:?}");
    let nothing = asked(&SheetOf::Entry { id: RecordId::make() });
    assert!(matches!(nothing, Err(JournalError::NoSuchEntry)), "{nothing:?}");

    let page = journal.new_sheet(SheetFormat::Entries, vec![second, first], DAY).expect("a page");
    assert!(page.sheet.header.starts_with("Wren · 2 entries · "), "{}", page.sheet.header);
    let titles = parts(&page.sheet);
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles[0].contains("Wren · session 1") && titles[1].contains("session 2"));
    let entry = journal.open_entry(first).expect("it opens");
    let lines = page.sheet.lines().join("\n");
    for (_, label, text) in readable(&entry.definition, &entry.input.answers, &in_words) {
        assert!(lines.contains(&label), "{label}");
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            assert!(lines.contains(line), "{label}: {line}");
        }
    }
    // It leaves under another alias, as every page does.
    let checked = journal.check_sheet(page.input.clone(), NOON).expect("it is checked");
    let said = checked.sheet.lines().join("\n");
    assert!(!said.contains("Wren"), "{said}");

    let too_many = vec![first; 1_001];
    let refused = journal.new_sheet(SheetFormat::Entries, too_many, DAY);
    assert!(matches!(refused, Err(JournalError::TooManySources)), "{refused:?}");
}

#[test]
fn entries_in_full_hold_what_is_mine_alone_only_when_it_is_asked_for() {
    let (_room, mut journal) = room();
    let wren = client(&mut journal, "Wren");
    let mut marked = entry(&journal, "free", "only for me", NOON);
    marked.head.mine_alone = true;
    marked.head.client = Some(wren);
    let marked = save(&mut journal, marked, 1);
    let reflection = full(&mut journal, "supervision", wren, 1, 2);
    let entry = journal.open_entry(reflection).expect("it opens");
    let left_out = readable(&entry.definition, &entry.input.answers, &in_words)
        .into_iter()
        .find(|(key, _, _)| key == "left_out");
    let (_, label, _) = left_out.expect("every field is answered");
    let page =
        journal.new_sheet(SheetFormat::Entries, vec![marked, reflection], DAY).expect("a page");
    let said = page.sheet.lines();
    assert!(!said.iter().any(|line| line.contains("only for me") || *line == label), "{said:?}");
    let mut input = page.input;
    input.print_mine_alone = true;
    let saved = journal.save_sheet(input.clone(), NOON).expect("it is saved");
    let said = saved.sheet.lines();
    assert!(said.iter().any(|line| line.contains("only for me")), "{said:?}");
    assert!(said.contains(&label), "{said:?}");
    assert!(journal.open_sheet(input.id).expect("it opens").input.print_mine_alone);
    // In any other format the tick says nothing.
    input.format = SheetFormat::OneQuestion;
    let said = journal.preview_sheet(input).expect("a page").sheet.lines();
    assert!(!said.iter().any(|line| line.contains("only for me")), "{said:?}");
}

#[test]
fn an_addendum_is_printed_with_its_entry() {
    let (_room, mut journal) = room();
    let hour = entry(&journal, "free", "the hour", NOON);
    let id = save(&mut journal, hour, 0);
    journal.close_entry(id, days_later(1)).expect("it is closed");
    journal.add_addendum(id, document("seen again later"), days_later(3)).expect("it is added");
    let page = journal.new_sheet(SheetFormat::Entries, vec![id], DAY).expect("a page");
    let lines = page.sheet.lines();
    let at = lines.iter().position(|line| line.starts_with("Addendum, ")).expect("it is there");
    assert_eq!(lines[at + 1], "seen again later");
}
