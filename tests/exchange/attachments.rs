//! Attached files go wherever their entries go: backups, restored copies, new keys and exports.

use std::fs;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{RestoreRun, list};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat};
use stillroom::exchange::health::CheckRun;
use stillroom::exchange::rekey::{RekeyRun, activate};
use stillroom::journal::{EraseTarget, Journal, Opener, VaultFile};
use stillroom::testing::{Bench, NOON, PASSPHRASE, entry};
use stillroom::vault::{KdfParams, Passphrase, RecordId, RecoveryWords};
use tempfile::TempDir;

use super::{backed_up, files, noise, on, put_file};

const NEW: &str = "saddle copper meadow thimble drift";

fn with_file(journal: &mut Journal, name: &str, content: &[u8]) -> (RecordId, RecordId) {
    let mut input = entry(journal, "free", "A heron.", NOON);
    let file = put_file(journal, &mut input, name, content);
    journal.save_revision(&input, NOON).expect("it is saved");
    (input.id, file)
}

fn is_whole(journal: &Journal) -> bool {
    CheckRun::default().run(journal, NOON, &mut on).expect("it is checked").is_whole()
}

fn erase(journal: &mut Journal, id: RecordId) {
    journal.trash_entry(id, NOON).expect("it goes");
    let plan = journal.plan_erase(EraseTarget::Entry { id }, NOON).expect("it is planned");
    journal.erase(plan.target, &plan.stamp, "", NOON).expect("it is erased");
}

#[test]
fn a_backup_holds_them_and_restores_them() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let content = noise(700_000, 5);
    let (_, file) = with_file(&mut journal, "notes.dat", &content);
    let backup = backed_up(&mut journal, NOON);
    assert!(backup.verified.is_some());
    let into = root.path().join("Restored.stillroom");
    let words = Opener::Words(&bench.words);
    RestoreRun::begin(backup.path.as_ref(), &words, &into)
        .expect("it begins")
        .run(&mut on)
        .expect("it restores");
    let restored = VaultFile::open(&into, &bench.anchors).expect("a journal");
    let restored = restored.unlock(&words).map_err(|refused| refused.cause).expect("it opens");
    assert_eq!(*restored.read_attachment(file).expect("it is read"), content);
    assert!(is_whole(&restored));
}

#[test]
fn a_backup_with_a_damaged_piece_is_not_taken_for_whole() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    with_file(&mut journal, "notes.dat", &noise(700_000, 5));
    journal.lock().map(drop).expect("it locks");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    raw.execute("DELETE FROM chunk WHERE part = 1", []).expect("it runs");
    drop(raw);
    let mut journal = bench.unlock();
    assert_eq!(backed_up(&mut journal, NOON).verified, None);
    assert_eq!(list(&journal).expect("it lists").listed.len(), 1);
}

#[test]
fn new_keys_seal_every_piece_anew_and_lose_what_was_erased_meanwhile() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let content = noise(1_500_000, 5);
    let (_, kept) = with_file(&mut journal, "kept.dat", &content);
    let (gone_entry, gone) = with_file(&mut journal, "gone.dat", &noise(2_500_000, 6));
    journal.describe_attachment(kept, "A heron on a post.", NOON).expect("it is described");
    let (passphrase, words) = (Passphrase::typed(NEW), RecoveryWords::make());
    let into = bench.folder.with_file_name("anew.stillroom");
    let mut run =
        RekeyRun::begin(&journal, &into, &passphrase, &words, KdfParams::CHEAP).expect("it begins");
    run.step(&journal).expect("it goes on");
    let (_, late) = with_file(&mut journal, "late.dat", b"added meanwhile");
    while run.step(&journal).expect("it goes on").is_some() {}
    erase(&mut journal, gone_entry);
    let rekeyed = run.finish(journal).expect("it ends");
    let journal = activate(&rekeyed, &bench.anchors, &words, &passphrase).expect("it opens");
    assert_eq!(journal.snapshot(false).notices, []);
    assert_eq!(*journal.read_attachment(kept).expect("it is read"), content);
    assert_eq!(journal.attachment(kept).expect("it is there").alt, "A heron on a post.");
    assert_eq!(*journal.read_attachment(late).expect("it is read"), *b"added meanwhile");
    assert!(journal.attachment(gone).is_err());
    assert!(is_whole(&journal));
    journal.lock().map(drop).expect("it locks");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    let left: i64 = raw
        .query_row("SELECT count(DISTINCT record) FROM chunk", [], |row| row.get(0))
        .expect("read");
    assert_eq!(left, 2);
}

