//! The shell's state: which journal is open, and the only place that asks whether one is.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use stillroom::exchange::leftovers::delete_leftovers;
use stillroom::journal::{Journal, Moment, Opener, Refused, SealedPage, VaultFile};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};

use crate::activity::Activity;
use crate::args::JournalChoice;
use crate::failure::{Code, Failure};
use crate::journal_folders::{JournalFolders, NewJournal};
use crate::restart::{Handover, Start};

/// The window's label, which the capability names.
pub(crate) const LABEL: &str = "main";

/// Closing the window twice within this time closes it whatever the page says.
const TWICE: Duration = Duration::from_secs(5);
/// How long one derivation of a key takes on this machine.
#[cfg(not(feature = "automation"))]
const KDF_TIME: Duration = Duration::from_secs(1);

/// What all commands share.
pub(crate) struct Shell {
    pub(crate) folders: JournalFolders,
    pub(crate) start: Start,
    /// When the window was last used.
    pub(crate) activity: Activity,
    /// Held by the thread that locks or quits.
    pub(crate) closing: Mutex<()>,
    session: Mutex<Session>,
    handover: Mutex<Handover>,
    /// The number of the open journal, or 0. It is read without the session, which a task may hold.
    open: Arc<AtomicU64>,
    /// Whether the page on which the open journal was shown is gone. No other page is answered.
    page_is_gone: AtomicBool,
    asked_to_close: Mutex<Option<Instant>>,
}

/// The current journal, whether it is locked or open, and what belongs to it.
pub(crate) struct Session {
    /// The folder of the current journal; none if there is no journal yet.
    pub(crate) current: Option<PathBuf>,
    /// Whether the window opens the journal at once, as the command line asked.
    pub(crate) straight: bool,
    /// Rises with every journal that is opened, so that work for an earlier one ends.
    pub(crate) opened: u64,
    pub(crate) state: JournalState,
    /// New keys whose recovery words have not been typed back yet.
    pub(crate) pending_keys: Option<PendingKeys>,
    /// Pages of the current journal that could not be written before the lock.
    pub(crate) unsaved: Vec<SealedPage>,
    /// How many pages the window handed over at the last lock that could not be read.
    pub(crate) unread: u32,
    /// The number of the open journal, or 0; shared with the shell.
    open: Arc<AtomicU64>,
}

/// New keys of the open journal, until their recovery words have been typed back.
pub(crate) struct PendingKeys {
    /// The passphrase that proved the right to change keys; none right after the words opened the
    /// journal.
    pub(crate) current: Option<Passphrase>,
    /// The new passphrase; none if only the words are replaced.
    pub(crate) passphrase: Option<Passphrase>,
    pub(crate) words: RecoveryWords,
}

/// The current journal.
pub(crate) enum JournalState {
    /// No file of it is held.
    Closed,
    /// It is new, and its words have not been typed back yet.
    SettingUp(Box<SetUp>),
    /// It is held against other writers, without a key.
    Locked(Box<VaultFile>),
    Open(Box<Journal>),
}

/// A journal that is being set up.
pub(crate) struct SetUp {
    pub(crate) vault: VaultFile,
    pub(crate) passphrase: Passphrase,
    pub(crate) folder: NewJournal,
}

impl Shell {
    /// Begins with the journal that the process before handed over or the command line names.
    pub(crate) fn new(folders: JournalFolders, start: Start, which: JournalChoice) -> Self {
        let straight = which == JournalChoice::Sample;
        let taken_over = start.taken_over();
        let current = match (&taken_over.folder, which) {
            (Some(folder), _) => Some(folder.clone()),
            (None, JournalChoice::Usual) => folders.own().into_iter().next(),
            (None, JournalChoice::Sample) => Some(folders.sample()),
            (None, JournalChoice::Folder(folder)) => Some(folder),
        };
        let open = Arc::<AtomicU64>::default();
        let session = Session {
            current,
            straight,
            opened: 0,
            state: JournalState::Closed,
            pending_keys: None,
            unsaved: taken_over.pages.clone(),
            unread: taken_over.unread,
            open: Arc::clone(&open),
        };
        Self {
            folders,
            start,
            activity: Activity::default(),
            closing: Mutex::default(),
            session: Mutex::new(session),
            handover: Mutex::new(taken_over),
            open,
            page_is_gone: AtomicBool::default(),
            asked_to_close: Mutex::default(),
        }
    }

