//! The rollback anchor: what this computer last saw of a journal, kept outside its folder.
//!
//! `file name = hex of a keyed hash of (journal id, instance id)`, `content = sealed (count u64 LE
//! || link 32 || drafts u64 LE || alarm u8 || number u64 LE)`. Without the key nobody can write an
//! anchor that says something else. Anyone who can write to this folder can delete the anchor, or
//! put back one of the same time as an older copy of the journal's folder; nothing is noticed then.
//!
//! What is noticed stays in the anchor as an alarm, and what was last seen stays as it was, until
//! the writer acknowledges it.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::notice::Notice;
use crate::folder::{Folder, Output};
use crate::journal::JournalError;
use crate::journal::record::Sealer;
use crate::store::{InstanceId, Store};
use crate::vault::{Link, Place, Purpose, RecordId, Seq};

/// Where the last seen state of one instance of a journal is kept.
pub(crate) struct Anchor {
    folder: PathBuf,
    file: PathBuf,
    instance: InstanceId,
    /// Whether an alarm stands, so that what was last seen is not written over.
    stands: bool,
}

/// What was last seen.
struct Seen {
    count: Seq,
    link: Link,
    drafts: u64,
    alarm: Option<Alarm>,
}

/// What was noticed and has not been acknowledged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alarm {
    /// So many revisions were missing.
    OlderCopy { behind: u64 },
    /// Drafts were missing or older.
    Drafts,
    /// The revision of this number is another one than was seen.
    OtherHistory { seq: u64 },
}

impl Alarm {
    fn notice(self) -> Notice {
        match self {
            Self::OlderCopy { behind } => Notice::OlderCopy { behind },
            Self::Drafts => Notice::DraftsTurnedBack,
            Self::OtherHistory { seq } => Notice::OtherHistory { seq },
        }
    }

    fn to_bytes(alarm: Option<Self>) -> [u8; 9] {
        let (kind, number) = match alarm {
            None => (0, 0),
            Some(Self::OlderCopy { behind }) => (1, behind),
            Some(Self::Drafts) => (2, 0),
            Some(Self::OtherHistory { seq }) => (3, seq),
        };
        let mut bytes = [kind; 9];
        bytes[1..].copy_from_slice(&u64::to_le_bytes(number));
        bytes
    }

    fn from_bytes(bytes: [u8; 9]) -> Option<Self> {
        let [kind, number @ ..] = bytes;
        let number = u64::from_le_bytes(number);
        match kind {
            0 => None,
            1 => Some(Self::OlderCopy { behind: number }),
            3 => Some(Self::OtherHistory { seq: number }),
            _ => Some(Self::Drafts),
        }
    }
}

impl Seen {
    fn now(store: &Store, alarm: Option<Alarm>) -> Self {
        let (count, link) = store.chain_head();
        Self { count, link, drafts: store.draft_saves(), alarm }
    }

    /// Says how the journal is not what was seen, or what has followed it.
    fn differs(&self, store: &Store) -> Result<Option<Alarm>, JournalError> {
        let (now, _) = store.chain_head();
        if now < self.count {
            return Ok(Some(Alarm::OlderCopy { behind: self.count.0 - now.0 }));
        }
        // No revision has the number 0: the anchor of an empty journal fits all that follows.
        if self.count > Seq(0) && store.link_at(self.count)? != Some(self.link) {
            return Ok(Some(Alarm::OtherHistory { seq: self.count.0 }));
        }
        Ok((store.draft_saves() < self.drafts).then_some(Alarm::Drafts))
    }
}

impl Anchor {
    /// Names the anchor's file; nothing is read or written yet.
    pub(crate) fn new(folder: &Path, sealer: &Sealer, instance: InstanceId) -> Self {
        let name = sealer.anchor.file_name(instance.as_bytes());
        Self { folder: folder.to_owned(), file: folder.join(name), instance, stands: false }
    }

