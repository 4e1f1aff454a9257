//! The sealed manifest of a copy: when it was made and verified, and what it holds.

use minicbor::{Decode, Encode};

use super::audit::AuditCounts;
use crate::journal::record::Moment;
use crate::vault::{Digest, JournalId, Link, Place, Purpose, RecordId, SealKey, Seq};

/// What a copy says of itself, sealed in the copy.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Manifest {
    /// When it was made.
    #[n(0)]
    pub(crate) made: Moment,
    /// When it was last verified to hold everything; none if something in it is damaged.
    #[n(1)]
    pub(crate) verified: Option<Moment>,
    /// How many revisions it has.
    #[n(2)]
    pub(crate) count: Seq,
    /// The last link of its chain, so that no manifest is of another copy.
    #[n(3)]
    pub(crate) link: Digest,
    /// How many entries.
    #[n(4)]
    pub(crate) entries: u32,
    /// How many clients.
    #[n(5)]
    pub(crate) clients: u32,
    /// When its newest entry happened.
    #[n(6)]
    pub(crate) newest: Option<Moment>,
    /// What did not open, was missing or out of order: the journal was damaged already.
    #[n(7)]
    pub(crate) damaged: u64,
}

impl Manifest {
    /// Describes a copy after its audit.
    pub(crate) fn of(
        tally: &AuditCounts,
        end: (Seq, Link),
        made: Moment,
        verified: Moment,
    ) -> Self {
        Self {
            made,
            verified: tally.is_whole().then_some(verified),
            count: end.0,
            link: Digest::from_bytes(*end.1.as_bytes()),
            entries: tally.entries,
            clients: tally.clients,
            newest: tally.newest,
            damaged: tally.damaged + tally.missing,
        }
    }

    /// Returns whether it was written for a copy whose chain ends there.
    pub(crate) fn fits(&self, end: (Seq, Link)) -> bool {
        self.count == end.0 && self.link.as_bytes() == end.1.as_bytes()
    }

    /// Seals it.
    pub(crate) fn seal(&self, key: &SealKey, journal: JournalId) -> Vec<u8> {
        let plain = minicbor::to_vec(self).expect("writing into a Vec cannot fail");
        key.seal(&place(journal), &plain)
    }

    /// Opens it; none if it is damaged, sealed by other keys or written by a newer version.
    pub(crate) fn open(key: &SealKey, journal: JournalId, sealed: &[u8]) -> Option<Self> {
        minicbor::decode(&key.open(&place(journal), sealed).ok()?).ok()
    }
}

fn place(journal: JournalId) -> Place {
    Place { purpose: Purpose::BackupManifest, journal, record: RecordId::NONE, seq: Seq(0) }
}
