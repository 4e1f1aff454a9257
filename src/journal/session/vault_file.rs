//! The locked journal: a folder whose slots can be tried, and nothing else.

use std::path::{Path, PathBuf};

use crate::journal::{Journal, JournalError};
use crate::store::{Closed, StoreError};
use crate::vault::{
    JournalId, KdfParams, Passphrase, RecoveryWords, RootKey, SealKey, Slot, SlotError, SlotKind,
};

/// A journal that is locked: its database is held against other writers, no key is in memory.
pub struct VaultFile {
    pub(crate) folder: PathBuf,
    pub(crate) closed: Closed,
    pub(crate) anchors: PathBuf,
}

/// The most slots of one kind that are tried.
const MOST_TRIED: usize = 6;

/// What opens a journal.
pub enum Opener<'a> {
    /// The passphrase.
    Passphrase(&'a Passphrase),
    /// The twelve recovery words.
    Words(&'a RecoveryWords),
}

impl Opener<'_> {
    pub(crate) fn kind(&self) -> SlotKind {
        match self {
            Self::Passphrase(_) => SlotKind::Passphrase,
            Self::Words(_) => SlotKind::Recovery,
        }
    }
}

/// A journal that stays locked, and why.
pub struct Refused {
    /// The journal, to be tried again.
    pub vault: Option<VaultFile>,
    /// The cause.
    pub cause: JournalError,
}

impl VaultFile {
    /// Makes an empty journal in a folder that does not exist yet.
    ///
    /// `anchors` is a folder outside the journal in which the last seen state is kept, sealed.
    ///
    /// # Errors
    /// [`JournalError::Store`] when the folder exists or cannot be written.
    pub fn create(
        folder: &Path,
        anchors: &Path,
        passphrase: &Passphrase,
        words: &RecoveryWords,
        cost: KdfParams,
    ) -> Result<Self, JournalError> {
        Self::make(folder, anchors, passphrase, words, cost, Closed::create)
    }

    /// As [`VaultFile::create`], in a private folder that was made for it.
    ///
    /// # Errors
    /// As [`VaultFile::create`].
    pub fn create_in(
        folder: &Path,
        anchors: &Path,
        passphrase: &Passphrase,
        words: &RecoveryWords,
        cost: KdfParams,
    ) -> Result<Self, JournalError> {
        Self::make(folder, anchors, passphrase, words, cost, Closed::create_in)
    }

    fn make(
        folder: &Path,
        anchors: &Path,
        passphrase: &Passphrase,
        words: &RecoveryWords,
        cost: KdfParams,
        create: impl FnOnce(&Path, JournalId, &[Slot], &SealKey) -> Result<Closed, StoreError>,
    ) -> Result<Self, JournalError> {
        let journal = JournalId::make();
        let root = RootKey::make();
        let slots = [
            Slot::seal_passphrase(&root, passphrase, cost, journal)?,
            Slot::seal_recovery(&root, words, journal),
        ];
        let keys = root.derive_keys(journal);
        let closed = create(folder, journal, &slots, &keys.head)?;
        Ok(Self { folder: folder.to_owned(), closed, anchors: anchors.to_owned() })
    }

    /// Opens a journal's folder without any key.
    ///
    /// # Errors
    /// [`JournalError::Store`]: not a journal, open elsewhere, too new, damaged, read-only.
    pub fn open(folder: &Path, anchors: &Path) -> Result<Self, JournalError> {
        let closed = Closed::open(folder)?;
        Ok(Self { folder: folder.to_owned(), closed, anchors: anchors.to_owned() })
    }

    /// Returns the journal's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns whether its files are still those of its folder. If not, it is to be opened anew.
    pub fn is_in_place(&self) -> bool {
        self.closed.is_in_place()
    }

    /// Unlocks the journal. Takes about a second with a passphrase: that is the key derivation.
    ///
    /// # Errors
    /// [`Refused`] with the journal, still locked, unless the database itself failed.
    pub fn unlock(self, opener: &Opener<'_>) -> Result<Journal, Box<Refused>> {
        match self.root_key(opener) {
            Ok(root) => Journal::open(self, root, opener.kind())
                .map_err(|cause| Box::new(Refused { vault: None, cause })),
            Err(cause) => Err(Box::new(Refused { vault: Some(self), cause })),
        }
    }

    fn root_key(&self, opener: &Opener<'_>) -> Result<RootKey, JournalError> {
        let opened = open_slot(self.closed.slots(), opener, self.closed.journal_id());
        match (opened, self.closed.bad_slot()) {
            // A slot that is damaged says more than that there is none, or another.
            (Err(JournalError::NoSlot | JournalError::Slot(SlotError::Wrong)), Some(bad)) => {
                Err(bad.into())
            }
            (opened, _) => opened,
        }
    }
}

/// Opens the first slot that fits the opener. A journal has one of each kind; of a kind that
/// someone added more to, only the first and the last few are tried, since each takes a second.
pub(crate) fn open_slot(
    slots: &[Slot],
    opener: &Opener<'_>,
    journal: JournalId,
) -> Result<RootKey, JournalError> {
    let mut last = JournalError::NoSlot;
    let of_kind: Vec<&Slot> = slots.iter().filter(|slot| slot.kind == opener.kind()).collect();
    let ends = of_kind.len().min(MOST_TRIED);
    let (first, last_ones) = (ends.div_ceil(2), of_kind.len() - ends / 2);
    let tried = of_kind[..first].iter().chain(&of_kind[last_ones..]);
    for slot in tried {
        let opened = match opener {
            Opener::Passphrase(passphrase) => slot.open_with_passphrase(passphrase, journal),
            Opener::Words(words) => slot.open_with_words(words, journal),
        };
        match opened {
            Ok(root) => return Ok(root),
            // A damaged slot says more than a wrong passphrase for another one.
            Err(error @ SlotError::Damaged) => last = error.into(),
            Err(error) if !matches!(last, JournalError::Slot(SlotError::Damaged)) => {
                last = error.into();
            }
            Err(_) => {}
        }
    }
    Err(if of_kind.len() > MOST_TRIED { JournalError::TooManySlots } else { last })
}
