//! The short, seeded form of what `cargo xtask bench search` runs 10,000 times.

use stillroom::testing::index::{DamageTally, OracleTally, damage, oracle};
use tempfile::TempDir;

#[test]
fn search_equals_a_linear_scan_also_after_edits_crashes_replays_and_rebuilds() {
    for seed in [1, 2] {
        let root = TempDir::new().expect("a temporary folder");
        let tally = oracle(&root.path().join("index"), seed, 60, 150);
        assert_eq!(tally.wrong, Vec::<String>::new(), "seed {seed}");
        let OracleTally { found, changes, replays, restarts, .. } = tally;
        let all_was_tried = found > 40 && changes > 20 && replays > 0 && restarts > 0;
        assert!(all_was_tried, "seed {seed}: {found} {changes} {replays} {restarts}");
    }
}

#[test]
fn damaged_index_files_give_no_wrong_result_and_are_rebuilt() {
    let root = TempDir::new().expect("a temporary folder");
    let tally = damage(root.path(), 7, 60);
    let DamageTally { tried, at_opening, by_searching, wrong, panics, unhealed, .. } = tally;
    assert_eq!((tried, wrong, panics, unhealed), (60, 0, 0, 0));
    assert!(at_opening > 0 && by_searching > 0, "{at_opening} {by_searching}");
}
