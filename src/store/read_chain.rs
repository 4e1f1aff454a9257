//! Reads the chain of an open store.

use rusqlite::OptionalExtension;

use super::chain::{ChainReport, ChainState, InstanceId, verify};
use super::error::StoreError;
use super::{Closed, Store};
use crate::vault::{Link, Seq};

impl Store {
    /// Returns how many revisions there are, and the last link.
    pub fn chain_head(&self) -> (Seq, Link) {
        (self.state.count, self.state.link)
    }

    /// Returns how often a draft was saved.
    pub fn draft_saves(&self) -> u64 {
        self.state.drafts
    }

    /// Returns whether a database is of the same journal, sealed under another root key.
    pub fn had_other_keys(&self, other: &Closed) -> bool {
        let opens = ChainState::open(&self.head_key, self.journal, other.sealed_head()).is_some();
        other.journal_id() == self.journal && !opens
    }

    /// Verifies the whole chain once more: some 60 ms for 300,000 revisions.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn verify(&self) -> Result<ChainReport, StoreError> {
        verify(&self.connection, &self.chain_key, &self.state, &self.slots)
    }

    /// Returns which copy of the journal this is.
    pub fn instance(&self) -> InstanceId {
        self.state.instance
    }

    /// Returns the link of a revision, if there is one of that number; the chain begins at 0.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn link_at(&self, seq: Seq) -> Result<Option<Link>, StoreError> {
        if seq == Seq(0) {
            return Ok(Some(Link::ZERO));
        }
        let mut statement =
            self.connection.prepare_cached("SELECT link FROM chain WHERE seq = ?1")?;
        let link = statement.query_row([seq.0 as i64], |row| row.get(0)).optional()?;
        Ok(link.map(Link::from_bytes))
    }
}
