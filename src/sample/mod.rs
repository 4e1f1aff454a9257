//! The fictional sample journal, built through the public API from `content/sample/`.
//!
//! Everyone in it is invented. It is a journal of its own, never part of the user's.

mod answer;
mod author;
mod calendar;
mod content;
mod prose;
mod reading;
mod source;
mod step;

use std::path::Path;

use self::author::SampleAuthor;
use self::content::shipped;
use crate::journal::{Journal, JournalError, Moment, Opener, VaultFile};
use crate::store::{BegunFolder, StoreError};
use crate::vault::{KdfParams, Passphrase, RecoveryWords};

/// Known to everyone who reads this: it keeps nobody out and is not meant to.
const PASSPHRASE: &str = "everyone in here is invented";

/// A sample that was not whole yet lay beside its folder with this ending, in older versions.
const BEGUN: &str = "begun";

/// The fictional sample journal.
pub struct Sample;

impl Sample {
    /// The sample's passphrase is no secret: everyone in it is invented.
    pub fn passphrase() -> Passphrase {
        Passphrase::typed(PASSPHRASE)
    }

    /// Makes it in a folder that does not exist yet and leaves it open.
    ///
    /// Everything in it happened before `now`, the newest entry yesterday. It is made beside the
    /// folder and moved there when it is whole, so that a process killed meanwhile leaves no half
    /// of it to be opened.
    ///
    /// # Errors
    /// [`JournalError::Store`] when the folder exists or cannot be written.
    pub fn make(folder: &Path, anchors: &Path, now: Moment) -> Result<Journal, JournalError> {
        if folder.exists() {
            return Err(StoreError::Exists.into());
        }
        let parent = folder.parent().unwrap_or(Path::new("."));
        let older = folder.with_extension(BEGUN);
        BegunFolder::sweep(parent, |name| older.file_name().is_some_and(|older| older == name));
        let begun = BegunFolder::of_new_journal(parent)?;
        let words = RecoveryWords::make();
        let vault = VaultFile::create_in(
            begun.path(),
            anchors,
            &Self::passphrase(),
            &words,
            KdfParams::FLOOR,
        )?;
        let mut journal = unlock(vault)?;
        let mut author = SampleAuthor::at(&mut journal);
        shipped(now).into_iter().try_for_each(|dated| author.perform(dated))?;
        // Dropped, not locked: locking waits until the index has followed every step, one by one,
        // while the opening completes it in one go.
        drop(journal);
        begun.publish(folder)?;
        Self::open(folder, anchors)
    }

    /// Opens one that was made before.
    ///
    /// # Errors
    /// As [`VaultFile::open`] and [`VaultFile::unlock`].
    pub fn open(folder: &Path, anchors: &Path) -> Result<Journal, JournalError> {
        unlock(VaultFile::open(folder, anchors)?)
    }
}

fn unlock(vault: VaultFile) -> Result<Journal, JournalError> {
    vault.unlock(&Opener::Passphrase(&Sample::passphrase())).map_err(|refused| refused.cause)
}
