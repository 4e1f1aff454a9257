//! The first step: what would be erased.

use serde::{Deserialize, Serialize};

use crate::journal::catalog::EntryRow;
use crate::journal::record::{ErasedKind, Moment};
use crate::journal::search::SearchRequest;
use crate::journal::{Journal, JournalError};
use crate::vault::{Digest, RecordId};

/// How many mentions elsewhere are listed at most.
const MENTIONS: usize = 500;

/// How many are asked for at once.
const SLICE: u32 = 200;

/// What is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "target", rename_all = "snake_case")]
pub enum EraseTarget {
    /// One entry, which lies in the trash.
    Entry {
        /// Its record id.
        id: RecordId,
    },
    /// A client and all entries about them, in the trash or not.
    Client {
        /// Its record id.
        id: RecordId,
    },
    /// One attached file, whatever names it; the text says then that it was erased.
    Attachment {
        /// Its record id.
        id: RecordId,
    },
    /// Everything in the trash that no hold covers.
    Trash,
}

/// What would be erased, and what would not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ErasePlan {
    /// What was asked for.
    pub target: EraseTarget,
    /// How many entries would go.
    pub entries: u32,
    /// How many revisions of them and of what belongs to them.
    pub revisions: u32,
    /// How many other records would go with them.
    pub linked: u32,
    /// How many entries, and other records of a client, a legal hold covers.
    pub held: u32,
    /// Entries of others in which the client's alias stands; they stay, for the user to decide.
    pub mentions: Vec<EntryRow>,
    /// Names exactly this plan; the second step wants it back.
    pub stamp: String,
}

/// The records that would go.
pub(crate) struct EraseSelection {
    pub(super) records: Vec<(RecordId, ErasedKind)>,
    pub(super) held: u32,
}

impl Journal {
    /// Returns what would be erased. Nothing is changed by asking.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::NoSuchClient`], [`JournalError::NotInTrash`],
    /// [`JournalError::NoSuchAttachment`].
    pub fn plan_erase(&self, target: EraseTarget, now: Moment) -> Result<ErasePlan, JournalError> {
        let selection = self.selection(target)?;
        let count =
            |was: ErasedKind| selection.records.iter().filter(|(_, of)| *of == was).count() as u32;
        let mut revisions = 0;
        for (record, _) in &selection.records {
            revisions += self.store.revisions(*record)?.len() as u32;
        }
        let mentions = match target {
            EraseTarget::Client { id } => self.mentions(id, now)?,
            _ => Vec::new(),
        };
        Ok(ErasePlan {
            target,
            entries: count(ErasedKind::Entry),
            revisions,
            linked: count(ErasedKind::Linked),
            held: selection.held,
            mentions,
            stamp: self.stamp(&selection)?,
        })
    }

    /// Finds the records that would go, without those on hold.
    pub(super) fn selection(&self, target: EraseTarget) -> Result<EraseSelection, JournalError> {
        let entries: Vec<RecordId> = match target {
            EraseTarget::Entry { id } => vec![self.trashed_entry(id)?],
            EraseTarget::Client { id } => self.entries_about(id)?,
            EraseTarget::Attachment { .. } => Vec::new(),
            EraseTarget::Trash => self.trashed_entries().collect(),
        };
        let (held, free): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|id| self.is_entry_held(*id));
        let linked = match target {
            EraseTarget::Client { id } => self.linked_to_client(id, &free),
            EraseTarget::Attachment { id } => vec![self.attachment(id)?.id],
            EraseTarget::Entry { .. } | EraseTarget::Trash => self.linked_to(&free),
        };
        let (held_back, linked): (Vec<_>, Vec<_>) =
            linked.into_iter().partition(|id| self.is_held(*id));
        // A hold is never erased itself, and is not counted among what it covers.
        let is_hold = |id: &&RecordId| self.catalog.retention.holds.contains_key(*id);
        let held = held.len() + held_back.iter().filter(|id| !is_hold(id)).count();
        let mut records: Vec<_> = free.into_iter().map(|id| (id, ErasedKind::Entry)).collect();
        records.extend(linked.into_iter().map(|id| (id, ErasedKind::Linked)));
        if let EraseTarget::Client { id } = target
            && held == 0
            && !self.is_held(id)
        {
            records.push((id, ErasedKind::Client));
        }
        Ok(EraseSelection { records, held: held as u32 })
    }

    /// Names what would go by its records and their newest revisions.
    pub(super) fn stamp(&self, selection: &EraseSelection) -> Result<String, JournalError> {
        let mut bytes = Vec::with_capacity(selection.records.len() * 24);
        for (record, _) in &selection.records {
            bytes.extend_from_slice(record.as_bytes());
            let seq = self.store.head(*record)?.unwrap_or_default();
            bytes.extend_from_slice(&seq.0.to_le_bytes());
        }
        let digest = Digest::of(&bytes);
        Ok(hex::encode(&digest.as_bytes()[..16]))
    }

    fn trashed_entry(&self, id: RecordId) -> Result<RecordId, JournalError> {
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        if state.summary().trashed { Ok(id) } else { Err(JournalError::NotInTrash) }
    }

    /// Finds all entries about a client, in the trash or not, saved or not.
    pub(crate) fn entries_about(&self, client: RecordId) -> Result<Vec<RecordId>, JournalError> {
        if !self.catalog.clients.contains_key(&client) {
            return Err(JournalError::NoSuchClient);
        }
        let is_them = |other: Option<RecordId>| {
            other.is_some_and(|other| self.catalog.resolve(other) == client)
        };
        let about = self.catalog.newest_first().filter(|(_, state)| {
            let latest = state.latest.as_ref().and_then(|latest| latest.summary.client);
            is_them(state.summary().client) || is_them(latest)
        });
        Ok(about.map(|(id, _)| id).collect())
    }

    /// Returns whether a hold covers an entry, or something that would be erased with it.
    pub(super) fn is_entry_held(&self, entry: RecordId) -> bool {
        self.is_held(entry) || self.linked_to(&[entry]).into_iter().any(|id| self.is_held(id))
    }

    /// Finds the entries about others in which the alias stands.
    fn mentions(&self, client: RecordId, now: Moment) -> Result<Vec<EntryRow>, JournalError> {
        let Some(meta) = self.catalog.clients.get(&client) else { return Ok(Vec::new()) };
        let text = format!("\"{}\"", meta.alias.replace('"', " "));
        let mut found = Vec::new();
        for offset in (0..).step_by(SLICE as usize) {
            let request = SearchRequest {
                text: text.clone(),
                by_date: true,
                offset,
                limit: SLICE,
                counted: true,
            };
            let answer = self.search(&request, now)?;
            let of_others = answer.hits.iter().map(|hit| &hit.row);
            found.extend(of_others.filter(|row| row.head.client != Some(client)).cloned());
            let at_end =
                answer.total <= Some(offset.saturating_add(SLICE)) || answer.instead.is_some();
            if at_end || found.len() >= MENTIONS {
                break;
            }
        }
        found.truncate(MENTIONS);
        Ok(found)
    }
}
