//! Known answers, and the frozen journals of every released format: the tests that hold them.

use std::path::Path;
use std::process::Command;

use crate::figure::{Figure, thousands};
use crate::run::Run;

/// The tests, by the target that holds them. A renamed one is a missing one.
const TESTS: [(&str, &[&str]); 2] = [
    (
        "--lib",
        &[
            "vault::aead::tests::every_wycheproof_vector_of_this_nonce_size_is_judged_right",
            "vault::kdf::tests::argon2id_gives_the_vector_of_rfc_9106",
            "vault::frozen::a_frozen_body_opens_and_is_sealed_to_the_same_bytes",
            "vault::frozen::a_frozen_meta_is_sealed_to_the_same_bytes",
            "vault::frozen::the_derived_keys_equal_the_frozen_ones",
            "vault::frozen::a_frozen_chain_and_anchor_are_computed_alike",
            "vault::frozen::a_frozen_index_block_is_sealed_to_the_same_bytes",
            "vault::frozen::a_frozen_passphrase_slot_opens_and_is_wrapped_to_the_same_bytes",
            "vault::frozen::a_frozen_recovery_slot_opens_and_is_wrapped_to_the_same_bytes",
        ],
    ),
    (
        "--test=main",
        &[
            "exchange::golden::the_frozen_journal_opens_with_its_passphrase_and_with_its_words",
            "exchange::golden::the_frozen_backup_restores",
        ],
    ),
];

/// Proves that what others and earlier versions have written down still comes out the same.
pub(crate) fn prove(_: &Run) -> Vec<Figure> {
    let all: usize = TESTS.iter().map(|(_, tests)| tests.len()).sum();
    let passed: usize = TESTS.iter().map(|(target, tests)| passed(target, tests)).sum();
    vec![Figure {
        number: 10,
        what: "known answers (Wycheproof, RFC 9106, own) and frozen journals".to_owned(),
        bar: format!("{0} of {0}", thousands(all)),
        result: format!("{} of {}", thousands(passed), thousands(all)),
        holds: passed == all,
    }]
}

/// Runs the tests of one target, and counts those that passed.
fn passed(target: &str, tests: &[&str]) -> usize {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace).args(["test", "--quiet", "--package", "stillroom", target]);
    command.args(["--", "--exact", "--format=pretty"]).args(tests);
    let output = command.output().expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let passes = |test: &&&str| said.lines().any(|line| line == format!("test {test} ... ok"));
    for failed in tests.iter().filter(|test| !passes(test)) {
        println!("   {failed} did not pass");
    }
    tests.iter().filter(passes).count()
}
