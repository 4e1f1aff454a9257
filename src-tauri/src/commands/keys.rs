//! Keys for life: another passphrase, other words.

use stillroom::vault::{Passphrase, RecoveryWords};
use tauri::State;
use zeroize::Zeroizing;

use super::setup::cost;
use crate::failure::{Code, Failure};
use crate::state::Shell;

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

/// Replaces the recovery words and returns the new ones.
#[tauri::command(async)]
pub(crate) fn reissue_words(
    shell: State<'_, Shell>,
    passphrase: Zeroizing<String>,
) -> Result<[&'static str; 12], Failure> {
    let passphrase = Passphrase::typed(&passphrase);
    let words = RecoveryWords::make();
    shell.open(|journal| journal.set_words(Some(&passphrase), &words))?;
    Ok(words.words())
}
