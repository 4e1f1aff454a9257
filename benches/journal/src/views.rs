//! Each picture in a large journal: how long it takes with its JSON, and how large it is.

use std::time::{Duration, Instant};

use stillroom::forms::{Answer, Answers, Level};
use stillroom::journal::{
    Client, ClientStatus, Course, Flag, Journal, Moment, Phase, PictureKind, PictureRequest,
    Raised, Scene, Weight,
};
use stillroom::testing::{Bench, Corpus, NOON, entry};
use stillroom::vault::RecordId;
use tempfile::TempDir;

use crate::heap;

const CLIENTS: usize = 300;
/// An hour between two entries: 60,000 of them fill almost seven years.
const HOUR_MS: i64 = 3_600_000;
const ROUNDS: usize = 60;
const EACH: Duration = Duration::from_millis(20);
const LARGE_CLIENT: Duration = Duration::from_millis(50);
const MOST_MARKS: usize = 400;
const MOST_BYTES: usize = 64 << 10;
const CATALOG: usize = 56 << 20;

/// Measures and prints; returns how many bars hold, and of how many.
pub(crate) fn measure(entries: usize) -> (usize, usize) {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (clients, course, now) = fill(&mut journal, &mut Corpus::new(13), entries);
    while journal.index_some(500).expect("it is indexed").is_some() {}
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    println!("\n{entries} entries, {CLIENTS} clients, one client with a tenth of all");
    println!(
        "{:<46} {:>10} {:>10} {:>8} {:>6} {:>10}",
        "picture, with its JSON", "p50", "p95", "bar", "marks", "JSON"
    );
    let (mut held, mut all) = (0, 0);
    for picture in PictureKind::ALL {
        let course = (picture == PictureKind::ArcOfACourse).then_some(course);
        let whose = [("everyone", None, EACH), ("a tenth", Some(clients[0]), LARGE_CLIENT)];
        for (who, client, bar) in whose {
            let request = PictureRequest { client, course, ..PictureRequest::of(picture) };
            let (times, scene) = sample(&journal, &request, now);
            let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
            let json = serde_json::to_vec(&scene).expect("it is plain data").len();
            let holds = at(95) <= bar && scene.marks.len() <= MOST_MARKS && json <= MOST_BYTES;
            let missed = if holds { "" } else { "  missed" };
            (held, all) = (held + usize::from(holds), all + 1);
            println!(
                "{:<46} {:>7.1} ms {:>7.1} ms {:>5} ms {:>6} {:>6.1} KiB{missed}",
                format!("{}, {who}", scene.title),
                at(50).as_secs_f64() * 1e3,
                at(95).as_secs_f64() * 1e3,
                bar.as_millis(),
                scene.marks.len(),
                json as f64 / 1024.0
            );
        }
    }
    let heap = heap::held_by(|| journal.catalog_memory().expect("it is read"));
    let fits = heap.bytes() <= CATALOG;
    let missed = if fits { "" } else { "  missed" };
    println!(
        "{:<46} {:>18.1} MiB, bar {} MiB{missed}",
        "catalog in memory",
        heap.bytes() as f64 / f64::from(1 << 20),
        CATALOG >> 20
    );
    (held + usize::from(fits), all + 1)
}

fn sample(journal: &Journal, request: &PictureRequest, now: Moment) -> (Vec<Duration>, Scene) {
    let mut times = Vec::with_capacity(ROUNDS);
    let make = || journal.picture(request, now).expect("it is made");
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let json = serde_json::to_vec(&make()).expect("it is plain data");
        times.push(start.elapsed());
        assert!(!json.is_empty());
    }
    times.sort();
    (times, make())
}

