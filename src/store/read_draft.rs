//! Reads the drafts of an open store.

use rusqlite::OptionalExtension;

use super::Store;
use super::draft::{Drafts, each};
use super::error::StoreError;
use crate::vault::{Digest, RecordId};

impl Store {
    /// Returns a record's sealed draft, if it has one.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn draft(&self, record: RecordId) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT sealed FROM draft WHERE record = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([record.as_bytes()], |row| row.get(0)).optional()?)
    }

    /// Returns the records that have a draft.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn draft_records(&self) -> Result<Vec<RecordId>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT record FROM draft")?;
        let rows = statement.query_map([], |row| Ok(RecordId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the digest of a record's draft as the chain head names it; none if it names none.
    pub fn draft_digest(&self, record: RecordId) -> Option<Digest> {
        self.drafts.digests.get(&record).copied()
    }

    /// Compares the drafts that are there with those that the chain head names, and returns whether
    /// they differ. From then on those that are there count.
    ///
    /// A page that waited sealed through a lock was written without the keys and is not named.
    /// `written_over` opens such a page and says which draft it was written over, if any; it
    /// returns `None` for anything else.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn drafts_differ(
        &mut self,
        written_over: impl Fn(&Self, RecordId, &[u8]) -> Option<Option<Digest>>,
    ) -> Result<bool, StoreError> {
        // The first journals did not name their drafts.
        let Some(named) = self.state.drafts_named else { return Ok(false) };
        if self.drafts.digest() == named {
            return Ok(false);
        }
        let mut before = Drafts::default();
        each(&self.connection, |record, sealed| {
            let digest = match written_over(self, record, sealed) {
                Some(over) => over,
                None => Some(Digest::of(sealed)),
            };
            if let Some(digest) = digest {
                before.digests.insert(record, digest);
            }
        })?;
        if before.digest() != named {
            return Ok(true);
        }
        self.drafts = before;
        Ok(false)
    }
}
