//! The fictional sample journal, built through the public API.

use std::path::Path;

use super::error::JournalError;
use super::head::Moment;
use super::open::Journal;
use super::vault_file::{Opener, VaultFile};
use crate::vault::{KdfParams, Passphrase, RecoveryWords};

/// The fictional sample journal.
pub struct Sample;

impl Sample {
    /// The sample's passphrase is no secret: everyone in it is invented.
    pub fn passphrase() -> Passphrase {
        Passphrase::typed("everyone in here is invented")
    }

    /// Makes it in a folder that does not exist yet and leaves it open.
    pub fn make(folder: &Path, anchors: &Path, _now: Moment) -> Result<Journal, JournalError> {
        let words = RecoveryWords::make();
        VaultFile::create(folder, anchors, &Self::passphrase(), &words, KdfParams::FLOOR)?;
        Self::open(folder, anchors)
    }

    /// Opens one that was made before.
    pub fn open(folder: &Path, anchors: &Path) -> Result<Journal, JournalError> {
        let passphrase = Self::passphrase();
        let vault = VaultFile::open(folder, anchors)?;
        vault.unlock(&Opener::Passphrase(&passphrase)).map_err(|refused| refused.cause)
    }
}