#[test]
fn new_keys_refuse_a_damaged_piece() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    with_file(&mut journal, "notes.dat", &noise(700_000, 5));
    journal.lock().map(drop).expect("it locks");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    raw.execute("UPDATE chunk SET sealed = zeroblob(99) WHERE part = 1", []).expect("it runs");
    drop(raw);
    let journal = bench.unlock();
    let (passphrase, words) = (Passphrase::typed(NEW), RecoveryWords::make());
    let into = bench.folder.with_file_name("anew.stillroom");
    let mut run =
        RekeyRun::begin(&journal, &into, &passphrase, &words, KdfParams::CHEAP).expect("it begins");
    let ended = loop {
        match run.step(&journal) {
            Ok(Some(_)) => {}
            ended => break ended,
        }
    };
    assert!(matches!(ended, Err(ExchangeError::Damaged(1))), "{ended:?}");
}

#[test]
fn exports_hold_them_beside_the_entries_and_link_to_them() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let content = noise(700_000, 5);
    let (id, file) = with_file(&mut journal, "Letter to the winter.PDF", &content);
    let (_, other) = with_file(&mut journal, "other.dat", b"of another entry");
    for (json, markdown) in [(true, true), (true, false), (false, true)] {
        let into = root.path().join(format!("left-{json}-{markdown}"));
        let forms = ExportAs { json, markdown, mine_alone: false };
        let what = ExportWhat::Entry { id };
        let run = ExportRun::begin(&mut journal, what, forms, &into, NOON).expect("it begins");
        let exported = run.run(&mut journal, &mut on).expect("it is written");
        assert_eq!((exported.entries, exported.damaged), (1, 0));
        let mut wanted = vec![format!("{file}.pdf")];
        if json {
            wanted.insert(0, format!("{file}.json"));
            let said = fs::read_to_string(into.join("attachments").join(&wanted[0])).expect("read");
            assert!(said.contains("Letter to the winter.PDF"), "{said}");
        }
        assert_eq!(files(&into.join("attachments")), wanted);
        let left = fs::read(into.join(format!("attachments/{file}.pdf"))).expect("it is there");
        assert_eq!(left, content);
        if markdown {
            let name = &files(&into.join("markdown"))[0];
            let text = fs::read_to_string(into.join("markdown").join(name)).expect("read");
            let link = format!("[As it was \\[drawn\\].](../attachments/{file}.pdf)");
            assert!(text.contains(&link), "{text}");
        }
    }
    let into = root.path().join("all");
    let forms = ExportAs { json: true, markdown: true, mine_alone: false };
    let run = ExportRun::begin(&mut journal, ExportWhat::Journal, forms, &into, NOON);
    run.expect("it begins").run(&mut journal, &mut on).expect("it is written");
    let left = fs::read(into.join(format!("attachments/{other}.dat"))).expect("it is there");
    assert_eq!(left, *b"of another entry");
}

