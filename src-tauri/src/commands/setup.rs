//! From nothing to a journal: a passphrase, twelve words, and the proof that both open it.

#[cfg(not(feature = "automation"))]
use std::time::Duration;

use serde::Serialize;
use stillroom::journal::wire::Desk;
use stillroom::journal::{Opener, VaultFile};
use stillroom::vault::{self, KdfParams, Passphrase, RecoveryWords, WeakPassphrase};
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use super::door::enter;
use crate::failure::{Code, Failure};
use crate::state::{Begun, Held, Shell, Typed};

/// What the key derivation takes on this machine.
#[cfg(not(feature = "automation"))]
const KDF_TIME: Duration = Duration::from_secs(1);

/// What the journal thinks of a passphrase.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct Judgement {
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

/// Judges a passphrase while it is chosen.
#[tauri::command(async)]
pub(crate) fn judge_passphrase(text: Zeroizing<String>) -> Judgement {
    let strength = vault::judge(&text);
    let reason = strength.weakness.map(|weakness| match weakness {
        WeakPassphrase::TooShort => Reason::TooShort,
        WeakPassphrase::Blocklisted => Reason::Blocklisted,
        WeakPassphrase::Guessable => Reason::Guessable,
    });
    let (ok, level, edge_space) = (strength.ok(), strength.level(), strength.edge_space);
    Judgement { ok, reason, level, edge_space }
}

/// Suggests a passphrase of random words.
#[tauri::command(async)]
pub(crate) fn suggest_passphrase() -> Zeroizing<String> {
    vault::suggest_passphrase()
}

/// Makes a journal under a name of its own until it is proven, and returns its twelve words.
#[tauri::command(async)]
pub(crate) fn begin_journal(
    shell: State<'_, Shell>,
    name: String,
    passphrase: Zeroizing<String>,
) -> Result<[&'static str; 12], Failure> {
    let passphrase =
        Passphrase::choose(&passphrase).map_err(|_| Failure::of(Code::WeakPassphrase))?;
    let words = RecoveryWords::make();
    let mut seat = shell.seat();
    if !seat.waiting.is_empty() {
        return Err(Failure::BUSY);
    }
    seat.stand_up();
    let fresh = shell.shelf.fresh(&name)?;
    let anchors = shell.shelf.anchors();
    let vault = VaultFile::create_in(fresh.folder(), &anchors, &passphrase, &words, cost())?;
    seat.held = Held::Begun(Box::new(Begun { vault, passphrase, fresh }));
    Ok(words.words())
}

/// Ends the set-up: the words typed back must open the new journal, and so must the passphrase.
#[tauri::command(async)]
pub(crate) fn finish_journal(
    app: AppHandle,
    shell: State<'_, Shell>,
    words: Zeroizing<String>,
) -> Result<Desk, Failure> {
    let words = RecoveryWords::parse(&words)?;
    let mut seat = shell.seat();
    let begun = match std::mem::replace(&mut seat.held, Held::Nothing) {
        Held::Begun(begun) => *begun,
        held => {
            seat.held = held;
            return Err(Failure::LOCKED);
        }
    };
    let Begun { vault, passphrase, fresh } = begun;
    match vault.unlock(&Opener::Words(&words)) {
        Ok(journal) => drop(journal.lock()?),
        Err(refused) => {
            if let Some(vault) = refused.vault {
                seat.held = Held::Begun(Box::new(Begun { vault, passphrase, fresh }));
            }
            return Err(refused.cause.into());
        }
    }
    seat.current = Some(fresh.finish()?);
    drop(seat);
    enter(&app, &shell, &Typed::Passphrase(passphrase))
}

/// What a guess costs: about a second on this machine; next to nothing in test builds.
pub(super) fn cost() -> KdfParams {
    #[cfg(feature = "automation")]
    return KdfParams::CHEAP;
    #[cfg(not(feature = "automation"))]
    KdfParams::calibrate(KDF_TIME)
}
