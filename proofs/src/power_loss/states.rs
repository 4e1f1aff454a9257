//! States that a loss of power may leave, each opened by the real code.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter::Sum;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use stillroom::testing::Bench;
use stillroom_vfs::{JournalFile, Op};

use super::disk::{Left, SimulatedDisk};
use super::recording::{Files, Recording};
use crate::check::{Wrong, check, found_by_search};
use crate::rng::Rng;
use crate::run::folder;
use crate::writer::open;

/// How many states of a recording are examined, and by which choices.
pub(super) struct Quota {
    pub(super) states: usize,
    pub(super) rng: Rng,
}

/// What came of examining states.
#[derive(Default)]
pub(super) struct Outcome {
    /// Different states that were opened.
    pub(super) states: usize,
    /// How many of them had a search index to recover.
    pub(super) indexed: usize,
    /// One for each state in which something was lost.
    pub(super) complaints: Vec<String>,
}

impl Sum for Outcome {
    fn sum<I: Iterator<Item = Self>>(outcomes: I) -> Self {
        outcomes.fold(Self::default(), |mut all, one| {
            all.states += one.states;
            all.indexed += one.indexed;
            all.complaints.extend(one.complaints);
            all
        })
    }
}

impl Recording {
    /// Loses power at many points of the recording and opens what is left.
    pub(super) fn examine(&self, quota: &Quota) -> Outcome {
        let mut rng = quota.rng.clone();
        let mut points: Vec<usize> =
            (0..2 * quota.states).map(|_| rng.below(self.ops.len() + 1)).collect();
        points.sort_unstable();
        let (mut disk, mut followed, mut acknowledged) = (SimulatedDisk::new(), 0, None);
        let (mut outcome, mut seen) = (Outcome::default(), HashSet::new());
        for (nth, point) in points.iter().enumerate() {
            for op in &self.ops[followed..*point] {
                disk.follow(op);
                if let Op::Mark(mark) = op {
                    acknowledged = Some(*mark);
                }
            }
            followed = *point;
            let left = disk.lose_power(&mut rng);
            // Every other point is skipped once there are enough, so that the end is reached too.
            let enough = outcome.states * points.len() >= quota.states * (nth + 1);
            if enough || !seen.insert(fingerprint(&left, acknowledged)) {
                continue;
            }
            outcome.states += 1;
            let indexed = outcome.states.is_multiple_of(8);
            outcome.indexed += usize::from(indexed);
            let index = indexed.then(|| self.index_as_left(&mut rng));
            if let Err(wrong) = self.open_left(&left, acknowledged, index.as_ref()) {
                outcome.complaints.push(format!("at call {point} of {}: {wrong}", self.ops.len()));
            }
        }
        outcome
    }

    /// Opens one state; before the journal was said to be made, only a refusal is asked for.
    fn open_left(
        &self,
        left: &Left,
        acknowledged: Option<u64>,
        index: Option<&Files>,
    ) -> Result<(), Wrong> {
        let root = folder();
        let bench = Bench::at(root.path());
        put(&bench.folder, &left.files());
        if let Some((_, anchors)) = self.anchors.range(..=acknowledged.unwrap_or(0)).next_back() {
            put(&bench.anchors, anchors);
        }
        if let Some(index) = index {
            put(&bench.folder.join("index"), index);
        }
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let mut journal = match (open(&bench), acknowledged) {
                (Ok(journal), _) => journal,
                (Err(_), None) => return Ok(()),
                (Err(error), Some(_)) => return Err(format!("refused: {error}")),
            };
            let at = acknowledged.unwrap_or(0) as usize;
            let after = self.expected_states.get(at + 1).unwrap_or(&self.expected_states[at]);
            check(&journal, &self.expected_states[at], after)?;
            if index.is_some() {
                found_by_search(&mut journal)?;
            }
            journal.lock().map(drop).map_err(|error| format!("it does not lock: {error}"))
        }));
        opened.unwrap_or_else(|_| Err("a panic".to_owned()))
    }

    /// Takes the index of the end, which is ahead of most states, whole or torn.
    fn index_as_left(&self, rng: &mut Rng) -> Files {
        let mut files = self.index.clone();
        let torn = rng.below(4);
        for (_, bytes) in files.iter_mut().take(torn) {
            bytes.truncate(rng.below(bytes.len() + 1));
        }
        files
    }
}

impl Left {
    fn files(&self) -> Files {
        let name = |which: &JournalFile| match which {
            JournalFile::Log => "journal.db-wal",
            JournalFile::Rollback => "journal.db-journal",
            JournalFile::Database | JournalFile::Other => "journal.db",
        };
        self.0.iter().map(|(which, bytes)| (name(which).to_owned(), bytes.clone())).collect()
    }
}

fn put(folder: &Path, files: &Files) {
    fs::create_dir_all(folder).expect("a place in memory");
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("a place in memory");
    }
}

fn fingerprint(left: &Left, acknowledged: Option<u64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (left, acknowledged).hash(&mut hasher);
    hasher.finish()
}
