//! A journal with something odd in every place of its folder: nothing outside may change, opening
//! it must come to an end, and whatever it says must be true.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::{Bench, NOON, PASSPHRASE, entry, minutes_later};
use crate::exchange::backup;
use crate::journal::{EntryFilter, Journal, JournalError, Opener, VaultFile};
use crate::store::StoreError;
use crate::vault::Passphrase;

/// How long opening, writing and locking may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_mins(1);

/// What was tried and what came of it.
#[derive(Debug, Default)]
pub struct OddTally {
    /// Journals with something odd in them.
    pub tried: u32,
    /// Those that were refused and said why.
    pub refused: u32,
    /// Those that opened and were written in.
    pub opened: u32,
    /// What should not have happened.
    pub wrong: Vec<String>,
}

/// What is put into a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Put {
    LinkToFile,
    LinkToFolder,
    LinkUp,
    LinkToNothing,
    /// What was there before lies elsewhere, and a link leads to it.
    LinkToItself,
    HardLink,
    Pipe,
    Socket,
    Folder,
    File,
}

const PUT: [Put; 10] = [
    Put::LinkToFile,
    Put::LinkToFolder,
    Put::LinkUp,
    Put::LinkToNothing,
    Put::LinkToItself,
    Put::HardLink,
    Put::Pipe,
    Put::Socket,
    Put::Folder,
    Put::File,
];

/// Tries every `step`th pair of a place and of what is put there.
///
/// # Panics
/// When the files of the test itself cannot be written.
pub fn odd_places(root: &Path, step: usize) -> OddTally {
    let made = Made::make(&root.join("made"));
    let mut tally = OddTally::default();
    let pairs: Vec<(PathBuf, Put)> =
        made.places().into_iter().flat_map(|place| PUT.map(|put| (place.clone(), put))).collect();
    for (at, (place, put)) in pairs.iter().enumerate().step_by(step) {
        tally.tried += 1;
        let case = root.join(format!("case-{at}"));
        match Case::begin(&made, &case, place, *put).try_it() {
            Ok(Came::Refused) => tally.refused += 1,
            Ok(Came::Opened) => tally.opened += 1,
            Err(wrong) => tally.wrong.push(format!("{put:?} at {}: {wrong}", place.display())),
        }
        // A thread that hangs may still write; the folder above goes at the end.
        let _ = fs::remove_dir_all(case);
    }
    tally
}

/// A journal that was written in and locked, with its index and a backup.
struct Made(PathBuf);

impl Made {
    fn make(root: &Path) -> Self {
        fs::create_dir_all(root).expect("a temporary folder");
        let bench = Bench::make(root);
        let mut journal = bench.unlock();
        for minute in 0..3 {
            let input = entry(&journal, "free", "the heron stands", minutes_later(minute));
            journal.save_revision(&input, minutes_later(minute)).expect("it is saved");
        }
        backup::make(&mut journal, NOON, &mut |_| true).expect("there is room");
        journal.lock().map(drop).expect("it locks");
        Self(root.to_owned())
    }

    /// Every place that the journal has or might have, from the folder above it on.
    fn places(&self) -> Vec<PathBuf> {
        let fixed = [
            "journal.db",
            "journal.db-wal",
            "journal.db-shm",
            "journal.db-journal",
            "reserve",
            "notes",
            "index",
            "index/due",
            "index/notes",
            "index/a",
            "index/b",
            "index/a/notes",
            "index/a/meta.fresh",
            "index/b/meta.fresh",
        ];
        let in_folder = fixed.iter().map(|name| Path::new("test.stillroom").join(name));
        let mut places: Vec<PathBuf> = in_folder.collect();
        for folder in ["test.stillroom/index/a", "anchors", "test.backups"] {
            places.push(folder.into());
            for file in fs::read_dir(self.0.join(folder)).expect("it was made") {
                places.push(Path::new(folder).join(file.expect("readable").file_name()));
            }
        }
        let backup = places.last().cloned().expect("there is one");
        for ending in ["-journal", "-wal"] {
            let mut name = backup.clone().into_os_string();
            name.push(ending);
            places.push(name.into());
        }
        places.sort();
        places.dedup();
        places
    }
}

enum Came {
    Refused,
    Opened,
}

struct Case {
    bench: Bench,
    put: Put,
    place: PathBuf,
    /// What lay in the place before.
    before: PathBuf,
    outside: PathBuf,
    /// New files may appear where a folder that the user chose leads to.
    may_grow: bool,
}

impl Case {
    fn begin(made: &Made, root: &Path, place: &Path, put: Put) -> Self {
        let inner = root.join("inner");
        copy(&made.0, &inner);
        let outside = root.join("outside");
        copy(&made.0.join("test.stillroom"), &outside.join("album"));
        fs::write(outside.join("album/meta.fresh"), "a photograph").expect("there is room");
        fs::write(outside.join("thesis"), "the work of years").expect("there is room");
        let may_grow = ["anchors", "test.backups"].iter().any(|name| Path::new(name) == place);
        let place = inner.join(place);
        let before = root.join("before");
        fs::create_dir_all(place.parent().expect("it lies in a folder")).expect("it is made");
        if place.exists() {
            fs::rename(&place, &before).expect("it moves");
        }
        put_there(put, &place, &before, &outside);
        Self { bench: Bench::at(&inner), put, place, before, outside, may_grow }
    }

