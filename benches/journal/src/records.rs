//! Every page of a record in a large journal, and what the catalog holds in memory.

use std::time::{Duration, Instant};

use serde::Serialize;
use stillroom::forms::{Answer, Answers};
use stillroom::journal::{
    Basket, Client, ClientStatus, Course, Flag, Journal, Moment, Phase, Piece, Raised, Symbol,
    Thread, ThreadState,
};
use stillroom::testing::{Bench, Corpus, NOON, document, entry};
use stillroom::vault::RecordId;
use tempfile::TempDir;

use crate::heap;

const CLIENTS: usize = 300;
const THREADS: usize = 2_000;
const SYMBOLS: usize = 900;
const PIECES: usize = 400;
const HOUR_MS: i64 = 3_600_000;
const BAR: Duration = Duration::from_millis(100);
const CATALOG_BAR: usize = 64 << 20;

/// What was made, to be opened at random.
struct Made {
    clients: Vec<RecordId>,
    threads: Vec<RecordId>,
    symbols: Vec<RecordId>,
    pieces: Vec<RecordId>,
    courses: Vec<RecordId>,
    entries: Vec<RecordId>,
    now: Moment,
}

/// Measures and prints; returns how many bars hold, and of how many.
pub(crate) fn measure(entries: usize) -> (usize, usize) {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut corpus = Corpus::new(11);
    let mut journal = bench.unlock();
    let made = fill(&mut journal, &mut corpus, entries);
    println!(
        "\n{entries} entries, {CLIENTS} clients, {THREADS} threads, one client with a tenth of all"
    );
    println!("{:<46} {:>10} {:>10} {:>10}", "page, with its JSON", "p50", "p95", "bar");
    let all = pages(&journal, &made, &mut corpus);
    let mut held = 0;
    for (what, mut times) in all.iter().cloned() {
        times.sort();
        let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
        let mark = if at(95) <= BAR { "" } else { "  missed" };
        held += usize::from(at(95) <= BAR);
        println!("{what:<46} {:>10} {:>10} {:>10}{mark}", ms(at(50)), ms(at(95)), ms(BAR));
    }
    while journal.index_some(500).expect("it is indexed").is_some() {}
    // The index merges on in the background; opened anew it rests.
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    let heap = heap::held_by(|| journal.catalog_memory().expect("it is read"));
    let fits = heap.bytes() <= CATALOG_BAR;
    let mark = if fits { "" } else { "  missed" };
    println!(
        "{:<46} {:>10} {:>10} {:>10}{mark}",
        format!("catalog in memory, in {} blocks", heap.blocks),
        "",
        mib(heap.bytes()),
        mib(CATALOG_BAR)
    );
    (held + usize::from(fits), all.len() + 1)
}

fn pages(
    journal: &Journal,
    made: &Made,
    corpus: &mut Corpus,
) -> Vec<(&'static str, Vec<Duration>)> {
    let now = made.now;
    let any = |corpus: &mut Corpus, ids: &[RecordId]| ids[corpus.below(ids.len() as u64) as usize];
    let mut all = vec![
        ("client", sample(50, || journal.client_page(any(corpus, &made.clients), now))),
        (
            "client with a tenth of all entries",
            sample(20, || journal.client_page(made.clients[0], now)),
        ),
        ("course", sample(50, || journal.course_page(any(corpus, &made.courses), now))),
        ("thread", sample(50, || journal.thread_page(any(corpus, &made.threads), now))),
        ("symbol", sample(50, || journal.symbol_page(any(corpus, &made.symbols)))),
        ("piece", sample(50, || journal.piece_page(any(corpus, &made.pieces)))),
        ("around an entry", sample(50, || journal.around(any(corpus, &made.entries), now))),
    ];
    let whole = |journal: &Journal| Ok::<_, ()>(journal.list_follow_ups(None, now));
    all.push(("open follow-ups", sample(20, || whole(journal))));
    all.push(("basket", sample(20, || Ok::<_, ()>(journal.basket()))));
    all.push(("threads", sample(20, || Ok::<_, ()>(journal.list_threads()))));
    all.push(("minutes", sample(20, || Ok::<_, ()>(journal.minutes()))));
    all
}

fn sample<T: Serialize, E: std::fmt::Debug>(
    rounds: usize,
    mut page: impl FnMut() -> Result<T, E>,
) -> Vec<Duration> {
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let start = Instant::now();
        let page = page().expect("it is there");
        let json = serde_json::to_vec(&page).expect("it is plain data");
        times.push(start.elapsed());
        assert!(!json.is_empty());
    }
    times
}

