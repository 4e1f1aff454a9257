//! Someone takes an open journal's files away or puts others in their place: what was said to be
//! saved must be there for whoever opens the folder next, and nothing may be said to be saved that
//! is not.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Bench, NOON, PASSPHRASE, document, entry, minutes_later};
use crate::forms::{Answer, Answers};
use crate::journal::{EntryInput, Journal, Opener, Unsaved, VaultFile};
use crate::vault::Passphrase;

/// What was tried and what came of it.
#[derive(Debug, Default)]
pub struct ReplacedTally {
    /// Journals whose files were deleted or replaced while they were open.
    pub tried: u32,
    /// Saves that were refused.
    pub refused: u32,
    /// What should not have happened.
    pub wrong: Vec<String>,
}

/// What happens to the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Happens {
    FolderRemoved,
    FolderMoved,
    FolderReplaced,
    DatabaseRemoved,
    DatabaseReplaced,
    DatabaseLinked,
    LogRemoved,
    LogReplaced,
    BothReplaced,
}

const HAPPENS: [Happens; 9] = [
    Happens::FolderRemoved,
    Happens::FolderMoved,
    Happens::FolderReplaced,
    Happens::DatabaseRemoved,
    Happens::DatabaseReplaced,
    Happens::DatabaseLinked,
    Happens::LogRemoved,
    Happens::LogReplaced,
    Happens::BothReplaced,
];

/// Tries each with that many entries saved before, and looks at what can be read afterwards.
///
/// # Panics
/// When the files of the test itself cannot be written.
pub fn replaced_files(root: &Path, entries: &[u32]) -> ReplacedTally {
    let mut tally = ReplacedTally::default();
    for happens in HAPPENS {
        for count in entries {
            let at = root.join(format!("{happens:?}-{count}"));
            fs::create_dir_all(&at).expect("a temporary folder");
            tally.tried += 1;
            if let Err(wrong) = try_one(&at, happens, *count, &mut tally.refused) {
                tally.wrong.push(format!("{happens:?} after {count} entries: {wrong}"));
            }
            // A thread of the index may still write; the folder above goes at the end.
            let _ = fs::remove_dir_all(at);
        }
    }
    tally
}

fn try_one(root: &Path, happens: Happens, count: u32, refused: &mut u32) -> Result<(), String> {
    let bench = Bench::make(root);
    let mut journal = bench.unlock();
    let mut saved: Vec<EntryInput> = (0..count).map(|at| save_new(&mut journal, at)).collect();
    let mut page = save_new(&mut journal, count);
    saved.push(page.clone());
    let found_at = happen(happens, &bench.folder, root);
    // A draft, a saved page and a new entry; what is acknowledged must be there.
    say(&mut page, "and a draft of it");
    let acknowledged = journal.save_draft(page.clone(), NOON).is_ok();
    note(acknowledged, &page, &mut saved, refused);
    say(&mut page, "and it is saved");
    let revision = journal.save_revision(&page, NOON);
    if let Ok(head) = &revision {
        page.base = head.base;
    }
    note(revision.is_ok(), &page, &mut saved, refused);
    let new = entry(&journal, "free", "a new page", NOON);
    note(journal.save_revision(&new, NOON).is_ok(), &new, &mut saved, refused);
    // What the window still holds goes with the lock, written or sealed.
    say(&mut page, "and this was on the page at the lock");
    let waiting = journal.seal_unsaved(vec![Unsaved::Entry(Box::new(page.clone()))], NOON).pages;
    let waits = !waiting.is_empty();
    let locked = journal.lock();
    if happens != Happens::LogRemoved && happens != Happens::LogReplaced && locked.is_ok() {
        return Err("the lock says that all is well".to_owned());
    }
    drop(locked);
    let Some(found_at) = found_at else {
        return if waits { Ok(()) } else { Err("the page is lost".to_owned()) };
    };
    let again = Bench { folder: found_at, ..bench };
    let mut vault = open(&again)?;
    for page in &waiting {
        vault.write_unsaved(page).map_err(|error| format!("it cannot be written: {error}"))?;
    }
    saved.retain(|one| one.id != page.id);
    saved.push(page);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let journal = vault.unlock(&Opener::Passphrase(&passphrase));
    let journal = journal.map_err(|refused| format!("it does not unlock: {}", refused.cause))?;
    saved.iter().try_for_each(|one| holds(&journal, one))
}

fn open(bench: &Bench) -> Result<VaultFile, String> {
    let opened = VaultFile::open(&bench.folder, &bench.anchors);
    opened.map_err(|error| format!("it does not open: {error}"))
}

/// Takes note of what was acknowledged.
fn note(saved: bool, page: &EntryInput, all: &mut Vec<EntryInput>, refused: &mut u32) {
    if saved {
        all.retain(|one| one.id != page.id);
        all.push(page.clone());
    } else {
        *refused += 1;
    }
}

fn holds(journal: &Journal, wanted: &EntryInput) -> Result<(), String> {
    let found = journal.open_entry(wanted.id).map_err(|error| format!("an entry: {error}"))?;
    let drafts = found.other_draft.iter().any(|beside| beside.answers == wanted.answers);
    if found.input.answers == wanted.answers || drafts {
        Ok(())
    } else {
        Err("an entry says something else".to_owned())
    }
}

fn save_new(journal: &mut Journal, at: u32) -> EntryInput {
    let now = minutes_later(i64::from(at));
    let mut input = entry(journal, "free", &format!("page {at}"), now);
    input.base = journal.save_revision(&input, now).expect("nothing has happened yet").base;
    input
}

fn say(page: &mut EntryInput, text: &str) {
    let field = page.answers.keys().next().cloned().expect("it has a text");
    page.answers = Answers::from([(field, Answer::Text(document(text)))]);
}

/// Lets it happen; returns where the journal is found afterwards, if anywhere.
fn happen(happens: Happens, folder: &Path, root: &Path) -> Option<PathBuf> {
    let away = root.join("away");
    let [database, log] = ["journal.db", "journal.db-wal"].map(|name| folder.join(name));
    match happens {
        Happens::FolderRemoved => {
            // The index may be writing into it meanwhile.
            while folder.exists() {
                let _ = fs::remove_dir_all(folder);
            }
            return None;
        }
        Happens::FolderMoved => {
            fs::rename(folder, &away).expect("it moves");
            return Some(away);
        }
        Happens::FolderReplaced => {
            let copy = root.join("copy");
            fs::create_dir(&copy).expect("there is room");
            for file in ["journal.db", "journal.db-wal"] {
                fs::copy(folder.join(file), copy.join(file)).expect("there is room");
            }
            fs::rename(folder, away).expect("it moves");
            fs::rename(copy, folder).expect("it moves");
        }
        Happens::DatabaseRemoved => {
            fs::remove_file(database).expect("it is there");
            return None;
        }
        Happens::DatabaseReplaced => replace(&database),
        Happens::DatabaseLinked => {
            #[cfg(unix)]
            {
                fs::rename(&database, &away).expect("it moves");
                std::os::unix::fs::symlink(&away, &database).expect("it is made");
                return None;
            }
        }
        Happens::LogRemoved => fs::remove_file(log).expect("it is there"),
        Happens::LogReplaced => replace(&log),
        Happens::BothReplaced => {
            replace(&database);
            replace(&log);
        }
    }
    Some(folder.to_owned())
}

/// As `cp x y; mv y x` does, and as many programs that synchronise folders do.
fn replace(file: &Path) {
    let copy = file.with_extension("copy");
    fs::copy(file, &copy).expect("there is room");
    fs::rename(copy, file).expect("it moves");
}
