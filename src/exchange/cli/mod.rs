//! `verify`, `backup`, `restore` and `import` without a window, in plain words on a terminal.
//!
//! The binary only reads its arguments and asks on the terminal; all else is here, so that it is
//! tested without one.

mod import;
mod report;
mod stand_in;

use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use stand_in::StandIn;

use super::backup::{RestorePreview, RestoreRun, make};
use super::health::CheckRun;
use super::import::Choices;
use super::leftovers::delete_leftovers;
use super::{ExchangeError, Progress};
use crate::journal::{
    Journal, JournalError, Moment, Notice, Opener, VaultFile, Verification, open_slot,
};
use crate::locale::Locale;
use crate::store::{Closed, StoreError};
use crate::vault::{Passphrase, RecoveryWords};

/// The terminal, or what stands for it.
pub trait Terminal {
    /// Asks for a secret without showing it.
    ///
    /// # Errors
    /// When there is no terminal to ask on.
    fn ask(&mut self, prompt: &str) -> io::Result<Zeroizing<String>>;

    /// Says a line.
    fn say(&mut self, line: &str);

    /// Shows how far something is; each call replaces the one before.
    fn progress(&mut self, line: &str);
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Check a journal's folder or a backup.
    Verify(PathBuf),
    /// Back a journal up now.
    Backup(PathBuf),
    /// Restore a backup into a folder that is not there yet.
    Restore {
        /// The backup.
        backup: PathBuf,
        /// The folder.
        into: PathBuf,
    },
    /// Bring in what another program wrote, or only say what would come in.
    Import {
        /// The file or folder.
        source: PathBuf,
        /// The journal; without one nothing is written.
        journal: Option<PathBuf>,
        /// What was chosen.
        choices: Choices,
    },
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Well,
    /// It was done, and something is not as it should be.
    Found,
    /// It could not be done.
    Failed,
}

impl Outcome {
    /// Returns the exit code: 0, 1 or 2.
    pub const fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Found => 1,
            Self::Failed => 2,
        }
    }
}

impl Task {
    /// Restores `backup` into `into`; without one, into a free folder beside that of the backups.
    pub fn restore(backup: PathBuf, into: Option<PathBuf>) -> Self {
        let into = into.unwrap_or_else(|| free_folder(&backup));
        Self::Restore { backup, into }
    }

    /// Does it. `anchors` is the folder in which the last seen state of journals is kept.
    pub fn run(&self, anchors: &Path, terminal: &mut dyn Terminal) -> Outcome {
        let done = match self {
            Self::Verify(path) if path.is_file() => verify_backup(path, terminal),
            Self::Verify(path) => verify(path, anchors, terminal),
            Self::Backup(path) => backup(path, anchors, terminal),
            Self::Restore { backup, into } => restore(backup, into, terminal),
            Self::Import { source, journal: None, choices } => {
                Ok(import::dry_run(source, choices, terminal))
            }
            Self::Import { source, journal: Some(journal), choices } => {
                bring_in(source, journal, choices, anchors, terminal)
            }
        };
        done.unwrap_or_else(|error| {
            terminal.say(&report::error(&error));
            Outcome::Failed
        })
    }
}

/// What was typed: the passphrase, or the twelve words.
enum Secret {
    Passphrase(Passphrase),
    Words(RecoveryWords),
}

impl Secret {
    fn ask(terminal: &mut dyn Terminal) -> Result<Self, ExchangeError> {
        let typed = terminal.ask("Passphrase, or the twelve recovery words: ")?;
        Ok(match RecoveryWords::parse(&typed) {
            Ok(words) => Self::Words(words),
            Err(_) => Self::Passphrase(Passphrase::typed(&typed)),
        })
    }

    fn opener(&self) -> Opener<'_> {
        match self {
            Self::Passphrase(passphrase) => Opener::Passphrase(passphrase),
            Self::Words(words) => Opener::Words(words),
        }
    }
}

fn unlock(
    folder: &Path,
    anchors: &Path,
    terminal: &mut dyn Terminal,
) -> Result<Journal, ExchangeError> {
    unlock_held(VaultFile::open(folder, anchors)?, terminal)
}

/// Unlocks a journal to be read, or a copy of it where its folder cannot be written.
fn unlock_to_read(
    folder: &Path,
    anchors: &Path,
    terminal: &mut dyn Terminal,
) -> Result<(Journal, Option<StandIn>), ExchangeError> {
    match VaultFile::open(folder, anchors) {
        Err(JournalError::Store(StoreError::ReadOnly)) => {
            terminal.say("The folder cannot be written. Stillroom checks a copy of it.");
            let copy = StandIn::of(folder, anchors)?;
            let vault = VaultFile::open(&copy.folder(), &copy.anchors())?;
            let mut journal = unlock_held(vault, terminal)?;
            // Its backups lie beside the journal itself.
            journal.set_original_folder(folder);
            Ok((journal, Some(copy)))
        }
        opened => Ok((unlock_held(opened?, terminal)?, None)),
    }
}

fn unlock_held(vault: VaultFile, terminal: &mut dyn Terminal) -> Result<Journal, ExchangeError> {
    let secret = Secret::ask(terminal)?;
    let mut journal = vault.unlock(&secret.opener()).map_err(|refused| refused.cause)?;
    delete_leftovers(&mut journal, Moment::now());
    Ok(journal)
}

