//! One suite for tantivy's own directory in memory and for ours, and what only ours promises.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use tantivy::Directory;
use tantivy::directory::{Lock, RamDirectory, TerminatingWrite, WatchCallback};
use tempfile::TempDir;

use super::*;
use crate::folder::{FolderFault, fail_below};
use crate::index::sealed_file::BLOCK_LEN;
use crate::vault::RootKey;

/// Runs each case against both directories.
macro_rules! both {
    ($($case:ident)*) => {
        mod in_memory {
            $(#[test] fn $case() { super::$case(&super::RamDirectory::create()); })*
        }
        mod sealed {
            $(#[test] fn $case() {
                let place = super::Place::make();
                super::$case(&place.open());
            })*
        }
    };
}

both! {
    a_file_is_read_back_and_can_be_deleted
    a_file_exists_from_its_opening_on
    a_file_is_never_written_twice
    a_deleted_file_can_still_be_read_by_whoever_opened_it
    missing_files_are_named_as_missing
    an_atomic_write_replaces_all_of_a_file
    every_length_around_a_block_is_read_back_in_whole_and_in_part
    one_lock_is_held_once_and_given_back
    a_blocking_lock_waits_for_the_other
    an_index_is_written_searched_and_its_garbage_collected
    whoever_watches_is_told_of_a_new_meta_file
    a_copy_of_the_directory_is_the_same_directory
}

struct Place {
    root: TempDir,
    root_key: RootKey,
    journal: JournalId,
}

impl Place {
    fn make() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        Self { root, root_key: RootKey::make(), journal: JournalId::make() }
    }

    fn open(&self) -> SealedDirectory {
        let key = Arc::new(self.root_key.derive_keys(self.journal).index);
        let folder = Folder::open(self.root.path()).expect("a folder");
        SealedDirectory::open(folder, key, self.journal).expect("a folder")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }
}

fn put(directory: &dyn Directory, name: &str, bytes: &[u8]) {
    let mut writer = directory.open_write(Path::new(name)).expect("it is new");
    writer.write_all(bytes).expect("there is room");
    writer.terminate().expect("there is room");
}

fn get(directory: &dyn Directory, name: &str) -> Vec<u8> {
    let file = directory.open_read(Path::new(name)).expect("it is there");
    file.read_bytes().expect("it opens").to_vec()
}

fn a_file_is_read_back_and_can_be_deleted(directory: &dyn Directory) {
    put(directory, "some", &[4, 3, 7, 3, 5]);
    assert_eq!(get(directory, "some"), [4, 3, 7, 3, 5]);
    directory.delete(Path::new("some")).expect("it is there");
    assert!(!directory.exists(Path::new("some")).expect("readable"));
}

fn a_file_exists_from_its_opening_on(directory: &dyn Directory) {
    let name = Path::new("some");
    assert!(directory.open_read(name).is_err());
    let writer = directory.open_write(name).expect("it is new");
    assert!(directory.exists(name).expect("readable"));
    writer.terminate().expect("there is room");
    assert!(directory.open_read(name).is_ok());
}

fn a_file_is_never_written_twice(directory: &dyn Directory) {
    let name = Path::new("some");
    let writer = directory.open_write(name).expect("it is new");
    assert!(directory.open_write(name).is_err());
    writer.terminate().expect("there is room");
    assert!(directory.open_write(name).is_err());
    directory.delete(name).expect("it is there");
    assert!(directory.open_write(name).is_ok());
}

fn a_deleted_file_can_still_be_read_by_whoever_opened_it(directory: &dyn Directory) {
    let name = Path::new("some");
    let long: Vec<u8> = (0..100_000_u32).map(|at| at as u8).collect();
    put(directory, "some", &long);
    let open = directory.open_read(name).expect("it is there");
    directory.delete(name).expect("it is there");
    assert_eq!(open.read_bytes().expect("it opens").as_slice(), long);
    assert!(directory.open_read(name).is_err());
    assert!(directory.delete(name).is_err());
}

