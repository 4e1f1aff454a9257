//! What is erased while a long run is under way is in nothing that the run leaves.

use std::fs;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{BackupRun, Erasure, list};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat};
use stillroom::exchange::health::CheckRun;
use stillroom::exchange::rekey::{RekeyRun, activate};
use stillroom::journal::{EraseTarget, Journal, JournalError, Receipt};
use stillroom::testing::{Bench, NOON, entry, minutes_later};
use stillroom::vault::{KdfParams, Passphrase, RecordId, RecoveryWords};
use tempfile::TempDir;

use super::{backed_up, files, fill, on, place};

const NEW: &str = "saddle copper meadow reed";

fn erase(journal: &mut Journal, id: RecordId) -> Receipt {
    journal.trash_entry(id, NOON).expect("it goes");
    let target = EraseTarget::Entry { id };
    let stamp = journal.plan_erase(target, NOON).expect("it is there").stamp;
    journal.erase(target, &stamp, "", NOON).expect("it is erased")
}

/// Three revisions that say what nothing else says.
fn secret(journal: &mut Journal) -> RecordId {
    let mut input = entry(journal, "free", "", NOON);
    for revision in 0..3 {
        let text = format!("Capybara {revision}.");
        let document = stillroom::testing::document(&text);
        input.answers.insert("text".into(), stillroom::forms::Answer::Text(document));
        input.base =
            journal.save_revision(&input, minutes_later(revision)).expect("it is saved").base;
    }
    input.id
}

#[test]
fn an_entry_erased_at_any_step_of_a_change_of_keys_is_not_under_the_new_keys() {
    let root = TempDir::new().expect("a temporary folder");
    for at in 0..5 {
        let bench = Bench::make(&root.path().join(at.to_string()));
        let mut journal = bench.unlock();
        fill(&mut journal, 40);
        let (early, late) = (secret(&mut journal), secret(&mut journal));
        fill(&mut journal, 40);
        let draft = entry(&journal, "free", "Capybara, a draft", NOON);
        journal.save_draft(draft.clone(), NOON).expect("it is saved");
        let (new, words) = (Passphrase::typed(NEW), RecoveryWords::make());
        let into = bench.folder.with_file_name("anew.stillroom");
        let mut run =
            RekeyRun::begin(&journal, &into, &new, &words, KdfParams::CHEAP).expect("it begins");
        if at == 0 {
            erase(&mut journal, early);
        }
        let mut step = 0;
        while run.step(&journal).expect("it goes on").is_some() {
            step += 1;
            if step == at {
                erase(&mut journal, early);
            }
        }
        // What was written when both had been compared to the end is in the new one as well.
        erase(&mut journal, late);
        let after = entry(&journal, "free", "The heron came back.", NOON);
        journal.save_revision(&after, NOON).expect("it is saved");
        if step < at {
            erase(&mut journal, early);
        }
        let rekeyed = run.finish(journal).expect("it ends");
        let journal = activate(&rekeyed, &bench.anchors, &words, &new).expect("it moves in");
        let health = CheckRun::default().run(&journal, NOON, &mut on).expect("it is checked");
        assert!(health.is_whole(), "{health:?}");
        assert_eq!(health.records.erased, 2 * (3 + 1), "three revisions and the trash, twice");
        assert!(journal.open_entry(after.id).is_ok() && journal.open_entry(draft.id).is_ok());
        for id in [early, late] {
            assert!(matches!(journal.open_entry(id), Err(JournalError::NoSuchEntry)));
        }
        assert_eq!(journal.receipts().len(), 2);
    }
}

