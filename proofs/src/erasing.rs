//! Every long act beside an erase: what is erased while it goes on is in nothing that it leaves, or
//! what still holds it is named.

use std::fs;
use std::path::Path;

use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::{BackupRun, Erasure, RestoreRun, list};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat};
use stillroom::exchange::health::CheckRun;
use stillroom::exchange::rekey::{RekeyRun, activate};
use stillroom::forms::Answer;
use stillroom::journal::{EntryInput, EraseTarget, Journal, Opener, Receipt, SearchRequest};
use stillroom::store::path::path_of;
use stillroom::testing::{Bench, NOON, PASSPHRASE, document, entry, find_word, find_word_in_copy};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};

use crate::check::Wrong;
use crate::figure::Figure;
use crate::rng::Rng;
use crate::run::{Run, folder};

/// Choices of this proof start here.
const USE: u64 = 12_000_000;
/// Stands in what is erased, and nowhere else.
const WORD: &str = "capybara";
/// The passphrase of new keys.
const NEW: &str = "saddle copper meadow thimble drift";

/// A long act.
#[derive(Debug, Clone, Copy)]
enum LongAct {
    Backup,
    Restore,
    Export,
    Rekey,
    Refill,
}

const ACTS: [LongAct; 5] =
    [LongAct::Backup, LongAct::Restore, LongAct::Export, LongAct::Rekey, LongAct::Refill];

/// Proves that no long act brings back what is erased beside it.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let rounds = run.choose(1_000, 60);
    let mut wrong = 0;
    for number in 0..rounds {
        let mut rng = run.rng(USE + number as u64);
        let act = ACTS[number % ACTS.len()];
        if let Err(why) = beside(&mut rng, act) {
            println!("   {act:?} {number}: {why}");
            wrong += 1;
        }
    }
    let what = "long acts beside an erase that keep what was erased, unsaid";
    vec![Figure::none_of(16, what, wrong, rounds, rounds)]
}

/// A journal with something that is to be erased, and where the erase falls.
struct Stage<'a> {
    root: &'a Path,
    bench: Bench,
    victim: EntryInput,
    /// After so many steps.
    at: usize,
    steps: usize,
    receipt: Option<Receipt>,
    /// The backups that were named when it was erased.
    named: Vec<String>,
}

fn beside(rng: &mut Rng, act: LongAct) -> Result<(), Wrong> {
    let root = folder();
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (before, after) = (rng.below(60), rng.below(60));
    write(&mut journal, before, "The heron stood still.")?;
    let victim = victim(rng, &mut journal)?;
    write(&mut journal, after, "The wren was gone.")?;
    let most = match act {
        LongAct::Backup | LongAct::Restore => 8,
        LongAct::Export => before + after + 2,
        LongAct::Rekey | LongAct::Refill => 12,
    };
    let at = rng.below(most);
    let mut stage =
        Stage { root: root.path(), bench, victim, at, steps: 0, receipt: None, named: vec![] };
    let mut journal = match act {
        LongAct::Backup => stage.back_up(journal)?,
        LongAct::Restore => stage.restore(journal)?,
        LongAct::Export => stage.export(journal)?,
        LongAct::Rekey => stage.rekey(journal)?,
        LongAct::Refill => stage.refill(journal)?,
    };
    stage.at = stage.steps;
    stage.step(&mut journal)?;
    stage.look(journal)
}

fn write(journal: &mut Journal, count: usize, text: &str) -> Result<(), Wrong> {
    for number in 0..count {
        let input = entry(journal, "free", &format!("{text} {number}"), NOON);
        journal.save_revision(&input, NOON).map_err(said)?;
    }
    Ok(())
}

/// Writes what is to be erased: revisions, a draft, or both.
fn victim(rng: &mut Rng, journal: &mut Journal) -> Result<EntryInput, Wrong> {
    let mut input = entry(journal, "free", WORD, NOON);
    for revision in 0..=rng.below(3) {
        let text = format!("{WORD} {}", "x".repeat(revision * 300));
        input.answers.insert("text".into(), Answer::Text(document(&text)));
        input.base = journal.save_revision(&input, NOON).map_err(said)?.base;
    }
    Ok(input)
}

