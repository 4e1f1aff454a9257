//! Keys for life: another passphrase, other words, a journal under new keys.

use std::path::PathBuf;

use stillroom::exchange::Cancel;
use stillroom::exchange::rekey::{self, RekeyRun, move_in, retire};
use stillroom::store::path::{path_of, text_of};
use stillroom::vault::{Passphrase, RecoveryWords};
use tauri::{AppHandle, Manager, State};
use zeroize::Zeroizing;

use super::keep::free;
use super::setup::cost;
use crate::failure::{Code, Failure};
use crate::running::{Running, with_journal};
use crate::state::{Coming, Shell};
use crate::worker;

/// Replaces the passphrase. The current one is not asked for right after the words opened it.
#[tauri::command(async)]
pub(crate) fn set_passphrase(
    shell: State<'_, Shell>,
    current: Option<Zeroizing<String>>,
    new: Zeroizing<String>,
) -> Result<(), Failure> {
    let new = Passphrase::choose(&new).map_err(|_| Failure::of(Code::WeakPassphrase))?;
    let current = current.map(|current| Passphrase::typed(&current));
    let cost = cost();
    shell.open(|journal| journal.set_passphrase(current.as_ref(), &new, cost))
}

/// Makes new recovery words, which open nothing until they are typed back.
#[tauri::command(async)]
pub(crate) fn begin_words(
    shell: State<'_, Shell>,
    current: Option<Zeroizing<String>>,
) -> Result<[&'static str; 12], Failure> {
    begin(&shell, current, None)
}

/// Replaces the recovery words by those that were typed back.
#[tauri::command(async)]
pub(crate) fn finish_words(
    shell: State<'_, Shell>,
    words: Zeroizing<String>,
) -> Result<(), Failure> {
    let coming = typed_back(&shell, &words)?;
    shell.open(|journal| journal.set_words(coming.current.as_ref(), &coming.words))
}

/// Takes a new passphrase and makes new recovery words for a journal under new keys.
#[tauri::command(async)]
pub(crate) fn begin_new_keys(
    shell: State<'_, Shell>,
    current: Option<Zeroizing<String>>,
    new: Zeroizing<String>,
) -> Result<[&'static str; 12], Failure> {
    let new = Passphrase::choose(&new).map_err(|_| Failure::of(Code::WeakPassphrase))?;
    begin(&shell, current, Some(new))
}

/// Seals the whole journal under new keys, once their words were typed back, retires the former
/// folder and opens the new one in its place. Returns the backups that the former ways in still open.
#[tauri::command(async)]
pub(crate) fn make_new_keys(
    app: AppHandle,
    words: Zeroizing<String>,
) -> Result<Vec<String>, Failure> {
    let shell = app.state::<Shell>();
    let Coming { passphrase, words, .. } = typed_back(&shell, &words)?;
    let passphrase = passphrase.ok_or(Failure::LOCKED)?;
    let cost = cost();
    let running = app.state::<Running>();
    let turn = running.begin(Cancel::default())?;
    let mut run = shell.open(|journal| {
        let into = free(journal.folder(), "anew");
        RekeyRun::begin(journal, &into, &passphrase, &words, cost)
    })?;
    turn.cancels(run.cancel());
    with_journal(&app, |journal| run.step(journal))?;
    let mut seat = shell.seat();
    // What waits is sealed with the present keys, and nothing could open it afterwards.
    if seat.journal()?.write_waiting() > 0 || !seat.waiting.is_empty() {
        return Err(Failure::of(Code::PagesWait));
    }
    let anchors = shell.shelf.anchors();
    let former_backups = seat.change(&shell.shelf, |journal| {
        let rekeyed = run.finish(journal)?;
        let journal = move_in(&rekeyed, &anchors, &words, &passphrase)?;
        Ok::<_, Failure>((journal, rekeyed.former_backups))
    })?;
    let settings = seat.journal()?.settings();
    worker::attend(&app, seat.opened, &settings);
    Ok(former_backups)
}

/// Names the folders that still hold this journal under keys it had before.
#[tauri::command(async)]
pub(crate) fn former_folders(shell: State<'_, Shell>) -> Result<Vec<String>, Failure> {
    let shown = |folder: PathBuf| text_of(&folder);
    shell.open(|journal| {
        Ok::<_, Failure>(rekey::former_folders(journal).into_iter().map(shown).collect())
    })
}

/// Takes one of these folders away.
#[tauri::command(async)]
pub(crate) fn retire_folder(shell: State<'_, Shell>, path: String) -> Result<(), Failure> {
    let path = path_of(&path);
    shell.open(|journal| {
        let is_former = rekey::former_folders(journal).contains(&path);
        if is_former { Ok(retire(&path, journal)?) } else { Err(Failure::of(Code::OtherJournal)) }
    })
}

fn begin(
    shell: &Shell,
    current: Option<Zeroizing<String>>,
    passphrase: Option<Passphrase>,
) -> Result<[&'static str; 12], Failure> {
    let current = current.map(|current| Passphrase::typed(&current));
    let mut seat = shell.seat();
    seat.journal()?.prove(current.as_ref())?;
    let words = RecoveryWords::make();
    let shown = words.words();
    seat.coming = Some(Coming { current, passphrase, words });
    Ok(shown)
}

/// Takes the keys that are to come, if these are their words.
fn typed_back(shell: &Shell, words: &str) -> Result<Coming, Failure> {
    let typed = RecoveryWords::parse(words)?;
    let mut seat = shell.seat();
    match seat.coming.take() {
        Some(coming) if coming.words.words() == typed.words() => Ok(coming),
        coming => {
            seat.coming = coming;
            Err(Failure::of(Code::WrongWords))
        }
    }
}