#[test]
fn a_backup_that_copied_a_record_erased_meanwhile_is_deleted() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let second = root.path().join("disk");
    fs::create_dir(&second).expect("a folder");
    let mut places = journal.backup_places();
    places.second = Some(second.to_string_lossy().into_owned());
    journal.save_backup_places(places, NOON).expect("it is saved");
    fill(&mut journal, 5);
    let id = secret(&mut journal);
    let mut run = BackupRun::begin(&mut journal, NOON).expect("it begins");
    while run.copy(&mut journal).expect("it goes on").is_some() {}
    run.verify().expect("it goes on");
    let receipt = erase(&mut journal, id);
    let erasure = Erasure::of(&journal, receipt.clone()).expect("it lists");
    assert_eq!((erasure.still_in.len(), erasure.under_way), (0, 1));
    while run.verify().expect("it is in order").is_some() {}
    let refused = run.finish(&journal);
    assert!(matches!(refused, Err(ExchangeError::ErasedMeanwhile)));
    assert_eq!((files(&place(&bench)), files(&second)), (vec![], vec![]), "nothing is left of it");

    // One that has copied nothing of it goes on, and so does one that is made anew.
    let backup = backed_up(&mut journal, NOON);
    assert_eq!(backup.entries, 5);
    let erasure = Erasure::of(&journal, receipt).expect("it lists");
    assert_eq!((erasure.still_in.len(), erasure.under_way), (0, 0));
    assert_eq!(files(&second).len(), 1);
}

#[test]
fn backups_with_a_draft_that_was_never_saved_are_named() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 2);
    let wren = super::client(&mut journal, "Wren");
    let mut draft = entry(&journal, "free", "Capybara, a draft", NOON);
    draft.head.client = Some(wren);
    journal.save_draft(draft, NOON).expect("it is saved");
    let holding = backed_up(&mut journal, NOON);
    let target = EraseTarget::Client { id: wren };
    let stamp = journal.plan_erase(target, NOON).expect("it is there").stamp;
    let receipt = journal.erase(target, &stamp, "", NOON).expect("it is erased");
    let clear = backed_up(&mut journal, super::days_later(1));
    let still_in = Erasure::of(&journal, receipt).expect("it lists").still_in;
    let paths: Vec<_> = still_in.iter().map(|backup| &backup.path).collect();
    assert_eq!(paths, [&holding.path]);
    assert_ne!(clear.path, holding.path);
}

#[test]
fn backups_under_former_keys_that_hold_what_is_erased_are_named() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    let before = backed_up(&mut journal, NOON);
    let id = secret(&mut journal);
    let holding = backed_up(&mut journal, super::days_later(1));
    let (new, words) = (Passphrase::typed(NEW), RecoveryWords::make());
    let into = bench.folder.with_file_name("anew.stillroom");
    let mut run =
        RekeyRun::begin(&journal, &into, &new, &words, KdfParams::CHEAP).expect("it begins");
    while run.step(&journal).expect("it goes on").is_some() {}
    let rekeyed = run.finish(journal).expect("it ends");
    let mut journal = activate(&rekeyed, &bench.anchors, &words, &new).expect("it moves in");
    let mut former = list(&journal).expect("it lists").former;
    former.sort();
    let mut both = vec![before.path, holding.path.clone()];
    both.sort();
    assert_eq!(former, both);
    let receipt = erase(&mut journal, id);
    let erasure = Erasure::of(&journal, receipt).expect("it lists");
    assert_eq!((erasure.still_in.len(), erasure.former), (0, vec![holding.path]));
}

#[test]
fn an_entry_erased_while_it_is_exported_leaves_no_file() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 5);
    let id = secret(&mut journal);
    let into = root.path().join("left");
    let both = ExportAs { json: true, markdown: true, mine_alone: true };
    let mut run =
        ExportRun::begin(&mut journal, ExportWhat::Journal, both, &into, NOON).expect("it begins");
    while run.step(&journal).expect("it goes on").is_some() {}
    let file = into.join(format!("entries/{id}.json"));
    assert!(file.exists());
    erase(&mut journal, id);
    let exported = run.finish(&mut journal).expect("it ends");
    assert_eq!(exported.entries, 5);
    assert!(!file.exists());
    for folder in ["entries", "markdown", "records"] {
        for name in files(&into.join(folder)) {
            let text = fs::read_to_string(into.join(folder).join(&name)).expect("readable");
            assert!(!text.contains("Capybara") && !text.contains(&id.to_string()), "{name}");
        }
    }
}
