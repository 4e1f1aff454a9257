//! Two journals keep their backups in one folder: none touches, counts or names the other's.

use std::fs;
use std::path::Path;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{discard, list};
use stillroom::exchange::rekey::{RekeyRun, activate};
use stillroom::journal::{BackupPlaces, Journal};
use stillroom::testing::{Bench, NOON};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use tempfile::TempDir;

use super::{backed_up, days_later, files, fill, replace_former};

const NEW: &str = "saddle copper meadow reed";

fn share(journal: &mut Journal, first: Option<&Path>, second: &Path) {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let places =
        BackupPlaces { first: first.map(text), second: Some(text(second)), by_hand: false };
    journal.save_backup_places(places, NOON).expect("they are kept");
}

#[test]
fn a_rekey_names_and_deletes_only_backups_of_its_journal() {
    let root = TempDir::new().expect("a temporary folder");
    let shared = root.path().join("stick");
    fs::create_dir(&shared).expect("a folder");
    let (bench, other) = (Bench::make(&root.path().join("a")), Bench::make(&root.path().join("b")));
    let mut others = other.unlock();
    share(&mut others, Some(&shared), &root.path().join("nowhere"));
    fill(&mut others, 3);
    let theirs = backed_up(&mut others, NOON);
    let mut journal = bench.unlock();
    share(&mut journal, None, &shared);
    fill(&mut journal, 2);
    let own = backed_up(&mut journal, NOON);
    fs::write(shared.join("broken.stillroom-backup"), "nothing at all").expect("a file");
    fs::create_dir(shared.join("folder.stillroom-backup")).expect("a folder");

    let listed = list(&journal).expect("it lists");
    assert_eq!((listed.listed.len(), listed.former.len(), listed.others), (2, 0, 1));
    assert_eq!(listed.unreadable.len(), 1, "{:?}", listed.unreadable);
    let refused = discard(&journal, &theirs.path);
    assert!(matches!(refused, Err(ExchangeError::NoSuchBackup)), "{refused:?}");

    let (new, words) = (Passphrase::typed(NEW), RecoveryWords::make());
    let into = bench.folder.with_file_name("anew.stillroom");
    let mut run =
        RekeyRun::begin(&journal, &into, &new, &words, KdfParams::CHEAP).expect("it begins");
    while run.step(&journal).expect("it goes on").is_some() {}
    let rekeyed = run.finish(journal).expect("it ends");
    let name = Path::new(&own.path).file_name().expect("it has a name");
    let second = shared.join(name).to_string_lossy().into_owned();
    assert_eq!(rekeyed.former_backups, [own.path, second]);
    let mut journal = activate(&rekeyed, &bench.anchors, &words, &new).expect("it moves in");
    let mut former = list(&journal).expect("it lists").former;
    former.sort();
    let mut wanted = rekeyed.former_backups;
    wanted.sort();
    assert_eq!(former, wanted);
    replace_former(&mut journal, days_later(1));
    let listed = list(&journal).expect("it lists");
    assert_eq!((listed.listed.len(), listed.former.len(), listed.others), (2, 0, 1));
    assert_eq!(files(&shared).len(), 4, "one of each journal, what is broken, and the folder");
    assert_eq!(list(&others).expect("it lists").listed, [theirs]);
}

#[test]
fn backups_of_many_days_rotate_beside_those_of_another_journal() {
    let root = TempDir::new().expect("a temporary folder");
    let shared = root.path().join("stick");
    fs::create_dir(&shared).expect("a folder");
    let (bench, other) = (Bench::make(&root.path().join("a")), Bench::make(&root.path().join("b")));
    let (mut journal, mut others) = (bench.unlock(), other.unlock());
    for one in [&mut journal, &mut others] {
        share(one, None, &shared);
        fill(one, 1);
    }
    let theirs: Vec<_> = (-400..-390).map(|day| backed_up(&mut others, days_later(day))).collect();
    let before = list(&others).expect("it lists").listed;
    for day in 0..12 {
        backed_up(&mut journal, days_later(day));
    }
    assert_eq!(list(&others).expect("it lists").listed, before);
    assert!(list(&journal).expect("it lists").listed.len() < 2 * 12);
    assert!(theirs.len() == 10);
}

#[test]
fn a_file_that_cannot_be_read_is_never_counted_as_one_of_former_keys() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    let backup = backed_up(&mut journal, NOON);
    let bytes = fs::read(&backup.path).expect("readable");
    for (at, cut) in [0, 1, 16, 100, 4096, bytes.len() / 2, bytes.len() - 1].into_iter().enumerate()
    {
        let file = super::place(&bench).join(format!("cut-{at}.stillroom-backup"));
        fs::write(file, &bytes[..cut]).expect("writable");
    }
    let listed = list(&journal).expect("it lists");
    assert_eq!((listed.listed.len(), listed.former.len(), listed.others), (1, 0, 0));
    assert_eq!(listed.unreadable.len(), 7);
}
