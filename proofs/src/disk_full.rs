//! The disk fills up while someone writes, on a real file system of a few MiB.

use std::fs::{self, File};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use stillroom::exchange::{ExchangeError, save_page};
use stillroom::journal::{EntryFilter, EraseTarget, Journal, JournalError};
use stillroom::store::StoreError;
use stillroom::testing::{Bench, days_later, entry, minutes_later};
use tempfile::TempDir;

use crate::act::Act;
use crate::check::{Wrong, holds, quiet};
use crate::expected::ExpectedState;
use crate::figure::Figure;
use crate::run::{Run, folder};
use crate::script::Script;
use crate::writer::{Writer, open};

/// Choices of this proof start here.
const USE: u64 = 4_000_000;
/// The size of the file system, in MiB.
const MIB: usize = 12;

/// Proves that a full disk loses no word, and that saving resumes once there is room.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    if !rustix::process::geteuid().is_root() {
        println!("   skipped: mounting a small file system needs root");
        return Vec::new();
    }
    let rounds = run.choose(40, 6);
    let wrong: Vec<Wrong> = (0..rounds).filter_map(|round| one(run, round as u64).err()).collect();
    for wrong in &wrong {
        println!("   {wrong}");
    }
    let what = "words lost on a full disk, with and without the reserve";
    vec![Figure::none_of(4, what, wrong.len(), rounds, rounds), locks(run), pages(run)]
}

/// How long a lock may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_mins(1);

/// Proves that a lock returns after an erase and after the trash has expired on a full disk.
fn locks(run: &Run) -> Figure {
    let rounds = run.choose(20, 4);
    let mut hang = 0;
    for round in 0..rounds {
        if let Err(why) = lock_while_full(round) {
            println!("   {why}");
            hang += 1;
        }
    }
    let what = "locks after an erase on a full disk that hang or lose a word";
    Figure::none_of(18, what, hang, rounds, rounds)
}

/// Proves that a page that is saved on a full disk is refused as a whole and leaves nothing readable.
fn pages(run: &Run) -> Figure {
    let rounds = run.choose(40, 8);
    let mut left = 0;
    for round in 0..rounds {
        if let Err(why) = page_while_full(round) {
            println!("   {why}");
            left += 1;
        }
    }
    let what = "pages saved on a full disk that are cut, unsaid or leave something behind";
    Figure::none_of(65, what, left, rounds, rounds)
}

fn page_while_full(round: usize) -> Result<(), Wrong> {
    let said = |error: std::io::Error| error.to_string();
    let disk = SmallDisk::mount().map_err(|error| format!("no small disk: {error}"))?;
    let beside = folder();
    let journal = open(&Bench::make(beside.path())).map_err(|error| error.to_string())?;
    let page = vec![b'p'; 200 << 10];
    let to = disk.path().join("page.pdf");
    let is_older = round.is_multiple_of(2);
    if is_older {
        fs::write(&to, "older").map_err(said)?;
    }
    take_room(disk.path(), MIB << 20).unwrap_or_default();
    top_up(disk.path());
    // From no room at all to a page less than it takes.
    leave_room(disk.path(), (round as u64 / 2) * (9 << 10))?;
    let refused = save_page(&journal, &to, &page);
    let full = ExchangeError::Journal(JournalError::Store(StoreError::DiskFull));
    match refused {
        Err(error) if format!("{error:?}") == format!("{full:?}") => {}
        other => return Err(format!("a full disk is said to be: {other:?}")),
    }
    let names = fs::read_dir(disk.path()).map_err(said)?.count();
    if names != 1 + usize::from(is_older) {
        return Err(format!("{names} files are there"));
    }
    if is_older && fs::read(&to).map_err(said)? != b"older" {
        return Err("the older file is not what it was".to_owned());
    }
    Ok(())
}

