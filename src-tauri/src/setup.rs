//! Sets a new journal up: it lasts only once its words were typed back and both ways in open it.

use stillroom::journal::{Opener, Snapshot, VaultFile};
use stillroom::vault::{Passphrase, RecoveryWords};
use tauri::AppHandle;

use crate::failure::Failure;
use crate::state::{JournalState, Secret, SetUp, Shell, cost};
use crate::unlock;

/// Makes a journal under a temporary name, and returns its twelve words.
pub(crate) fn begin(
    shell: &Shell,
    name: &str,
    passphrase: Passphrase,
) -> Result<[&'static str; 12], Failure> {
    let words = RecoveryWords::make();
    let mut session = shell.session();
    if !session.unsaved.is_empty() {
        return Err(Failure::BUSY);
    }
    session.close();
    let folder = shell.folders.begin(name)?;
    let anchors = shell.folders.anchors();
    let vault = VaultFile::create_in(folder.path(), &anchors, &passphrase, &words, cost())?;
    session.state = JournalState::SettingUp(Box::new(SetUp { vault, passphrase, folder }));
    Ok(words.words())
}

/// Ends the set-up: the words typed back must open the new journal, and so must the passphrase.
pub(crate) fn finish(
    app: &AppHandle,
    shell: &Shell,
    words: &RecoveryWords,
) -> Result<Snapshot, Failure> {
    let mut session = shell.session();
    let set_up = match std::mem::replace(&mut session.state, JournalState::Closed) {
        JournalState::SettingUp(set_up) => *set_up,
        state => {
            session.state = state;
            return Err(Failure::LOCKED);
        }
    };
    let SetUp { vault, passphrase, folder } = set_up;
    match vault.unlock(&Opener::Words(words)) {
        Ok(journal) => drop(journal.lock()?),
        Err(refused) => {
            if let Some(vault) = refused.vault {
                let set_up = SetUp { vault, passphrase, folder };
                session.state = JournalState::SettingUp(Box::new(set_up));
            }
            return Err(refused.cause.into());
        }
    }
    session.current = Some(folder.finish()?);
    drop(session);
    unlock::unlock(app, shell, &Secret::Passphrase(passphrase))
}
