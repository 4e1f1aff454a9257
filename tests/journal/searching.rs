//! What was written is found at once, and what is in the trash is not.

use stillroom::forms::Answer;
use stillroom::journal::{EntryFilter, Journal, Moment, SearchAnswer, SearchRequest};
use stillroom::testing::{Bench, NOON, entry};
use tempfile::TempDir;

fn search(journal: &Journal, text: &str) -> SearchAnswer {
    let request =
        SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 20, counted: true };
    journal.search(&request, NOON).expect("any string is answered")
}

fn ids(answer: &SearchAnswer) -> Vec<stillroom::vault::RecordId> {
    answer.hits.iter().map(|hit| hit.row.id).collect()
}

#[test]
fn an_entry_of_each_kind_is_found_by_a_word_with_the_word_marked() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let said = [
        ("integration", "The headphones came off.", "headphones"),
        ("boundary", "Asked me to move my chair.", "chair"),
        ("supervision", "Was my stillness for them?", "stillness"),
    ];
    for (form, text, word) in said {
        let input = entry(&journal, form, text, NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
        let answer = search(&journal, word);
        assert_eq!(ids(&answer), [input.id], "{form}");
        let snippet = &answer.hits[0].snippets[0];
        let [start, end] = snippet.marks[0];
        let units: Vec<u16> = snippet.text.encode_utf16().collect();
        let marked = String::from_utf16_lossy(&units[start as usize..end as usize]);
        assert_eq!(marked, word);
    }
}

#[test]
fn the_trash_is_not_searched_and_restored_entries_are_found_again() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a heron over the weir", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.trash_entry(input.id, NOON).expect("it goes");
    assert_eq!(search(&journal, "heron").total, Some(0));
    journal.restore_entry(input.id, NOON).expect("it comes back");
    assert_eq!(search(&journal, "heron").total, Some(1));
}

#[test]
fn a_hit_names_the_word_that_matched_the_query() {
    use stillroom::journal::How;
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "She walked. Walking in Café Île, walk.", NOON);
    input.head.tags = vec!["walks".into()];
    journal.save_revision(&input, NOON).expect("it is saved");
    let why = |text: &str| -> Vec<(String, String, How, u32)> {
        let answer = search(&journal, text);
        let why = answer.hits[0].why.iter();
        why.map(|why| (why.found.clone(), why.field.clone(), why.how, why.places)).collect()
    };
    let of = |found: &str, field: &str, how| (found.to_owned(), field.to_owned(), how, 1);
    assert_eq!(
        why("walking "),
        [
            of("walked", "text", How::Stem),
            of("walking", "text", How::Exact),
            of("walk", "text", How::Stem),
            of("walks", "tag", How::Stem),
        ]
    );
    assert_eq!(why("cafe "), [of("café", "text", How::Accents)]);
    assert_eq!(why("\"she walked\""), [of("she walked", "text", How::Phrase)]);
    assert_eq!(why("wal").first(), Some(&of("walked", "text", How::Prefix)));
    assert!(why("wakling ").contains(&of("walking", "text", How::Typo)));
    assert_eq!(search(&journal, "wakling ").instead.expect("it is said").shown, "walking");
}

