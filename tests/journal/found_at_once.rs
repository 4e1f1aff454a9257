//! Drafts are found as they are typed, and days are those of each entry's own place.

use stillroom::journal::{EraseTarget, Journal, Moment, SearchAnswer, SearchRequest};
use stillroom::testing::{Bench, NOON, client, document, entry, minutes_later};
use stillroom::vault::RecordId;
use tempfile::TempDir;

const HOUR_MS: i64 = 3_600_000;

fn search_at(journal: &Journal, text: &str, now: Moment) -> SearchAnswer {
    let request =
        SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 20, counted: true };
    journal.search(&request, now).expect("any string is answered")
}

fn search(journal: &Journal, text: &str) -> SearchAnswer {
    search_at(journal, text, NOON)
}

fn ids(answer: &SearchAnswer) -> Vec<RecordId> {
    answer.hits.iter().map(|hit| hit.row.id).collect()
}

fn count(journal: &Journal, text: &str) -> u32 {
    let answer = search(journal, text);
    assert_eq!(answer.total, Some(answer.hits.len() as u32), "{text}");
    answer.hits.len() as u32
}

#[test]
fn a_new_entry_is_found_from_its_first_draft_on_with_filters_and_counts() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let other = entry(&journal, "boundary", "Asked about the kingfisher.", NOON);
    journal.save_revision(&other, NOON).expect("it is saved");
    let mut input = entry(&journal, "free", "A kingfisher crossed.", NOON);
    input.head.client = Some(wren);
    journal.save_draft(input.clone(), NOON).expect("it is saved");

    let answer = search(&journal, "kingfisher");
    let mut found = ids(&answer);
    found.sort();
    let mut both = vec![input.id, other.id];
    both.sort();
    assert_eq!((found, answer.total), (both, Some(2)));
    let hit = answer.hits.iter().find(|hit| hit.row.id == input.id).expect("it is a hit");
    assert!(hit.row.draft);
    assert_eq!(
        (hit.snippets[0].text.as_str(), hit.snippets[0].marks[0]),
        ("A kingfisher crossed.", [2, 12])
    );
    let kinds = answer.facets.iter().find(|counts| counts.facet == "kind").expect("two kinds");
    assert_eq!(kinds.values.iter().map(|value| value.count).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(ids(&search(&journal, "crossed client:wren kind:free on:2026-03-02 ")), [input.id]);
    assert_eq!(ids(&search(&journal, "\"kingfisher crossed\" ")), [input.id]);
    assert_eq!(ids(&search(&journal, "kingfsher ")).len(), 2, "near spellings too");
    assert_eq!(journal.open_entry(input.id).expect("the hit opens").input.answers, input.answers);

    // What is typed next is found, and what was typed over is not.
    let field = input.answers.keys().next().expect("one answer").clone();
    input.answers.insert(field, stillroom::forms::Answer::Text(document("A heron crossed.")));
    journal.save_draft(input.clone(), minutes_later(1)).expect("it is saved");
    assert_eq!((count(&journal, "kingfisher"), count(&journal, "heron")), (1, 1));
    journal.save_revision(&input, minutes_later(2)).expect("it is saved");
    assert_eq!((count(&journal, "kingfisher"), count(&journal, "heron")), (1, 1));
    assert!(!search(&journal, "heron").hits[0].row.draft);
}

#[test]
fn a_draft_is_found_in_place_of_its_entry_until_it_is_deleted() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "ophelia by the water", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    let settled = input.clone();
    let field = input.answers.keys().next().expect("one answer").clone();
    input.answers.insert(field, stillroom::forms::Answer::Text(document("hamlet by the water")));
    input.head.tags = vec!["stage".into()];
    journal.save_draft(input.clone(), minutes_later(1)).expect("it is saved");
    assert_eq!((count(&journal, "ophelia"), count(&journal, "hamlet")), (0, 1));
    assert_eq!(
        (count(&journal, "water"), count(&journal, "tag:stage "), count(&journal, "")),
        (1, 1, 1)
    );
    // Settling what the head says already drops the draft.
    journal.save_revision(&settled, minutes_later(2)).expect("it is dropped");
    assert_eq!((count(&journal, "ophelia"), count(&journal, "hamlet")), (1, 0));
    assert_eq!(count(&journal, "tag:stage "), 0);
}

