//! Setting a new journal up.

use serde::Serialize;
use stillroom::journal::Snapshot;
use stillroom::vault::{self, Passphrase, RecoveryWords, WeakPassphrase};
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use crate::failure::{Code, Failure};
use crate::setup;
use crate::state::Shell;

/// How strong a passphrase is.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct PassphraseStrength {
    ok: bool,
    reason: Option<Reason>,
    /// 0 and 1 are refused, 2 just enough, 3 good, 4 strong.
    level: u8,
    /// Whether a space, which does not show, stands before or behind it.
    edge_space: bool,
}

/// Why a passphrase is refused.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    TooShort,
    Blocklisted,
    Guessable,
}

/// Estimates a passphrase while it is chosen.
#[tauri::command(async)]
pub(crate) fn check_passphrase(text: Zeroizing<String>) -> PassphraseStrength {
    let strength = vault::check_strength(&text);
    let reason = strength.weakness.map(|weakness| match weakness {
        WeakPassphrase::TooShort => Reason::TooShort,
        WeakPassphrase::Blocklisted => Reason::Blocklisted,
        WeakPassphrase::Guessable => Reason::Guessable,
    });
    let (ok, level, edge_space) = (strength.ok(), strength.level(), strength.edge_space);
    PassphraseStrength { ok, reason, level, edge_space }
}

/// Suggests a passphrase of random words.
#[tauri::command(async)]
pub(crate) fn suggest_passphrase() -> Zeroizing<String> {
    vault::suggest_passphrase()
}

/// Makes a journal under a temporary name, and returns its twelve words.
#[tauri::command(async)]
pub(crate) fn begin_journal(
    shell: State<'_, Shell>,
    name: String,
    passphrase: Zeroizing<String>,
) -> Result<[&'static str; 12], Failure> {
    let passphrase =
        Passphrase::choose(&passphrase).map_err(|_| Failure::of(Code::WeakPassphrase))?;
    setup::begin(&shell, &name, passphrase)
}

/// Ends the set-up with the words that were typed back.
#[tauri::command(async)]
pub(crate) fn finish_journal(
    app: AppHandle,
    shell: State<'_, Shell>,
    words: Zeroizing<String>,
) -> Result<Snapshot, Failure> {
    setup::finish(&app, &shell, &RecoveryWords::parse(&words)?)
}