fn fill(
    journal: &mut Journal,
    corpus: &mut Corpus,
    entries: usize,
) -> (Vec<RecordId>, RecordId, Moment) {
    let clients: Vec<RecordId> = (0..CLIENTS).map(|at| client(journal, at)).collect();
    let course = Course {
        id: None,
        name: "the long run".into(),
        client: clients[0],
        from: 1,
        to: None,
        archived: false,
        merged: None,
    };
    let course = journal.save_course(course, NOON).expect("it is made").id.expect("it has an id");
    let mut now = NOON;
    for at in 0..entries {
        now = Moment { utc_ms: NOON.utc_ms + at as i64 * HOUR_MS, ..NOON };
        let form = ["integration", "boundary", "integration", "supervision", "inner"][at % 5];
        let mut input = entry(journal, form, &corpus.text(60), now);
        if at % 5 < 3 {
            let client = if corpus.below(10) == 0 { 0 } else { at % CLIENTS };
            input.head.client = Some(clients[client]);
            input.head.session = Some((at / CLIENTS) as u32 / 3 + 1);
        }
        input.head.phase = [None, Some(Phase::Medicine), Some(Phase::IntegrationLater)][at % 3];
        input.head.weight = [None, Some(Weight::Light), Some(Weight::Heavy)][at % 3];
        if at.is_multiple_of(20) {
            input.head.flags = vec![Raised { flag: Flag("dark".into()), later: true }];
        }
        input.answers.extend(answers(form, corpus));
        journal.save_revision(&input, now).expect("it is saved");
    }
    (clients, course, now)
}

/// What the pictures show of an entry.
fn answers(form: &str, corpus: &mut Corpus) -> Vec<(String, Answer)> {
    let mut scale = |below: u64| Answer::Scale(corpus.below(below) as i32);
    let choice = |key: &str| Answer::Choice { key: Some(key.into()), own: None, text: None };
    let choices =
        |keys: [&str; 2]| Answer::Choices { keys: keys.map(Into::into).into(), own: vec![] };
    let block = |fields: Vec<(&str, Answer)>| {
        Answer::Block(fields.into_iter().map(|(key, answer)| (key.to_owned(), answer)).collect())
    };
    let answers = match form {
        "integration" => vec![
            ("pull_to_lead", scale(11)),
            ("led", scale(11)),
            ("darkness", scale(5)),
            ("held", scale(5)),
            ("room_for_good", scale(7)),
            ("what_they_did_with_it", choices(["stayed", "doubted"])),
            (
                "relational_moment",
                Answer::Rows(vec![Answers::from([("who_moved".to_owned(), choice("both"))])]),
            ),
            ("stirred_in_me", palette(corpus)),
        ],
        "boundary" => vec![
            ("dimension", choices(["nearness", "silence"])),
            ("ladder", scale(8)),
            ("direction", choice("stop")),
            ("returned", choice("next")),
            (
                "consent",
                block(vec![
                    ("agreed", choices(["hand", "shoulder"])),
                    ("change", choice("narrower")),
                ]),
            ),
        ],
        "supervision" => {
            let names = [
                "client",
                "what_i_did",
                "between_us",
                "in_me",
                "supervisor_and_me",
                "in_supervisor",
                "wider_field",
            ];
            vec![("windows", block(names.map(|name| (name, scale(4))).into()))]
        }
        _ => vec![("own_room", scale(7))],
    };
    answers.into_iter().map(|(field, answer)| (field.to_owned(), answer)).collect()
}

fn palette(corpus: &mut Corpus) -> Answer {
    let responses = ["flooded", "helpless", "warm", "special", "bored", "protective"];
    let mut levels = std::collections::BTreeMap::new();
    for _ in 0..2 {
        let key = responses[corpus.below(responses.len() as u64) as usize];
        let level = corpus.below(3) as u8 + 1;
        levels.insert(key.to_owned(), Level { level, place: None });
    }
    Answer::Palette(levels)
}

fn client(journal: &mut Journal, at: usize) -> RecordId {
    let client = Client {
        id: None,
        alias: format!("Invented {at}"),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
    };
    journal.save_client(client, NOON).expect("it is made").id.expect("it has an id")
}
