//! Flipped, cut, lost and overwritten index files give no wrong result, and heal.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Keys, Notes, everything, fill, mark};
use crate::index::{Batch, Change, Document, Index, IndexError, Query, Standing};
use crate::testing::Chance;
use crate::vault::RecordId;

/// The revision up to which the damaged index had followed.
const SEQ: u64 = 40;

/// What came of the damage.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DamageTally {
    /// How many files were damaged.
    pub tried: u32,
    /// How often that was noticed when the index was opened.
    pub at_opening: u32,
    /// How often it was noticed by a search.
    pub by_searching: u32,
    /// How often it changed nothing that was asked for.
    pub harmless: u32,
    /// How often a search gave something else than before.
    pub wrong: u32,
    /// How often anything panicked.
    pub panics: u32,
    /// How often the index did not give the right answers after it was filled anew.
    pub unhealed: u32,
}

/// Damages `count` times one file of a sealed index of some notes, and asks it.
///
/// # Panics
/// If the index cannot be made in the first location.
pub fn damage(folder: &Path, seed: u64, count: u32) -> DamageTally {
    DamageBench::make(folder, seed).damage(seed, count)
}

/// An index as it was left, and what it answers.
pub struct DamageBench {
    whole: PathBuf,
    worn: PathBuf,
    files: Vec<PathBuf>,
    keys: Keys,
    documents: Vec<Arc<Document>>,
    asked: Vec<(Query, BTreeSet<RecordId>)>,
}

enum Outcome {
    AtOpening,
    BySearching,
    Harmless,
    Wrong,
    Unhealed,
}

impl DamageBench {
    /// Makes an index of some notes below a folder, and asks it while it is whole.
    ///
    /// # Panics
    /// If there is no room for it.
    pub fn make(folder: &Path, seed: u64) -> Self {
        let (whole, worn) = (folder.join("whole"), folder.join("worn"));
        let (keys, mut notes) = (Keys::make(), Notes::new(seed));
        let (index, _) = keys.open(&whole, 0).expect("an empty folder");
        let documents = write(&index, &mut notes);
        let mut asked = Vec::new();
        for text in
            ["room", "walk", "\"well being\"", "静け", "h", "ladder:>=3", "kind:free", "-no "]
        {
            let query = notes.parse(text).query;
            let answer = ask(&index, &query).expect("nothing is damaged yet");
            asked.push((query, answer));
        }
        index.close().expect("there is room");
        let files = files(&whole);
        Self { whole, worn, files, keys, documents, asked }
    }

    /// Puts every file back as it was.
    fn restore(&self) {
        let _ = fs::remove_dir_all(&self.worn);
        for file in &self.files {
            let to = self.worn.join(file);
            fs::create_dir_all(to.parent().expect("it lies in the folder")).expect("there is room");
            fs::copy(self.whole.join(file), to).expect("there is room");
        }
    }

    /// Damages one file in some way, `count` times anew, and asks each time.
    pub fn damage(&self, seed: u64, count: u32) -> DamageTally {
        let mut chance = Chance::new(seed);
        let mut tally = DamageTally::default();
        for _ in 0..count {
            let file = chance.below(self.files.len() as u64) as usize;
            let asked = catch_unwind(AssertUnwindSafe(|| {
                self.altered(file, |bytes| damage_one(bytes, &mut chance))
            }));
            match asked {
                Ok(one) => tally.add(&one),
                Err(_) => tally.add(&DamageTally { tried: 1, panics: 1, ..DamageTally::default() }),
            }
        }
        tally
    }

    /// Alters one file and asks; none left of it means that the file is gone.
    ///
    /// # Panics
    /// If the files cannot be put back first, or if reading the altered one panics.
    pub fn altered(&self, file: usize, alter: impl FnOnce(&mut Vec<u8>) -> bool) -> DamageTally {
        self.restore();
        let path = self.worn.join(&self.files[file % self.files.len()]);
        let mut bytes = fs::read(&path).expect("it has been put back");
        if alter(&mut bytes) {
            fs::write(&path, bytes).expect("there is room");
        } else {
            fs::remove_file(&path).expect("it is there");
        }
        let mut tally = DamageTally { tried: 1, ..DamageTally::default() };
        self.ask().count(&mut tally);
        tally
    }