impl Stage<'_> {
    /// Counts a step; the erase falls behind one of them.
    fn step(&mut self, journal: &mut Journal) -> Result<(), Wrong> {
        if self.steps >= self.at && self.receipt.is_none() {
            let target = EraseTarget::Entry { id: self.victim.id };
            journal.trash_entry(self.victim.id, NOON).map_err(said)?;
            let stamp = journal.plan_erase(target, NOON).map_err(said)?.stamp;
            let receipt = journal.erase(target, &stamp, "", NOON).map_err(said)?;
            let still_in = Erasure::of(journal, receipt.clone()).map_err(said)?.still_in;
            self.named = still_in.into_iter().map(|backup| backup.path).collect();
            self.receipt = Some(receipt);
        }
        self.steps += 1;
        Ok(())
    }

    fn back_up(&mut self, mut journal: Journal) -> Result<Journal, Wrong> {
        loop {
            let mut run = BackupRun::begin(&mut journal, NOON).map_err(said)?;
            self.step(&mut journal)?;
            while run.copy(&mut journal).map_err(said)?.is_some() {
                self.step(&mut journal)?;
            }
            self.step(&mut journal)?;
            while run.verify().map_err(said)?.is_some() {
                self.step(&mut journal)?;
            }
            match run.finish(&journal) {
                Err(ExchangeError::ErasedMeanwhile) => {}
                made => {
                    made.map_err(said)?;
                    return Ok(journal);
                }
            }
        }
    }

    /// Restores a backup that holds the victim, which the erase must name.
    fn restore(&mut self, journal: Journal) -> Result<Journal, Wrong> {
        let at = std::mem::replace(&mut self.at, usize::MAX);
        let mut journal = self.back_up(journal)?;
        (self.at, self.steps) = (at, 0);
        let backup = list(&journal).map_err(said)?.listed.remove(0);
        let passphrase = Passphrase::typed(PASSPHRASE);
        let opener = Opener::Passphrase(&passphrase);
        let into = self.root.join("restored.stillroom");
        let mut run = RestoreRun::begin(&path_of(&backup.path), &opener, &into).map_err(said)?;
        while run.step().map_err(said)?.is_some() {
            self.step(&mut journal)?;
        }
        self.at = self.steps;
        self.step(&mut journal)?;
        let receipt = self.receipt.clone().ok_or("nothing was erased")?;
        let named = Erasure::of(&journal, receipt).map_err(said)?.still_in;
        if named.is_empty() {
            return Err("the backup that was restored is not named".to_owned());
        }
        // A journal of its own from now on: the one that was restored from a backup that was named.
        fs::remove_dir_all(into).map_err(said)?;
        Ok(journal)
    }

    fn export(&mut self, mut journal: Journal) -> Result<Journal, Wrong> {
        let both = ExportAs { json: true, markdown: true, mine_alone: true };
        let into = self.root.join("left");
        let begin = |journal: &mut Journal| {
            ExportRun::begin(journal, ExportWhat::Journal, both, &into, NOON)
        };
        let mut run = begin(&mut journal).map_err(said)?;
        while run.step(&journal).map_err(said)?.is_some() {
            self.step(&mut journal)?;
        }
        self.at = self.steps;
        self.step(&mut journal)?;
        run.finish(&mut journal).map_err(said)?;
        Ok(journal)
    }

    fn rekey(&mut self, mut journal: Journal) -> Result<Journal, Wrong> {
        let (new, words) = (Passphrase::typed(NEW), RecoveryWords::make());
        let into = self.root.join("anew.stillroom");
        let begun = RekeyRun::begin(&journal, &into, &new, &words, KdfParams::CHEAP);
        let mut run = begun.map_err(said)?;
        while run.step(&journal).map_err(said)?.is_some() {
            self.step(&mut journal)?;
        }
        self.at = self.steps;
        self.step(&mut journal)?;
        let rekeyed = run.finish(journal).map_err(said)?;
        activate(&rekeyed, &self.bench.anchors, &words, &new).map_err(said)
    }

    /// Has the index filled anew, some records at a time.
    fn refill(&mut self, journal: Journal) -> Result<Journal, Wrong> {
        journal.lock().map(drop).map_err(said)?;
        fs::remove_dir_all(self.bench.folder.join("index")).map_err(said)?;
        let mut journal = self.bench.unlock();
        self.step(&mut journal)?;
        while journal.index_some(10).map_err(said)?.is_some() {
            self.step(&mut journal)?;
        }
        Ok(journal)
    }

    /// Looks for the word wherever the keys, or nothing at all, open something.
    fn look(&self, mut journal: Journal) -> Result<(), Wrong> {
        while journal.index_some(500).map_err(said)?.is_some() {}
        let request = SearchRequest {
            text: WORD.to_owned(),
            by_date: false,
            offset: 0,
            limit: 10,
            counted: true,
        };
        let found = journal.search(&request, NOON).map_err(said)?;
        if !found.hits.is_empty() {
            return Err("search finds it".to_owned());
        }
        let places = find_word(&journal, WORD).map_err(said)?;
        if !places.is_empty() {
            return Err(format!("the journal holds it in {places:?}"));
        }
        let health = CheckRun::default().run(&journal, NOON, &mut |_| true).map_err(said)?;
        if !health.is_whole() {
            return Err(format!("the journal is not whole: {:?}", health.records));
        }
        let all = list(&journal).map_err(said)?.listed;
        for backup in all {
            let holds = find_word_in_copy(&journal, &path_of(&backup.path), WORD).map_err(said)?;
            let is_named = self.named.contains(&backup.path);
            if holds != is_named {
                return Err(format!("a backup: holds it {holds}, is named {is_named}"));
            }
        }
        journal.lock().map(drop).map_err(said)?;
        no_readable_file(self.root)
    }
}

/// Fails if a file below a folder has the word in clear.
pub(crate) fn no_readable_file(folder: &Path) -> Result<(), Wrong> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            no_readable_file(&path)?;
        } else if fs::read(&path).is_ok_and(|bytes| holds(&bytes)) {
            return Err(format!("{} can be read", path.display()));
        }
    }
    Ok(())
}

fn holds(bytes: &[u8]) -> bool {
    bytes.windows(WORD.len()).any(|window| window == WORD.as_bytes())
}

fn said(error: impl std::fmt::Debug) -> Wrong {
    format!("{error:?}")
}