fn lock_while_full(round: usize) -> Result<(), Wrong> {
    let disk = SmallDisk::mount().map_err(|error| format!("no small disk: {error}"))?;
    let root = disk.path().to_owned();
    let (done, wait) = mpsc::channel();
    thread::spawn(move || done.send(erase_and_lock(&root, round)));
    match wait.recv_timeout(PATIENCE) {
        Ok(done) => done,
        Err(mpsc::RecvTimeoutError::Timeout) => Err("the lock hangs".to_owned()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err("a panic".to_owned()),
    }
}

fn erase_and_lock(root: &Path, round: usize) -> Result<(), Wrong> {
    let said = |error: JournalError| error.to_string();
    let bench = Bench::make(root);
    let mut journal = open(&bench).map_err(said)?;
    for at in 0..120 {
        let input = entry(&journal, "free", "the heron stands in the reeds", minutes_later(at));
        journal.save_revision(&input, minutes_later(at)).map_err(said)?;
        if at % 10 == 0 {
            journal.trash_entry(input.id, minutes_later(at)).map_err(said)?;
        }
    }
    while journal.index_some(500).map_err(said)?.is_some() {}
    take_room(root, 3 << 20)?;
    top_up(root);
    leave_room(root, (round as u64 / 2) * (8 << 10))?;
    // What was trashed is erased at once, or has lain in the trash for long enough.
    let erased = if round.is_multiple_of(2) {
        let plan = journal.plan_erase(EraseTarget::Trash, minutes_later(130)).map_err(said)?;
        journal.erase(EraseTarget::Trash, &plan.stamp, "", minutes_later(130)).map(drop)
    } else {
        journal.expire_trash(days_later(31)).map(drop)
    };
    match erased {
        Ok(()) | Err(JournalError::Store(StoreError::DiskFull)) => {}
        Err(error) => return Err(format!("a full disk is said to be: {error}")),
    }
    // Whether the log can be folded in depends on the room that is left.
    let _ = journal.lock();
    fs::remove_file(root.join("ballast")).map_err(|error| error.to_string())?;
    let journal = open(&bench).map_err(said)?;
    let left = journal.list_entries(&EntryFilter::default(), 0, 1).total;
    if left == 108 { Ok(()) } else { Err(format!("{left} entries are left")) }
}

fn one(run: &Run, round: u64) -> Result<(), Wrong> {
    let disk = SmallDisk::mount().map_err(|error| format!("no small disk: {error}"))?;
    let outcome = catch_unwind(AssertUnwindSafe(|| fill_up(run, round, disk.path())));
    outcome
        .unwrap_or_else(|_| Err("a panic".to_owned()))
        .map_err(|why| format!("round {round}: {why}"))
}

/// Writes until nothing fits, flushes into the reserve, makes room, writes on, and looks.
fn fill_up(run: &Run, round: u64, root: &Path) -> Result<(), Wrong> {
    let bench = Bench::make(root);
    let mut script = Script::new(run.rng(USE + round), false);
    let mut writer = Writer::open(&bench).map_err(|error| error.to_string())?;
    let mut expected = ExpectedState::default();
    take_room(root, 3 << 20)?;
    let refused = until_full(&mut writer, &mut script, &mut expected)?;
    holds(writer.journal(), &expected)?;
    let act = if round.is_multiple_of(2) {
        flush_into_reserve(&mut writer, &refused, &mut expected)?;
        None
    } else {
        Some(refused)
    };
    writer.abandon();
    reads_on_while_full(&bench, &expected, act.as_ref())?;
    fs::remove_file(root.join("ballast")).map_err(|error| error.to_string())?;
    resumes(&bench, act, &mut expected)
}

/// Writes on until the disk is full; returns what was refused.
fn until_full(
    writer: &mut Writer<'_>,
    script: &mut Script,
    expected: &mut ExpectedState,
) -> Result<Act, Wrong> {
    for _ in 0..5_000 {
        let act = script.next();
        match writer.perform(&act) {
            Ok(()) => expected.follow(&act),
            Err(JournalError::Store(StoreError::DiskFull)) => return Ok(act),
            Err(error) => return Err(format!("a full disk is said to be: {error}")),
        }
    }
    Err("the disk did not fill up".to_owned())
}

/// What was refused fits once the reserve is given up, as at a lock.
fn flush_into_reserve(
    writer: &mut Writer<'_>,
    act: &Act,
    expected: &mut ExpectedState,
) -> Result<(), Wrong> {
    let released = writer.journal().release_reserve().map_err(|error| error.to_string())?;
    if !released {
        return Err("no reserve was set aside".to_owned());
    }
    writer.perform(act).map_err(|error| format!("the reserve does not help: {error}"))?;
    expected.follow(act);
    Ok(())
}

/// A journal on a full disk still opens and shows everything.
fn reads_on_while_full(
    bench: &Bench,
    expected: &ExpectedState,
    refused: Option<&Act>,
) -> Result<(), Wrong> {
    let root = bench.folder.parent().ok_or("a folder lies somewhere")?;
    top_up(root);
    let journal =
        open(bench).map_err(|error| format!("while full, refused: {error} ({error:?})"))?;
    shows(&journal, expected, refused)
}

/// Once there is room, what was refused is saved, and all is there after a lock.
fn resumes(bench: &Bench, refused: Option<Act>, expected: &mut ExpectedState) -> Result<(), Wrong> {
    let mut writer = Writer::open(bench).map_err(|error| format!("refused: {error}"))?;
    expected.follow(&Act::Reopen);
    if let Some(act) = refused {
        writer.learn_all(expected).map_err(|error| error.to_string())?;
        writer.perform(&act).map_err(|error| format!("saving does not resume: {error}"))?;
        expected.follow(&act);
    }
    writer.lock().map_err(|error| format!("it does not lock: {error}"))?;
    let journal = open(bench).map_err(|error| format!("refused: {error}"))?;
    quiet(&journal)?;
    holds(&journal, expected)
}

fn shows(journal: &Journal, expected: &ExpectedState, refused: Option<&Act>) -> Result<(), Wrong> {
    quiet(journal)?;
    holds(journal, expected).or_else(|wrong| {
        // A commit that was refused may have reached the log.
        let mut after = expected.clone();
        if let Some(act) = refused {
            after.follow(act);
        }
        holds(journal, &after).map_err(|_| wrong)
    })
}

/// Takes room, so that the disk fills up sooner and can be given room again.
fn take_room(root: &Path, bytes: usize) -> Result<(), Wrong> {
    fs::write(root.join("ballast"), vec![1; bytes]).map_err(|error| error.to_string())
}

/// Fills what little room a failed write left.
fn top_up(root: &Path) {
    let Ok(mut rest) = File::options().append(true).open(root.join("ballast")) else { return };
    while rest.write(&[1; 4096]).is_ok_and(|written| written > 0) {}
}

/// Gives so many bytes back.
fn leave_room(root: &Path, bytes: u64) -> Result<(), Wrong> {
    let ballast = File::options().write(true).open(root.join("ballast"));
    let ballast = ballast.map_err(|error| error.to_string())?;
    let len = ballast.metadata().map_err(|error| error.to_string())?.len();
    ballast.set_len(len.saturating_sub(bytes)).map_err(|error| error.to_string())
}

/// A file system of a few MiB, for as long as it is held.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Result<Self, String> {
        let place = folder();
        let size = format!("size={MIB}m");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(place.path());
        let status = mount.status().map_err(|error| error.to_string())?;
        if status.success() { Ok(Self(place)) } else { Err("mount refuses".to_owned()) }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A thread of a journal that was let go may still hold a file; it is let go lazily then.
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}
