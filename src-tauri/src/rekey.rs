//! Changes the keys of the open journal: proves the right to, makes new words, waits until they
//! have been typed back.

use stillroom::exchange::Cancel;
use stillroom::exchange::rekey::{RekeyRun, activate};
use stillroom::vault::{Passphrase, RecoveryWords};
use tauri::{AppHandle, Manager};

use crate::failure::{Code, Failure};
use crate::journal_folders::free_beside;
use crate::maintenance;
use crate::state::{PendingKeys, Shell, cost};
use crate::task::{TaskSlot, run_with_journal};

/// Makes new words, and holds them with the new passphrase until they have been typed back.
pub(crate) fn begin(
    shell: &Shell,
    current: Option<Passphrase>,
    passphrase: Option<Passphrase>,
) -> Result<[&'static str; 12], Failure> {
    let mut session = shell.session();
    session.journal()?.reauthenticate(current.as_ref())?;
    let words = RecoveryWords::make();
    let shown = words.words();
    session.pending_keys = Some(PendingKeys { current, passphrase, words });
    Ok(shown)
}

/// Takes the pending keys if these are their words.
pub(crate) fn typed_back(shell: &Shell, words: &str) -> Result<PendingKeys, Failure> {
    let typed = RecoveryWords::parse(words)?;
    let mut session = shell.session();
    match session.pending_keys.take() {
        Some(pending) if pending.words.words() == typed.words() => Ok(pending),
        pending => {
            session.pending_keys = pending;
            Err(Failure::of(Code::WrongWords))
        }
    }
}

/// Seals the whole journal under the pending keys, whose words were typed back, removes the former
/// folder and opens the new one in its place. Returns the backups that the former keys still open.
pub(crate) fn rekey(app: &AppHandle, words: &str) -> Result<Vec<String>, Failure> {
    let shell = app.state::<Shell>();
    let PendingKeys { passphrase, words, .. } = typed_back(&shell, words)?;
    let passphrase = passphrase.ok_or(Failure::LOCKED)?;
    let cost = cost();
    let slot = app.state::<TaskSlot>();
    let task = slot.begin(Cancel::default())?;
    let mut run = shell.open(|journal| {
        let into = free_beside(journal.folder(), "anew");
        RekeyRun::begin(journal, &into, &passphrase, &words, cost)
    })?;
    task.set_cancel(run.cancel());
    run_with_journal(app, |journal| run.step(journal))?;
    let mut session = shell.session();
    // Unsaved pages are sealed with the present keys, and nothing could open them afterwards.
    if session.journal()?.write_unsaved() > 0 || !session.unsaved.is_empty() {
        return Err(Failure::of(Code::PagesWait));
    }
    let anchors = shell.folders.anchors();
    let former_backups = session.replace_journal(&shell.folders, |journal| {
        let rekeyed = run.finish(journal)?;
        let journal = activate(&rekeyed, &anchors, &words, &passphrase)?;
        Ok::<_, Failure>((journal, rekeyed.former_backups))
    })?;
    let settings = session.journal()?.settings();
    maintenance::start(app, session.opened, &settings);
    Ok(former_backups)
}
