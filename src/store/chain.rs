//! The chain over all revisions, and the sealed head that says where it ends.
//!
//! `head = seal(chain head, count u64 LE || link 32 || digest of all slots 32 || instance 16
//! || drafts u64 LE || digest of all drafts 32)`, where `drafts` counts how often a draft was saved.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::draft::Drafts;
use super::error::StoreError;
use crate::vault::{
    ChainKey, Digest, JournalId, Link, Place, Purpose, RecordId, SealKey, Seq, Slot,
};

/// Names one copy of a journal: a restored one gets another, so that anchors tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceId([u8; 16]);

impl InstanceId {
    /// Makes a random id.
    pub fn make() -> Self {
        Self(*RecordId::make().as_bytes())
    }

    /// Returns the 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// Where the chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChainState {
    pub(super) count: Seq,
    pub(super) link: Link,
    pub(super) slots: Digest,
    pub(super) instance: InstanceId,
    /// How often a draft was saved, so that turning drafts back is noticed.
    pub(super) drafts: u64,
    /// The digest of all drafts; none in the first journals, which did not name them.
    pub(super) drafts_named: Option<Digest>,
}

/// What verifying the chain found. Nothing readable is withheld because of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// The first revision that does not fit, or the one that should follow the last.
    pub broken_from: Option<Seq>,
    /// Whether the slots are not those that the chain head names: an old one was put back.
    pub slots_replaced: bool,
    /// Whether a record's newest revision is not the one that the heads name.
    pub heads_differ: bool,
    /// Whether commits lay in the log behind a damaged place, and are gone.
    pub log_damaged: bool,
    /// Whether the drafts are not those that the chain head names.
    pub drafts_differ: bool,
}

impl ChainReport {
    /// Counts what does not fit.
    pub fn faults(&self) -> u64 {
        let Self { broken_from, slots_replaced, heads_differ, log_damaged, drafts_differ } = *self;
        let found =
            [broken_from.is_some(), slots_replaced, heads_differ, log_damaged, drafts_differ];
        found.into_iter().map(u64::from).sum()
    }
}

const STATE_LEN: usize = 8 + 32 + 32 + 16 + 8 + 32;

impl ChainState {
    /// Starts the chain of a new journal.
    pub(super) fn empty(slots: &[Slot]) -> Self {
        Self {
            count: Seq(0),
            link: Link::ZERO,
            slots: Slot::digest_all(slots),
            instance: InstanceId::make(),
            drafts: 0,
            drafts_named: Some(Drafts::default().digest()),
        }
    }

    /// Seals the state for the `journal` row.
    pub(super) fn seal(&self, key: &SealKey, journal: JournalId) -> Vec<u8> {
        let mut plain = Vec::with_capacity(STATE_LEN);
        plain.extend_from_slice(&self.count.0.to_le_bytes());
        plain.extend_from_slice(self.link.as_bytes());
        plain.extend_from_slice(self.slots.as_bytes());
        plain.extend_from_slice(self.instance.as_bytes());
        plain.extend_from_slice(&self.drafts.to_le_bytes());
        if let Some(named) = &self.drafts_named {
            plain.extend_from_slice(named.as_bytes());
        }
        key.seal(&place(journal), &plain)
    }

    /// Opens the state from the `journal` row.
    pub(super) fn open(key: &SealKey, journal: JournalId, sealed: &[u8]) -> Option<Self> {
        let plain = key.open(&place(journal), sealed).ok()?;
        let (count, rest) = plain.split_first_chunk::<8>()?;
        let (link, rest) = rest.split_first_chunk::<32>()?;
        let (slots, rest) = rest.split_first_chunk::<32>()?;
        let (instance, rest) = rest.split_first_chunk::<16>()?;
        // The first journals did not count their drafts, nor did later ones name them.
        let (drafts, rest) = rest.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
        let drafts_named = rest.first_chunk::<32>().map(|bytes| Digest::from_bytes(*bytes));
        Some(Self {
            count: Seq(u64::from_le_bytes(*count)),
            link: Link::from_bytes(*link),
            slots: Digest::from_bytes(*slots),
            instance: InstanceId(*instance),
            drafts: u64::from_le_bytes(*drafts),
            drafts_named,
        })
    }
}

/// Recomputes every link, and compares the end with the sealed head and the newest revision of each
/// record with the table of heads, all in one pass.
pub(super) fn verify(
    connection: &Connection,
    key: &ChainKey,
    state: &ChainState,
    slots: &[Slot],
) -> Result<ChainReport, StoreError> {
    let mut statement =
        connection.prepare("SELECT seq, record, digest, link FROM chain ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut last = Seq(0);
    let mut link = Link::ZERO;
    let mut broken_from = None;
    let mut newest = HashMap::new();
    // A page of the chain that SQLite cannot read ends it; what else is readable stays so.
    let is_whole = loop {
        let Ok(next) = rows.next() else { break false };
        let Some(row) = next else { break true };
        let Ok((seq, record, digest, stored)) = linked(row) else { break false };
        let expected = key.link(&link, seq, record, &digest);
        if broken_from.is_none() && (seq != last.next() || stored != expected) {
            broken_from = Some(last.next());
        }
        newest.insert(record, seq);
        (last, link) = (seq, stored);
    };
    if broken_from.is_none() && (last, link) != (state.count, state.link) {
        broken_from = Some(Seq(last.0.min(state.count.0)).next());
    }
    Ok(ChainReport {
        broken_from,
        slots_replaced: Slot::digest_all(slots) != state.slots,
        heads_differ: !is_whole || heads_differ(connection, &newest).unwrap_or(true),
        log_damaged: false,
        drafts_differ: false,
    })
}

fn linked(row: &Row<'_>) -> Result<(Seq, RecordId, Digest, Link), rusqlite::Error> {
    let record = RecordId::from_bytes(row.get(1)?);
    let (digest, link) = (Digest::from_bytes(row.get(2)?), Link::from_bytes(row.get(3)?));
    Ok((Seq(row.get::<_, i64>(0)? as u64), record, digest, link))
}

/// Returns whether the table of heads names other revisions than the newest of each record.
fn heads_differ(
    connection: &Connection,
    newest: &HashMap<RecordId, Seq>,
) -> Result<bool, StoreError> {
    let mut heads = connection.prepare("SELECT record, seq FROM head")?;
    let mut heads = heads.query([])?;
    let mut named = 0;
    // A record is the key of its head, so as many heads as records, all of them right, are all.
    while let Some(head) = heads.next()? {
        let (record, seq) = (RecordId::from_bytes(head.get(0)?), head.get::<_, i64>(1)? as u64);
        if newest.get(&record) != Some(&Seq(seq)) {
            return Ok(true);
        }
        named += 1;
    }
    Ok(named != newest.len())
}

fn place(journal: JournalId) -> Place {
    Place { purpose: Purpose::ChainHead, journal, record: RecordId::NONE, seq: Seq(0) }
}
