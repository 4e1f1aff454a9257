//! Drafts: one sealed blob a record, replaced as the writing goes on.
//!
//! The chain head names them all: `BLAKE3(record(16) || BLAKE3(sealed draft)(32) || record ...)`, in
//! the order of the record ids. A draft that was replaced by an earlier seal, or deleted, is
//! noticed by that.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::error::StoreError;
use crate::vault::{Digest, RecordId};

/// The digest of each sealed draft that the chain head names, and how to undo what an open
/// transaction changed.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) digests: BTreeMap<RecordId, Digest>,
    undo: Vec<(RecordId, Option<Digest>)>,
}

impl Drafts {
    /// Reads the drafts that are there.
    pub(super) fn read(connection: &Connection) -> Result<Self, StoreError> {
        let mut digests = BTreeMap::new();
        each(connection, |record, sealed| {
            digests.insert(record, Digest::of(sealed));
        })?;
        Ok(Self { digests, undo: Vec::new() })
    }

    /// Notes a draft put in place of the one before.
    pub(super) fn put(&mut self, record: RecordId, sealed: &[u8]) {
        let before = self.digests.insert(record, Digest::of(sealed));
        self.undo.push((record, before));
    }

    /// Notes that a record has no draft any more.
    pub(super) fn remove(&mut self, record: RecordId) {
        if let Some(before) = self.digests.remove(&record) {
            self.undo.push((record, Some(before)));
        }
    }

    /// Returns whether the open transaction changed any.
    pub(super) fn are_changed(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Keeps what the transaction changed.
    pub(super) fn commit(&mut self) {
        self.undo.clear();
    }

    /// Takes back what the transaction changed.
    pub(super) fn roll_back(&mut self) {
        for (record, before) in self.undo.drain(..).rev() {
            match before {
                Some(digest) => drop(self.digests.insert(record, digest)),
                None => drop(self.digests.remove(&record)),
            }
        }
    }

    /// Returns the one digest by which the chain head names all drafts.
    pub(super) fn digest(&self) -> Digest {
        let mut bytes = Vec::with_capacity(self.digests.len() * 48);
        for (record, digest) in &self.digests {
            bytes.extend_from_slice(record.as_bytes());
            bytes.extend_from_slice(digest.as_bytes());
        }
        Digest::of(&bytes)
    }
}

/// Hands over every draft.
pub(super) fn each(
    connection: &Connection,
    mut take: impl FnMut(RecordId, &[u8]),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached("SELECT record, sealed FROM draft")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let record = RecordId::from_bytes(row.get(0)?);
        let sealed = row.get_ref(1)?.as_blob().map_err(|_| StoreError::Damaged)?;
        take(record, sealed);
    }
    Ok(())
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
