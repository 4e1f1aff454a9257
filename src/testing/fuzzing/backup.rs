//! A backup altered at any place: it is refused, or restored as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::exchange::Progress;
use crate::exchange::backup::{RestorePreview, RestoreRun, make};
use crate::journal::{Journal, Opener};
use crate::testing::{Bench, NOON, entry, open_everything};
use crate::vault::{RecordId, RecoveryWords};

/// A backup, what opens it, and what it holds once it is restored and its drafts are revisions.
struct Whole {
    backup: Vec<u8>,
    words: RecoveryWords,
    bodies: Vec<Option<Vec<u8>>>,
}

/// Puts bytes into a backup: the first three say where; without more, it is cut there.
///
/// # Panics
/// When it then restores and says something else, or anything at all about itself.
pub fn backup_file(bytes: &[u8]) {
    static WHOLE: OnceLock<Whole> = OnceLock::new();
    let whole = WHOLE.get_or_init(Whole::make);
    let [a, b, c, rest @ ..] = bytes else { return };
    let at = u32::from_le_bytes([*a, *b, *c, 0]) as usize % whole.backup.len();
    let mut backup = whole.backup.clone();
    for (byte, with) in backup[at..].iter_mut().zip(rest) {
        *byte ^= with;
    }
    if rest.is_empty() {
        backup.truncate(at);
    }
    let root = fresh_folder();
    let file = root.join("altered.stillroom-backup");
    fs::write(&file, backup).expect("there is room");
    whole.is_refused_or_as_it_was(&file, &root);
    fs::remove_dir_all(root).expect("it was made above");
}

impl Whole {
    fn make() -> Self {
        let root = fresh_folder();
        let bench = Bench::make(&root);
        let mut journal = bench.unlock();
        for text in ["The heron stood still.", "A long breath.", "Then a small laugh."] {
            let input = entry(&journal, "free", text, NOON);
            journal.save_revision(&input, NOON).expect("it is saved");
        }
        let draft = entry(&journal, "integration", "Half a sentence", NOON);
        journal.save_draft(draft, NOON).expect("it is saved");
        let made = make(&mut journal, NOON, &mut on).expect("it is backed up");
        let backup = fs::read(made.path).expect("it is readable");
        journal.lock().map(drop).expect("it locks");
        let bodies = bodies(&bench.unlock());
        fs::remove_dir_all(root).expect("it was made above");
        Self { backup, words: bench.words, bodies }
    }

    fn is_refused_or_as_it_was(&self, file: &Path, root: &Path) {
        let words = Opener::Words(&self.words);
        // A preview of a damaged backup says what it can.
        let _ = RestorePreview::of(file, &words, None);
        let restored = Bench::at(root);
        let run = RestoreRun::begin(file, &words, &restored.folder);
        if run.and_then(|run| run.run(&mut on)).is_err() {
            assert!(!restored.folder.exists(), "what is refused leaves nothing");
            return;
        }
        let journal = restored.locked().unlock(&words).map_err(|refused| refused.cause);
        let journal = journal.expect("what was restored opens");
        assert_eq!(journal.snapshot(false).notices, []);
        assert!(bodies(&journal) == self.bodies, "it says something else");
    }
}

/// What all revisions say, oldest first.
fn bodies(journal: &Journal) -> Vec<Option<Vec<u8>>> {
    let all = open_everything(journal).expect("every revision opens");
    all.into_iter().map(|revision| revision.body).collect()
}

fn fresh_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("stillroom-fuzz-{}", RecordId::make()));
    fs::create_dir(&folder).expect("a temporary folder");
    folder
}

/// Goes on whatever the progress.
fn on(_: Progress) -> bool {
    true
}
