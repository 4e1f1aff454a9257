//! The sealed pieces of attached files.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreError;
use super::{Store, Transaction, schema};
use crate::vault::RecordId;

/// The schema that brought the table.
const SINCE: i64 = 2;

impl Transaction<'_> {
    /// Keeps one piece of a file. A row of that place, put there by someone else, is written over.
    ///
    /// # Errors
    /// [`StoreError`]: the transaction is then rolled back.
    pub fn put_chunk(
        &mut self,
        record: RecordId,
        part: u32,
        sealed: &[u8],
    ) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO chunk (record, part, sealed) VALUES (?1, ?2, ?3)",
            params![record.as_bytes(), part, sealed],
        )
    }

    /// Takes away all pieces of a file, overwritten at once as [`Transaction::erase`] says.
    ///
    /// # Errors
    /// [`StoreError`]: they stay.
    pub fn erase_chunks(&mut self, record: RecordId) -> Result<(), StoreError> {
        self.run("DELETE FROM chunk WHERE record = ?1", params![record.as_bytes()])
    }
}

impl Store {
    /// Returns one sealed piece of a file; none if it is missing.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn chunk(&self, record: RecordId, part: u32) -> Result<Option<Vec<u8>>, StoreError> {
        if !has_chunks(&self.connection)? {
            return Ok(None);
        }
        let sql = "SELECT sealed FROM chunk WHERE record = ?1 AND part = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(params![record.as_bytes(), part], |row| row.get(0)).optional()?)
    }

    /// Counts the pieces of each file that has a revision: pieces of a file whose adding was cut
    /// off belong to none, and are swept at the next unlock.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn chunk_counts(&self) -> Result<Vec<(RecordId, u64)>, StoreError> {
        if !has_chunks(&self.connection)? {
            return Ok(Vec::new());
        }
        let sql = "SELECT record, count(*) FROM chunk GROUP BY record
                   HAVING EXISTS (SELECT 1 FROM chain WHERE chain.record = chunk.record)";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((RecordId::from_bytes(row.get(0)?), row.get::<_, i64>(1)? as u64))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes away the pieces of files that have no revision: their adding was cut off.
    ///
    /// # Errors
    /// [`StoreError`]: they stay, and take room alone.
    pub fn sweep_chunks(&mut self) -> Result<(), StoreError> {
        if !has_chunks(&self.connection)? {
            return Ok(());
        }
        // The index of the table is walked; the pieces themselves stay unread.
        let sql = "SELECT DISTINCT record FROM chunk
                   WHERE NOT EXISTS (SELECT 1 FROM chain WHERE chain.record = chunk.record)";
        let left: Vec<RecordId> = {
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok(RecordId::from_bytes(row.get(0)?)))?;
            rows.collect::<Result<_, _>>()?
        };
        if left.is_empty() {
            return Ok(());
        }
        self.transact(|tx| left.iter().try_for_each(|record| tx.erase_chunks(*record)))
    }
}

/// Returns whether a database has the table: a copy of an older journal has not.
pub(super) fn has_chunks(connection: &Connection) -> Result<bool, StoreError> {
    Ok(schema::version(connection)? >= SINCE)
}
