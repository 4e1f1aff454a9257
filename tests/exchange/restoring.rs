//! A backup comes back beside the journal, whole, and never over anything.

use std::fs;
use std::path::Path;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{Differs, RestorePreview, RestoreRun};
use stillroom::forms::Answer;
use stillroom::journal::{EntryFilter, JournalError, Opener, VaultFile};
use stillroom::testing::{Bench, NOON, PASSPHRASE, document, entry, minutes_later};
use stillroom::vault::{Passphrase, SlotError};
use tempfile::TempDir;

use super::{backed_up, client, files, fill, on};

#[test]
fn a_restored_journal_is_equal_and_has_an_instance_of_its_own() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    client(&mut journal, "Wren");
    let ids = fill(&mut journal, 15);
    let draft = entry(&journal, "free", "half a sentence", NOON);
    journal.save_draft(draft.clone(), NOON).expect("it is saved");
    let backup = backed_up(&mut journal, NOON);
    let words = Opener::Words(&bench.words);
    let into = root.path().join("Restored.stillroom");
    let run = RestoreRun::begin(Path::new(&backup.path), &words, &into).expect("it begins");
    run.run(&mut on).expect("it restores");
    assert_eq!(files(&into), ["journal.db", "reserve"]);

    let restored = VaultFile::open(&into, &bench.anchors).expect("a journal").unlock(&words);
    let restored = restored.map_err(|refused| refused.cause).expect("it opens");
    assert_eq!(restored.snapshot(false).notices, []);
    assert_eq!(restored.list_clients(), journal.list_clients());
    for id in ids {
        let (one, other) = (journal.open_entry(id), restored.open_entry(id));
        assert_eq!(one.expect("it is there").input, other.expect("it is there").input);
    }
    let settled = restored.open_entry(draft.id).expect("the draft is there");
    assert_eq!(settled.input.answers, draft.answers);
    restored.lock().map(drop).expect("it locks");
    journal.lock().map(drop).expect("it locks");
    assert_eq!(files(&bench.anchors).len(), 2, "one anchor for each instance");
}

#[test]
fn the_preview_counts_and_compares_with_the_open_journal() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 4);
    let backup = backed_up(&mut journal, NOON);
    let mut changed = journal.open_entry(ids[0]).expect("it is there").input;
    changed.answers.insert("text".into(), Answer::Text(document("otherwise")));
    journal.save_revision(&changed, minutes_later(9)).expect("it is saved");
    fill(&mut journal, 2);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let opener = Opener::Passphrase(&passphrase);
    let file = Path::new(&backup.path);
    let preview = RestorePreview::of(file, &opener, Some(&journal)).expect("it opens");
    assert_eq!((preview.entries, preview.newest), (4, Some(minutes_later(3))));
    assert_eq!((preview.made, preview.in_order), (Some(NOON), true));
    let differs = Differs { only_backup: 0, only_journal: 2, changed: 1 };
    assert_eq!(preview.differs, Some(differs));

    let wrong = Passphrase::typed("not the one at all, sorry");
    let refused = RestorePreview::of(file, &Opener::Passphrase(&wrong), None);
    let cause = refused.expect_err("it does not open");
    assert!(matches!(cause, ExchangeError::Journal(JournalError::Slot(SlotError::Wrong))));
}

#[test]
fn a_restore_overwrites_nothing_and_a_cancelled_one_leaves_no_files() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    let backup = backed_up(&mut journal, NOON);
    let (file, words) = (Path::new(&backup.path), Opener::Words(&bench.words));
    let before = files(root.path());
    let over = RestoreRun::begin(file, &words, &bench.folder);
    assert!(matches!(over, Err(ExchangeError::Exists)));
    let into = root.path().join("Restored.stillroom");
    let mut steps = 0;
    let run = RestoreRun::begin(file, &words, &into).expect("it begins");
    let stopped = run.run(&mut |_| {
        steps += 1;
        steps < 3
    });
    assert!(matches!(stopped, Err(ExchangeError::Cancelled)));
    assert_eq!(files(root.path()), before);

    let mut run = RestoreRun::begin(file, &words, &into).expect("it begins");
    fs::create_dir(&into).expect("someone else makes it meanwhile");
    let mut step = || -> Result<(), ExchangeError> {
        while run.step()?.is_some() {}
        Ok(())
    };
    assert!(matches!(step(), Err(ExchangeError::Exists)));
}

#[test]
fn a_damaged_backup_is_reported_and_its_readable_entries_can_be_restored() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 6);
    let backup = backed_up(&mut journal, NOON);
    let file = Path::new(&backup.path);
    let raw = rusqlite::Connection::open(file).expect("a database");
    raw.execute("UPDATE body SET sealed = zeroblob(300) WHERE seq = 3", []).expect("it runs");
    drop(raw);
    let words = Opener::Words(&bench.words);
    let into = root.path().join("Restored.stillroom");
    let run = RestoreRun::begin(file, &words, &into).expect("it begins");
    assert!(matches!(run.run(&mut on), Err(ExchangeError::Damaged(1))));
    assert!(!into.exists());
    let mut run = RestoreRun::begin(file, &words, &into).expect("it begins");
    while run.step_despite_damage().expect("it goes on").is_some() {}
    let restored = VaultFile::open(&into, &bench.anchors).expect("a journal").unlock(&words);
    let restored = restored.map_err(|refused| refused.cause).expect("it opens");
    let rows = restored.list_entries(&EntryFilter::default(), 0, 10).rows;
    assert_eq!(rows.iter().filter(|row| restored.open_entry(row.id).is_ok()).count(), 5);
}

#[test]
fn a_damaged_draft_and_a_damaged_slot_count_as_damage() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 2);
    let draft = entry(&journal, "free", "half a sentence", NOON);
    journal.save_draft(draft, NOON).expect("it is saved");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let opener = Opener::Passphrase(&passphrase);
    let into = root.path().join("Restored.stillroom");
    for damage in [
        "UPDATE draft SET sealed = zeroblob(length(sealed))",
        "UPDATE draft SET record = (SELECT record FROM chain WHERE seq = 2)",
        "UPDATE slot SET bytes = zeroblob(132) WHERE id = 2",
        "UPDATE head SET seq = 1 WHERE seq = 3",
    ] {
        let backup = backed_up(&mut journal, NOON);
        assert!(backup.verified.is_some());
        let file = Path::new(&backup.path);
        let raw = rusqlite::Connection::open(file).expect("a database");
        assert_eq!(raw.execute(damage, []).expect("it runs"), 1, "{damage}");
        drop(raw);
        let run = RestoreRun::begin(file, &opener, &into).expect("it begins");
        let refused = run.run(&mut on);
        assert!(matches!(refused, Err(ExchangeError::Damaged(1))), "{damage}: {refused:?}");
        assert!(!into.exists());
        fs::remove_file(file).expect("it goes");
    }
}
