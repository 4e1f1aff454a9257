//! Drafts: one sealed blob a record, replaced as the writing goes on.

use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::error::StoreError;
use crate::vault::RecordId;

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
}

/// Puts a record's draft in place of the one before.
pub(super) fn put(
    connection: &Connection,
    record: RecordId,
    sealed: &[u8],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO draft (record, sealed) VALUES (?1, ?2)
         ON CONFLICT (record) DO UPDATE SET sealed = excluded.sealed",
    )?;
    statement.execute(params![record.as_bytes(), sealed])?;
    Ok(())
}
