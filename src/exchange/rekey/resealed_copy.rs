//! The journal under new keys, beside the old one: appended to, and compared with it.

use std::collections::{BTreeSet, HashMap};

use crate::exchange::ExchangeError;
use crate::journal::{
    Journal, JournalError, Meta, Payload, Plain, Sealer, join_digests, open_draft,
    open_piece as open_file_piece, piece_len, read_digests,
};
use crate::store::{Row, Store};
use crate::vault::{Digest, RecordId, Seq};

/// How many pieces of a file are sealed or compared in one go: 1 MiB.
const PIECES: usize = 4;

/// The new store, with what its seals need to know of each other.
pub(super) struct ResealedCopy {
    pub(super) store: Store,
    pub(super) sealer: Sealer,
    /// Digests of the newest meta of each record, old and new.
    metas: HashMap<RecordId, (Digest, Digest)>,
    /// New digests of bodies, by the revision that carries them.
    bodies: HashMap<Seq, Digest>,
    /// New digests of the pieces of attached files, as far as they are sealed anew.
    files: HashMap<RecordId, Vec<Digest>>,
    /// How many pieces of each file have been compared.
    compared: HashMap<RecordId, u32>,
}

impl ResealedCopy {
    /// Starts with an empty store.
    pub(super) fn new(store: Store, sealer: Sealer) -> Self {
        Self {
            store,
            sealer,
            metas: HashMap::new(),
            bodies: HashMap::new(),
            files: HashMap::new(),
            compared: HashMap::new(),
        }
    }

    /// Returns the last revision that both have.
    pub(super) fn at(&self) -> Seq {
        self.store.chain_head().0
    }

    /// Seals some pieces of an attached file anew, which go before its record; returns whether
    /// there were any left.
    pub(super) fn take_pieces(
        &mut self,
        journal: &Journal,
        row: &Row,
    ) -> Result<bool, ExchangeError> {
        let Some((size, digests)) = file_of(journal.sealer(), row)? else { return Ok(false) };
        let new = self.files.entry(row.record).or_default();
        let mut sealed = Vec::with_capacity(PIECES);
        for (part, digest) in digests.iter().enumerate().skip(new.len()).take(PIECES) {
            let (store, sealer, part) = (journal.store(), journal.sealer(), part as u32);
            let piece = open_file_piece(store, sealer, row.record, size, part, digest);
            let mut piece = piece.map_err(damaged)?;
            // The zeros after the content are sealed with it.
            piece.resize(piece_len(size, part).0, 0);
            sealed.push((part, self.sealer.seal_chunk(row.record, part, &piece)));
        }
        self.store.transact(|tx| {
            sealed.iter().try_for_each(|(part, chunk)| tx.put_chunk(row.record, *part, chunk))
        })?;
        new.extend(sealed.iter().map(|(_, chunk)| Digest::of(chunk)));
        Ok(!sealed.is_empty())
    }

    /// Compares some pieces of an attached file; returns whether there were any left.
    pub(super) fn compare_pieces(
        &mut self,
        journal: &Journal,
        row: &Row,
    ) -> Result<bool, ExchangeError> {
        let Some((size, digests)) = file_of(journal.sealer(), row)? else { return Ok(false) };
        let new = self.files.get(&row.record).ok_or(ExchangeError::NotTheSame)?;
        let done = self.compared.entry(row.record).or_default();
        let from = *done as usize;
        let both = digests.iter().zip(new).skip(from).take(PIECES);
        for (old, new) in both {
            let (id, part) = (row.record, *done);
            let theirs = open_file_piece(journal.store(), journal.sealer(), id, size, part, old);
            let ours = open_file_piece(&self.store, &self.sealer, id, size, part, new);
            if theirs.map_err(damaged)? != ours.map_err(damaged)? {
                return Err(ExchangeError::NotTheSame);
            }
            *done += 1;
        }
        Ok(*done as usize > from)
    }

    /// Seals rows of the old journal anew, in one transaction.
    pub(super) fn append(&mut self, old: &Sealer, rows: &[Row]) -> Result<(), ExchangeError> {
        let Self { store, sealer, metas, bodies, files, .. } = self;
        store.transact(|tx| -> Result<(), ExchangeError> {
            for row in rows {
                let Some(sealed) = &row.meta else {
                    tx.append_erased(row.record, row.digest)?;
                    metas.insert(row.record, (row.digest, row.digest));
                    continue;
                };
                let (mut meta, mut body) = open(old, row, sealed)?;
                if let (Payload::Attachment(_), Some(body)) = (&meta.payload, &mut body) {
                    let digests = files.get(&row.record).map(Vec::as_slice).unwrap_or_default();
                    *body = Plain::new(join_digests(digests));
                }
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
                    // The body of a file is the digests of its pieces, which are compared apart.
                    let is_file = matches!(old_meta.payload, Payload::Attachment(_));
                    let len = |body: &Option<Plain>| body.as_ref().map(|body| body.len());
                    let same_body =
                        if is_file { len(&body) == len(&old_body) } else { body == old_body };
                    if !same(&meta, &old_meta) || !same_body {
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
        let records = journal.erased().keys();
        self.store.transact(|tx| {
            gone.iter().try_for_each(|(seq, _)| tx.erase(*seq))?;
            // Of a file that was erased in the middle of it, only pieces may be here.
            records.into_iter().try_for_each(|record| tx.erase_chunks(*record))
        })?;
        if self.store.gaps()? == old { Ok(()) } else { Err(ExchangeError::NotTheSame) }
    }
}

/// Returns the length of an attached file and the digests of its pieces, for the row that brought
/// it; none for any other.
fn file_of(sealer: &Sealer, row: &Row) -> Result<Option<(u64, Vec<Digest>)>, ExchangeError> {
    let Some(sealed) = &row.meta else { return Ok(None) };
    let (meta, body) = open(sealer, row, sealed)?;
    let (Payload::Attachment(file), Some(body)) = (meta.payload, body) else { return Ok(None) };
    let digests = read_digests(&body, file.size).map_err(|error| damaged(error.into()))?;
    Ok(Some((file.size, digests)))
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
