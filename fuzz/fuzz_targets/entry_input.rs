#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use stillroom::journal::Journal;
use stillroom::testing::{Bench, fuzzing};
use tempfile::TempDir;

thread_local! {
    static JOURNAL: RefCell<(TempDir, Journal)> = RefCell::new(made());
}

fn made() -> (TempDir, Journal) {
    let root = TempDir::new().expect("a temporary folder");
    let journal = Bench::make(root.path()).unlock();
    (root, journal)
}

fuzz_target!(|bytes: &[u8]| {
    JOURNAL.with_borrow_mut(|(_, journal)| fuzzing::input(journal, bytes));
});