    fn try_it(&self) -> Result<Came, String> {
        let outside = self.all_outside();
        let folder = all_below(&self.bench.folder);
        let done = self.open_and_write()?;
        let now = self.all_outside();
        let same = outside.iter().all(|(path, bytes)| now.get(path) == Some(bytes));
        if !same || (now.len() != outside.len() && !self.may_grow) {
            return Err("something outside was changed".to_owned());
        }
        let came = match done {
            Ok(()) => Came::Opened,
            Err(JournalError::Store(StoreError::OddFile(_) | StoreError::NotAJournal)) => {
                if all_below(&self.bench.folder) != folder {
                    return Err("it was refused, but touched".to_owned());
                }
                Came::Refused
            }
            // A plain file in place of the database is a damaged one, and not odd.
            Err(JournalError::Store(StoreError::Damaged)) if self.put == Put::File => Came::Refused,
            Err(error) => return Err(format!("it was refused with: {error}")),
        };
        self.put_back();
        match self.open_and_write()? {
            Ok(()) => Ok(came),
            Err(error) => Err(format!("it does not open afterwards: {error}")),
        }
    }

    /// Puts back what was in the place.
    fn put_back(&self) {
        remove(&self.place);
        if self.before.exists() {
            fs::rename(&self.before, &self.place).expect("it moves back");
        }
    }

    /// Opens, reads, writes, lists the backups and locks, in a thread that may hang.
    fn open_and_write(&self) -> Result<Result<(), JournalError>, String> {
        let (done, wait) = mpsc::channel();
        let (folder, anchors) = (self.bench.folder.clone(), self.bench.anchors.clone());
        thread::spawn(move || done.send(open_and_write(&folder, &anchors)));
        match wait.recv_timeout(PATIENCE) {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(wrong)) => Err(wrong),
            Err(mpsc::RecvTimeoutError::Timeout) => Err("it hangs".to_owned()),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err("a panic".to_owned()),
        }
    }

    /// All that is the user's own; what was in the place before may be used by a link to it.
    fn all_outside(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        all_below(&self.outside)
    }
}

fn open_and_write(folder: &Path, anchors: &Path) -> Result<Result<(), JournalError>, String> {
    let vault = match VaultFile::open(folder, anchors) {
        Ok(vault) => vault,
        Err(error) => return Ok(Err(error)),
    };
    let passphrase = Passphrase::typed(PASSPHRASE);
    let mut journal = match vault.unlock(&Opener::Passphrase(&passphrase)) {
        Ok(journal) => journal,
        Err(refused) => return Ok(Err(refused.cause)),
    };
    if journal.list_entries(&EntryFilter::default(), 0, 100).total < 3 {
        return Err("an entry is missing".to_owned());
    }
    // What lies in the place for backups may keep one from being made, and nothing else.
    let _ = backup::list(&journal);
    let _ = backup::make(&mut journal, NOON, &mut |_| true);
    Ok(write(journal))
}

fn write(mut journal: Journal) -> Result<(), JournalError> {
    let input = entry(&journal, "free", "and flies away", NOON);
    journal.save_revision(&input, NOON)?;
    while journal.index_some(100)?.is_some() {}
    journal.lock().map(drop)
}

fn put_there(put: Put, place: &Path, before: &Path, outside: &Path) {
    let thesis = outside.join("thesis");
    match put {
        Put::LinkToFile => symlink(thesis, place),
        Put::LinkToFolder => symlink(outside.join("album"), place),
        Put::LinkUp => symlink("..", place),
        Put::LinkToNothing => symlink("nowhere", place),
        Put::LinkToItself => symlink(before, place),
        Put::HardLink => fs::hard_link(thesis, place),
        Put::Pipe => {
            let mode = Mode::RUSR | Mode::WUSR;
            mknodat(CWD, place, FileType::Fifo, mode, 0).map_err(Into::into)
        }
        Put::Socket => socket(place),
        Put::Folder => fs::create_dir(place),
        Put::File => fs::write(place, "a file"),
    }
    .expect("the place is free");
}

/// Makes a socket beside and moves it, since its whole path must be short.
fn socket(place: &Path) -> std::io::Result<()> {
    let short = tempfile_path();
    drop(UnixListener::bind(&short)?);
    fs::rename(&short, place).or_else(|_| {
        // Another file system: a pipe is as odd.
        fs::remove_file(&short)?;
        mknodat(CWD, place, FileType::Fifo, Mode::RUSR, 0).map_err(Into::into)
    })
}

fn tempfile_path() -> PathBuf {
    std::env::temp_dir().join(format!("stillroom-{}", crate::vault::RecordId::make()))
}

fn remove(path: &Path) {
    match path.symlink_metadata() {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path).expect("it is there"),
        Ok(_) => fs::remove_file(path).expect("it is there"),
        Err(_) => {}
    }
}

/// Every file below a folder with its bytes, and every link with where it leads.
fn all_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        let Ok(meta) = path.symlink_metadata() else { continue };
        let kind = meta.file_type();
        let bytes = if kind.is_dir() {
            open.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|one| one.path()));
            Vec::new()
        } else if kind.is_file() {
            fs::read(&path).expect("it is readable")
        } else if kind.is_symlink() {
            fs::read_link(&path).expect("it is readable").into_os_string().into_encoded_bytes()
        } else {
            b"special".to_vec()
        };
        found.insert(path, bytes);
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("there is room");
    for entry in fs::read_dir(from).expect("it is readable") {
        let path = entry.expect("it is readable").path();
        let into = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &into);
        } else {
            fs::copy(&path, &into).expect("there is room");
        }
    }
}
