//! Frozen journals of every released format must open for ever. Never change one; a new format
//! gets a new one beside them.

use std::fs;
use std::path::{Path, PathBuf};

use stillroom::exchange::backup::{RestoreRun, make};
use stillroom::exchange::health::CheckRun;
use stillroom::forms::Answer;
use stillroom::journal::{EntryFilter, EraseTarget, Journal, Opener, VaultFile, Will};
use stillroom::testing::{NOON, PASSPHRASE, document, entry, minutes_later};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use tempfile::TempDir;

use super::{client, on};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/golden-1");

/// What the entries of the frozen journal say, newest first.
const SAID: [(&str, &str); 3] = [
    ("boundary", "Asked me to move my chair back, for now."),
    ("integration", "The headphones came off."),
    ("free", "Half a sentence, kept by a draft."),
];

fn words() -> RecoveryWords {
    let text = fs::read_to_string(Path::new(FOLDER).join("words.txt")).expect("it is there");
    RecoveryWords::parse(&text).expect("twelve words")
}

/// A copy to open, since opening writes.
fn copied(root: &TempDir) -> PathBuf {
    let folder = root.path().join("golden.stillroom");
    fs::create_dir(&folder).expect("it is made");
    fs::copy(Path::new(FOLDER).join("journal.db"), folder.join("journal.db")).expect("copied");
    folder
}

fn opened(folder: &Path, root: &TempDir, opener: &Opener<'_>) -> Journal {
    let vault = VaultFile::open(folder, &root.path().join("anchors")).expect("a journal");
    vault.unlock(opener).map_err(|refused| refused.cause).expect("it opens")
}

fn holds_all(journal: &Journal) {
    assert_eq!(journal.snapshot(false).notices, []);
    let rows = journal.list_entries(&EntryFilter::default(), 0, 9).rows;
    let said: Vec<_> = rows.iter().map(|row| (row.form.0.as_str(), row.excerpt.as_str())).collect();
    assert_eq!(said, SAID);
    for row in &rows {
        let opened = journal.open_entry(row.id).expect("it opens").input;
        let texts: Vec<_> = opened.answers.values().collect();
        let wanted = SAID.iter().find(|(form, _)| *form == row.form.0).expect("known").1;
        assert!(texts.contains(&&Answer::Text(document(wanted))), "{}", row.form.0);
    }
    assert_eq!(journal.list_clients()[0].alias, "Wren");
    assert_eq!(journal.will().expect("it opens").may_open, "Robin Sample, a colleague");
    assert_eq!((journal.receipts().len(), journal.holds().len()), (1, 1));
    let health = CheckRun::default().run(journal, NOON, &mut on).expect("it is checked");
    assert!(health.is_whole() && health.records.erased == 2, "{health:?}");
}

#[test]
fn the_frozen_journal_opens_with_its_passphrase_and_with_its_words() {
    let root = TempDir::new().expect("a temporary folder");
    let folder = copied(&root);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let journal = opened(&folder, &root, &Opener::Passphrase(&passphrase));
    holds_all(&journal);
    journal.lock().map(drop).expect("it locks");
    holds_all(&opened(&folder, &root, &Opener::Words(&words())));
}

#[test]
fn the_frozen_backup_restores() {
    let root = TempDir::new().expect("a temporary folder");
    let into = root.path().join("Restored.stillroom");
    let backup = Path::new(FOLDER).join("golden.stillroom-backup");
    let words = words();
    let run = RestoreRun::begin(&backup, &Opener::Words(&words), &into).expect("it begins");
    run.run(&mut on).expect("it restores");
    holds_all(&opened(&into, &root, &Opener::Words(&words)));
}

/// Makes a frozen journal of the format as it is now, into a folder that is not there yet.
#[test]
#[ignore = "writes a new frozen journal; run it once for each format that is released"]
fn make_a_new_frozen_journal() {
    let root = TempDir::new().expect("a temporary folder");
    let (folder, anchors) = (root.path().join("golden.stillroom"), root.path().join("anchors"));
    let (passphrase, words) = (Passphrase::typed(PASSPHRASE), RecoveryWords::make());
    VaultFile::create(&folder, &anchors, &passphrase, &words, KdfParams::FLOOR).expect("made");
    let mut journal = opened(&folder, &root, &Opener::Words(&words));
    let wren = client(&mut journal, "Wren");
    for (at, (form, text)) in SAID.iter().enumerate().take(2) {
        let mut input = entry(&journal, form, text, minutes_later(-(at as i64)));
        input.head.client = Some(wren);
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    let gone = entry(&journal, "free", "to be erased", NOON);
    journal.save_revision(&gone, NOON).expect("it is saved");
    journal.trash_entry(gone.id, NOON).expect("it goes");
    let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
    journal.erase(plan.target, &plan.stamp, "a mistake", NOON).expect("it is erased");
    let will = Will { may_open: "Robin Sample, a colleague".into(), ..Will::default() };
    journal.save_will(will, NOON).expect("it is saved");
    journal.put_hold(Some(wren), "a letter came", NOON).expect("it is put");
    let draft = entry(&journal, SAID[2].0, SAID[2].1, minutes_later(-9));
    journal.save_draft(draft, NOON).expect("it is saved");
    let backup = make(&mut journal, NOON, &mut on).expect("it is backed up");
    journal.lock().map(drop).expect("it locks");

    let next = (1..).map(|n| Path::new(FOLDER).with_file_name(format!("golden-{n}")));
    let into = next.into_iter().find(|folder| !folder.exists()).expect("there is a next number");
    fs::create_dir_all(&into).expect("it is made");
    fs::copy(folder.join("journal.db"), into.join("journal.db")).expect("copied");
    fs::copy(backup.path, into.join("golden.stillroom-backup")).expect("copied");
    fs::write(into.join("words.txt"), words.words().join(" ") + "\n").expect("written");
}