fn fill(journal: &mut Journal, corpus: &mut Corpus, entries: usize) -> Made {
    let clients: Vec<RecordId> = (0..CLIENTS).map(|at| client(journal, at)).collect();
    let threads = (0..THREADS).map(|at| thread(journal, clients[at % CLIENTS], at)).collect();
    let symbols = (0..SYMBOLS).map(|at| symbol(journal, clients[at % CLIENTS], at)).collect();
    let courses = clients.iter().flat_map(|id| courses(journal, *id)).collect();
    let pieces = (0..PIECES).map(|at| piece(journal, at)).collect();
    let mut made =
        Made { clients, threads, symbols, pieces, courses, entries: Vec::new(), now: NOON };
    for at in 0..entries {
        made.now = Moment { utc_ms: NOON.utc_ms + at as i64 * HOUR_MS, ..NOON };
        let id = write(journal, corpus, &made, at);
        made.entries.push(id);
    }
    made
}

fn write(journal: &mut Journal, corpus: &mut Corpus, made: &Made, at: usize) -> RecordId {
    let form = ["integration", "boundary", "integration", "music"][at % 4];
    let mut input = entry(journal, form, &corpus.text(60), made.now);
    let client = if at.is_multiple_of(10) { 0 } else { at % CLIENTS };
    input.head.client = Some(made.clients[client]);
    input.head.session = Some((at / CLIENTS) as u32 / 3 + 1);
    input.head.phase = Some(Phase::IntegrationLater);
    input.head.threads = vec![made.threads[at % THREADS]];
    input.head.tags = vec![["ease", "silence", "not-yet"][at % 3].into(), "return".into()];
    input.answers.extend(core(form, corpus, at));
    if at.is_multiple_of(60) {
        input.head.flags = vec![Raised { flag: Flag("dark".into()), later: true }];
    }
    if at.is_multiple_of(500) {
        input.head.basket = Some(Basket { question: corpus.text(8), asked: false });
    }
    if at.is_multiple_of(50) {
        input.answers.insert("client_words".into(), Answer::Verbatim(vec![corpus.text(9)]));
        input.answers.insert("old_job".into(), Answer::Text(document(&corpus.text(30))));
    }
    journal.save_revision(&input, made.now).expect("it is saved");
    input.id
}

/// Answers every field that stands open on the page, and names a symbol or a piece.
fn core(form: &str, corpus: &mut Corpus, at: usize) -> Vec<(String, Answer)> {
    let mut scale = |below: u64| Answer::Scale(corpus.below(below) as i32);
    let choice = |key: &str| Answer::Choice { key: Some(key.into()), own: None, text: None };
    let choices =
        |keys: [&str; 2]| Answer::Choices { keys: keys.map(Into::into).into(), own: vec![] };
    let named = |field: &str, name| Answers::from([(field.to_owned(), Answer::Line(name))]);
    let answers = match form {
        "integration" => vec![
            ("arrived_as", choices(["braced", "curious"])),
            ("darkness", scale(5)),
            ("held", scale(5)),
            ("room_for_good", scale(7)),
            ("pull_to_lead", scale(11)),
            ("led", scale(11)),
            ("symbol", Answer::Rows(vec![named("name", format!("image {}", at % SYMBOLS))])),
        ],
        "boundary" => vec![
            ("dimension", choices(["nearness", "silence"])),
            ("ladder", scale(8)),
            ("first_reading", choice("withdrawal")),
            ("second_reading", choice("becoming_separate")),
            ("my_response", choice("made_room")),
        ],
        _ => vec![
            ("piece", Answer::Line(format!("piece {}", at % PIECES))),
            ("liked", scale(5)),
            ("fitted", scale(5)),
        ],
    };
    answers.into_iter().map(|(field, answer)| (field.to_owned(), answer)).collect()
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

fn thread(journal: &mut Journal, client: RecordId, at: usize) -> RecordId {
    let thread = Thread {
        id: None,
        question: format!("What does number {at} ask?"),
        client: Some(client),
        state: ThreadState::Open,
        archived: false,
        merged: None,
    };
    journal.save_thread(thread, NOON).expect("it is made").id.expect("it has an id")
}

fn symbol(journal: &mut Journal, client: RecordId, at: usize) -> RecordId {
    let symbol = Symbol {
        id: None,
        name: format!("image {at}"),
        sort: None,
        client: Some(client),
        archived: false,
        merged: None,
        was: Vec::new(),
    };
    journal.save_symbol(symbol, NOON).expect("it is made").id.expect("it has an id")
}

fn piece(journal: &mut Journal, at: usize) -> RecordId {
    let piece = Piece { title: format!("piece {at}"), ..Piece::default() };
    journal.save_piece(piece, NOON).expect("it is made").id.expect("it has an id")
}

fn courses(journal: &mut Journal, client: RecordId) -> Vec<RecordId> {
    let made = [("first", 3, Some(20)), ("second", 25, Some(40))].map(|(name, from, to)| {
        let name = name.to_owned();
        let course = Course { id: None, name, client, from, to, archived: false, merged: None };
        journal.save_course(course, NOON).expect("it is made").id.expect("it has an id")
    });
    made.into()
}

fn mib(bytes: usize) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