#[test]
fn drafts_are_found_after_the_next_unlock_and_not_once_trashed_or_erased() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let draft = entry(&journal, "free", "a kingfisher", NOON);
    journal.save_draft(draft.clone(), NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert_eq!(ids(&search(&journal, "kingfisher")), [draft.id]);

    let trashed = entry(&journal, "free", "an otter", NOON);
    journal.save_draft(trashed.clone(), NOON).expect("it is saved");
    journal.trash_entry(trashed.id, NOON).expect("it goes");
    assert_eq!(count(&journal, "otter"), 0);
    let wren = client(&mut journal, "Wren");
    let mut erased = entry(&journal, "free", "a plover", NOON);
    erased.head.client = Some(wren);
    erased.base = journal.save_revision(&erased, NOON).expect("it is saved").base;
    erased.head.tags = vec!["shore".into()];
    journal.save_draft(erased, minutes_later(1)).expect("it is saved");
    assert_eq!(count(&journal, "plover tag:shore "), 1);
    let target = EraseTarget::Client { id: wren };
    let plan = journal.plan_erase(target, NOON).expect("it can be erased");
    journal.erase(target, &plan.stamp, "", NOON).expect("it is erased");
    assert_eq!((count(&journal, "plover"), count(&journal, "tag:shore ")), (0, 0));
}

#[test]
fn a_draft_follows_the_new_alias_of_its_client() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let mut input = entry(&journal, "free", "a long breath", NOON);
    input.head.client = Some(wren);
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    let mut renamed = journal.list_clients().into_iter().find(|one| one.id == Some(wren));
    let mut renamed = renamed.take().expect("it is there");
    renamed.alias = "Plover".into();
    journal.save_client(renamed, NOON).expect("the alias is free");
    assert_eq!((count(&journal, "wren"), count(&journal, "plover")), (0, 1));
}

#[test]
fn days_follow_the_local_calendar_of_the_entry() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    // 2026-01-15 00:00 UTC.
    let january = 1_768_435_200_000;
    // 2026-07-20 00:00 UTC.
    let july = 1_784_505_600_000;
    // (ms UTC, offset there, that day)
    let entries = [
        (january + 22 * HOUR_MS + HOUR_MS / 2, 60, "2026-01-15"),
        (january - HOUR_MS, 0, "2026-01-14"),
        (january - HOUR_MS, 120, "2026-01-15"),
        (january + 3 * HOUR_MS, -480, "2026-01-14"),
        (january + 12 * HOUR_MS, 840, "2026-01-16"),
        (july - 2 * HOUR_MS + HOUR_MS / 4, 120, "2026-07-20"),
        (july + 22 * HOUR_MS + HOUR_MS / 4, 120, "2026-07-21"),
    ];
    let mut all = Vec::new();
    for (utc_ms, offset_min, day) in entries {
        let happened = Moment { utc_ms, offset_min };
        let mut input = entry(&journal, "free", "a heron", NOON);
        input.head.happened = happened;
        // Half of them are drafts: they are held against the same days.
        if all.len() % 2 == 0 {
            journal.save_revision(&input, NOON).expect("it is saved");
        } else {
            journal.save_draft(input.clone(), NOON).expect("it is saved");
        }
        all.push((input.id, day));
    }
    while journal.index_some(100).expect("it is filled").is_some() {}
    let days = ["2026-01-14", "2026-01-15", "2026-01-16", "2026-07-19", "2026-07-20", "2026-07-21"];
    for offset_min in [-600, 0, 60, 120, 840] {
        // November, wherever the writer is by then.
        let now = Moment { utc_ms: 1_795_800_000_000, offset_min };
        for day in days {
            let of = |keep: &dyn Fn(&str) -> bool| -> Vec<RecordId> {
                let mut ids: Vec<_> =
                    all.iter().filter(|(_, on)| keep(on)).map(|(id, _)| *id).collect();
                ids.sort();
                ids
            };
            let found = |text: &str| -> Vec<RecordId> {
                let mut found = ids(&search_at(&journal, text, now));
                found.sort();
                found
            };
            assert_eq!(found(&format!("on:{day} ")), of(&|on| on == day), "on {day} {offset_min}");
            assert_eq!(found(&format!("before:{day} ")), of(&|on| on < day), "before {day}");
            assert_eq!(found(&format!("heron after:{day} ")), of(&|on| on > day), "after {day}");
        }
    }
}

#[test]
fn a_draft_whose_earlier_state_became_a_revision_is_found_by_its_present_text() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let long = "Ophelia by the water, and what was said of her. ".repeat(20);
    let mut input = entry(&journal, "free", &long, NOON);
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    let field = input.answers.keys().next().expect("one answer").clone();
    input.answers.insert(field, stillroom::forms::Answer::Text(document("q heron")));
    let saved = journal.save_draft(input.clone(), minutes_later(1)).expect("it is saved");
    assert!(saved.base.is_some(), "the test would prove nothing");
    assert_eq!((count(&journal, "heron"), count(&journal, "ophelia")), (1, 0));
    assert_eq!(count(&journal, ""), 1);
}