fn missing_files_are_named_as_missing(directory: &dyn Directory) {
    use tantivy::directory::error::{DeleteError, OpenReadError};
    let name = Path::new("missing");
    assert!(matches!(directory.open_read(name), Err(OpenReadError::FileDoesNotExist(_))));
    assert!(matches!(directory.atomic_read(name), Err(OpenReadError::FileDoesNotExist(_))));
    assert!(matches!(directory.delete(name), Err(DeleteError::FileDoesNotExist(_))));
}

fn an_atomic_write_replaces_all_of_a_file(directory: &dyn Directory) {
    let name = Path::new("meta.json");
    for bytes in [&b"first and longer"[..], b"second", b"", &[7; 9_000]] {
        directory.atomic_write(name, bytes).expect("there is room");
        assert_eq!(directory.atomic_read(name).expect("it is there"), bytes);
    }
}

fn every_length_around_a_block_is_read_back_in_whole_and_in_part(directory: &dyn Directory) {
    let block = BLOCK_LEN;
    let around = [0, 1, block - 1, block, block + 1, 2 * block - 1, 2 * block, 3 * block + 17];
    for (number, length) in around.into_iter().enumerate() {
        let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let name = format!("file{number}");
        put(directory, &name, &bytes);
        assert_eq!(get(directory, &name), bytes, "{length}");
        let file = directory.open_read(Path::new(&name)).expect("it is there");
        for (from, to) in [(0, length), (length / 2, length), (length / 3, length / 2)] {
            let part = file.read_bytes_slice(from..to).expect("it opens");
            assert_eq!(part.as_slice(), &bytes[from..to], "{length}");
        }
    }
}

fn lock(directory: &dyn Directory, name: &str, is_blocking: bool) -> Option<DirectoryLock> {
    directory.acquire_lock(&Lock { filepath: name.into(), is_blocking }).ok()
}

fn one_lock_is_held_once_and_given_back(directory: &dyn Directory) {
    let first = lock(directory, "a.lock", false).expect("it is free");
    assert!(lock(directory, "b.lock", false).is_some());
    assert!(lock(directory, "a.lock", false).is_none());
    drop(first);
    assert!(lock(directory, "a.lock", false).is_some());
}

fn a_blocking_lock_waits_for_the_other(directory: &dyn Directory) {
    let first = lock(directory, "a.lock", true).expect("it is free");
    let (got, second) = mpsc::channel();
    let same = directory.box_clone();
    let waiting = std::thread::spawn(move || {
        let second = lock(&*same, "a.lock", true);
        got.send(()).expect("it is awaited");
        drop(second);
    });
    assert!(second.recv_timeout(Duration::from_millis(100)).is_err());
    drop(first);
    second.recv_timeout(Duration::from_secs(30)).expect("it is free now");
    waiting.join().expect("it ends");
}

fn an_index_is_written_searched_and_its_garbage_collected(directory: &dyn Directory) {
    let mut schema = tantivy::schema::Schema::builder();
    let word = schema.add_text_field("word", tantivy::schema::STRING);
    let settings = tantivy::IndexSettings::default();
    let index = tantivy::Index::create(directory.box_clone(), schema.build(), settings);
    let index = index.expect("an empty directory");
    let mut writer = index.writer_with_num_threads(1, 15 << 20).expect("the only one");
    for round in 0..12 {
        let mut note = tantivy::TantivyDocument::new();
        note.add_text(word, format!("w{round}"));
        writer.delete_term(tantivy::Term::from_field_text(word, "w3"));
        writer.add_document(note).expect("there is room");
        writer.commit().expect("there is room");
    }
    writer.garbage_collect_files().wait().expect("they can be deleted");
    writer.wait_merging_threads().expect("they merge");
    let searcher = index.reader().expect("it opens").searcher();
    assert_eq!(searcher.num_docs(), 11);
    for file in index.directory().list_managed_files() {
        assert!(index.directory().exists(&file).expect("readable"), "{}", file.display());
    }
    assert!(index.validate_checksum().expect("all are read").is_empty());
}

fn a_copy_of_the_directory_is_the_same_directory(directory: &dyn Directory) {
    let copy = directory.box_clone();
    put(directory, "some", b"seen from both");
    assert_eq!(get(&*copy, "some"), b"seen from both");
    copy.delete(Path::new("some")).expect("it is there");
    assert!(!directory.exists(Path::new("some")).expect("readable"));
}

