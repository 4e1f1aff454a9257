//! What a backup holds and how it differs from the open journal, before anything is restored.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::exchange::ExchangeError;
use crate::journal::{Journal, Manifest, Moment, Opened, Opener, Payload, open_slot};
use crate::store::{Closed, Heads};
use crate::vault::{Digest, RecordId};

/// What a backup holds, and how it differs from the open journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RestorePreview {
    /// When it was made; none for a copy that was never verified.
    pub made: Option<Moment>,
    /// When it was last verified.
    pub verified: Option<Moment>,
    /// How many entries it holds.
    pub entries: u32,
    /// How many clients.
    pub clients: u32,
    /// How many revisions.
    pub revisions: u64,
    /// When its newest entry happened.
    pub newest: Option<Moment>,
    /// Whether its chain is in order.
    pub in_order: bool,
    /// How it differs from the open journal; none if that is another one, or none is open.
    pub differs: Option<Differs>,
}

/// How a backup differs from the open journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Differs {
    /// Entries that only the backup has.
    pub only_backup: u32,
    /// Entries that only the open journal has.
    pub only_journal: u32,
    /// Entries that both have, in different revisions.
    pub changed: u32,
}

impl RestorePreview {
    /// Looks into a backup with a passphrase or words, and compares it with the open journal.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] when it is no backup, damaged, or does not open that way.
    pub fn of(
        file: &Path,
        opener: &Opener<'_>,
        current: Option<&Journal>,
    ) -> Result<Self, ExchangeError> {
        let closed = Closed::open_copy(file)?;
        let id = closed.journal_id();
        let root = open_slot(closed.slots(), opener, id)?;
        drop(closed);
        let copy = Opened::open(file, root.derive_keys(id), id)?;
        Self::read(&copy, current.filter(|journal| journal.id() == id))
    }

    fn read(copy: &Opened, current: Option<&Journal>) -> Result<Self, ExchangeError> {
        let manifest: Option<Manifest> = copy.manifest()?;
        let mut preview = Self {
            made: manifest.as_ref().map(|manifest| manifest.made),
            verified: manifest.as_ref().and_then(|manifest| manifest.verified),
            entries: 0,
            clients: 0,
            revisions: copy.store.chain_head().0.0,
            newest: None,
            in_order: copy.report.broken_from.is_none() && !copy.report.heads_differ,
            differs: None,
        };
        let entries = preview.count(copy)?;
        preview.differs = current.map(|journal| compare(&entries, journal)).transpose()?;
        Ok(preview)
    }

    /// Counts what the heads are, and returns the entries with the digests of their newest metas.
    fn count(&mut self, copy: &Opened) -> Result<HashMap<RecordId, Digest>, ExchangeError> {
        let mut entries = HashMap::new();
        for head in copy.store.head_metas(Heads::Table)? {
            let Ok(meta) = copy.sealer.open_meta(head.record, head.seq, &head.sealed) else {
                continue;
            };
            match meta.payload {
                Payload::Entry(entry) => {
                    self.entries += 1;
                    self.newest = self.newest.max(Some(entry.head.happened));
                    entries.insert(head.record, Digest::of(&head.sealed));
                }
                Payload::Client(_) => self.clients += 1,
                _ => {}
            }
        }
        Ok(entries)
    }
}

fn compare(
    backup: &HashMap<RecordId, Digest>,
    journal: &Journal,
) -> Result<Differs, ExchangeError> {
    let mut differs = Differs { only_backup: 0, only_journal: 0, changed: 0 };
    let mut both = 0;
    for (id, state) in journal.entries() {
        let Some(latest) = &state.latest else { continue };
        match backup.get(&id) {
            None => differs.only_journal += 1,
            Some(digest) => {
                both += 1;
                differs.changed += u32::from(*digest != journal.store().digest(latest.seq)?);
            }
        }
    }
    differs.only_backup = backup.len() as u32 - both;
    Ok(differs)
}
