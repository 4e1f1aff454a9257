//! A writer at work on a recorded disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use stillroom::store::Hooks;
use stillroom::testing::Bench;
use stillroom_vfs::{Disk, Op};
use tempfile::TempDir;

use super::bug::Bug;
use crate::expected::ExpectedState;
use crate::run::{Run, folder};
use crate::script::Script;
use crate::writer::Writer;

/// Small files by their names.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// All that is known of one writer's work.
pub(super) struct Recording {
    /// Every call that changed a file, with marks where something was acknowledged.
    pub(super) ops: Vec<Op>,
    /// What must be there after so many acknowledged acts.
    pub(super) expected_states: Vec<ExpectedState>,
    /// The rollback anchors from this mark on.
    pub(super) anchors: BTreeMap<u64, Files>,
    /// The search index as it was in the end.
    pub(super) index: Files,
}

impl Recording {
    /// Makes a journal, writes in it, and records all of it.
    pub(super) fn take(run: &Run, number: u64, bug: Option<Bug>, acts: usize) -> Self {
        let disk = Disk::register();
        let synced: &'static (dyn Fn() + Sync) = Box::leak(Box::new(move || disk.folder_synced()));
        let folder_synced = (bug != Some(Bug::FolderIsNotSynced)).then_some(synced);
        let hooks = bug.map_or_else(Hooks::default, Bug::hooks);
        Hooks { vfs: Some(disk.name()), folder_synced, ..hooks }.set();
        let root = folder();
        disk.record();
        let bench = Bench::make(root.path());
        disk.mark(0);
        let mut recording = Self {
            ops: Vec::new(),
            expected_states: vec![ExpectedState::default()],
            anchors: BTreeMap::new(),
            index: Files::new(),
        };
        let reopens = !hooks.acknowledges_early;
        let mut script = Script::new(run.rng(number), reopens);
        recording.write(&bench, &disk, &mut script, acts);
        recording.ops = disk.recorded();
        Hooks::default().set();
        recording.index = files(&bench.folder.join("index"));
        forget(root);
        recording
    }

    fn write(&mut self, bench: &Bench, disk: &Disk, script: &mut Script, acts: usize) {
        let mut writer = Writer::open(bench).expect("a new journal opens");
        for number in 1..=acts {
            let act = script.next();
            writer.perform(&act).expect("nothing fails on this disk");
            disk.mark(number as u64);
            self.expected_states.push(script.expected().clone());
            self.anchors.insert(number as u64, files(&bench.anchors));
        }
        writer.index_all();
        writer.abandon();
    }
}

fn files(folder: &Path) -> Files {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = found.filter_map(|file| {
        let bytes = fs::read(file.path()).ok()?;
        Some((file.file_name().to_string_lossy().into_owned(), bytes))
    });
    files.collect()
}

/// Removes a folder in which a writer's thread may still be ending.
fn forget(root: TempDir) {
    // What is left behind lies in memory and is named as ours.
    let _ = root.close();
}
