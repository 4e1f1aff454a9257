//! Before the journal opens: which ones there are, and the ways in.

use std::path::{Path, PathBuf};

use serde::Serialize;
use stillroom::journal::wire::Desk;
use stillroom::vault::{Passphrase, RecoveryWords};
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use crate::failure::{Code, Failure};
use crate::shelf::name_of;
use crate::state::{Shell, Typed};
use crate::worker;

/// What can be known before anything is opened.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct Door {
    /// Whether there is a journal to unlock.
    state: DoorState,
    /// The journals on the shelf; the sample is among them once it has been made.
    journals: Vec<Shelved>,
    /// The name of the one that the door leads to; empty before the first.
    current: String,
    /// Whether to go in at once: the sample journal was asked for.
    straight: bool,
    /// Why the current journal cannot be held, if it cannot.
    trouble: Option<Failure>,
    /// How many pages wait, sealed, to be written.
    waiting: u32,
    /// How many pages could not be read at the lock; their last drafts are kept.
    unread: u32,
}

/// Whether there is a journal to unlock.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub(crate) enum DoorState {
    FirstRun,
    Locked,
}

/// A journal on the shelf.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct Shelved {
    name: String,
    sample: bool,
}

/// Looks what stands at the door.
#[tauri::command(async)]
pub(crate) fn door(shell: State<'_, Shell>) -> Door {
    let (shelf, mut seat) = (&shell.shelf, shell.seat());
    // The sample journal is only made once it is opened.
    let is_made =
        seat.current.as_ref().is_some_and(|folder| *folder != shelf.sample() || folder.exists());
    let trouble = if is_made { seat.hold(&shelf.anchors()).err() } else { None };
    let (waiting, unread) = (seat.waiting.len() as u32, seat.unread);
    Door { waiting, unread, ..describe(&shell, seat.current.as_deref(), seat.straight, trouble) }
}

/// Stands at the door of another journal on the shelf.
#[tauri::command(async)]
pub(crate) fn switch_journal(shell: State<'_, Shell>, name: String) -> Result<Door, Failure> {
    let folder = shell.shelf.find(&name).ok_or(Failure::of(Code::NotAJournal))?;
    {
        let mut seat = shell.seat();
        // What waits belongs to the journal that stands here.
        if !seat.waiting.is_empty() {
            return Err(Failure::BUSY);
        }
        seat.stand_up();
        seat.current = Some(folder);
    }
    Ok(door(shell))
}

/// Unlocks with the passphrase. Takes about a second: that is the key derivation.
#[tauri::command(async)]
pub(crate) fn unlock(
    app: AppHandle,
    shell: State<'_, Shell>,
    passphrase: Zeroizing<String>,
) -> Result<Desk, Failure> {
    enter(&app, &shell, &Typed::Passphrase(Passphrase::typed(&passphrase)))
}

/// Unlocks with the twelve recovery words.
#[tauri::command(async)]
pub(crate) fn unlock_with_words(
    app: AppHandle,
    shell: State<'_, Shell>,
    words: Zeroizing<String>,
) -> Result<Desk, Failure> {
    let words = Typed::Words(RecoveryWords::parse(&words)?);
    enter(&app, &shell, &words).map_err(|failure| match failure.code {
        Code::WrongPassphrase => Failure::of(Code::WrongWords),
        _ => failure,
    })
}

/// Goes in, and has the index catch up behind.
pub(super) fn enter(app: &AppHandle, shell: &Shell, typed: &Typed) -> Result<Desk, Failure> {
    let mut seat = shell.seat();
    let desk = seat.unlock(&shell.shelf.anchors(), &typed.opener())?.desk(false);
    worker::attend(app, seat.opened, &desk.settings);
    Ok(desk)
}

fn describe(
    shell: &Shell,
    current: Option<&Path>,
    straight: bool,
    trouble: Option<Failure>,
) -> Door {
    let sample = shell.shelf.sample();
    let own = shell.shelf.own();
    let elsewhere =
        current.filter(|folder| **folder != *sample && own.iter().all(|own| own != folder));
    let mut journals: Vec<Shelved> = own
        .iter()
        .map(PathBuf::as_path)
        .chain(elsewhere)
        .map(|folder| Shelved { name: name_of(folder), sample: false })
        .collect();
    if sample.exists() {
        journals.push(Shelved { name: name_of(&sample), sample: true });
    }
    Door {
        state: if current.is_some() { DoorState::Locked } else { DoorState::FirstRun },
        journals,
        current: current.map(name_of).unwrap_or_default(),
        straight,
        trouble,
        waiting: 0,
        unread: 0,
    }
}