    /// Returns the session, for one command at a time.
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        // A command that panicked left the journal as its last commit did.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of the open journal, whoever holds the session.
    pub(crate) fn open_number(&self) -> Option<u64> {
        match self.open.load(Ordering::SeqCst) {
            0 => None,
            opened => Some(opened),
        }
    }

    /// Stores what the next process is handed, before anything begins that may not end.
    pub(crate) fn set_handover(&self, handover: Handover) {
        *self.handover.lock().unwrap_or_else(PoisonError::into_inner) = handover;
    }

    /// Returns what the next process is handed.
    pub(crate) fn handover(&self) -> Handover {
        self.handover.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Refuses every page the open journal until it has been locked.
    pub(crate) fn refuse_page(&self) {
        self.page_is_gone.store(true, Ordering::SeqCst);
    }

    /// Answers the page again, which shows the unlock screen.
    pub(crate) fn accept_page(&self) {
        self.page_is_gone.store(false, Ordering::SeqCst);
    }

    /// Returns whether the window was asked to close a moment ago, and remembers that it is now.
    pub(crate) fn was_asked_to_close(&self) -> bool {
        let mut asked = self.asked_to_close.lock().unwrap_or_else(PoisonError::into_inner);
        let before = asked.replace(Instant::now());
        before.is_some_and(|before| before.elapsed() < TWICE)
    }

    /// Does something with the open journal.
    pub(crate) fn open<T, E: Into<Failure>>(
        &self,
        act: impl FnOnce(&mut Journal) -> Result<T, E>,
    ) -> Result<T, Failure> {
        if self.page_is_gone.load(Ordering::SeqCst) {
            return Err(Failure::LOCKED);
        }
        act(self.session().journal()?).map_err(Into::into)
    }
}

impl Session {
    /// Returns the open journal.
    pub(crate) fn journal(&mut self) -> Result<&mut Journal, Failure> {
        match &mut self.state {
            JournalState::Open(journal) => Ok(journal),
            _ => Err(Failure::LOCKED),
        }
    }

    /// Holds the current journal against other writers, without opening it.
    pub(crate) fn hold(&mut self, anchors: &Path) -> Result<(), Failure> {
        if matches!(&self.state, JournalState::Locked(vault) if !vault.is_in_place()) {
            // Its files were replaced while it was locked: the ones that are there now count.
            self.state = JournalState::Closed;
        }
        if let (JournalState::Closed, Some(folder)) = (&self.state, &self.current) {
            self.state = JournalState::Locked(Box::new(VaultFile::open(folder, anchors)?));
        }
        Ok(())
    }

    /// Unlocks the current journal. If it is open already, it is locked first, so that only what
    /// opens it is taken.
    pub(crate) fn unlock(
        &mut self,
        anchors: &Path,
        opener: &Opener<'_>,
    ) -> Result<&mut Journal, Failure> {
        self.close_open();
        self.hold(anchors)?;
        match std::mem::replace(&mut self.state, JournalState::Closed) {
            JournalState::Locked(vault) => match vault.unlock(opener) {
                Ok(journal) => Ok(self.attach(journal)),
                Err(refused) => {
                    let Refused { vault, cause } = *refused;
                    self.state = vault.map_or(JournalState::Closed, |vault| {
                        JournalState::Locked(Box::new(vault))
                    });
                    Err(cause.into())
                }
            },
            state => {
                self.state = state;
                Err(Failure::BUSY)
            }
        }
    }

    /// Unlocks the current journal with the key slots of the newest backup that fits.
    pub(crate) fn unlock_through(
        &mut self,
        anchors: &Path,
        backups: &[PathBuf],
        opener: &Opener<'_>,
    ) -> Result<&mut Journal, Failure> {
        self.close_open();
        self.hold(anchors)?;
        let mut last = Failure::of(Code::DamagedSlot);
        for backup in backups {
            match std::mem::replace(&mut self.state, JournalState::Closed) {
                JournalState::Locked(vault) => match vault.unlock_through(backup, opener) {
                    Ok(journal) => return Ok(self.attach(journal)),
                    Err(refused) => {
                        let Refused { vault, cause } = *refused;
                        self.state = vault.map_or(JournalState::Closed, |vault| {
                            JournalState::Locked(Box::new(vault))
                        });
                        last = cause.into();
                    }
                },
                state => {
                    self.state = state;
                    return Err(last);
                }
            }
        }
        Err(last)
    }

