//! The unlock screen, and unlocking.

use stillroom::journal::Snapshot;
use stillroom::vault::{Passphrase, RecoveryWords};
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use crate::failure::{Code, Failure};
use crate::state::{Secret, Shell};
use crate::unlock::{self, UnlockScreen};

/// Describes the unlock screen.
#[tauri::command(async)]
pub(crate) fn unlock_screen(shell: State<'_, Shell>) -> UnlockScreen {
    unlock::screen(&shell)
}

/// Makes another journal the current one.
#[tauri::command(async)]
pub(crate) fn switch_journal(
    shell: State<'_, Shell>,
    name: String,
) -> Result<UnlockScreen, Failure> {
    unlock::switch(&shell, &name)?;
    Ok(unlock::screen(&shell))
}

/// Unlocks with the passphrase. The key derivation takes about a second.
#[tauri::command(async)]
pub(crate) fn unlock(
    app: AppHandle,
    shell: State<'_, Shell>,
    passphrase: Zeroizing<String>,
) -> Result<Snapshot, Failure> {
    unlock::unlock(&app, &shell, &Secret::Passphrase(Passphrase::typed(&passphrase)))
}

/// Unlocks with the twelve recovery words.
#[tauri::command(async)]
pub(crate) fn unlock_with_words(
    app: AppHandle,
    shell: State<'_, Shell>,
    words: Zeroizing<String>,
) -> Result<Snapshot, Failure> {
    let words = Secret::Words(RecoveryWords::parse(&words)?);
    unlock::unlock(&app, &shell, &words).map_err(|failure| match failure.code {
        Code::WrongPassphrase => Failure::of(Code::WrongWords),
        _ => failure,
    })
}

/// Unlocks a journal whose key slots are damaged with those of its newest backup.
#[tauri::command(async)]
pub(crate) fn unlock_through_backup(
    app: AppHandle,
    shell: State<'_, Shell>,
    secret: Zeroizing<String>,
) -> Result<Snapshot, Failure> {
    unlock::unlock_through_backup(&app, &shell, &Secret::typed(&secret))
}
