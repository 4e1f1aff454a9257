//! The ways from a locked journal to an open one, and what the unlock screen shows before.

use std::path::{Path, PathBuf};

use serde::Serialize;
use stillroom::exchange::backup;
use stillroom::journal::{Moment, Snapshot};
use stillroom::sample::Sample;
use tauri::AppHandle;

use crate::failure::{Code, Failure};
use crate::journal_folders::name_of;
use crate::maintenance;
use crate::state::{Secret, Session, Shell};

/// What can be known before a journal is opened.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct UnlockScreen {
    /// Whether there is a journal to unlock.
    state: UnlockScreenState,
    /// All journals; the sample is among them once it has been made.
    journals: Vec<ListedJournal>,
    /// The name of the current journal; empty before the first.
    current: String,
    /// Whether to open it at once, because the sample journal was asked for.
    straight: bool,
    /// Why the current journal cannot be held, if it cannot.
    trouble: Option<Failure>,
    /// How many pages are still to be written; they are sealed.
    waiting: u32,
    /// How many pages could not be read at the lock; their last drafts are there.
    unread: u32,
}

/// Whether there is a journal to unlock.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub(crate) enum UnlockScreenState {
    FirstRun,
    Locked,
}

/// A journal that can be chosen.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct ListedJournal {
    name: String,
    sample: bool,
}

/// Describes the unlock screen, and holds the current journal against other writers.
pub(crate) fn screen(shell: &Shell) -> UnlockScreen {
    let (folders, mut session) = (&shell.folders, shell.session());
    // The sample journal is only made once it is opened.
    let is_made = session
        .current
        .as_ref()
        .is_some_and(|folder| *folder != folders.sample() || folder.exists());
    let trouble = if is_made { session.hold(&folders.anchors()).err() } else { None };
    let current = session.current.as_deref();
    UnlockScreen {
        state: if current.is_some() {
            UnlockScreenState::Locked
        } else {
            UnlockScreenState::FirstRun
        },
        journals: journals(shell, current),
        current: current.map(name_of).unwrap_or_default(),
        straight: session.straight,
        trouble,
        waiting: session.unsaved.len() as u32,
        unread: session.unread,
    }
}

/// Lists all journals, the current one too if it is in another place.
fn journals(shell: &Shell, current: Option<&Path>) -> Vec<ListedJournal> {
    let sample = shell.folders.sample();
    let own = shell.folders.own();
    let elsewhere =
        current.filter(|folder| **folder != *sample && own.iter().all(|own| own != folder));
    let mut journals: Vec<ListedJournal> = own
        .iter()
        .map(PathBuf::as_path)
        .chain(elsewhere)
        .map(|folder| ListedJournal { name: name_of(folder), sample: false })
        .collect();
    if sample.exists() {
        journals.push(ListedJournal { name: name_of(&sample), sample: true });
    }
    journals
}

/// Makes another journal the current one.
pub(crate) fn switch(shell: &Shell, name: &str) -> Result<(), Failure> {
    let folder = shell.folders.find(name).ok_or(Failure::of(Code::NotAJournal))?;
    let mut session = shell.session();
    // Unsaved pages belong to the present journal.
    if !session.unsaved.is_empty() {
        return Err(Failure::BUSY);
    }
    session.close();
    session.current = Some(folder);
    Ok(())
}

/// Unlocks the current journal and starts its maintenance.
pub(crate) fn unlock(app: &AppHandle, shell: &Shell, secret: &Secret) -> Result<Snapshot, Failure> {
    let mut session = shell.session();
    let journal = session.unlock(&shell.folders.anchors(), &secret.opener())?;
    journal.close_decided(Moment::now());
    let snapshot = journal.snapshot(false);
    Ok(started(app, &session, snapshot))
}

/// Unlocks the current journal, whose key slots are damaged, with those of its newest backup.
pub(crate) fn unlock_through_backup(
    app: &AppHandle,
    shell: &Shell,
    secret: &Secret,
) -> Result<Snapshot, Failure> {
    let mut session = shell.session();
    let folder = session.current.clone().ok_or(Failure::LOCKED)?;
    let backups = backup::next_to_locked(&folder);
    let anchors = shell.folders.anchors();
    let journal = session.unlock_through(&anchors, &backups, &secret.opener())?;
    journal.close_decided(Moment::now());
    let snapshot = journal.snapshot(false);
    Ok(started(app, &session, snapshot))
}

/// Opens the sample journal, which is made the first time.
pub(crate) fn open_sample(app: &AppHandle, shell: &Shell) -> Result<Snapshot, Failure> {
    let mut session = shell.session();
    let is_another = session.current != Some(shell.folders.sample());
    if is_another && !session.unsaved.is_empty() {
        return Err(Failure::BUSY);
    }
    session.close();
    let (folder, anchors) = (shell.folders.sample(), shell.folders.anchors());
    let journal = if folder.exists() {
        Sample::open(&folder, &anchors)?
    } else {
        Sample::make(&folder, &anchors, Moment::now())?
    };
    session.current = Some(folder);
    let snapshot = session.attach(journal).snapshot(true);
    Ok(started(app, &session, snapshot))
}

/// Deletes the open sample journal, and makes the user's own journal the current one again.
pub(crate) fn discard_sample(shell: &Shell) -> Result<(), Failure> {
    let sample = shell.folders.sample();
    let mut session = shell.session();
    if session.current.as_ref() != Some(&sample) {
        return Err(Failure::BUSY);
    }
    session.close();
    session.current = shell.folders.own().into_iter().next();
    Ok(std::fs::remove_dir_all(sample)?)
}

/// Starts the maintenance of the journal that has just been opened.
fn started(app: &AppHandle, session: &Session, snapshot: Snapshot) -> Snapshot {
    maintenance::start(app, session.opened, &snapshot.settings);
    snapshot
}
