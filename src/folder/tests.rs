//! Every kind of thing that a name can stand for, and what outside it must stay as it is.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use super::*;

/// A folder and, beside it, what is the user's own.
struct Place {
    root: TempDir,
    folder: Folder,
}

impl Place {
    fn make() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        fs::create_dir(root.path().join("inside")).expect("it is made");
        fs::create_dir(root.path().join("outside")).expect("it is made");
        fs::write(root.path().join("outside/thesis"), "my own").expect("it is written");
        let folder = Folder::open(&root.path().join("inside")).expect("it is there");
        Self { root, folder }
    }

    fn inside(&self, name: &str) -> PathBuf {
        self.root.path().join("inside").join(name)
    }

    fn outside(&self) -> PathBuf {
        self.root.path().join("outside")
    }

    /// Puts one of each under the name of its kind.
    fn put_odd(&self) -> [(&'static str, Odd); 6] {
        let thesis = self.outside().join("thesis");
        symlink(&thesis, self.inside("to-file")).expect("it is made");
        symlink(self.outside(), self.inside("to-folder")).expect("it is made");
        symlink("nowhere", self.inside("to-nothing")).expect("it is made");
        fs::hard_link(&thesis, self.inside("second-name")).expect("it is made");
        pipe(&self.inside("pipe"));
        drop(UnixListener::bind(self.inside("socket")).expect("it is made"));
        [
            ("pipe", Odd::Special),
            ("second-name", Odd::ManyNames),
            ("socket", Odd::Special),
            ("to-file", Odd::Link),
            ("to-folder", Odd::Link),
            ("to-nothing", Odd::Link),
        ]
    }
}

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("it is made");
}

#[test]
fn nothing_is_read_written_replaced_or_deleted_through_an_unsafe_name() {
    let place = Place::make();
    for (name, _) in place.put_odd() {
        let folder = &place.folder;
        assert!(folder.read(name).is_err(), "{name}");
        assert!(folder.create(name).is_err(), "{name}");
        assert!(folder.replace(name).is_err(), "{name}");
        assert!(folder.open_or_create(name).is_err(), "{name}");
        assert!(folder.remove(name).is_err(), "{name}");
        assert!(folder.below(name).is_err(), "{name}");
        assert!(folder.make_below(name).is_err(), "{name}");
        assert!(folder.remove_folder(name).is_err(), "{name}");
        assert!(place.inside(name).symlink_metadata().is_ok(), "{name} stays");
    }
    let outside: Vec<_> = fs::read_dir(place.outside()).expect("readable").collect();
    assert_eq!(outside.len(), 1);
    let thesis = fs::read_to_string(place.outside().join("thesis")).expect("it is there");
    assert_eq!(thesis, "my own");
}

#[test]
fn files_and_folders_are_read_written_listed_and_removed() {
    let place = Place::make();
    let folder = &place.folder;
    folder.create("some").expect("it is new").write_all(b"one").expect("there is room");
    assert!(folder.create("some").is_err(), "nothing is written over");
    folder.replace("some").expect("plain").write_all(b"three").expect("there is room");
    assert_eq!(folder.kind("some").expect("readable"), Some(Kind::File { len: 5 }));
    folder.rename("some", "other").expect("it is there");
    folder.open_or_create("other").expect("plain").write_all(b"T").expect("there is room");
    assert_eq!(fs::read_to_string(place.inside("other")).expect("there"), "Three");
    assert_eq!(
        (folder.remove("other").ok(), folder.remove("other").ok()),
        (Some(true), Some(false))
    );
    let below = folder.make_below("below").expect("it is made");
    below.create("file").expect("it is new");
    assert!(folder.remove_folder("below").is_err(), "something lies in it");
    below.remove("file").expect("it is there");
    folder.remove_folder("below").expect("it is empty");
    assert_eq!(folder.names().expect("readable"), Vec::<std::ffi::OsString>::new());
}

#[test]
fn the_folder_check_names_each_unexpected_file_in_each_part_of_a_journal() {
    for part in ["", "index/", "index/a/", "index/b/"] {
        let place = Place::make();
        fs::create_dir_all(place.inside("index/a")).expect("it is made");
        fs::create_dir_all(place.inside("index/b")).expect("it is made");
        fs::write(place.inside("notes.txt"), "of the user").expect("it is written");
        fs::create_dir(place.inside("@eaDir")).expect("it is made");
        assert_eq!(check(&place.folder).expect("readable"), None);
        let all = place.put_odd();
        for (name, _) in all {
            fs::rename(place.inside(name), place.inside(&format!("{part}{name}")))
                .expect("it moves");
        }
        for (name, odd) in all {
            let name = format!("{part}{name}");
            let found = check(&place.folder).expect("readable");
            fs::remove_file(place.inside(&name)).expect("it is there");
            assert_eq!(found, Some(OddFile { name, odd }));
        }
        assert_eq!(check(&place.folder).expect("readable"), None);
    }
}

#[test]
fn the_folder_check_names_folders_in_place_of_the_database_and_a_rollback_journal() {
    for name in ["journal.db", "journal.db-wal"] {
        let place = Place::make();
        fs::create_dir(place.inside(name)).expect("it is made");
        let found = check(&place.folder).expect("readable");
        assert_eq!(found, Some(OddFile { name: name.to_owned(), odd: Odd::FolderForFile }));
    }
    for is_folder in [false, true] {
        let place = Place::make();
        let rollback = place.inside("journal.db-journal");
        let made = if is_folder { fs::create_dir(rollback) } else { fs::write(rollback, "") };
        made.expect("it is made");
        let found = check(&place.folder).expect("readable").expect("it is odd");
        assert_eq!(found.odd, Odd::Rollback);
    }
}

#[test]
fn optional_files_of_a_journal_may_be_of_the_wrong_kind() {
    let place = Place::make();
    fs::create_dir(place.inside("reserve")).expect("it is made");
    fs::write(place.inside("index"), "a file").expect("it is written");
    assert_eq!(check(&place.folder).expect("readable"), None);
    let place = Place::make();
    fs::create_dir_all(place.inside("index/a/meta.json")).expect("it is made");
    fs::create_dir(place.inside("index/due")).expect("it is made");
    assert_eq!(check(&place.folder).expect("readable"), None);
}