    /// Returns the folder that holds the anchors.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Compares the journal with what was last seen of it here, and returns what is to be said.
    ///
    /// It is said at every opening until it is acknowledged. A missing or unreadable anchor says
    /// nothing: a first opening on this computer has none.
    pub(crate) fn compare(
        &mut self,
        sealer: &Sealer,
        store: &Store,
        drafts_differ: bool,
    ) -> Result<Option<Notice>, JournalError> {
        let seen = self.read(sealer);
        let differs = seen.as_ref().map(|seen| seen.differs(store)).transpose()?.flatten();
        let before = seen.as_ref().and_then(|seen| seen.alarm);
        let alarm = match (before, differs) {
            // The newer copy is back.
            (Some(Alarm::OlderCopy { .. } | Alarm::OtherHistory { .. }), None) => None,
            // Written on since, the older copy has another history; what was said first is truer.
            (Some(before), Some(Alarm::OtherHistory { .. }) | None) => Some(before),
            (_, differs) => differs,
        };
        let alarm = alarm.or(drafts_differ.then_some(Alarm::Drafts));
        self.stands = alarm.is_some();
        if alarm != before {
            let seen = seen.unwrap_or_else(|| Seen::now(store, None));
            // Where it cannot be written, it is noticed again as long as nothing more is saved.
            let _ = self.put(sealer, &Seen { alarm, ..seen }).and_then(|file| file.sync_all());
        }
        Ok(alarm.map(Alarm::notice))
    }

    /// Takes the journal as it is now for what was last seen, since the writer said so.
    pub(crate) fn acknowledge(&mut self, sealer: &Sealer, store: &Store) -> std::io::Result<()> {
        self.put(sealer, &Seen::now(store, None))?.sync_all()?;
        self.stands = false;
        Ok(())
    }

    /// Writes the current state in place, without waiting for the disk; not while an alarm stands.
    ///
    /// It is done after every commit. The store is never behind it, since a commit is synced first;
    /// what a power loss leaves of these few bytes is the old state, the new one, or nothing that
    /// opens, which says nothing.
    pub(crate) fn write(&self, sealer: &Sealer, store: &Store) -> std::io::Result<()> {
        if self.stands {
            return Ok(());
        }
        self.put(sealer, &Seen::now(store, None)).map(drop)
    }

    /// Writes the current state and returns once it is on disk.
    pub(crate) fn write_synced(&self, sealer: &Sealer, store: &Store) -> std::io::Result<()> {
        if self.stands {
            return Ok(());
        }
        self.put(sealer, &Seen::now(store, None))?.sync_all()?;
        Folder::open(&self.folder)?.sync()
    }

    fn put(&self, sealer: &Sealer, seen: &Seen) -> std::io::Result<Output> {
        let mut plain = seen.count.0.to_le_bytes().to_vec();
        plain.extend_from_slice(seen.link.as_bytes());
        plain.extend_from_slice(&seen.drafts.to_le_bytes());
        plain.extend_from_slice(&Alarm::to_bytes(seen.alarm));
        let sealed = sealer.anchor.content.seal(&self.place(sealer), &plain);
        // As long as before, so that one sector holds it; only the first anchors were shorter.
        let folder = Folder::open(&self.folder).or_else(|_| Folder::make(&self.folder))?;
        let mut file = folder.open_or_create(self.name())?;
        file.write_all(&sealed)?;
        Ok(file)
    }

    fn read(&self, sealer: &Sealer) -> Option<Seen> {
        let mut sealed = Vec::new();
        Folder::open(&self.folder).ok()?.read(self.name()).ok()?.read_to_end(&mut sealed).ok()?;
        let plain = sealer.anchor.content.open(&self.place(sealer), &sealed).ok()?;
        let (count, rest) = plain.split_first_chunk::<8>()?;
        let (link, rest) = rest.split_first_chunk::<32>()?;
        // The first anchors did not count drafts, nor did later ones hold an alarm.
        let (drafts, rest) = rest.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
        let alarm = rest.first_chunk::<9>().and_then(|bytes| Alarm::from_bytes(*bytes));
        Some(Seen {
            count: Seq(u64::from_le_bytes(*count)),
            link: Link::from_bytes(*link),
            drafts: u64::from_le_bytes(*drafts),
            alarm,
        })
    }

    fn name(&self) -> &OsStr {
        self.file.file_name().unwrap_or_default()
    }

    fn place(&self, sealer: &Sealer) -> Place {
        Place {
            purpose: Purpose::Anchor,
            journal: sealer.journal,
            record: RecordId::from_bytes(*self.instance.as_bytes()),
            seq: Seq(0),
        }
    }
}