#[test]
fn saved_entries_are_found_at_once_during_a_rebuild_of_the_index() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for at in 0..40 {
        let input = entry(&journal, "free", &format!("note {at}"), NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    journal.lock().map(drop).expect("it locks");
    std::fs::remove_dir_all(bench.folder.join("index")).expect("it is there");
    let mut journal = bench.unlock();
    assert!(search(&journal, "note ").completing);
    let input = entry(&journal, "free", "a heron over the weir", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    assert_eq!(ids(&search(&journal, "heron")), [input.id]);
    let mut last = 0;
    while let Some(progress) = journal.index_some(10).expect("it is filled") {
        assert!(progress.done >= last && progress.done <= progress.total);
        last = progress.done;
        assert_eq!(ids(&search(&journal, "heron")), [input.id]);
    }
    let answer = search(&journal, "");
    assert_eq!((answer.total, answer.completing), (Some(41), false));
}

#[test]
fn an_index_found_damaged_in_use_is_rebuilt() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let corpus = stillroom::testing::Corpus::new(5).text(4_000);
    for at in 0..12 {
        let input = entry(&journal, "free", &format!("heron {at} {corpus}"), NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    // The first block of every file of words holds none of what is read when it is opened.
    let side = bench.folder.join("index/a");
    for file in std::fs::read_dir(side).expect("it is there") {
        let path = file.expect("readable").path();
        let of_words =
            ["idx", "pos", "term"].iter().any(|end| path.extension().is_some_and(|e| e == *end));
        if of_words {
            let mut bytes = std::fs::read(&path).expect("readable");
            bytes[20] ^= 1;
            std::fs::write(&path, bytes).expect("writable");
        }
    }
    let answer = search(&journal, "heron ");
    assert!(answer.completing || answer.total == Some(12), "never a wrong number without a word");
    while journal.index_some(5).expect("it is filled").is_some() {}
    let answer = search(&journal, "heron ");
    assert_eq!((answer.total, answer.completing), (Some(12), false));
}

#[test]
fn changing_the_writing_language_rebuilds_the_index_at_the_next_unlock() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "Die Häuser am Ufer", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    assert_eq!(search(&journal, "Haus ").total, Some(0));
    let mut settings = journal.settings();
    settings.language = "de".into();
    journal.save_settings(settings, NOON).expect("they are kept");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert!(search(&journal, "Ufer ").completing);
    assert_eq!(ids(&search(&journal, "Ufer ")), [input.id], "the old index answers meanwhile");
    while journal.index_some(100).expect("it is filled").is_some() {}
    assert_eq!(ids(&search(&journal, "Haus ")), [input.id]);
}

#[test]
fn every_query_gets_an_answer() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a heron over the weir", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    let long = "heron ".repeat(2_000);
    let odd = [
        "\"",
        "\"\"",
        "-",
        "OR",
        "OR OR",
        ":",
        "a:",
        "ladder:",
        "\u{0}\u{7}",
        "((((",
        "*",
        "\"the w",
        "ladder:5..3 ladder:>9",
        "-heron heron",
        "\u{202e}heron",
        "🕯️",
        &long,
    ];
    for text in odd {
        for ending in ["", " "] {
            search(&journal, &format!("{text}{ending}"));
        }
    }
    assert_eq!(search(&journal, "-heron").total, Some(0));
    assert_eq!(search(&journal, "-kingfisher").total, Some(1));
}

#[test]
fn a_deleted_or_damaged_index_is_rebuilt() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a heron over the weir", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    let index = bench.folder.join("index");
    for file in std::fs::read_dir(&index).expect("it is there") {
        let path = file.expect("readable").path();
        if path.is_file() {
            let mut bytes = std::fs::read(&path).expect("readable");
            for byte in &mut bytes {
                *byte ^= 0x55;
            }
            std::fs::write(&path, bytes).expect("writable");
        }
    }
    let mut journal = bench.unlock();
    while journal.index_some(100).expect("it is built").is_some() {}
    assert_eq!(ids(&search(&journal, "heron")), [input.id]);
    journal.lock().map(drop).expect("it locks");
    std::fs::remove_dir_all(&index).expect("it is there");
    let mut journal = bench.unlock();
    while journal.index_some(100).expect("it is built").is_some() {}
    assert_eq!(ids(&search(&journal, "heron")), [input.id]);
}