    fn ask(&self) -> Outcome {
        let Ok((index, standing)) = self.keys.open(&self.worn, SEQ) else {
            return Outcome::Unhealed;
        };
        let Standing::Whole(_) = standing else {
            return self.healed(&index, Outcome::AtOpening);
        };
        let mut noticed = false;
        for (query, right) in &self.asked {
            match ask(&index, query) {
                Ok(answer) if answer == *right => {}
                Ok(_) => return Outcome::Wrong,
                Err(_) => noticed = true,
            }
        }
        // Writing reads what searching did not: a merge opens every block.
        let one = Change::Put(Arc::clone(&self.documents[0]));
        let batch = Batch { changes: vec![one], mark: mark(SEQ), whole: true, announced: 0 };
        let written = index.apply(batch).and_then(|()| index.purge());
        if noticed || written.is_err() {
            if index.restart().is_err() {
                return Outcome::Unhealed;
            }
            return self.healed(&index, Outcome::BySearching);
        }
        if self.is_right(&index) { Outcome::Harmless } else { Outcome::Wrong }
    }

    /// Fills the index anew and asks again.
    fn healed(&self, index: &Index, outcome: Outcome) -> Outcome {
        let filled = fill(index, &self.documents, SEQ).is_ok();
        if filled && self.is_right(index) { outcome } else { Outcome::Unhealed }
    }

    fn is_right(&self, index: &Index) -> bool {
        let is_right = |(query, right): &(Query, BTreeSet<RecordId>)| {
            ask(index, query).is_ok_and(|answer| answer == *right)
        };
        self.asked.iter().all(is_right)
    }
}

/// Damages the content of a file; returns false if it is to be lost altogether.
fn damage_one(bytes: &mut Vec<u8>, chance: &mut Chance) -> bool {
    let length = bytes.len() as u64;
    let at = chance.below(length.max(1)) as usize;
    match chance.below(8) {
        0 => bytes.truncate(at),
        1 => bytes.extend_from_slice(&[0; 16]),
        2 => bytes[at..].fill(0),
        3 => return false,
        4 if length > 64 => bytes.rotate_left(16),
        _ if length > 0 => bytes[at] ^= 1 << chance.below(8),
        _ => bytes.push(1),
    }
    true
}

impl DamageTally {
    fn add(&mut self, other: &Self) {
        self.tried += other.tried;
        self.at_opening += other.at_opening;
        self.by_searching += other.by_searching;
        self.harmless += other.harmless;
        self.wrong += other.wrong;
        self.panics += other.panics;
        self.unhealed += other.unhealed;
    }
}

impl Outcome {
    fn count(&self, tally: &mut DamageTally) {
        let counted = match self {
            Self::AtOpening => &mut tally.at_opening,
            Self::BySearching => &mut tally.by_searching,
            Self::Harmless => &mut tally.harmless,
            Self::Wrong => &mut tally.wrong,
            Self::Unhealed => &mut tally.unhealed,
        };
        *counted += 1;
    }
}

/// Writes notes in several commits, with some of them replaced, so that there are several
/// segments and deletions.
fn write(index: &Index, notes: &mut Notes) -> Vec<Arc<Document>> {
    let mut documents: Vec<Arc<Document>> = Vec::new();
    for round in 1..=4 {
        let mut changes = Vec::new();
        for at in 0..25 {
            let record = notes.record();
            let document = notes.document(record);
            changes.push(Change::Put(Arc::clone(&document)));
            if at % 9 == 0 && !documents.is_empty() {
                let older = chance_of(notes, documents.len());
                let again = notes.document(documents[older].record);
                changes.push(Change::Put(Arc::clone(&again)));
                documents[older] = again;
            }
            documents.push(document);
        }
        let mark = mark(10 * round);
        index.apply(Batch { changes, mark, whole: true, announced: 0 }).expect("there is room");
    }
    documents
}

fn chance_of(notes: &mut Notes, count: usize) -> usize {
    notes.chance().below(count as u64) as usize
}

fn ask(index: &Index, query: &Query) -> Result<BTreeSet<RecordId>, IndexError> {
    Ok(index.search(query, &everything(false))?.records.into_iter().collect())
}

/// Lists the files below a folder, locks aside.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        for file in fs::read_dir(&path).expect("readable") {
            let path = file.expect("readable").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_none_or(|ending| ending != "lock") {
                found.push(path.strip_prefix(folder).expect("below it").to_owned());
            }
        }
    }
    found.sort();
    found
}
