//! The journal that is tampered with: as a lock leaves it, and as a kill does.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use stillroom::testing::{Bench, NOON, PASSPHRASE};
use stillroom::vault::{KdfParams, Passphrase, RecordId};

use crate::act::{Act, Page};
use crate::expected::ExpectedState;
use crate::run::{Run, folder};
use crate::script::Script;
use crate::writer::Writer;

/// Choices of this proof start here.
const USE: u64 = 5_000_000;
/// The passphrase before the one that every other bench has.
pub(super) const OLD_PASSPHRASE: &str = "copper lantern before the other one";

/// All files of a journal and its anchors, by their path below one root.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// One journal at several moments, and what it must hold at each.
pub(super) struct Subject {
    /// As an early lock left it, under [`OLD_PASSPHRASE`].
    pub(super) early: Files,
    /// As the last lock left it.
    pub(super) locked: Files,
    /// What it must hold then.
    pub(super) locked_state: ExpectedState,
    /// As a kill would have left it later on, with commits and drafts in its log, before the last
    /// drafts were saved once more.
    pub(super) before_kill: Files,
    /// As a kill left it then.
    pub(super) killed: Files,
    /// What it must hold then, once its drafts have been saved as a revision.
    pub(super) killed_state: ExpectedState,
    /// Another journal, locked, with other keys.
    pub(super) other: Files,
}

impl Subject {
    /// Writes the journals.
    pub(super) fn make(run: &Run) -> Self {
        let root = folder();
        let bench = Bench::make(root.path());
        let mut script = Script::new(run.rng(USE), false);
        let mut writer = Writer::open(&bench).expect("a new journal opens");
        change_passphrase(&mut writer, PASSPHRASE, OLD_PASSPHRASE);
        write(&mut writer, &mut script, 12);
        writer.lock().expect("it locks");
        let early = read(root.path());

        let mut writer = Writer::open_with(&bench, OLD_PASSPHRASE).expect("it opens");
        writer.learn_all(script.expected()).expect("it is readable");
        change_passphrase(&mut writer, OLD_PASSPHRASE, PASSPHRASE);
        attach(&mut writer);
        write(&mut writer, &mut script, 40);
        writer.lock().expect("it locks");
        let mut writer = Writer::open(&bench).expect("it opens");
        script.reopened();
        writer.index_all();
        writer.lock().expect("it locks");
        let (locked, locked_state) = (read(root.path()), script.expected().clone());

        let mut writer = Writer::open(&bench).expect("it opens");
        writer.learn_all(script.expected()).expect("it is readable");
        let drafts = write(&mut writer, &mut script, 14);
        let before_kill = read(root.path());
        for page in &drafts {
            let more = script.save_more(page);
            writer.perform(&Act::SaveDraft(more)).expect("nothing fails here");
        }
        let killed = read(root.path());
        writer.abandon();
        script.reopened();
        let killed_state = script.expected().clone();
        let other = other(run);
        Self { early, locked, locked_state, before_kill, killed, killed_state, other }
    }
}

/// Writes the files below a root.
pub(super) fn put(root: &Path, files: &Files) {
    for (path, bytes) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a place in memory");
        fs::write(path, bytes).expect("a place in memory");
    }
}

/// Reads all files below a root.
pub(super) fn read(root: &Path) -> Files {
    let (mut found, mut open) = (Files::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                found.insert(path.strip_prefix(root).expect("below the root").to_owned(), bytes);
            }
        }
    }
    found
}

fn write(writer: &mut Writer<'_>, script: &mut Script, acts: usize) -> [Page; 2] {
    for _ in 0..acts {
        writer.perform(&script.next()).expect("nothing fails here");
    }
    // Drafts of two entries, so that they can be put in each other's place.
    let drafts = [script.save_another(), script.save_another()];
    for page in &drafts {
        writer.perform(&Act::SaveDraft(page.clone())).expect("nothing fails here");
    }
    drafts
}

/// Adds two files of two pieces each.
fn attach(writer: &mut Writer<'_>) {
    for seed in [3, 5] {
        let content: Vec<u8> =
            (0..300_000_u32).map(|at| (at.wrapping_mul(seed) >> 3) as u8).collect();
        let (entry, source) = (RecordId::make(), Box::new(Cursor::new(content)));
        let added = writer.journal().attach(entry, "notes.dat", source, true, NOON);
        added.expect("nothing fails here");
    }
}

fn change_passphrase(writer: &mut Writer<'_>, from: &str, to: &str) {
    let (from, to) = (Passphrase::typed(from), Passphrase::typed(to));
    let changed = writer.journal().set_passphrase(Some(&from), &to, KdfParams::CHEAP);
    changed.expect("the passphrase is right");
}

fn other(run: &Run) -> Files {
    let root = folder();
    let bench = Bench::make(root.path());
    let mut script = Script::new(run.rng(USE + 1), false);
    let mut writer = Writer::open(&bench).expect("a new journal opens");
    write(&mut writer, &mut script, 40);
    writer.lock().expect("it locks");
    let mut writer = Writer::open(&bench).expect("it opens");
    writer.index_all();
    writer.lock().expect("it locks");
    read(root.path())
}
