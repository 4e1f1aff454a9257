//! Backups: a thousand go out and come back, and altered ones are told from whole ones.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use stillroom::exchange::Progress;
use stillroom::exchange::backup::{RestoreRun, make};
use stillroom::journal::{Journal, Opener};
use stillroom::testing::{Bench, NOON, PASSPHRASE};
use stillroom::vault::Passphrase;

use crate::check::{Wrong, holds, quiet};
use crate::expected::ExpectedState;
use crate::figure::{Figure, thousands};
use crate::rng::Rng;
use crate::run::{Run, folder};
use crate::script::Script;
use crate::writer::{Writer, open};

/// Choices of this proof start here.
const USE: u64 = 9_000_000;

/// Proves that what is restored is what was backed up, and that damage does not pass for it.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let root = folder();
    let bench = Bench::make(root.path());
    let mut script = Script::new(run.rng(USE), false);
    let mut writer = Writer::open(&bench).expect("a new journal opens");
    let rounds = run.choose(1_000, 25);
    let mut wrong = Vec::new();
    let mut last = Vec::new();
    for _ in 0..rounds {
        writer.perform(&script.next()).expect("nothing fails here");
        match round_trip(writer.journal(), root.path(), script.expected()) {
            Ok(backup) => last = backup,
            Err(why) => wrong.push(why),
        }
    }
    wrong.iter().take(5).for_each(|wrong| println!("   {wrong}"));
    let right = rounds - wrong.len();
    let trips = Figure {
        number: 11,
        what: "backups made, proven, restored and the same to the letter".to_owned(),
        bar: format!("{0} of {0}", thousands(rounds)),
        result: format!("{} of {}", thousands(right), thousands(rounds)),
        holds: right == rounds,
    };
    vec![trips, flips(run, &last, script.expected())]
}

/// Backs up, restores beside it, compares, and returns the backup's bytes.
fn round_trip(
    journal: &mut Journal,
    root: &Path,
    expected: &ExpectedState,
) -> Result<Vec<u8>, Wrong> {
    let backup = make(journal, NOON, &mut on).map_err(|error| format!("no backup: {error}"))?;
    let bytes = fs::read(&backup.path).map_err(|error| error.to_string())?;
    let restored = Bench::at(&root.join("restored"));
    restore(Path::new(&backup.path), &restored)
        .map_err(|error| format!("not restored: {error}"))?;
    let journal = open(&restored).map_err(|error| format!("restored, but: {error}"))?;
    quiet(&journal)?;
    holds(&journal, expected)?;
    drop(journal.lock());
    // Drafts are saved at opening, which keeps what they say.
    fs::remove_dir_all(root.join("restored")).map_err(|error| error.to_string())?;
    fs::remove_file(&backup.path).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn restore(backup: &Path, into: &Bench) -> Result<(), String> {
    let parent = into.folder.parent().ok_or("a folder lies somewhere")?;
    fs::create_dir_all(parent).map_err(|error| error.to_string())?;
    let passphrase = Passphrase::typed(PASSPHRASE);
    let opener = Opener::Passphrase(&passphrase);
    let run = RestoreRun::begin(backup, &opener, &into.folder).map_err(|e| format!("{e:?}"))?;
    run.run(&mut on).map_err(|error| format!("{error:?}"))
}

/// Flips bits and cuts backups: each is refused, or restored as it was.
fn flips(run: &Run, backup: &[u8], expected: &ExpectedState) -> Figure {
    let rounds = run.choose(2_000, 60);
    let mut rng = run.rng(USE + 1);
    let (mut bad, mut refused) = (0, 0);
    for _ in 0..rounds {
        let (bytes, at) = altered(&mut rng, backup);
        let outcome = catch_unwind(AssertUnwindSafe(|| restored_as_was(&bytes, expected)));
        match outcome.unwrap_or_else(|_| Err("a panic".to_owned())) {
            Ok(true) => {}
            Ok(false) => refused += 1,
            Err(why) => {
                bad += 1;
                println!("   a backup altered at {at}: {why}");
            }
        }
    }
    println!("   {} of {} altered backups are refused", thousands(refused), thousands(rounds));
    let what = "flips and cuts of backups: silently something else, or a panic";
    Figure::none_of(5, what, bad, rounds, rounds)
}

fn restored_as_was(bytes: &[u8], expected: &ExpectedState) -> Result<bool, Wrong> {
    let root = folder();
    let file: PathBuf = root.path().join("one.backup");
    fs::write(&file, bytes).map_err(|error| error.to_string())?;
    let restored = Bench::at(&root.path().join("restored"));
    if restore(&file, &restored).is_err() {
        return if restored.folder.exists() { Err("refused and left".into()) } else { Ok(false) };
    }
    let journal = open(&restored).map_err(|error| format!("restored, but: {error}"))?;
    quiet(&journal)?;
    holds(&journal, expected).map(|()| true)
}

fn altered(rng: &mut Rng, backup: &[u8]) -> (Vec<u8>, usize) {
    let mut bytes = backup.to_vec();
    let at = if rng.chance(20) { rng.below(4096) } else { rng.below(bytes.len()) };
    if rng.chance(10) {
        bytes.truncate(at);
    } else {
        bytes[at] ^= 1 << rng.below(8);
    }
    (bytes, at)
}

/// Goes on whatever the progress.
fn on(_: Progress) -> bool {
    true
}