    /// Replaces the open journal by another one and closes it.
    ///
    /// If that fails, the current folder stays; if it is gone, the one last written in takes its place.
    pub(crate) fn replace_journal<T>(
        &mut self,
        folders: &JournalFolders,
        to: impl FnOnce(Journal) -> Result<(Journal, T), Failure>,
    ) -> Result<T, Failure> {
        match std::mem::replace(&mut self.state, JournalState::Closed) {
            JournalState::Open(journal) => {
                self.open.store(0, Ordering::SeqCst);
                let (journal, told) = to(*journal).inspect_err(|_| {
                    if self.current.as_ref().is_none_or(|folder| !folder.exists()) {
                        self.current = folders.own().into_iter().next();
                    }
                })?;
                self.current = Some(journal.folder().to_owned());
                self.attach(journal);
                Ok(told)
            }
            state => {
                self.state = state;
                Err(Failure::LOCKED)
            }
        }
    }

    /// Takes an open journal as the current one.
    pub(crate) fn attach(&mut self, mut journal: Journal) -> &mut Journal {
        journal.take_unsaved(std::mem::take(&mut self.unsaved));
        delete_leftovers(&mut journal, Moment::now());
        self.opened += 1;
        self.open.store(self.opened, Ordering::SeqCst);
        self.straight = false;
        self.unread = 0;
        self.state = JournalState::Open(Box::new(journal));
        match &mut self.state {
            JournalState::Open(journal) => journal,
            _ => unreachable!("it has just been put there"),
        }
    }

    /// Tries to write the unsaved pages, locked or open, and returns how many remain.
    pub(crate) fn write_unsaved(&mut self, anchors: &Path) -> usize {
        if !self.unsaved.is_empty() {
            // A drive that is gone may come back; until then nothing can be held.
            let _ = self.hold(anchors);
        }
        match &mut self.state {
            JournalState::Open(journal) => journal.write_unsaved(),
            JournalState::Locked(vault) => {
                self.unsaved.retain(|page| vault.write_unsaved(page).is_err());
                self.unsaved.len()
            }
            _ => self.unsaved.len(),
        }
    }

    /// Locks an open journal and releases the files of a locked one.
    ///
    /// A journal that cannot be closed in order is dropped: its keys are gone all the same, and
    /// the next opening folds in what the last one left.
    pub(crate) fn close(&mut self) {
        self.pending_keys = None;
        if let JournalState::Open(journal) =
            std::mem::replace(&mut self.state, JournalState::Closed)
        {
            drop(journal.lock());
        }
        self.open.store(0, Ordering::SeqCst);
    }

    /// Locks a journal that is open.
    fn close_open(&mut self) {
        if matches!(self.state, JournalState::Open(_)) {
            self.close();
        }
    }
}

/// What was typed to open a journal.
pub(crate) enum Secret {
    Passphrase(Passphrase),
    Words(RecoveryWords),
}

impl Secret {
    /// Reads twelve words as recovery words, and anything else as a passphrase.
    pub(crate) fn typed(text: &str) -> Self {
        match RecoveryWords::parse(text) {
            Ok(words) => Self::Words(words),
            Err(_) => Self::Passphrase(Passphrase::typed(text)),
        }
    }

    /// Returns it as the core takes it.
    pub(crate) fn opener(&self) -> Opener<'_> {
        match self {
            Self::Passphrase(passphrase) => Opener::Passphrase(passphrase),
            Self::Words(words) => Opener::Words(words),
        }
    }
}

/// Returns what one guess of the passphrase costs: about a second on this machine, next to nothing
/// in test builds.
pub(crate) fn cost() -> KdfParams {
    #[cfg(feature = "automation")]
    return KdfParams::CHEAP;
    #[cfg(not(feature = "automation"))]
    KdfParams::calibrate(KDF_TIME)
}
