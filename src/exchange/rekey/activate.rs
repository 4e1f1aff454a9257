//! Going over to the new folder: both ways in are verified, then the former folder is retired.

use std::fs;
use std::path::Path;

use super::{Rekeyed, retire};
use crate::exchange::ExchangeError;
use crate::files::sync_parent;
use crate::journal::{Journal, Opener, VaultFile};
use crate::vault::{Passphrase, RecoveryWords};

/// Opens the new folder with its words and with its passphrase, retires the former one, takes over
/// its name, and returns the journal open.
///
/// Killed at any moment, it leaves a whole journal under one of the two names, or one under each.
///
/// # Errors
/// [`ExchangeError::Journal`]: until both ways in have opened the new folder, the former one stays.
pub fn activate(
    rekeyed: &Rekeyed,
    anchors: &Path,
    words: &RecoveryWords,
    passphrase: &Passphrase,
) -> Result<Journal, ExchangeError> {
    let (fresh, former) = (rekeyed.folder.as_path(), rekeyed.former.as_path());
    let journal = open(fresh, anchors, &Opener::Words(words))?;
    journal.reauthenticate(Some(passphrase))?;
    retire(former, &journal)?;
    drop(journal.lock()?);
    let mut at = fresh;
    // Where something of the user's lies in the former folder, both keep their names.
    if former.symlink_metadata().is_err() {
        fs::rename(fresh, former)?;
        sync_parent(former)?;
        at = former;
    }
    open(at, anchors, &Opener::Passphrase(passphrase))
}

fn open(folder: &Path, anchors: &Path, opener: &Opener<'_>) -> Result<Journal, ExchangeError> {
    let vault = VaultFile::open(folder, anchors)?;
    Ok(vault.unlock(opener).map_err(|refused| refused.cause)?)
}
