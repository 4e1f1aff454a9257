//! Changing keys: another passphrase, other words, a journal under new keys.

use std::path::PathBuf;

use stillroom::exchange::rekey::{former_folders as folders_of, retire};
use stillroom::store::path::{path_of, text_of};
use stillroom::vault::Passphrase;
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use crate::failure::{Code, Failure};
use crate::rekey;
use crate::state::{Shell, cost};

/// Replaces the passphrase. The current one is not asked for right after the words opened it.
#[tauri::command(async)]
pub(crate) fn set_passphrase(
    shell: State<'_, Shell>,
    current: Option<Zeroizing<String>>,
    new: Zeroizing<String>,
) -> Result<(), Failure> {
    let new = Passphrase::choose(&new).map_err(|_| Failure::of(Code::WeakPassphrase))?;
    let (current, cost) = (typed(current), cost());
    shell.open(|journal| journal.set_passphrase(current.as_ref(), &new, cost))
}

/// Makes new recovery words, which open nothing until they are typed back.
#[tauri::command(async)]
pub(crate) fn begin_words(
    shell: State<'_, Shell>,
    current: Option<Zeroizing<String>>,
) -> Result<[&'static str; 12], Failure> {
    rekey::begin(&shell, typed(current), None)
}

/// Replaces the recovery words by those that were typed back.
#[tauri::command(async)]
pub(crate) fn finish_words(
    shell: State<'_, Shell>,
    words: Zeroizing<String>,
) -> Result<(), Failure> {
    let keys = rekey::typed_back(&shell, &words)?;
    shell.open(|journal| journal.set_words(keys.current.as_ref(), &keys.words))
}

/// Takes a new passphrase and makes new recovery words for a journal under new keys.
#[tauri::command(async)]
pub(crate) fn begin_new_keys(
    shell: State<'_, Shell>,
    current: Option<Zeroizing<String>>,
    new: Zeroizing<String>,
) -> Result<[&'static str; 12], Failure> {
    let new = Passphrase::choose(&new).map_err(|_| Failure::of(Code::WeakPassphrase))?;
    rekey::begin(&shell, typed(current), Some(new))
}

/// Seals the whole journal under new keys, once their words were typed back, retires the former
/// folder and opens the new one in its place. Returns the backups that the former ways in still open.
#[tauri::command(async)]
pub(crate) fn make_new_keys(
    app: AppHandle,
    words: Zeroizing<String>,
) -> Result<Vec<String>, Failure> {
    rekey::rekey(&app, &words)
}

/// Names the folders that still hold this journal under keys it had before.
#[tauri::command(async)]
pub(crate) fn former_folders(shell: State<'_, Shell>) -> Result<Vec<String>, Failure> {
    let shown = |folder: PathBuf| text_of(&folder);
    shell.open(|journal| Ok::<_, Failure>(folders_of(journal).into_iter().map(shown).collect()))
}

/// Takes one of these folders away.
#[tauri::command(async)]
pub(crate) fn retire_folder(shell: State<'_, Shell>, path: String) -> Result<(), Failure> {
    let path = path_of(&path);
    shell.open(|journal| {
        let is_former = folders_of(journal).contains(&path);
        if is_former { Ok(retire(&path, journal)?) } else { Err(Failure::of(Code::OtherJournal)) }
    })
}

fn typed(passphrase: Option<Zeroizing<String>>) -> Option<Passphrase> {
    passphrase.map(|passphrase| Passphrase::typed(&passphrase))
}