fn verify(
    folder: &Path,
    anchors: &Path,
    terminal: &mut dyn Terminal,
) -> Result<Outcome, ExchangeError> {
    let (mut journal, _copy) = unlock_to_read(folder, anchors, terminal)?;
    let trusted = say_notices(&journal, terminal);
    while journal.index_some(500)?.is_some() {}
    let pages = journal.store().check_pages()?;
    let mut report = |at: Progress| shown(terminal, at);
    let health = CheckRun::default().run(&journal, Moment::now(), &mut report)?;
    for line in report::health(&health, pages, locale_of(&journal)) {
        terminal.say(&line);
    }
    journal.lock().map(drop)?;
    let well = trusted && health.is_whole() && health.index_agrees() && pages;
    Ok(if well { Outcome::Well } else { Outcome::Found })
}

/// Says what the journal has to say about itself; returns whether none of it is a fault.
///
/// Nothing is acknowledged here: that is for the writer to do, in the window.
fn say_notices(journal: &Journal, terminal: &mut dyn Terminal) -> bool {
    for notice in journal.notices() {
        terminal.say(&report::notice(notice, locale_of(journal)));
    }
    // A draft beside its entry is kept as it should be, and an export that is gone harms nobody.
    let harmless = |notice: &Notice| {
        matches!(notice, Notice::DraftBeside { .. } | Notice::ExportCutOff { gone: true, .. })
    };
    journal.notices().iter().all(harmless)
}

fn verify_backup(file: &Path, terminal: &mut dyn Terminal) -> Result<Outcome, ExchangeError> {
    let closed = Closed::open_copy(file)?;
    let id = closed.journal_id();
    let secret = Secret::ask(terminal)?;
    let root = open_slot(closed.slots(), &secret.opener(), id)?;
    drop(closed);
    let cancel = super::Cancel::default();
    let mut verification = Verification::begin(file, root.derive_keys(id), id, &cancel.0)?;
    while let Some((done, total)) = verification.step(std::time::Duration::from_millis(200))? {
        shown(terminal, Progress::new(super::Stage::Opening, done, total));
    }
    let (copy, tally) = verification.tally();
    for line in report::copy(&tally, copy.manifest()?.as_ref(), Locale::of(None)) {
        terminal.say(&line);
    }
    Ok(if tally.is_whole() { Outcome::Well } else { Outcome::Found })
}

fn backup(
    folder: &Path,
    anchors: &Path,
    terminal: &mut dyn Terminal,
) -> Result<Outcome, ExchangeError> {
    let mut journal = unlock(folder, anchors, terminal)?;
    let trusted = say_notices(&journal, terminal);
    let locale = locale_of(&journal);
    let made = make(&mut journal, Moment::now(), &mut |at| shown(terminal, at));
    journal.lock().map(drop)?;
    let made = made?;
    for line in report::backup(&made, locale) {
        terminal.say(&line);
    }
    Ok(if trusted && made.verified.is_some() { Outcome::Well } else { Outcome::Found })
}

/// Brings a source into a journal. What came in can be taken back in the window.
fn bring_in(
    source: &Path,
    folder: &Path,
    choices: &Choices,
    anchors: &Path,
    terminal: &mut dyn Terminal,
) -> Result<Outcome, ExchangeError> {
    let mut journal = unlock(folder, anchors, terminal)?;
    let trusted = say_notices(&journal, terminal);
    let brought = import::bring_in(&mut journal, source, choices, terminal);
    journal.lock().map(drop)?;
    Ok(match brought? {
        Outcome::Well if !trusted => Outcome::Found,
        outcome => outcome,
    })
}

fn restore(
    file: &Path,
    into: &Path,
    terminal: &mut dyn Terminal,
) -> Result<Outcome, ExchangeError> {
    let secret = Secret::ask(terminal)?;
    let preview = RestorePreview::of(file, &secret.opener(), None)?;
    for line in report::preview(&preview, Locale::of(None)) {
        terminal.say(&line);
    }
    // On a terminal a path is understood from where one stands.
    let into = std::path::absolute(into)?;
    let run = RestoreRun::begin(file, &secret.opener(), &into)?;
    run.run(&mut |at| shown(terminal, at))?;
    terminal.say(&report::restored(&into));
    Ok(Outcome::Well)
}

/// Returns the locale that the writer chose; that of the system where there was no choice.
fn locale_of(journal: &Journal) -> Locale {
    Locale::of(journal.settings().english)
}

fn shown(terminal: &mut dyn Terminal, at: Progress) -> bool {
    terminal.progress(&report::progress(at));
    true
}

/// Returns a folder that is not there: `Restored.stillroom` two levels above the backup's file,
/// that is beside the folder of backups, with a number if need be.
fn free_folder(backup: &Path) -> PathBuf {
    let place = backup.parent().and_then(Path::parent).unwrap_or(Path::new(""));
    let numbered = |number: u32| match number {
        1 => place.join("Restored.stillroom"),
        number => place.join(format!("Restored {number}.stillroom")),
    };
    let taken = |folder: &PathBuf| folder.symlink_metadata().is_ok();
    // Should all of them be taken, restoring refuses and says so.
    (1..1000).map(numbered).find(|folder| !taken(folder)).unwrap_or_else(|| numbered(1000))
}
