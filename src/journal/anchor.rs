//! The rollback anchor: what this computer last saw of a journal, kept outside its folder.
//!
//! `file name = hex of a keyed hash of (journal id, instance id)`, `content = sealed (count u64 LE
//! || link 32 || drafts u64 LE)`. Whoever puts an older copy of the folder in place cannot also turn the anchor
//! back without the key. It protects nothing against someone who deletes it.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::sealer::Sealer;
use super::wire::Notice;
use crate::folder::{Folder, Output};
use crate::store::{InstanceId, Store};
use crate::vault::{Link, Place, Purpose, RecordId, Seq};

/// Where the last seen state of one instance of a journal is kept.
pub(crate) struct Anchor {
    folder: PathBuf,
    file: PathBuf,
    instance: InstanceId,
}

/// What was last seen.
struct Seen {
    count: Seq,
    link: Link,
    drafts: u64,
}

impl Anchor {
    /// Names the anchor's file; nothing is read or written yet.
    pub(crate) fn new(folder: &Path, sealer: &Sealer, instance: InstanceId) -> Self {
        let name = sealer.anchor.file_name(instance.as_bytes());
        Self { folder: folder.to_owned(), file: folder.join(name), instance }
    }

    /// Returns the folder that holds the anchors.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Compares the journal with what was last seen of it here.
    ///
    /// A missing or unreadable anchor says nothing: a first opening on this computer has none.
    pub(crate) fn compare(
        &self,
        sealer: &Sealer,
        store: &Store,
    ) -> Result<Option<Notice>, JournalError> {
        let Some(Seen { count, link, drafts }) = self.read(sealer) else { return Ok(None) };
        let (now, _) = store.chain_head();
        if now.0 < count.0 {
            return Ok(Some(Notice::OlderCopy { behind: count.0 - now.0 }));
        }
        if store.drafts_kept() < drafts {
            return Ok(Some(Notice::DraftsTurnedBack));
        }
        // No revision has the number 0: the anchor of an empty journal fits all that follows.
        let differs = count > Seq(0) && store.link_at(count)? != Some(link);
        Ok(differs.then_some(Notice::ChainBroken { seq: count.0 }))
    }

    /// Writes the current state in place, without waiting for the disk.
    ///
    /// It is done after every commit. The store is never behind it, since a commit is synced first;
    /// what a power loss leaves of these few bytes is the old state, the new one, or nothing that
    /// opens, which says nothing.
    pub(crate) fn write(&self, sealer: &Sealer, store: &Store) -> std::io::Result<()> {
        self.put(sealer, store).map(drop)
    }

    /// Writes the current state and returns once it is on disk.
    pub(crate) fn write_synced(&self, sealer: &Sealer, store: &Store) -> std::io::Result<()> {
        self.put(sealer, store)?.sync_all()?;
        Folder::open(&self.folder)?.sync()
    }

    fn put(&self, sealer: &Sealer, store: &Store) -> std::io::Result<Output> {
        let (count, link) = store.chain_head();
        let mut plain = count.0.to_le_bytes().to_vec();
        plain.extend_from_slice(link.as_bytes());
        plain.extend_from_slice(&store.drafts_kept().to_le_bytes());
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
        // The first anchors did not count drafts.
        let drafts = rest.first_chunk::<8>().copied().unwrap_or_default();
        Some(Seen {
            count: Seq(u64::from_le_bytes(*count)),
            link: Link::from_bytes(*link),
            drafts: u64::from_le_bytes(drafts),
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