#[test]
fn a_saved_search_is_sealed_under_a_name_and_can_be_deleted() {
    use stillroom::journal::{JournalError, SavedSearch};
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let search = |name: &str, text: &str| SavedSearch {
        id: None,
        name: name.into(),
        text: text.into(),
        by_date: true,
        removed: false,
    };
    let saved = journal.save_search(search("  Dark  hours ", "dark:3.. held:<=1"), NOON);
    let saved = saved.expect("it is saved");
    assert_eq!(saved.name, "Dark hours");
    journal.save_search(search("Asks", "kind:boundary"), NOON).expect("it is saved");
    let taken = journal.save_search(search("dark HOURS", "x"), NOON);
    assert!(matches!(taken, Err(JournalError::NameTaken)));
    assert!(matches!(journal.save_search(search(" ", "x"), NOON), Err(JournalError::NameEmpty)));
    let renamed = SavedSearch { name: "Hard hours".into(), ..saved.clone() };
    journal.save_search(renamed.clone(), NOON).expect("it is changed");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    let names = |journal: &Journal| -> Vec<String> {
        journal.list_searches().into_iter().map(|search| search.name).collect()
    };
    assert_eq!(names(&journal), ["Asks", "Hard hours"]);
    assert_eq!(journal.list_searches()[1], renamed);
    let id = renamed.id.expect("it has been kept");
    journal.delete_search(id, NOON).expect("it goes");
    assert!(matches!(journal.delete_search(id, NOON), Err(JournalError::NoSuchRecord)));
    journal.lock().map(drop).expect("it locks");
    assert_eq!(names(&bench.unlock()), ["Asks"]);
}

