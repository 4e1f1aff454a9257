//! The journal under new keys, beside the old one: appended to, and compared with it.

use std::collections::{BTreeSet, HashMap};

use crate::exchange::ExchangeError;
use crate::journal::{Journal, JournalError, Meta, Plain, Sealer, open_draft};
use crate::store::{Row, Store};
use crate::vault::{Digest, RecordId, Seq};

/// The new store, with what its seals need to know of each other.
pub(super) struct ResealedCopy {
    pub(super) store: Store,
    pub(super) sealer: Sealer,
    /// Digests of the newest meta of each record, old and new.
    metas: HashMap<RecordId, (Digest, Digest)>,
    /// New digests of bodies, by the revision that carries them.
    bodies: HashMap<Seq, Digest>,
}

impl ResealedCopy {
    /// Starts with an empty store.
    pub(super) fn new(store: Store, sealer: Sealer) -> Self {
        Self { store, sealer, metas: HashMap::new(), bodies: HashMap::new() }
    }

    /// Returns the last revision that both have.
    pub(super) fn at(&self) -> Seq {
        self.store.chain_head().0
    }

    /// Seals rows of the old journal anew, in one transaction.
    pub(super) fn append(&mut self, old: &Sealer, rows: &[Row]) -> Result<(), ExchangeError> {
        let Self { store, sealer, metas, bodies } = self;
        store.transact(|tx| -> Result<(), ExchangeError> {
            for row in rows {
                let Some(sealed) = &row.meta else {
                    tx.append_erased(row.record, row.digest)?;
                    metas.insert(row.record, (row.digest, row.digest));
                    continue;
                };
                let (mut meta, body) = open(old, row, sealed)?;
                meta.parent = renewed(meta.parent, metas.get(&row.record));
                if let Some(at) = &mut meta.body {
                    // One of its own is named when it is sealed.
                    at.digest = bodies.get(&at.seq).copied().unwrap_or(at.digest);
                }
                let mut fresh = None;
                tx.append(row.record, |seq| {
                    let revision =
                        sealer.revision(row.record, seq, meta, body.as_deref().map(Vec::as_slice));
                    fresh = Some(Digest::of(&revision.meta));
                    if let Some(sealed) = &revision.body {
                        bodies.insert(seq, Digest::of(sealed));
                    }
                    revision
                })?;
                metas.insert(row.record, (row.digest, fresh.unwrap_or(row.digest)));
            }
            Ok(())
        })
    }

    /// Seals the drafts anew, in place of any that are there.
    pub(super) fn take_drafts(&mut self, journal: &Journal) -> Result<(), ExchangeError> {
        let drafts = journal.store().draft_records()?;
        let former = self.store.draft_records()?;
        let mut sealed = Vec::with_capacity(drafts.len());
        for record in drafts {
            let opened = open_draft(journal.store(), journal.sealer(), record);
            let (base, plain) = opened.map_err(damaged)?.ok_or(ExchangeError::Damaged(1))?;
            sealed.push((record, self.sealer.seal_draft(record, base, &plain)));
        }
        self.store.transact(|tx| {
            for record in former {
                tx.drop_draft(record)?;
            }
            for (record, sealed) in &sealed {
                tx.put_draft(*record, sealed)?;
            }
            Ok(())
        })
    }

    /// Opens the same rows of both and compares what they say.
    pub(super) fn compare(&self, old: &Sealer, ours: &[Row], theirs: &[Row]) -> Compared {
        if ours.len() != theirs.len() {
            return Err(ExchangeError::NotTheSame);
        }
        for (new, old_row) in ours.iter().zip(theirs) {
            if (new.seq, new.record) != (old_row.seq, old_row.record) {
                return Err(ExchangeError::NotTheSame);
            }
            match (&new.meta, &old_row.meta) {
                (Some(sealed), Some(old_sealed)) => {
                    let (meta, body) = open(&self.sealer, new, sealed)?;
                    let (old_meta, old_body) = open(old, old_row, old_sealed)?;
                    if !same(&meta, &old_meta) || body != old_body {
                        return Err(ExchangeError::NotTheSame);
                    }
                }
                // Erased before both, or since it was sealed anew: then it goes with all that was.
                (_, None) => {}
                (None, Some(_)) => return Err(ExchangeError::NotTheSame),
            }
        }
        Ok(())
    }

    /// Takes away what was erased in the old journal since it was sealed anew, as its tombstones
    /// say. Both must lack the same revisions from then on.
    pub(super) fn erase_what_was_erased(&mut self, journal: &Journal) -> Result<(), ExchangeError> {
        let (old, ours) = (journal.store().gaps()?, self.store.gaps()?);
        let ours: BTreeSet<_> = ours.into_iter().collect();
        let gone: Vec<_> = old.iter().filter(|gap| !ours.contains(gap)).collect();
        for (seq, record) in &gone {
            let erased = journal.erased().get(record);
            if !erased.is_some_and(|erased| erased.tombstone.seqs.contains(seq)) {
                return Err(ExchangeError::Damaged(1));
            }
        }
        self.store.transact(|tx| gone.iter().try_for_each(|(seq, _)| tx.erase(*seq)))?;
        if self.store.gaps()? == old { Ok(()) } else { Err(ExchangeError::NotTheSame) }
    }
}

type Compared = Result<(), ExchangeError>;

/// Opens a row; one that does not open has no copy.
fn open(sealer: &Sealer, row: &Row, sealed: &[u8]) -> Result<(Meta, Option<Plain>), ExchangeError> {
    if Digest::of(sealed) != row.digest {
        return Err(ExchangeError::Damaged(1));
    }
    let meta = sealer.open_meta(row.record, row.seq, sealed).map_err(damaged)?;
    let Some(at) = meta.body.filter(|at| at.seq == row.seq) else { return Ok((meta, None)) };
    let body = row.body.as_deref().ok_or(ExchangeError::Damaged(1))?;
    let body = sealer.open_body(row.record, at, body).map_err(damaged)?;
    Ok((meta, Some(body)))
}

/// What does not open is damaged, unless a newer version wrote it or SQLite cannot read it.
fn damaged(error: JournalError) -> ExchangeError {
    match error {
        JournalError::FromNewer | JournalError::Store(_) => ExchangeError::Journal(error),
        _ => ExchangeError::Damaged(1),
    }
}

/// Returns the new digest of the parent.
fn renewed(parent: Option<Digest>, newest: Option<&(Digest, Digest)>) -> Option<Digest> {
    match (parent, newest) {
        (Some(parent), Some((old, new))) if parent == *old => Some(*new),
        (parent, _) => parent,
    }
}

/// Compares all but the digests, which are of sealed bytes.
fn same(new: &Meta, old: &Meta) -> bool {
    new.written == old.written
        && new.payload == old.payload
        && new.body.map(|at| at.seq) == old.body.map(|at| at.seq)
        && new.parent.is_some() == old.parent.is_some()
}
