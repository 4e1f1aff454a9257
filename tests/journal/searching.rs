//! What was written is found at once, and what is in the trash is not.

use stillroom::journal::Journal;
use stillroom::journal::wire::{SearchAnswer, SearchRequest};
use stillroom::testing::{Bench, NOON, entry};
use tempfile::TempDir;

fn search(journal: &Journal, text: &str) -> SearchAnswer {
    let request = SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 20 };
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
        journal.settle_entry(&input, NOON).expect("it settles");
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
    journal.settle_entry(&input, NOON).expect("it settles");
    journal.trash_entry(input.id, NOON).expect("it goes");
    assert_eq!(search(&journal, "heron").total, 0);
    journal.restore_entry(input.id, NOON).expect("it comes back");
    assert_eq!(search(&journal, "heron").total, 1);
}

#[test]
fn an_index_that_was_deleted_or_damaged_is_built_anew() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a heron over the weir", NOON);
    journal.settle_entry(&input, NOON).expect("it settles");
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
