//! The shell's state: which journal stands open, and the only place that asks whether one does.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use stillroom::exchange::leftovers::settle;
use stillroom::journal::{Journal, Moment, Opener, Refused, SealedPage, VaultFile};
use stillroom::vault::{Passphrase, RecoveryWords};

use crate::activity::Activity;
use crate::args::Which;
use crate::failure::{Code, Failure};
use crate::fresh::{Handover, Start};
use crate::shelf::{Fresh, Shelf};

/// Closing the window twice within this time closes it whatever the page says.
const TWICE: Duration = Duration::from_secs(5);

/// What all commands share.
pub(crate) struct Shell {
    pub(crate) shelf: Shelf,
    pub(crate) start: Start,
    /// When something was last touched.
    pub(crate) activity: Activity,
    /// Taken by whoever locks or quits.
    pub(crate) leaving: Mutex<()>,
    seat: Mutex<Seat>,
    handover: Mutex<Handover>,
    /// Which journal is open, told without the seat, which a task may hold.
    open: Arc<AtomicU64>,
    /// Whether the page that the open journal was shown on is gone: no other page gets to it.
    page_gone: AtomicBool,
    asked_to_leave: Mutex<Option<Instant>>,
}

/// Where the writer sits.
pub(crate) struct Seat {
    /// The journal that the door leads to; none where there is none yet.
    pub(crate) current: Option<PathBuf>,
    /// Whether to go in at once, as asked for on the command line.
    pub(crate) straight: bool,
    /// Rises with every journal opened, so that work for an earlier one ends.
    pub(crate) opened: u64,
    pub(crate) held: Held,
    /// Keys that are to come, until their words have been typed back.
    pub(crate) coming: Option<Coming>,
    /// Pages of the current journal that could not be written before the lock.
    pub(crate) waiting: Vec<SealedPage>,
    /// How many pages the window handed over at the last lock that could not be read.
    pub(crate) unread: u32,
    /// The number of the open journal, or 0; shared with the shell.
    open: Arc<AtomicU64>,
}

/// Keys that are to come for the open journal.
pub(crate) struct Coming {
    /// What has proven that keys may be changed; none right after the words opened the journal.
    pub(crate) current: Option<Passphrase>,
    /// The new passphrase; none where only the words are made anew.
    pub(crate) passphrase: Option<Passphrase>,
    pub(crate) words: RecoveryWords,
}

/// What is held of the current journal.
pub(crate) enum Held {
    /// Nothing: it is opened when someone asks.
    Nothing,
    /// A new journal, until its words have been typed back.
    Begun(Box<Begun>),
    /// It is held against other writers, without a key.
    Locked(Box<VaultFile>),
    /// It is open.
    Open(Box<Journal>),
}

/// A new journal that has not been proven yet.
pub(crate) struct Begun {
    pub(crate) vault: VaultFile,
    pub(crate) passphrase: Passphrase,
    pub(crate) fresh: Fresh,
}

impl Shell {
    /// Stands at the journal that the command line names.
    pub(crate) fn new(shelf: Shelf, start: Start, which: Which) -> Self {
        let straight = which == Which::Sample;
        let taken_over = start.taken_over();
        let current = match (&taken_over.folder, which) {
            (Some(folder), _) => Some(folder.clone()),
            (None, Which::Usual) => shelf.own().into_iter().next(),
            (None, Which::Sample) => Some(shelf.sample()),
            (None, Which::Folder(folder)) => Some(folder),
        };
        let Handover { pages: waiting, unread, .. } = taken_over.clone();
        let (held, coming, open) = (Held::Nothing, None, Arc::<AtomicU64>::default());
        let seat = Seat {
            current,
            straight,
            opened: 0,
            held,
            coming,
            waiting,
            unread,
            open: Arc::clone(&open),
        };
        Self {
            shelf,
            start,
            activity: Activity::default(),
            leaving: Mutex::default(),
            seat: Mutex::new(seat),
            handover: Mutex::new(taken_over),
            open,
            page_gone: AtomicBool::default(),
            asked_to_leave: Mutex::default(),
        }
    }

    /// Returns the seat, for one command at a time.
    pub(crate) fn seat(&self) -> MutexGuard<'_, Seat> {
        // A command that panicked left the journal as its last commit did.
        self.seat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of the open journal, whoever holds the seat.
    pub(crate) fn which_is_open(&self) -> Option<u64> {
        match self.open.load(Ordering::SeqCst) {
            0 => None,
            opened => Some(opened),
        }
    }

    /// Keeps what a fresh process is to be handed, before anything that may not end is begun.
    pub(crate) fn hand_over(&self, handover: Handover) {
        *self.handover.lock().unwrap_or_else(PoisonError::into_inner) = handover;
    }

    /// Returns what a fresh process is to be handed.
    pub(crate) fn handover(&self) -> Handover {
        self.handover.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers no page with the open journal, until it has been locked.
    pub(crate) fn turn_from_the_page(&self) {
        self.page_gone.store(true, Ordering::SeqCst);
    }

    /// Answers the page that stands at the door.
    pub(crate) fn turn_to_the_door(&self) {
        self.page_gone.store(false, Ordering::SeqCst);
    }

    /// Returns whether the window was asked to close a moment ago, and remembers that it is now.
    pub(crate) fn was_asked_to_leave(&self) -> bool {
        let mut asked = self.asked_to_leave.lock().unwrap_or_else(PoisonError::into_inner);
        let before = asked.replace(Instant::now());
        before.is_some_and(|before| before.elapsed() < TWICE)
    }

    /// Does something with the open journal.
    pub(crate) fn open<T, E: Into<Failure>>(
        &self,
        act: impl FnOnce(&mut Journal) -> Result<T, E>,
    ) -> Result<T, Failure> {
        if self.page_gone.load(Ordering::SeqCst) {
            return Err(Failure::LOCKED);
        }
        act(self.seat().journal()?).map_err(Into::into)
    }
}

impl Seat {
    /// Returns the open journal.
    pub(crate) fn journal(&mut self) -> Result<&mut Journal, Failure> {
        match &mut self.held {
            Held::Open(journal) => Ok(journal),
            _ => Err(Failure::LOCKED),
        }
    }

