//! The unlocked journal: its parts, and what it says of itself.

use std::path::{Path, PathBuf};

use super::anchor::Anchor;
use super::index_writer::IndexWriter;
use super::last_merge::LastMerge;
use super::notice::Notice;
use crate::journal::JournalError;
use crate::journal::catalog::{Catalog, Definitions};
use crate::journal::record::{SealedPage, Sealer};
use crate::store::{Store, StoreError};
use crate::vault::{RootKey, SlotKind};

/// An unlocked journal. Dropping it forgets the keys; [`Journal::lock`] closes it in order.
pub struct Journal {
    pub(in crate::journal) folder: PathBuf,
    pub(in crate::journal) store: Store,
    pub(in crate::journal) sealer: Sealer,
    pub(in crate::journal) catalog: Catalog,
    pub(in crate::journal) definitions: Definitions,
    pub(in crate::journal) index_writer: IndexWriter,
    pub(in crate::journal) anchor: Anchor,
    pub(in crate::journal) root: RootKey,
    pub(in crate::journal) opened_with: SlotKind,
    /// What can still be taken back.
    pub(in crate::journal) last_merge: Option<LastMerge>,
    /// Records whose newest revision or draft does not open.
    pub(in crate::journal) unreadable: u32,
    /// Pages that could not be written yet.
    pub(in crate::journal) unsaved: Vec<SealedPage>,
    pub(in crate::journal) notices: Vec<Notice>,
}

impl Journal {
    /// Returns what the journal has to say about itself since it was opened.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Takes note that the writer knows of what a notice says. What would be said at every unlock
    /// is then not said again: the journal as it is now is taken for the last one seen here.
    ///
    /// # Errors
    /// [`JournalError::Store`] when that cannot be written: it is said again at the next unlock.
    pub fn acknowledge(&mut self, notice: &Notice) -> Result<(), JournalError> {
        match notice {
            Notice::OlderCopy { .. } | Notice::OtherHistory { .. } | Notice::DraftsTurnedBack => {
                self.anchor.acknowledge(&self.sealer, &self.store).map_err(StoreError::from)?;
            }
            Notice::LogDamaged => self.store.forget_log_damage()?,
            _ => {}
        }
        self.notices.retain(|said| said != notice);
        Ok(())
    }

    /// Gives up the piece of the disk that was set aside, so that a last flush succeeds on a full
    /// disk; says whether there was one. For the flush at a lock, a quit or a suspend only.
    ///
    /// # Errors
    /// [`JournalError::Store`] when it is there and cannot be removed.
    pub fn release_reserve(&self) -> Result<bool, JournalError> {
        Ok(self.store.release_reserve()?)
    }

    /// Returns the journal's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Has the window say something about the journal that was just opened.
    pub(crate) fn notice(&mut self, notice: Notice) {
        self.notices.push(notice);
    }
}