fn whoever_watches_is_told_of_a_new_meta_file(directory: &dyn Directory) {
    let (called, calls) = mpsc::channel();
    let called = Mutex::new(called);
    let callback = WatchCallback::new(move || {
        let called = called.lock().unwrap_or_else(PoisonError::into_inner);
        called.send(()).expect("it is awaited");
    });
    let watch = directory.watch(callback).expect("nothing can fail");
    let write = |name| directory.atomic_write(Path::new(name), b"new").expect("there is room");
    write("other.json");
    for _ in 0..2 {
        write("meta.json");
        calls.recv_timeout(Duration::from_secs(30)).expect("it calls back");
    }
    drop(watch);
    write("meta.json");
    assert!(calls.recv_timeout(Duration::from_millis(100)).is_err());
}

#[test]
fn a_leftover_file_is_replaced_and_a_half_written_one_removed() {
    let place = Place::make();
    let name = "3f.7.del";
    put(&place.open(), name, b"of a commit that never came to be");
    fs::write(place.path("meta.fresh"), b"half").expect("there is room");
    // The next process opens the folder and replays the same commit with other content.
    let next = place.open();
    assert!(!place.path("meta.fresh").exists());
    put(&next, name, b"of the replay");
    assert_eq!(get(&next, name), b"of the replay");
    assert_eq!(get(&place.open(), name), b"of the replay");
}

#[test]
fn a_file_whose_writer_was_dropped_does_not_open() {
    let place = Place::make();
    let directory = place.open();
    for (name, length) in [("short", 5), ("long", 2 * BLOCK_LEN + 5)] {
        let mut writer = directory.open_write(Path::new(name)).expect("it is new");
        writer.write_all(&vec![7; length]).expect("there is room");
        writer.flush().expect("there is room");
        drop(writer);
        let file = place.open().open_read(Path::new(name));
        assert!(file.map_err(|_| ()).and_then(|f| f.read_bytes().map_err(|_| ())).is_err());
    }
}

#[test]
fn a_file_under_another_name_in_another_journal_or_with_swapped_blocks_does_not_open() {
    let place = Place::make();
    let bytes = vec![9; 3 * BLOCK_LEN];
    put(&place.open(), "some", &bytes);
    let sealed = fs::read(place.path("some")).expect("it is there");
    let opens = |place: &Place, name: &str, sealed: &[u8]| {
        fs::write(place.path(name), sealed).expect("there is room");
        let file = place.open().open_read(Path::new(name));
        file.is_ok_and(|file| file.read_bytes().is_ok())
    };
    assert!(opens(&place, "some", &sealed));
    assert!(!opens(&place, "other", &sealed));
    let mut elsewhere = Place::make();
    assert!(!opens(&elsewhere, "some", &sealed));
    elsewhere.root_key = RootKey::make();
    elsewhere.journal = place.journal;
    assert!(!opens(&elsewhere, "some", &sealed));
    let block = BLOCK_LEN + 16;
    let mut swapped = sealed.clone();
    swapped[16..16 + 2 * block].rotate_left(block);
    assert!(!opens(&place, "some", &swapped));
    for cut in [1, 16, block, block + 1, sealed.len() - 1] {
        assert!(!opens(&place, "some", &sealed[..sealed.len() - cut]), "{cut}");
    }
}

#[test]
fn no_word_of_an_entry_is_readable_in_the_folder() {
    let place = Place::make();
    let directory = place.open();
    let canary = b"a heron over the weir ".repeat(2_000);
    put(&directory, "some", &canary);
    directory.atomic_write(Path::new("meta.json"), &canary).expect("there is room");
    for file in fs::read_dir(place.root.path()).expect("readable") {
        let bytes = fs::read(file.expect("readable").path()).expect("readable");
        assert!(!bytes.windows(5).any(|window| window == b"heron"));
    }
}