    /// Holds the current journal against other writers, without opening it.
    pub(crate) fn hold(&mut self, anchors: &Path) -> Result<(), Failure> {
        if matches!(&self.held, Held::Locked(vault) if !vault.is_in_place()) {
            // Its files were replaced while it was locked: the ones that are there now count.
            self.held = Held::Nothing;
        }
        if let (Held::Nothing, Some(folder)) = (&self.held, &self.current) {
            self.held = Held::Locked(Box::new(VaultFile::open(folder, anchors)?));
        }
        Ok(())
    }

    /// Unlocks the current journal. One that stands open although someone asks at the door is
    /// locked first: what opens it opens it again, and nothing else does.
    pub(crate) fn unlock(
        &mut self,
        anchors: &Path,
        opener: &Opener<'_>,
    ) -> Result<&mut Journal, Failure> {
        self.close_open();
        self.hold(anchors)?;
        match std::mem::replace(&mut self.held, Held::Nothing) {
            Held::Locked(vault) => match vault.unlock(opener) {
                Ok(journal) => Ok(self.sit_down(journal)),
                Err(refused) => {
                    let Refused { vault, cause } = *refused;
                    self.held = vault.map_or(Held::Nothing, |vault| Held::Locked(Box::new(vault)));
                    Err(cause.into())
                }
            },
            held => {
                self.held = held;
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
            match std::mem::replace(&mut self.held, Held::Nothing) {
                Held::Locked(vault) => match vault.unlock_through(backup, opener) {
                    Ok(journal) => return Ok(self.sit_down(journal)),
                    Err(refused) => {
                        let Refused { vault, cause } = *refused;
                        self.held =
                            vault.map_or(Held::Nothing, |vault| Held::Locked(Box::new(vault)));
                        last = cause.into();
                    }
                },
                held => {
                    self.held = held;
                    return Err(last);
                }
            }
        }
        Err(last)
    }

    /// Puts another journal in place of the open one, which is closed by that.
    ///
    /// If it fails, the door leads to the folder from before, or to the new one in its place.
    pub(crate) fn change<T>(
        &mut self,
        shelf: &Shelf,
        to: impl FnOnce(Journal) -> Result<(Journal, T), Failure>,
    ) -> Result<T, Failure> {
        match std::mem::replace(&mut self.held, Held::Nothing) {
            Held::Open(journal) => {
                self.open.store(0, Ordering::SeqCst);
                let (journal, told) = to(*journal).inspect_err(|_| {
                    if self.current.as_ref().is_none_or(|folder| !folder.exists()) {
                        self.current = shelf.own().into_iter().next();
                    }
                })?;
                self.current = Some(journal.folder().to_owned());
                self.sit_down(journal);
                Ok(told)
            }
            held => {
                self.held = held;
                Err(Failure::LOCKED)
            }
        }
    }

    /// Takes an open journal as the current one.
    pub(crate) fn sit_down(&mut self, mut journal: Journal) -> &mut Journal {
        journal.take_waiting(std::mem::take(&mut self.waiting));
        settle(&mut journal, Moment::now());
        self.opened += 1;
        self.open.store(self.opened, Ordering::SeqCst);
        self.straight = false;
        self.unread = 0;
        self.held = Held::Open(Box::new(journal));
        match &mut self.held {
            Held::Open(journal) => journal,
            _ => unreachable!("it has just been put there"),
        }
    }

    /// Tries to write the pages that wait, locked or open, and returns how many still do.
    pub(crate) fn write_waiting(&mut self, anchors: &Path) -> usize {
        if !self.waiting.is_empty() {
            // A drive that is gone may come back; until then nothing can be held.
            let _ = self.hold(anchors);
        }
        match &mut self.held {
            Held::Open(journal) => journal.write_waiting(),
            Held::Locked(vault) => {
                self.waiting.retain(|page| vault.write_waiting(page).is_err());
                self.waiting.len()
            }
            _ => self.waiting.len(),
        }
    }

    /// Locks an open journal and lets go of a locked one.
    ///
    /// A journal that cannot be closed in order is dropped: its keys are gone all the same, and
    /// the next opening folds in what the last one left.
    pub(crate) fn stand_up(&mut self) {
        self.coming = None;
        if let Held::Open(journal) = std::mem::replace(&mut self.held, Held::Nothing) {
            drop(journal.lock());
        }
        self.open.store(0, Ordering::SeqCst);
    }

    /// Locks a journal that stands open.
    fn close_open(&mut self) {
        if matches!(self.held, Held::Open(_)) {
            self.stand_up();
        }
    }
}

/// What was typed to open the journal with.
pub(crate) enum Typed {
    Passphrase(Passphrase),
    Words(RecoveryWords),
}

impl Typed {
    /// Returns it as the core wants it.
    pub(crate) fn opener(&self) -> Opener<'_> {
        match self {
            Self::Passphrase(passphrase) => Opener::Passphrase(passphrase),
            Self::Words(words) => Opener::Words(words),
        }
    }
}
