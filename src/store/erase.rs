//! Taking sealed bytes away for good, and walking over all revisions to see which are there.

use rusqlite::{Connection, params};

use super::chunk::has_chunks;
use super::closed::{Closed, truncate_wal};
use super::error::StoreError;
use super::{Store, Transaction};
use crate::vault::{Digest, RecordId, Seq};

/// One revision with all that the store has of it.
pub struct Row {
    /// Its number.
    pub seq: Seq,
    /// Its record.
    pub record: RecordId,
    /// The digest that the chain names.
    pub digest: Digest,
    /// Its sealed meta, unless that was erased or is missing.
    pub meta: Option<Vec<u8>>,
    /// Its sealed body, if it has one of its own.
    pub body: Option<Vec<u8>>,
}

impl Transaction<'_> {
    /// Takes away the sealed meta and body of a revision; its digest and link stay.
    ///
    /// The bytes are overwritten in the database at once (`secure_delete`) and are gone from the
    /// write-ahead log once that is truncated.
    ///
    /// # Errors
    /// [`StoreError`]: they stay.
    pub fn erase(&mut self, seq: Seq) -> Result<(), StoreError> {
        let at = seq.0 as i64;
        self.run("DELETE FROM meta WHERE seq = ?1", params![at])?;
        self.run("DELETE FROM body WHERE seq = ?1", params![at])
    }

    /// Appends a revision of which nothing is left but its place and its digest.
    ///
    /// # Errors
    /// [`StoreError`]: the transaction is then rolled back.
    pub fn append_erased(&mut self, record: RecordId, digest: Digest) -> Result<Seq, StoreError> {
        self.link(record, digest)
    }
}

impl Store {
    /// Reads up to `count` revisions after `seq`, in order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn rows_after(&self, seq: Seq, count: u32) -> Result<Vec<Row>, StoreError> {
        let sql = "SELECT chain.seq, chain.record, chain.digest, meta.sealed, body.sealed
                   FROM chain LEFT JOIN meta USING (seq) LEFT JOIN body USING (seq)
                   WHERE chain.seq > ?1 ORDER BY chain.seq LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![seq.0 as i64, count], |row| {
            Ok(Row {
                seq: Seq(row.get::<_, i64>(0)? as u64),
                record: RecordId::from_bytes(row.get(1)?),
                digest: Digest::from_bytes(row.get(2)?),
                meta: row.get(3)?,
                body: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A record that was erased, and how its tombstone is known in another copy of the journal.
#[derive(Debug, Clone, Copy)]
pub struct ErasedRecord {
    /// The record.
    pub record: RecordId,
    /// The number of its tombstone.
    pub seq: Seq,
}

impl Store {
    /// Returns whether anything of these records but a tombstone is left here.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn holds_any_of(&self, records: &[ErasedRecord]) -> Result<bool, StoreError> {
        holds_any_of(&self.connection, records)
    }

    /// Returns the revisions without a sealed meta, in order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn gaps(&self) -> Result<Vec<(Seq, RecordId)>, StoreError> {
        let sql = "SELECT seq, record FROM chain
                   WHERE NOT EXISTS (SELECT 1 FROM meta WHERE meta.seq = chain.seq) ORDER BY seq";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((Seq(row.get::<_, i64>(0)? as u64), RecordId::from_bytes(row.get(1)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Looks for drafts, for pieces of files, and for metas that are neither a tombstone here nor one of
/// another copy: of a record that was erased there, nothing but its last meta is left.
fn holds_any_of(connection: &Connection, records: &[ErasedRecord]) -> Result<bool, StoreError> {
    let mut drafts = connection.prepare("SELECT 1 FROM draft WHERE record = ?1")?;
    let mut chunks = if has_chunks(connection)? {
        Some(connection.prepare("SELECT 1 FROM chunk WHERE record = ?1")?)
    } else {
        None
    };
    let mut rows = connection.prepare(
        "SELECT count(*), count(meta.seq), count(CASE WHEN meta.seq = ?2 THEN 1 END)
         FROM chain LEFT JOIN meta USING (seq) WHERE chain.record = ?1",
    )?;
    for ErasedRecord { record, seq } in records {
        if drafts.exists([record.as_bytes()])? {
            return Ok(true);
        }
        if let Some(chunks) = &mut chunks
            && chunks.exists([record.as_bytes()])?
        {
            return Ok(true);
        }
        let (all, there, tombstone): (i64, i64, i64) = rows
            .query_row(params![record.as_bytes(), seq.0 as i64], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let is_erased_there = there == 1 && all > 1;
        if there > tombstone && !is_erased_there {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Closed {
    /// As [`Store::holds_any_of`], which takes no key.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn holds_any_of(&self, records: &[ErasedRecord]) -> Result<bool, StoreError> {
        holds_any_of(self.connection(), records)
    }

    /// Returns how many revisions the database has, without a key.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn revisions(&self) -> Result<Seq, StoreError> {
        let last: Option<i64> =
            self.connection().query_row("SELECT max(seq) FROM chain", [], |row| row.get(0))?;
        Ok(Seq(last.unwrap_or_default() as u64))
    }

    /// Takes away all ways in, for good: from then on nothing opens this journal.
    ///
    /// # Errors
    /// [`StoreError`]: they stay.
    pub fn forget_slots(&mut self) -> Result<(), StoreError> {
        self.check_files()?;
        self.connection().execute("DELETE FROM slot", [])?;
        truncate_wal(self.connection())
    }
}
