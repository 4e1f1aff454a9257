//! Paths as people type and have them: relative, with a tilde, too long, inside, not UTF-8.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{RestoreRun, discard, list};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat};
use stillroom::exchange::rekey::{RekeyRun, activate, former_folders};
use stillroom::journal::{BackupPlaces, Journal, JournalError, Opener, VaultFile};
use stillroom::store::StoreError;
use stillroom::store::path::{path_of, text_of};
use stillroom::testing::{Bench, NOON, PASSPHRASE};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use tempfile::TempDir;

use super::{backed_up, days_later, files, fill, on};

const BOTH: ExportAs = ExportAs { json: true, markdown: true, mine_alone: true };

fn export(journal: &mut Journal, into: &Path) -> Result<ExportRun, ExchangeError> {
    ExportRun::begin(journal, ExportWhat::Journal, BOTH, into, NOON)
}

fn second(journal: &mut Journal, place: &str) -> Result<(), JournalError> {
    let places = BackupPlaces { second: Some(place.into()), ..BackupPlaces::default() };
    journal.save_backup_places(places, NOON)
}

#[test]
fn a_relative_path_is_refused_before_anything_is_written() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 1);
    let before = files(Path::new("."));
    for odd in ["wren-readable", "", ".", "./wren", "../wren", "a/b", "~wren/a"] {
        let refused = export(&mut journal, Path::new(odd)).err().expect("it is refused");
        let cause = ExchangeError::Journal(JournalError::Store(StoreError::NotAbsolute));
        assert_eq!(format!("{refused:?}"), format!("{cause:?}"), "{odd}");
        let refused = second(&mut journal, odd).expect_err("it is refused");
        assert!(matches!(refused, JournalError::Store(StoreError::NotAbsolute)), "{odd}");
    }
    assert_eq!(files(Path::new(".")), before);
    let home = std::env::home_dir().expect("a home folder");
    second(&mut journal, "~/Stick").expect("it is saved");
    let stored = journal.backup_places().second.expect("it is saved");
    assert_eq!(Path::new(&stored), home.join("Stick"), "as its whole path");
    let lost = export(&mut journal, &root.path().join("not/there"));
    let cause = JournalError::Store(StoreError::Io(std::io::ErrorKind::NotFound));
    assert_eq!(
        format!("{:?}", lost.err().expect("it is refused")),
        format!("{:?}", ExchangeError::Journal(cause))
    );
    assert!(!root.path().join("not").exists());
}

#[test]
fn files_inside_a_journal_folder_are_refused_by_any_path() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let other = Bench::make(&root.path().join("other"));
    let mut journal = bench.unlock();
    fill(&mut journal, 1);
    let backup = backed_up(&mut journal, NOON);
    std::os::unix::fs::symlink(&bench.folder, root.path().join("link")).expect("a link");
    let text = |path: &Path| path.to_string_lossy().into_owned();
    for inside in [
        bench.folder.join("backups"),
        root.path().join("x/../test.stillroom/backups"),
        root.path().join("link/backups"),
        root.path().join("./link/../link/./a"),
        other.folder.join("backups"),
        bench.folder.clone(),
    ] {
        let refused = second(&mut journal, &text(&inside));
        assert!(matches!(refused, Err(JournalError::PlaceInside)), "{}", inside.display());
        let refused = export(&mut journal, &inside).err().expect("it is refused");
        assert!(matches!(refused, ExchangeError::Journal(JournalError::PlaceInside)));
        let words = Opener::Words(&bench.words);
        assert!(RestoreRun::begin(backup.path.as_ref(), &words, &inside).is_err());
    }
    second(&mut journal, &text(&bench.folder.join("../beside"))).expect("that is outside");
}

