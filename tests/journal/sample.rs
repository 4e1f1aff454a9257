//! The sample journal is whole, consistent in itself, and as rich as the window needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use stillroom::forms::{self, Answer, Answers, Fold, FormId};
use stillroom::journal::{
    CardState, Entry, EntryFilter, EntryRow, Journal, JournalError, Moment, Phase, PictureKind,
    PictureRequest, SearchRequest,
};
use stillroom::sample::Sample;
use stillroom::store::StoreError;
use stillroom::vault::RecordId;
use tempfile::TempDir;

/// 2026-03-02 07:40, two hours east: hardly a day has passed since the newest entry.
const NOW: Moment = Moment { utc_ms: 1_772_430_000_000, offset_min: 120 };
const HOUR_MS: i64 = 60 * 60 * 1000;

fn made(root: &TempDir) -> Journal {
    let (folder, anchors) = (root.path().join("sample"), root.path().join("anchors"));
    Sample::make(&folder, &anchors, NOW).unwrap_or_else(|error| panic!("it is not made: {error}"))
}

/// A sample that tests share as long as one of them reads it.
struct Shared {
    journal: Mutex<Journal>,
    _root: TempDir,
}

impl Shared {
    fn get() -> Arc<Self> {
        static MADE: Mutex<Weak<Shared>> = Mutex::new(Weak::new());
        let mut last = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        last.upgrade().unwrap_or_else(|| {
            let root = TempDir::new().expect("a temporary folder");
            let shared = Arc::new(Self { journal: Mutex::new(made(&root)), _root: root });
            *last = Arc::downgrade(&shared);
            shared
        })
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All entries, oldest first.
fn all(journal: &Journal) -> Vec<Entry> {
    let rows = journal.list_entries(&EntryFilter::default(), 0, u32::MAX).rows;
    rows.iter().rev().map(|row| journal.open_entry(row.id).expect("it opens")).collect()
}

fn client(journal: &Journal, alias: &str) -> Option<RecordId> {
    let clients = journal.list_clients();
    clients.into_iter().find(|client| client.alias == alias).and_then(|client| client.id)
}

/// The values of a scale over all entries of a client, oldest first.
fn line(entries: &[Entry], client: Option<RecordId>, field: &str) -> Vec<i32> {
    let of_client = entries.iter().filter(|entry| entry.input.head.client == client);
    let values = of_client.filter_map(|entry| match entry.input.answers.get(field) {
        Some(Answer::Scale(value)) => Some(*value),
        _ => None,
    });
    values.collect()
}

fn median(values: &[i32]) -> i32 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

#[test]
fn the_sample_is_complete_and_reads_the_same_after_a_restart() {
    let root = TempDir::new().expect("a temporary folder");
    let journal = made(&root);
    let rows = journal.list_entries(&EntryFilter::default(), 0, u32::MAX);
    assert!(rows.total >= 150, "{}", rows.total);
    assert!(journal.list_clients().len() >= 4);
    for form in journal.forms() {
        let which = EntryFilter { form: Some(form.id.clone()), ..EntryFilter::default() };
        assert!(journal.list_entries(&which, 0, 1).total >= 3, "{}", form.id.0);
    }
    let clients = journal.list_clients();
    journal.lock().map(drop).expect("it locks");

    let (folder, anchors) = (root.path().join("sample"), root.path().join("anchors"));
    let again = Sample::open(&folder, &anchors).expect("it opens");
    assert_eq!(again.list_entries(&EntryFilter::default(), 0, u32::MAX), rows);
    assert_eq!(again.list_clients(), clients);
    assert!(again.snapshot(true).notices.is_empty(), "{:?}", again.snapshot(true).notices);
}

#[test]
fn a_sample_is_made_neither_over_a_folder_nor_from_incomplete_files() {
    let root = TempDir::new().expect("a temporary folder");
    let (folder, anchors) = (root.path().join("sample"), root.path().join("anchors"));
    let half = root.path().join("sample.begun");
    fs::create_dir_all(&half).expect("a folder");
    fs::write(half.join("journal.db"), b"half").expect("a file");
    let journal = made(&root);
    assert!(!half.exists(), "what was left of an earlier try is gone");
    journal.lock().map(drop).expect("it locks");
    let refused = Sample::make(&folder, &anchors, NOW).err();
    assert!(matches!(refused, Some(JournalError::Store(StoreError::Exists))));
    Sample::open(&folder, &anchors).map(drop).expect("it is still the one that was made");
}

#[test]
fn every_answer_fits_its_form_and_every_moment_its_course() {
    let shared = Shared::get();
    let journal = shared.journal();
    let entries = all(&journal);
    for entry in &entries {
        let input = &entry.input;
        forms::validate(&entry.definition, &input.answers).expect("it fits");
        let known = |id: &String| entry.definition.fields.iter().any(|field| field.id == *id);
        assert!(input.answers.keys().all(known));
        let exercise = entry.definition.id.0 == "music" && input.head.client.is_none();
        assert!(input.head.client.is_some() || !entry.definition.about_client || exercise);
        let written = entry.written.expect("it is saved");
        assert!(input.head.happened.utc_ms <= written.utc_ms && written.utc_ms < NOW.utc_ms);
        assert!(entry.revised.is_some_and(|revised| revised.utc_ms < NOW.utc_ms));
    }
    let newest = entries.last().expect("there are entries").input.head.happened;
    assert_eq!(newest.date().to_string(), "2026-03-01", "the newest entry is yesterday's");
    assert!(entries.iter().any(|entry| entry.late), "some were written days later");
    assert!(entries.iter().any(|entry| entry.revisions > 1), "some were taken up again");
    for known in journal.list_clients() {
        let of_client: Vec<_> =
            entries.iter().filter(|entry| entry.input.head.client == known.id).collect();
        assert!(of_client.len() >= 2, "{}", known.alias);
        runs_forward(&of_client, &known.alias);
    }
}

/// Sessions are numbered as time goes, one day each, and early integration follows a medicine
/// session within 72 hours.
fn runs_forward(entries: &[&Entry], alias: &str) {
    let (mut before, mut medicine_ms) = ((0, None), i64::MIN);
    for entry in entries {
        let head = &entry.input.head;
        let Some(session) = head.session else {
            assert!(!entry.definition.about_client, "{alias}: an hour is one of a session");
            continue;
        };
        let day = Some(head.happened.date());
        assert!(session > before.0 || (session, day) == before, "{alias}, session {session}");
        before = (session, day);
        let since_ms = head.happened.utc_ms.saturating_sub(medicine_ms);
        match head.phase.expect("a phase") {
            Phase::Medicine => medicine_ms = head.happened.utc_ms,
            Phase::IntegrationEarly => {
                assert!(since_ms <= 72 * HOUR_MS, "{alias}, session {session}");
            }
            Phase::IntegrationLater => {
                assert!(since_ms > 72 * HOUR_MS, "{alias}, session {session}");
            }
            _ => {}
        }
    }
}

#[test]
fn two_courses_go_from_preparation_through_medicine_to_integration() {
    let shared = Shared::get();
    let journal = shared.journal();
    let entries = all(&journal);
    for alias in ["Wren", "Tarn"] {
        let wanted = client(&journal, alias);
        let heads = entries.iter().map(|entry| &entry.input.head);
        let heads: Vec<_> = heads.filter(|head| head.client == wanted).collect();
        let first = |phase| heads.iter().position(|head| head.phase == Some(phase));
        let way = [
            first(Phase::Preparation),
            first(Phase::Medicine),
            first(Phase::IntegrationEarly),
            first(Phase::IntegrationLater),
        ];
        assert!(way.iter().all(Option::is_some) && way.is_sorted(), "{alias}: {way:?}");
        let medicine = heads.iter().filter(|head| head.phase == Some(Phase::Medicine));
        let sessions: BTreeSet<_> = medicine.map(|head| head.session).collect();
        assert!(sessions.len() >= 3, "{alias}: {sessions:?}");
        let span_ms = heads[heads.len() - 1].happened.utc_ms - heads[0].happened.utc_ms;
        assert!(span_ms > 180 * 24 * HOUR_MS, "{alias}: months");
    }
}

#[test]
fn every_field_of_every_form_is_answered_somewhere() {
    let shared = Shared::get();
    let journal = shared.journal();
    let entries = all(&journal);
    for form in journal.forms() {
        let of_form = entries.iter().filter(|entry| entry.input.form == form.id);
        let of_form: Vec<_> = of_form.map(|entry| &entry.input.answers).collect();
        for field in &form.fields {
            let answered = of_form.iter().any(|answers| answers.contains_key(&field.id));
            assert!(answered, "{}.{}", form.id.0, field.id);
        }
    }
}

/// Whether nothing but the fields that are always shown is answered.
fn is_core_only(entry: &Entry) -> bool {
    let core = |key: &String| {
        let field = entry.definition.fields.iter().find(|field| field.id == *key);
        field.is_some_and(|field| field.fold == Fold::Core)
    };
    entry.input.answers.keys().all(core)
}

#[test]
fn a_third_of_the_sample_is_short_plain_notes() {
    let shared = Shared::get();
    let journal = shared.journal();
    let rows = journal.list_entries(&EntryFilter::default(), 0, u32::MAX).rows;
    // What an exercise asked for is as long as the exercise.
    let runs = journal.exercise_overview(NOW).runs;
    let outcome: BTreeSet<_> = runs.iter().filter_map(|run| run.entry).collect();
    let mut entries = all(&journal);
    entries.retain(|entry| !outcome.contains(&entry.input.id));
    let core: BTreeSet<_> =
        entries.iter().filter(|entry| is_core_only(entry)).map(|entry| entry.input.id).collect();
    assert!(core.len() * 3 >= entries.len(), "{} of {}", core.len(), entries.len());
    let words: Vec<i32> =
        rows.iter().filter(|row| core.contains(&row.id)).map(|row| row.words as i32).collect();
    assert!(median(&words) <= 60, "{}", median(&words));
    let sessions = rows.iter().filter(|row| core.contains(&row.id) && row.head.session.is_some());
    assert!(sessions.count() >= 30, "hours among them, not only loose pages");
}

#[test]
fn the_sample_shows_what_goes_wrong_as_well() {
    let shared = Shared::get();
    let journal = shared.journal();
    let entries = all(&journal);
    let choice = |entry: &Entry, field: &str| match entry.input.answers.get(field) {
        Some(Answer::Choice { key, .. }) => key.clone(),
        _ => None,
    };
    // Limits that turn out to have been avoidance, and one that was a stomach.
    let settled = |key: &str| {
        let revised = entries.iter().filter(|entry| entry.input.form.0 == "boundary");
        revised.filter(|entry| choice(entry, "revised_reading").as_deref() == Some(key)).count()
    };
    assert!(settled("avoidance") >= 2 && settled("physical") >= 1);
    // Somebody gets worse and leaves.
    let moth = client(&journal, "Moth");
    let of_moth: Vec<_> = entries.iter().filter(|entry| entry.input.head.client == moth).collect();
    let last = of_moth.iter().rev().find_map(|entry| entry.input.head.phase);
    assert_eq!(last, Some(Phase::Ending));
    let darkness = line(&entries, moth, "darkness");
    assert!(darkness[darkness.len() - 1] >= darkness[0], "{darkness:?}");
    // Attraction, once and plainly; it is the therapist’s page and no client’s.
    let drawn = entries.iter().filter(|entry| match entry.input.answers.get("stirred_in_me") {
        Some(Answer::Palette(felt)) => felt.get("drawn").is_some_and(|level| level.level >= 2),
        _ => false,
    });
    let drawn: Vec<_> = drawn.collect();
    assert_eq!(drawn.len(), 1);
    assert_eq!(drawn[0].input.head.client, None);
    // Screening asks about suicide, of everyone who is screened.
    for entry in entries.iter().filter(|entry| entry.input.head.phase == Some(Phase::Screening)) {
        let text = serde_json::to_string(&entry.input.answers).expect("it is JSON").to_lowercase();
        let asks = text.contains("suicid") || text.contains("ending it");
        assert!(asks || entry.input.head.session == Some(118), "{text}");
    }
    assert!(!journal.list_jottings().is_empty(), "one line waits for its note");
    assert!(!journal.next_hours(NOW).is_empty(), "and somebody comes next");
}

#[test]
fn the_sample_has_a_disguised_entry_with_its_history() {
    let shared = Shared::get();
    let journal = shared.journal();
    let entries = all(&journal);
    let tagged = |entry: &&Entry| entry.input.head.tags.iter().any(|tag| tag == "disguised");
    let disguised = entries.iter().find(tagged).expect("there is one");
    let text = serde_json::to_string(&disguised.input.answers).expect("it is JSON");
    assert!(disguised.revisions > 1 && !text.contains("chapel"), "{text}");
}

#[test]
fn threads_symbols_and_pieces_have_pages_that_are_not_empty() {
    let shared = Shared::get();
    let journal = shared.journal();
    let threads = journal.list_threads();
    let states: BTreeSet<_> = threads.iter().map(|thread| thread.state as u8).collect();
    assert_eq!(states.len(), 2, "some are open and some rest");
    for id in threads.into_iter().filter_map(|thread| thread.id) {
        let page = journal.thread_page(id, NOW).expect("a page");
        assert!(page.tally.entries >= 3, "{}", page.thread.question);
    }
    for id in journal.list_symbols().into_iter().filter_map(|symbol| symbol.id) {
        let page = journal.symbol_page(id).expect("a page");
        assert!(page.tally.entries >= 1, "{}", page.symbol.name);
    }
    for id in journal.list_pieces().into_iter().filter_map(|piece| piece.id) {
        let page = journal.piece_page(id).expect("a page");
        assert!(page.tally.entries >= 1, "{}", page.piece.title);
    }
    let courses = journal.list_courses();
    assert!(courses.len() >= 3);
    for id in courses.into_iter().filter_map(|course| course.id) {
        let page = journal.course_page(id, NOW).expect("a page");
        assert!(page.tally.sessions >= 8, "{}", page.course.name);
    }
}

#[test]
fn the_sample_has_answered_skipped_and_open_follow_ups() {
    let shared = Shared::get();
    let journal = shared.journal();
    let open = journal.list_follow_ups(None, NOW);
    let states: BTreeSet<_> = open.iter().map(|card| card.state).collect();
    let wanted = [CardState::Due, CardState::AtNextSession, CardState::Waiting];
    assert_eq!(states, wanted.into());
    let entries = all(&journal);
    let cards = entries.iter().flat_map(|entry| journal.follow_ups_of(entry.input.id, NOW));
    let outcomes: Vec<_> = cards.filter_map(|card| card.follow_up.outcome).collect();
    assert!(outcomes.len() >= 20, "{}", outcomes.len());
    assert!(outcomes.iter().any(|outcome| outcome.answer.is_empty()), "one was put aside");
}

#[test]
fn the_saved_searches_of_the_sample_find_something_and_its_terms_are_in_the_lexicon() {
    let shared = Shared::get();
    let mut journal = shared.journal();
    while journal.index_some(1000).expect("it is indexed").is_some() {}
    let searches = journal.list_searches();
    assert!(searches.len() >= 2);
    for search in searches {
        let request =
            SearchRequest { text: search.text, by_date: true, offset: 0, limit: 50, counted: true };
        let answer = journal.search(&request, NOW).expect("any string is answered");
        assert!(answer.total >= Some(3) && answer.complaint.is_none(), "{}", search.name);
    }
    let own = journal.lexicon().terms.into_iter().filter(|term| term.id.is_some());
    assert!(own.count() >= 3);
    assert!(journal.custom_forms().prompts.len() >= 2);
}

#[test]
fn the_sample_has_closed_entries_and_some_with_addenda() {
    let shared = Shared::get();
    let journal = shared.journal();
    let mut closed = all(&journal);
    closed.retain(|entry| entry.closed.is_some());
    assert!(closed.len() >= 4);
    let addenda = closed.iter().map(|entry| journal.addenda_of(entry.input.id).len());
    assert!(addenda.sum::<usize>() >= 4);
    let trash = EntryFilter { trashed: true, ..EntryFilter::default() };
    assert_eq!(journal.list_entries(&trash, 0, 10).total, 1);
    assert!(journal.basket().iter().any(|item| item.row.is_none()), "a loose question waits");
}

#[test]
fn the_sample_has_repeated_exercises_and_an_unfinished_one() {
    let shared = Shared::get();
    let journal = shared.journal();
    let overview = journal.exercise_overview(NOW);
    let tried: BTreeSet<_> = overview.runs.iter().map(|run| &run.exercise).collect();
    assert_eq!(tried.len(), overview.exercises.len(), "each has been tried");
    assert!(overview.runs.len() > tried.len(), "and some again");
    let left: Vec<_> = overview.runs.iter().filter(|run| run.finished.is_none()).collect();
    assert!(left.len() == 1 && left[0].step > 0 && !left[0].aside);
    let mut own = all(&journal);
    own.retain(|entry| entry.input.form.0 == "inner");
    let own_room = line(&own, None, "own_room");
    assert!(own_room.len() >= 3 && own_room.is_sorted(), "{own_room:?}");
}

#[test]
fn the_sample_tells_the_courses_of_its_clients() {
    let shared = Shared::get();
    let journal = shared.journal();
    let entries = all(&journal);
    let (wren, tarn) = (client(&journal, "Wren"), client(&journal, "Tarn"));
    let ladder = line(&entries, wren, "ladder");
    let third = ladder.len() / 3;
    assert!(median(&ladder[..third]) <= 2, "it begins with vanishing: {ladder:?}");
    assert!(median(&ladder[ladder.len() - third..]) >= 6, "and comes and goes: {ladder:?}");
    assert_eq!((ladder.iter().min(), ladder.iter().max()), (Some(&0), Some(&7)));
    assert!(ladder.windows(2).any(|two| two[1] + 2 < two[0]), "with a step back: {ladder:?}");

    let good = line(&entries, tarn, "room_for_good");
    assert!(median(&good[..5]) <= 1 && median(&good[good.len() - 5..]) >= 4, "{good:?}");
    assert!(good.contains(&6));

    let dark = entries.iter().map(|entry| &entry.input.answers).filter(|answers| is_dark(answers));
    let followed: Vec<_> = dark.map(|answers| answers.contains_key("what_followed")).collect();
    assert!(followed.iter().filter(|yes| **yes).count() >= 4, "dark hours with what followed");
    assert!(followed.contains(&false), "and one that nobody has looked at again");

    let led = line(&entries, tarn, "led");
    assert!(median(&led[..6]) > median(&led[led.len() - 6..]), "the hand learns to wait: {led:?}");
    let asked: Vec<_> = entries
        .iter()
        .filter_map(|entry| entry.input.head.basket.as_ref().map(|basket| basket.asked))
        .collect();
    assert!(asked.contains(&true) && asked.contains(&false), "{asked:?}");
    assert!(entries.iter().any(|entry| entry.input.answers.contains_key("revised_reading")));
    links_lead_somewhere(&entries);
}

fn is_dark(answers: &Answers) -> bool {
    matches!(answers.get("darkness"), Some(Answer::Scale(3..)))
}

fn links_lead_somewhere(entries: &[Entry]) {
    let ids: BTreeSet<String> = entries.iter().map(|entry| entry.input.id.to_string()).collect();
    let brought = entries.iter().filter_map(|entry| match entry.input.answers.get("brought") {
        Some(Answer::Links(links)) => Some(links),
        _ => None,
    });
    let brought: Vec<_> = brought.flatten().collect();
    assert!(brought.len() >= 8 && brought.iter().all(|id| ids.contains(*id)));
}

#[test]
fn the_acceptance_searches_find_their_entries_with_words_marked() {
    let shared = Shared::get();
    let mut journal = shared.journal();
    while journal.index_some(1000).expect("it is indexed").is_some() {}
    let wanted: BTreeMap<&str, &str> = [
        ("headphones", "integration"),
        ("“width of the rug”", "boundary"),
        ("patience", "supervision"),
        ("canal", "inner"),
        ("quartet", "music"),
        ("skylight", "free"),
    ]
    .into();
    for (text, form) in wanted {
        let request = SearchRequest {
            text: text.into(),
            by_date: false,
            offset: 0,
            limit: 50,
            counted: true,
        };
        let answer = journal.search(&request, NOW).expect("any string is answered");
        let of_form = |row: &EntryRow| row.form == FormId(form.into());
        let hit = answer.hits.iter().find(|hit| of_form(&hit.row));
        let hit = hit.unwrap_or_else(|| panic!("{text} in {form}"));
        let snippet = &hit.snippets[0];
        let [start, end] = snippet.marks[0];
        let units: Vec<u16> = snippet.text.encode_utf16().collect();
        let marked = String::from_utf16_lossy(&units[start as usize..end as usize]);
        assert!(text.contains(&marked.to_lowercase()), "{marked} for {text}");
    }
}

#[test]
fn every_picture_has_something_to_see_and_where_it_is_of_one_client_too_little_of_another() {
    use PictureKind::{ArcOfACourse, ConsentAndTouch, SupervisionWindows};
    let shared = Shared::get();
    let journal = shared.journal();
    let others = journal.list_clients().into_iter().map(|client| client.id);
    let about: Vec<_> = [None, client(&journal, "Wren")].into_iter().chain(others).collect();
    let courses = journal.list_courses();
    let course = |name: &str| {
        let found = courses.iter().find(|course| course.name == name);
        found.and_then(|course| course.id)
    };
    for picture in PictureKind::ALL {
        let mut scenes = Vec::new();
        for client in about.iter().copied() {
            let course = if picture == ArcOfACourse { course("Few words") } else { None };
            let request = PictureRequest { client, course, ..PictureRequest::of(picture) };
            scenes.push(journal.picture(&request, NOW).expect("it is made"));
        }
        let [all, wren, ..] = &scenes[..] else { panic!("one a client") };
        assert!(!all.table.rows.is_empty() && !wren.table.rows.is_empty(), "{picture:?}");
        if picture != ConsentAndTouch {
            assert!(scenes.iter().any(|scene| scene.marks.len() >= 8), "{picture:?}");
        }
        let is_of_a_client =
            ![ArcOfACourse, ConsentAndTouch, SupervisionWindows].contains(&picture);
        let few = scenes.iter().any(|scene| scene.too_few);
        assert!(
            few || !is_of_a_client,
            "{picture:?}: {:?}",
            scenes.iter().map(|s| &s.count).collect::<Vec<_>>()
        );
    }
    let arc = PictureRequest {
        course: course("Behind the wallpaper"),
        ..PictureRequest::of(ArcOfACourse)
    };
    let arc = journal.picture(&arc, NOW).expect("it is made");
    assert!(arc.count.ends_with("3 turning points"), "{}", arc.count);
}