#[test]
fn files_of_what_is_mine_alone_stay_unless_they_are_asked_for() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut input = entry(&journal, "free", "For me.", NOON);
    let mine = put_file(&mut journal, &mut input, "mine.dat", b"for me alone");
    input.head.mine_alone = true;
    journal.save_revision(&input, NOON).expect("it is saved");
    let mut shared = entry(&journal, "free", "For all.", NOON);
    let both = put_file(&mut journal, &mut shared, "both.dat", b"named by both");
    journal.save_revision(&shared, NOON).expect("it is saved");
    input = journal.open_entry(input.id).expect("it is there").input;
    put_file(&mut journal, &mut input, "both.dat", b"named by both");
    journal.save_revision(&input, NOON).expect("it is saved");
    for mine_alone in [false, true] {
        let into = root.path().join(format!("left-{mine_alone}"));
        let forms = ExportAs { json: true, markdown: true, mine_alone };
        let run = ExportRun::begin(&mut journal, ExportWhat::Journal, forms, &into, NOON);
        run.expect("it begins").run(&mut journal, &mut on).expect("it is written");
        assert!(into.join(format!("attachments/{both}.dat")).is_file());
        assert_eq!(into.join(format!("attachments/{mine}.dat")).is_file(), mine_alone);
        assert_eq!(into.join(format!("attachments/{mine}.json")).is_file(), mine_alone);
        assert!(!into.join(format!("records/{mine}.json")).exists());
    }
}

#[test]
fn a_file_erased_while_it_is_exported_is_not_in_the_export_and_a_given_up_one_leaves_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (_, kept) = with_file(&mut journal, "kept.dat", b"kept");
    let (gone_entry, gone) = with_file(&mut journal, "gone.dat", &noise(5_000_000, 6));
    let forms = ExportAs { json: true, markdown: false, mine_alone: false };
    let into = root.path().join("left");
    let mut run =
        ExportRun::begin(&mut journal, ExportWhat::Journal, forms, &into, NOON).expect("it begins");
    let path = into.join(format!("attachments/{gone}.dat"));
    while !path.exists() {
        assert!(run.step(&journal).expect("it goes on").is_some());
    }
    run.step(&journal).expect("it goes on");
    erase(&mut journal, gone_entry);
    while run.step(&journal).expect("it goes on").is_some() {}
    let exported = run.finish(&mut journal).expect("it ends");
    assert_eq!(exported.damaged, 0);
    assert!(!path.exists() && !into.join(format!("attachments/{gone}.json")).exists());
    assert!(into.join(format!("attachments/{kept}.dat")).is_file());

    let into = root.path().join("given up");
    let mut run =
        ExportRun::begin(&mut journal, ExportWhat::Journal, forms, &into, NOON).expect("it begins");
    while run.step(&journal).expect("it goes on").is_some() {}
    assert!(into.join(format!("attachments/{kept}.dat")).is_file());
    run.give_up(&mut journal);
    assert!(!into.exists());
}

#[test]
fn a_journal_of_the_first_schema_is_copied_and_proven_before_it_takes_files() {
    let root = TempDir::new().expect("a temporary folder");
    let folder = root.path().join("golden.stillroom");
    fs::create_dir(&folder).expect("it is made");
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/golden-1");
    fs::copy(format!("{golden}/journal.db"), folder.join("journal.db")).expect("copied");
    let schema = |file: &std::path::Path| -> i64 {
        let raw = rusqlite::Connection::open(file).expect("a database");
        raw.pragma_query_value(None, "user_version", |row| row.get(0)).expect("it has one")
    };
    assert_eq!(schema(&folder.join("journal.db")), 1);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let vault = VaultFile::open(&folder, &root.path().join("anchors")).expect("a journal");
    let opened = vault.unlock(&Opener::Passphrase(&passphrase));
    let mut journal = opened.map_err(|refused| refused.cause).expect("it opens");
    let backups = list(&journal).expect("it lists").listed;
    assert_eq!(backups.len(), 1);
    assert!(backups[0].verified.is_some(), "proven");
    assert_eq!(schema(backups[0].path.as_ref()), 1);
    let (_, file) = with_file(&mut journal, "notes.dat", b"a first file");
    assert_eq!(*journal.read_attachment(file).expect("it is read"), *b"a first file");
    assert!(is_whole(&journal));
    journal.lock().map(drop).expect("it locks");
    assert_eq!(schema(&folder.join("journal.db")), 2);
}
