//! Reading sealed rows.

use std::cmp::Ordering;

use rusqlite::{OptionalExtension, Row};

use super::Store;
use super::error::StoreError;
use crate::vault::{Digest, JournalId, RecordId, Seq, Slot};

/// A record's newest revision, with its sealed meta.
pub struct HeadMeta {
    /// The record.
    pub record: RecordId,
    /// Its newest revision.
    pub seq: Seq,
    /// The digest that the chain names.
    pub digest: Digest,
    /// That revision's sealed meta.
    pub sealed: Vec<u8>,
}

/// Where the newest revision of each record is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// In the table of heads, which is quick.
    Table,
    /// In the chain, when the table does not agree with it.
    Chain,
}

impl HeadMeta {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: Seq(row.get::<_, i64>(0)? as u64),
            record: RecordId::from_bytes(row.get(1)?),
            digest: Digest::from_bytes(row.get(2)?),
            sealed: row.get(3)?,
        })
    }
}

impl Store {
    /// Returns which journal this is.
    pub fn journal_id(&self) -> JournalId {
        self.journal
    }

    /// Returns the slots.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Reads the sealed metas of all heads in the order of their numbers.
    ///
    /// A head whose meta is missing or cannot be read comes with an empty one, which does not open.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read the heads.
    pub fn head_metas(&self, heads: Heads) -> Result<Vec<HeadMeta>, StoreError> {
        let mut found = Vec::new();
        self.each_head_meta(heads, |head| found.push(head))?;
        Ok(found)
    }

    /// Hands over what [`Store::head_metas`] returns, each as it is read.
    ///
    /// # Errors
    /// As [`Store::head_metas`].
    pub fn each_head_meta(
        &self,
        heads: Heads,
        mut each: impl FnMut(HeadMeta),
    ) -> Result<(), StoreError> {
        let newest = self.newest(heads)?;
        let read = self.in_one_pass(&newest, &mut each);
        for seq in &newest[read..] {
            each(self.head_meta(*seq)?);
        }
        Ok(())
    }

    /// Returns the newest revision of each record, in order.
    fn newest(&self, heads: Heads) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare(match heads {
            Heads::Table => "SELECT seq FROM head",
            Heads::Chain => "SELECT max(seq) FROM chain GROUP BY record",
        })?;
        let newest = statement.query_map([], |row| row.get(0))?;
        let mut newest = newest.collect::<Result<Vec<i64>, _>>()?;
        newest.sort_unstable();
        Ok(newest)
    }

    /// Hands over heads in one pass along both tables, which is several times as quick as looking
    /// each up, and returns how many there were before one that it cannot read.
    fn in_one_pass(&self, newest: &[i64], each: &mut impl FnMut(HeadMeta)) -> usize {
        let sql = "SELECT chain.seq, chain.record, chain.digest, meta.sealed FROM chain
                   JOIN meta ON meta.seq = chain.seq ORDER BY chain.seq";
        let mut read = 0;
        let Ok(mut statement) = self.connection.prepare(sql) else { return read };
        let Ok(mut rows) = statement.query([]) else { return read };
        while let Some(wanted) = newest.get(read) {
            let Ok(Some(row)) = rows.next() else { return read };
            match row.get::<_, i64>(0).map(|seq| seq.cmp(wanted)) {
                Ok(Ordering::Less) => {}
                Ok(Ordering::Equal) => {
                    let Ok(head) = HeadMeta::of(row) else { return read };
                    each(head);
                    read += 1;
                }
                _ => return read,
            }
        }
        read
    }

    /// Looks one head up.
    fn head_meta(&self, seq: i64) -> Result<HeadMeta, StoreError> {
        let mut chain =
            self.connection.prepare_cached("SELECT record, digest FROM chain WHERE seq = ?1")?;
        let (record, digest) = chain.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(HeadMeta {
            record: RecordId::from_bytes(record),
            seq: Seq(seq as u64),
            digest: Digest::from_bytes(digest),
            sealed: self.meta(Seq(seq as u64)).unwrap_or_default(),
        })
    }

    /// Returns whether a revision has a body that SQLite can find.
    pub fn has_body(&self, seq: Seq) -> bool {
        let found = self.connection.prepare_cached("SELECT 1 FROM body WHERE seq = ?1");
        found.and_then(|mut body| body.exists([seq.0 as i64])).unwrap_or(false)
    }

    /// Returns a record's newest revision.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read it.
    pub fn head(&self, record: RecordId) -> Result<Option<Seq>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT seq FROM head WHERE record = ?1")?;
        let seq =
            statement.query_row([record.as_bytes()], |row| row.get::<_, i64>(0)).optional()?;
        Ok(seq.map(|seq| Seq(seq as u64)))
    }

    /// Returns a revision's sealed meta.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not there.
    pub fn meta(&self, seq: Seq) -> Result<Vec<u8>, StoreError> {
        self.sealed("SELECT sealed FROM meta WHERE seq = ?1", seq)
    }

    /// Returns a revision's sealed body.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not there.
    pub fn body(&self, seq: Seq) -> Result<Vec<u8>, StoreError> {
        self.sealed("SELECT sealed FROM body WHERE seq = ?1", seq)
    }

    /// Returns a revision's digest.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not there.
    pub fn digest(&self, seq: Seq) -> Result<Digest, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT digest FROM chain WHERE seq = ?1")?;
        Ok(Digest::from_bytes(statement.query_row([seq.0 as i64], |row| row.get(0))?))
    }

    /// Returns all revisions of a record, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn revisions(&self, record: RecordId) -> Result<Vec<Seq>, StoreError> {
        let sql = "SELECT seq FROM chain WHERE record = ?1 ORDER BY seq";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([record.as_bytes()], |row| {
            row.get::<_, i64>(0).map(|seq| Seq(seq as u64))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the records that have a revision after `seq`, each with its newest one, in the
    /// order of these.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn changed_since(&self, seq: Seq) -> Result<Vec<(RecordId, Seq)>, StoreError> {
        let sql = "SELECT record, MAX(seq) AS newest FROM chain WHERE seq > ?1 \
                   GROUP BY record ORDER BY newest";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([seq.0 as i64], |row| {
            Ok((RecordId::from_bytes(row.get(0)?), Seq(row.get::<_, i64>(1)? as u64)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn sealed(&self, sql: &str, seq: Seq) -> Result<Vec<u8>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row([seq.0 as i64], |row| row.get(0))?)
    }
}
