//! The example program opens a journal and finds its entries.

use stillroom::testing::{Bench, NOON, PASSPHRASE, entry};
use stillroom::vault::Passphrase;
use tempfile::TempDir;

#[allow(dead_code, reason = "the test calls what `main` calls")]
#[path = "../examples/search.rs"]
mod program;

#[test]
fn the_example_finds_an_entry_and_locks_the_journal() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let heron = entry(&journal, "free", "A heron stood in the shallows.", NOON);
    journal.save_revision(&heron, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let search = |query| program::search(&bench.folder, &passphrase, query).expect("it opens");
    let found = search("heron");
    assert_eq!(found[..2], ["Found: 1", "free (6 words)"]);
    assert!(found[2].contains("heron"), "{found:?}");
    assert_eq!(search("kingfisher"), ["Found: 0"]);
}
