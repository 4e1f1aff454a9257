//! Reading sealed rows.

use rusqlite::OptionalExtension;

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
        let sql = match heads {
            Heads::Table => {
                "SELECT head.record, head.seq, chain.digest FROM head
                 JOIN chain ON chain.seq = head.seq ORDER BY head.seq"
            }
            Heads::Chain => {
                "SELECT record, max(seq), digest FROM chain GROUP BY record ORDER BY max(seq)"
            }
        };
        let mut heads = self.connection.prepare(sql)?;
        let mut metas = self.connection.prepare("SELECT sealed FROM meta WHERE seq = ?1")?;
        let mut found = Vec::new();
        let mut rows = heads.query([])?;
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(1)?;
            found.push(HeadMeta {
                record: RecordId::from_bytes(row.get(0)?),
                seq: Seq(seq as u64),
                digest: Digest::from_bytes(row.get(2)?),
                sealed: metas.query_row([seq], |meta| meta.get(0)).unwrap_or_default(),
            });
        }
        Ok(found)
    }

    /// Returns the revisions that have a body, in order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when SQLite cannot read them.
    pub fn bodies(&self) -> Result<Vec<Seq>, StoreError> {
        let mut statement = self.connection.prepare("SELECT seq FROM body ORDER BY seq")?;
        let rows =
            statement.query_map([], |row| row.get::<_, i64>(0).map(|seq| Seq(seq as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
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
