//! The one way of writing: a transaction that ends in a full sync, or changes nothing.

use rusqlite::{Connection, params};

use super::Store;
use super::chain::ChainState;
use super::draft::{self, Drafts};
use super::error::StoreError;
use crate::vault::{ChainKey, Digest, RecordId, Seq, Slot};

/// What one revision adds: its sealed meta, and a sealed body if it has text of its own.
pub struct SealedRevision {
    /// The sealed meta.
    pub meta: Vec<u8>,
    /// The sealed body.
    pub body: Option<Vec<u8>>,
}

/// An open transaction.
pub struct Transaction<'a> {
    connection: &'a Connection,
    chain_key: &'a ChainKey,
    state: ChainState,
    slots: Option<Vec<Slot>>,
    drafts: &'a mut Drafts,
}

impl Store {
    /// Runs `write` in one transaction and returns once its commit is on disk.
    ///
    /// # Errors
    /// Whatever `write` returns, or [`StoreError`] from the commit: nothing has changed then.
    /// [`StoreError::Replaced`] when the commit went into a file that is no longer the journal's.
    pub fn transact<T, E: From<StoreError>>(
        &mut self,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.check_files()?;
        begin(&self.connection)?;
        let mut transaction = Transaction {
            connection: &self.connection,
            chain_key: &self.chain_key,
            state: self.state,
            slots: None,
            drafts: &mut self.drafts,
        };
        let written = write(&mut transaction);
        let (mut state, slots) = (transaction.state, transaction.slots);
        // The first journals did not name their drafts; the next head does.
        if self.drafts.are_changed() || (state != self.state && state.drafts_named.is_none()) {
            state.drafts_named = Some(self.drafts.digest());
        }
        let committed = written.and_then(|value| {
            self.write_head(&state)?;
            commit(&self.connection)?;
            Ok(value)
        });
        if committed.is_err() {
            // A failed COMMIT may have rolled back already; then there is nothing left to undo.
            let _ = self.connection.execute_batch("ROLLBACK");
            self.drafts.roll_back();
            return committed;
        }
        self.drafts.commit();
        self.state = state;
        if let Some(slots) = slots {
            self.slots = slots;
        }
        self.check_files()?;
        committed
    }

    fn write_head(&self, state: &ChainState) -> Result<(), StoreError> {
        if *state == self.state {
            return Ok(());
        }
        let sealed = state.seal(&self.head_key, self.journal);
        let mut statement = self.connection.prepare_cached("UPDATE journal SET head = ?1")?;
        statement.execute([sealed])?;
        Ok(())
    }
}

impl Transaction<'_> {
    /// Appends a revision; `seal` gets the number that it will have.
    ///
    /// # Errors
    /// [`StoreError`]: the transaction is then rolled back.
    pub fn append(
        &mut self,
        record: RecordId,
        seal: impl FnOnce(Seq) -> SealedRevision,
    ) -> Result<Seq, StoreError> {
        let SealedRevision { meta, body } = seal(self.state.count.next());
        let seq = self.link(record, Digest::of(&meta))?;
        let at = seq.0 as i64;
        // A row that no link names, put there by someone else, is written over.
        self.run("INSERT OR REPLACE INTO meta (seq, sealed) VALUES (?1, ?2)", params![at, meta])?;
        if let Some(body) = body {
            let sql = "INSERT OR REPLACE INTO body (seq, sealed) VALUES (?1, ?2)";
            self.run(sql, params![at, body])?;
        }
        Ok(seq)
    }

    /// Stores a record's draft, in place of the one before.
    ///
    /// # Errors
    /// [`StoreError`]: the draft before stays.
    pub fn put_draft(&mut self, record: RecordId, sealed: &[u8]) -> Result<(), StoreError> {
        self.state.drafts = self.state.drafts.saturating_add(1);
        self.drafts.put(record, sealed);
        draft::put(self.connection, record, sealed)
    }

    /// Deletes a record's draft, if it has one.
    ///
    /// # Errors
    /// [`StoreError`]: the draft stays.
    pub fn drop_draft(&mut self, record: RecordId) -> Result<(), StoreError> {
        self.drafts.remove(record);
        self.run("DELETE FROM draft WHERE record = ?1", params![record.as_bytes()])
    }

    /// Replaces all slots; the chain head names the new ones from then on.
    ///
    /// # Errors
    /// [`StoreError`]: the old ones stay.
    pub fn replace_slots(&mut self, slots: &[Slot]) -> Result<(), StoreError> {
        self.run("DELETE FROM slot", params![])?;
        for slot in slots {
            self.run("INSERT INTO slot (bytes) VALUES (?1)", params![slot.bytes])?;
        }
        self.state.slots = Slot::digest_all(slots);
        self.slots = Some(slots.to_vec());
        Ok(())
    }

    /// Puts a digest at the end of the chain, as the newest revision of its record.
    pub(super) fn link(&mut self, record: RecordId, digest: Digest) -> Result<Seq, StoreError> {
        let seq = self.state.count.next();
        let link = self.chain_key.link(&self.state.link, seq, record, &digest);
        let at = seq.0 as i64;
        self.run(
            "INSERT INTO chain (seq, record, digest, link) VALUES (?1, ?2, ?3, ?4)",
            params![at, record.as_bytes(), digest.as_bytes(), link.as_bytes()],
        )?;
        self.run(
            "INSERT INTO head (record, seq) VALUES (?1, ?2)
             ON CONFLICT (record) DO UPDATE SET seq = excluded.seq",
            params![record.as_bytes(), at],
        )?;
        self.state.count = seq;
        self.state.link = link;
        Ok(seq)
    }

    pub(super) fn run(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

fn begin(connection: &Connection) -> Result<(), StoreError> {
    #[cfg(feature = "testing")]
    if super::Hooks::here().acknowledges_early && !connection.is_autocommit() {
        connection.execute_batch("COMMIT")?;
    }
    Ok(connection.execute_batch("BEGIN IMMEDIATE")?)
}

fn commit(connection: &Connection) -> Result<(), StoreError> {
    #[cfg(feature = "testing")]
    if super::Hooks::here().acknowledges_early {
        return Ok(());
    }
    Ok(connection.execute_batch("COMMIT")?)
}
