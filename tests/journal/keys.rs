//! A journal opens by its passphrase or its words, and by nothing else.

use stillroom::journal::{JournalError, Opener, Refused, VaultFile};
use stillroom::testing::{Bench, NOON, PASSPHRASE, entry};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords, SlotError};
use tempfile::TempDir;

fn refusal(vault: VaultFile, opener: &Opener<'_>) -> Refused {
    match vault.unlock(opener) {
        Ok(_) => panic!("it opened"),
        Err(refused) => *refused,
    }
}

#[test]
fn a_wrong_passphrase_is_refused_and_the_journal_can_be_tried_again() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let wrong = Passphrase::typed("not the one at all, sorry");
    let refused = refusal(bench.locked(), &Opener::Passphrase(&wrong));
    assert!(matches!(refused.cause, JournalError::Slot(SlotError::Wrong)));
    let right = Passphrase::typed(PASSPHRASE);
    let vault = refused.vault.expect("still locked, still there");
    assert!(vault.unlock(&Opener::Passphrase(&right)).is_ok());
}

#[test]
fn the_recovery_words_open_the_journal_and_other_words_do_not() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "kept", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");

    let others = RecoveryWords::make();
    let refused = refusal(bench.locked(), &Opener::Words(&others));
    assert!(matches!(refused.cause, JournalError::Slot(SlotError::Wrong)));
    drop(refused);
    let journal = bench.locked().unlock(&Opener::Words(&bench.words));
    assert!(journal.is_ok_and(|journal| journal.open_entry(input.id).is_ok()));
}

#[test]
fn a_new_passphrase_replaces_the_old_one_and_the_words_stay() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let old = Passphrase::typed(PASSPHRASE);
    let new = Passphrase::typed("saddle copper meadow thimble drift");
    let mut journal = bench.unlock();
    let wrong = journal.set_passphrase(Some(&new), &new, KdfParams::CHEAP);
    assert!(matches!(wrong, Err(JournalError::Slot(SlotError::Wrong))));
    let unverified = journal.set_passphrase(None, &new, KdfParams::CHEAP);
    assert!(matches!(unverified, Err(JournalError::PassphraseNeeded)));
    journal.set_passphrase(Some(&old), &new, KdfParams::CHEAP).expect("it is replaced");
    journal.lock().map(drop).expect("it locks");

    drop(refusal(bench.locked(), &Opener::Passphrase(&old)));
    let journal = bench.locked().unlock(&Opener::Passphrase(&new));
    drop(journal.map_err(|refused| refused.cause).expect("the new one opens"));
    let journal = bench.locked().unlock(&Opener::Words(&bench.words));
    let mut journal = journal.map_err(|refused| refused.cause).expect("the words open");
    journal.set_passphrase(None, &old, KdfParams::CHEAP).expect("the words are proof enough");
}

#[test]
fn reissued_words_replace_the_old_ones() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let fresh = RecoveryWords::make();
    let mut journal = bench.unlock();
    journal.set_words(Some(&Passphrase::typed(PASSPHRASE)), &fresh).expect("they are replaced");
    journal.lock().map(drop).expect("it locks");
    drop(refusal(bench.locked(), &Opener::Words(&bench.words)));
    assert!(bench.locked().unlock(&Opener::Words(&fresh)).is_ok());
}