#[test]
fn opened_index_blocks_are_counted_and_released() {
    let place = Place::make();
    let directory = place.open();
    put(&directory, "some", &vec![1; 3 * BLOCK_LEN]);
    let file = directory.open_read(Path::new("some")).expect("it is there");
    assert_eq!(directory.open_bytes(), BLOCK_LEN, "the last block");
    file.read_bytes_slice(0..10).expect("it opens");
    assert_eq!(directory.open_bytes(), 2 * BLOCK_LEN);
    directory.forget_handles();
    drop(file);
    assert_eq!(directory.open_bytes(), 0);
}

/// Returns whether a piece of some length of the text is in any file of the folder.
fn is_in_clear(place: &Place, text: &[u8]) -> bool {
    fs::read_dir(place.root.path()).expect("readable").any(|file| {
        let bytes = fs::read(file.expect("readable").path()).expect("readable");
        text.chunks_exact(24).any(|piece| bytes.windows(24).any(|window| window == piece))
    })
}

#[test]
fn a_failed_write_leaves_no_plaintext_and_ends_the_writer() {
    // No piece of it comes twice, so that any of it would be found.
    let text: Vec<u8> = (0..u32::try_from(2 * BLOCK_LEN).expect("it fits"))
        .flat_map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    for lasting in [false, true] {
        for at in 1..14 {
            for length in [100, BLOCK_LEN + 100, text.len()] {
                let (place, text) = (Place::make(), &text[..length]);
                fail_below(place.root.path(), None);
                let directory = place.open();
                let kind = io::ErrorKind::StorageFull;
                fail_below(place.root.path(), Some(FolderFault { at, lasting, kind }));
                let Ok(mut writer) = directory.open_write(Path::new("some")) else { continue };
                let failed = writer.write_all(text).and_then(|()| writer.flush()).is_err();
                let len = fs::metadata(place.path("some")).expect("it is there").len();
                if failed {
                    assert!(writer.write_all(text).is_err(), "a writer that failed is over");
                    assert!(writer.flush().is_err(), "a writer that failed is over");
                    drop(writer);
                    let after = fs::metadata(place.path("some")).expect("it is there").len();
                    assert_eq!(after, len, "it leaves its file alone");
                } else {
                    // Dropped or terminated, and whether that fails or not.
                    drop(if at % 2 == 0 {
                        let _: () = drop(writer);
                        Ok(())
                    } else {
                        writer.terminate()
                    });
                }
                assert!(!is_in_clear(&place, text), "call {at} of {length}, {lasting}");
                fail_below(place.root.path(), None);
            }
        }
    }
}

#[test]
fn a_file_written_again_after_a_failure_has_another_file_id() {
    let place = Place::make();
    fail_below(place.root.path(), None);
    let directory = place.open();
    let name = Path::new("meta.json");
    let mut ids = std::collections::BTreeSet::new();
    for at in 1..8 {
        let kind = io::ErrorKind::Other;
        fail_below(place.root.path(), Some(FolderFault { at, lasting: false, kind }));
        let written = directory.atomic_write(name, b"{}");
        let fresh = if written.is_ok() { "meta.json" } else { "meta.fresh" };
        if let Ok(bytes) = fs::read(place.path(fresh)) {
            assert!(bytes.len() < 16 || ids.insert(bytes[..16].to_vec()), "call {at}");
        }
    }
    assert!(ids.len() > 2, "{}", ids.len());
}

#[test]
fn a_file_of_the_folder_with_a_second_name_is_not_written_through() {
    let place = Place::make();
    let outside = TempDir::new().expect("a temporary folder");
    let theirs = outside.path().join("theirs");
    fs::write(&theirs, "the work of years").expect("there is room");
    let directory = place.open();
    for name in ["meta.json", "meta.fresh", "some", ".tantivy-writer.lock"] {
        fs::hard_link(&theirs, place.path(name)).expect("it is made");
    }
    assert!(directory.open_write(Path::new("some")).is_err());
    assert!(directory.open_read(Path::new("some")).is_err());
    assert!(directory.atomic_write(Path::new("meta.json"), b"{}").is_err());
    assert!(lock(&directory, ".tantivy-writer.lock", false).is_none());
    assert_eq!(fs::read_to_string(&theirs).expect("it is there"), "the work of years");
}