#[test]
fn filters_that_forms_define_and_those_derived_from_the_head_find_entries() {
    use stillroom::forms::Answer;
    use stillroom::journal::Certainty;
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut note = entry(&journal, "integration", "A long breath.", NOON);
    note.answers.insert("pull_to_lead".into(), Answer::Scale(8));
    note.answers.insert("led".into(), Answer::Scale(3));
    note.head.certainty = Some(Certainty::Hunch);
    journal.save_revision(&note, NOON).expect("it is saved");
    let other = entry(&journal, "boundary", "Asked me to move my chair.", NOON);
    journal.save_revision(&other, NOON).expect("it is saved");
    for (text, found) in [
        ("gap:>4", vec![note.id]),
        ("gap:<=4", vec![]),
        ("pull:8 led:..3", vec![note.id]),
        ("hunch:yes", vec![note.id]),
        ("certainty:hunch", vec![note.id]),
        ("-hunch:yes", vec![other.id]),
        ("kind:boundary", vec![other.id]),
        ("on:2026-03 kind:integration", vec![note.id]),
    ] {
        assert_eq!(ids(&search(&journal, text)), found, "{text}");
    }
    let facets = search(&journal, "").facets;
    let kinds = facets.iter().find(|counts| counts.facet == "kind").expect("two kinds");
    assert_eq!(kinds.values.iter().map(|value| value.count).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn filters_without_words_show_the_newest_first() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let on = |days: i64| Moment { utc_ms: NOON.utc_ms - days * 24 * 3_600_000, ..NOON };
    for (days, form) in [(2, "free"), (9, "free"), (1, "boundary"), (5, "free"), (0, "free")] {
        let input = entry(&journal, form, "a heron over the weir", on(days));
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    let days = |text: &str| -> Vec<i64> {
        let answer = search(&journal, text);
        let hits = answer.hits.iter();
        hits.map(|hit| (NOON.utc_ms - hit.row.head.happened.utc_ms) / (24 * 3_600_000)).collect()
    };
    assert_eq!(days("kind:free "), [0, 2, 5, 9]);
    assert_eq!(days(""), [0, 1, 2, 5, 9]);
}

#[test]
fn the_best_hits_come_first_and_the_counts_in_another_answer() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for form in ["free", "free", "boundary", "free"] {
        let input = entry(&journal, form, "a heron over the weir", NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    while journal.index_some(100).expect("it is filled").is_some() {}
    let ask = |offset, limit, counted| {
        let text = "heron".to_owned();
        let request = SearchRequest { text, by_date: false, offset, limit, counted };
        let answer = journal.search(&request, NOON).expect("any string is answered");
        (answer.hits.len(), answer.total, answer.facets.len())
    };
    assert_eq!(ask(0, 3, false), (3, None, 0), "there may be more");
    assert_eq!(ask(3, 3, false), (1, Some(4), 0), "a page that is not full tells");
    assert_eq!(ask(4, 3, false).1, Some(4), "so does counting where nothing is left");
    assert_eq!(ask(0, 0, true), (0, Some(4), 1));
}

#[test]
fn a_search_without_hits_names_each_filter_to_drop_with_its_gain() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for form in ["free", "free", "boundary"] {
        let input = entry(&journal, form, "a heron over the weir", NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    let without = |text: &str| -> Vec<(String, u32)> {
        let answer = search(&journal, text);
        answer.without.into_iter().map(|without| (without.filter, without.total)).collect()
    };
    let of = |filter: &str, total| (filter.to_owned(), total);
    assert_eq!(without("é kind:inner heron "), []);
    assert_eq!(without("kind:integration heron "), [of("kind:integration", 3)]);
    assert_eq!(without("heron kind:free on:2020 "), [of("on:2020", 2)]);
    assert_eq!(without("heron "), []);
    assert_eq!(without("kind:integration "), []);
}

#[test]
fn a_third_reading_is_found_by_its_word_apart_from_the_other_two() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let read = |field: &str, key: &str, journal: &mut Journal| {
        let mut input = entry(journal, "boundary", "Turned the chair to the window.", NOON);
        let choice = Answer::Choice { key: Some(key.into()), own: None, text: None };
        input.answers.insert(field.into(), choice);
        journal.save_revision(&input, NOON).expect("it is saved");
        input.id
    };
    let body = read("third_reading", "physical", &mut journal);
    let medicine = read("third_reading", "medicine_effect", &mut journal);
    let first = read("first_reading", "physical", &mut journal);
    assert_eq!(ids(&search(&journal, "third:physical")), [body]);
    assert_eq!(ids(&search(&journal, "third:medicine_effect chair")), [medicine]);
    assert!(ids(&search(&journal, "chair")).contains(&first));
    assert!(ids(&search(&journal, "third:custom")).is_empty());
}

#[test]
fn the_tag_box_completes_the_journals_own_tags_before_those_that_are_offered() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    assert_eq!(journal.tags().first().map(String::as_str), Some("firsts"));
    let offered = journal.tags().len();
    let tagged = [&["weir", "not-yet"][..], &["weir", "alder"], &["trashed"]];
    for tags in tagged {
        let mut input = entry(&journal, "free", "By the water.", NOON);
        input.head.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        journal.save_revision(&input, NOON).expect("it is saved");
        if tags == ["trashed"] {
            journal.trash_entry(input.id, NOON).expect("it goes");
        }
    }
    let tags = journal.tags();
    assert_eq!(tags[..4], ["weir", "alder", "not-yet", "firsts"]);
    assert_eq!(tags.len(), offered + 2, "one that is offered is not named twice");
    assert!(!tags.contains(&"trashed".to_owned()));

    let counts = journal.tag_counts();
    let told: Vec<(&str, u32)> = counts.iter().map(|one| (one.tag.as_str(), one.count)).collect();
    assert_eq!(told, [("weir", 2), ("alder", 1), ("not-yet", 1)]);
    for (tag, count) in told {
        let which = EntryFilter { tag: Some(tag.into()), ..EntryFilter::default() };
        let rows = journal.list_entries(&which, 0, 10);
        assert_eq!(rows.total, count, "{tag}");
        assert!(rows.rows.iter().all(|row| row.head.tags.iter().any(|own| own == tag)));
    }
    let none = EntryFilter { tag: Some("wei".into()), ..EntryFilter::default() };
    assert_eq!(journal.list_entries(&none, 0, 10).total, 0, "part of a tag is another tag");
}
