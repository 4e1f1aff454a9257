//! A page that is saved as a readable file: whole or not at all, and read by its owner only.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use stillroom::exchange::{ExchangeError, save_page};
use stillroom::journal::JournalError;
use stillroom::store::StoreError;
use stillroom::testing::Bench;
use tempfile::TempDir;

use super::files;

const BYTES: &[u8] = b"%PDF-1.7 a page";

#[test]
fn a_page_is_saved_for_its_owner_in_place_of_an_older_one() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let journal = bench.unlock();
    let folder = root.path().join("Nextcloud/Supervision");
    fs::create_dir_all(&folder).expect("a folder");
    let to = folder.join("Stillroom page.pdf");
    fs::write(&to, "older").expect("written");
    let saved = save_page(&journal, &to, BYTES).expect("it is saved");
    assert_eq!((saved.name.as_str(), saved.folder.as_str()), ("Stillroom page.pdf", "Supervision"));
    assert_eq!(saved.synced_by.as_deref(), Some("Nextcloud"));
    assert_eq!(fs::read(&to).expect("it is there"), BYTES);
    let mode = fs::metadata(&to).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "and nothing beside it");
}

#[test]
fn a_page_that_cannot_be_saved_leaves_nothing_and_says_why() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let journal = bench.unlock();
    let gone = root.path().join("gone");
    fs::create_dir(&gone).expect("a folder");
    fs::remove_dir(&gone).expect("it vanishes after it was picked");
    let link = root.path().join("link");
    symlink(journal.folder(), &link).expect("a link");
    let before = files(root.path());
    let refused = save_page(&journal, &gone.join("page.pdf"), BYTES).expect_err("no folder");
    let not_there = StoreError::Io(std::io::ErrorKind::NotFound);
    assert_eq!(
        format!("{refused:?}"),
        format!("{:?}", ExchangeError::Journal(JournalError::Store(not_there)))
    );
    for inside in [journal.folder().join("page.pdf"), link.join("page.pdf")] {
        let refused = save_page(&journal, &inside, BYTES).expect_err("a journal's folder");
        assert!(
            matches!(refused, ExchangeError::Journal(JournalError::PlaceInside)),
            "{refused:?}"
        );
    }
    // What cannot take the name: a folder.
    let folder = root.path().join("page.pdf");
    fs::create_dir(&folder).expect("a folder");
    save_page(&journal, &folder, BYTES).expect_err("a folder has the name");
    fs::remove_dir(&folder).expect("it is still empty");
    assert_eq!(files(root.path()), before, "nothing readable is left");
}