#[test]
fn a_path_that_is_too_long_is_named_and_leaves_no_files() {
    let root = TempDir::new().expect("a temporary folder");
    let too_long =
        |error: &JournalError| matches!(error, JournalError::Store(StoreError::PathTooLong));
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 1);
    let backup = backed_up(&mut journal, NOON);
    let deep = root.path().join("a".repeat(200)).join("b".repeat(200)).join("c".repeat(200));
    fs::create_dir_all(&deep).expect("the system takes it");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let folder = deep.join("one.stillroom");
    let refused =
        VaultFile::create(&folder, &bench.anchors, &passphrase, &bench.words, KdfParams::CHEAP);
    assert!(too_long(&refused.err().expect("it is refused")) && !folder.exists());
    assert!(too_long(&VaultFile::open(&folder, &bench.anchors).err().expect("it is refused")));
    let words = Opener::Words(&bench.words);
    match RestoreRun::begin(backup.path.as_ref(), &words, &folder).err() {
        Some(ExchangeError::Journal(error)) => assert!(too_long(&error), "{error:?}"),
        other => panic!("{other:?}"),
    }
    assert!(too_long(&second(&mut journal, &text_of(&deep)).expect_err("it is refused")));
    let name = root.path().join("d".repeat(300));
    match export(&mut journal, &name).err() {
        Some(ExchangeError::Journal(error)) => assert!(too_long(&error), "{error:?}"),
        other => panic!("{other:?}"),
    }
    assert!(too_long(&second(&mut journal, &text_of(&name)).expect_err("it is refused")));
    assert_eq!(files(&deep), [""; 0]);
    // Readable files need no database: the system's own limit holds for them.
    let run = export(&mut journal, &deep.join("left")).expect("it begins");
    run.run(&mut journal, &mut on).expect("it is written");
}

#[test]
fn a_journal_below_a_folder_that_is_not_utf_8_is_backed_up_restored_and_gets_new_keys() {
    let root = TempDir::new().expect("a temporary folder");
    let odd = root.path().join(OsStr::from_bytes(b"caf\xe9 \xff"));
    let bench = Bench::make(&odd);
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 3);
    let older = backed_up(&mut journal, NOON);
    let backup = backed_up(&mut journal, days_later(1));
    let file = path_of(&backup.path);
    assert!(file.is_file() && file.starts_with(&odd));
    assert!(serde_json::to_string(&backup).is_ok(), "it crosses the bridge");
    let restored = odd.join("restored.stillroom");
    let words = Opener::Words(&bench.words);
    let run = RestoreRun::begin(&file, &words, &restored).expect("it begins");
    run.run(&mut on).expect("it restores");
    assert!(restored.join("journal.db").is_file());
    discard(&journal, &older.path).expect("it goes");
    assert!(!path_of(&older.path).exists());
    let place = odd.join("disk");
    fs::create_dir(&place).expect("a folder");
    second(&mut journal, &text_of(&place)).expect("it is saved");
    backed_up(&mut journal, days_later(2));
    assert_eq!(files(&place).len(), 1);
    assert_eq!(list(&journal).expect("it lists").listed.len(), 3);
    let left = odd.join("left");
    export(&mut journal, &left)
        .and_then(|run| run.run(&mut journal, &mut on))
        .expect("it is written");
    let (new, fresh) = (Passphrase::typed("saddle copper meadow reed"), RecoveryWords::make());
    let into = odd.join("anew.stillroom");
    let mut run =
        RekeyRun::begin(&journal, &into, &new, &fresh, KdfParams::CHEAP).expect("it begins");
    while run.step(&journal).expect("it goes on").is_some() {}
    let rekeyed = run.finish(journal).expect("it ends");
    let journal = activate(&rekeyed, &bench.anchors, &fresh, &new).expect("it moves in");
    assert_eq!(journal.folder(), bench.folder);
    assert!(journal.open_entry(ids[2]).is_ok());
    assert_eq!(former_folders(&journal), [restored], "under the former keys");
    assert_eq!(list(&journal).expect("it lists").former.len(), 3);
}

#[test]
fn relative_backup_places_of_older_versions_are_ignored() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 1);
    stillroom::testing::save_places_as_typed(&mut journal, "Stick");
    let before = files(Path::new("."));
    let backup = backed_up(&mut journal, NOON);
    let listed = list(&journal).expect("it lists");
    assert!(!listed.second_there && listed.second.as_deref() == Some("Stick"));
    assert_eq!(PathBuf::from(backup.path).parent(), Some(super::place(&bench).as_path()));
    assert_eq!(files(Path::new(".")), before);
}
