//! An audit opens every revision and draft of a store, in slices, and says what is not as it
//! should be.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use crate::journal::JournalError;
use crate::journal::record::{
    Meta, Moment, Payload, Sealer, open_draft, open_piece, piece_count, read_digests,
};
use crate::store::{Row, Store};
use crate::vault::{Digest, RecordId, Seq};

/// Revisions read at once.
const ROWS: u32 = 16;

/// A walk over all revisions, oldest first, then over the drafts and the pieces of attached files.
#[derive(Default)]
pub(crate) struct Audit {
    at: Seq,
    /// Drafts still to be opened; none before the last revision is reached.
    drafts: Option<Vec<RecordId>>,
    tally: AuditCounts,
    gaps: Vec<(RecordId, Seq)>,
    erased: HashMap<RecordId, BTreeSet<Seq>>,
    newest: HashMap<RecordId, Kind>,
    /// The attached files, with their lengths and the digests of their pieces.
    files: HashMap<RecordId, (u64, Vec<Digest>)>,
    /// The pieces still to be opened; none before the last draft is reached.
    pieces: Option<Vec<(RecordId, u32)>>,
}

/// What an audit counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AuditCounts {
    /// Revisions looked at.
    pub(crate) revisions: u64,
    /// Metas, bodies, drafts and pieces of files that opened.
    pub(crate) opened: u64,
    /// Metas and bodies that are there and do not open, or are not what the chain or meta names,
    /// drafts that do not open from any revision of their record, and pieces of files that are
    /// missing, do not open, are others, or belong to none.
    pub(crate) damaged: u64,
    /// Revisions of which something is missing and no tombstone says so.
    pub(crate) missing: u64,
    /// Revisions whose bytes were erased.
    pub(crate) erased: u64,
    /// Revisions that a newer version wrote.
    pub(crate) newer: u64,
    /// Entries.
    pub(crate) entries: u32,
    /// Clients.
    pub(crate) clients: u32,
    /// When the newest entry happened.
    pub(crate) newest: Option<Moment>,
}

/// What a record's newest revision is, as far as an audit counts it.
enum Kind {
    Entry(Moment),
    Client,
    Other,
}

impl AuditCounts {
    /// Returns whether everything is there and opens.
    pub(crate) fn is_whole(&self) -> bool {
        self.damaged == 0 && self.missing == 0
    }
}

impl Audit {
    /// Returns how many revisions it has looked at.
    pub(crate) fn done(&self) -> u64 {
        self.tally.revisions
    }

    /// Goes on for about as long as `slice`; returns whether the end is reached.
    pub(crate) fn step(
        &mut self,
        store: &Store,
        sealer: &Sealer,
        slice: Duration,
    ) -> Result<bool, JournalError> {
        let begun = Instant::now();
        loop {
            let went_on = self.open_revisions(store, sealer)?
                || self.open_one_draft(store, sealer)?
                || self.open_one_piece(store, sealer)?;
            if !went_on {
                return Ok(true);
            }
            if begun.elapsed() >= slice {
                return Ok(false);
            }
        }
    }

    /// Compares the gaps with the tombstones, and counts what there is.
    pub(crate) fn finish(mut self) -> AuditCounts {
        for (record, seq) in &self.gaps {
            let erased = self.erased.get(record).is_some_and(|seqs| seqs.contains(seq));
            *(if erased { &mut self.tally.erased } else { &mut self.tally.missing }) += 1;
        }
        for kind in self.newest.values() {
            match kind {
                Kind::Entry(happened) => {
                    self.tally.entries += 1;
                    self.tally.newest = self.tally.newest.max(Some(*happened));
                }
                Kind::Client => self.tally.clients += 1,
                Kind::Other => {}
            }
        }
        self.tally
    }

    /// Opens the next revisions; returns whether there were any.
    fn open_revisions(&mut self, store: &Store, sealer: &Sealer) -> Result<bool, JournalError> {
        let rows = store.rows_after(self.at, ROWS)?;
        for row in &rows {
            self.at = row.seq;
            self.look_at(row, sealer);
        }
        Ok(!rows.is_empty())
    }

    /// Opens the next draft; returns whether there was one left.
    fn open_one_draft(&mut self, store: &Store, sealer: &Sealer) -> Result<bool, JournalError> {
        let drafts = match &mut self.drafts {
            Some(drafts) => drafts,
            None => self.drafts.insert(store.draft_records()?),
        };
        let Some(record) = drafts.pop() else { return Ok(false) };
        match open_draft(store, sealer, record) {
            Ok(Some(_)) => self.tally.opened += 1,
            // It has been saved as a revision since, or was erased.
            Ok(None) => {}
            Err(_) => self.tally.damaged += 1,
        }
        Ok(true)
    }

    /// Opens the next piece of an attached file; returns whether there was one left.
    fn open_one_piece(&mut self, store: &Store, sealer: &Sealer) -> Result<bool, JournalError> {
        if self.pieces.is_none() {
            self.tally.damaged += self.pieces_of_none(store)?;
            let all = self.files.iter().flat_map(|(record, (size, _))| {
                (0..piece_count(*size)).map(|part| (*record, part))
            });
            self.pieces = Some(all.collect());
        }
        let Some((record, part)) = self.pieces.as_mut().and_then(Vec::pop) else {
            return Ok(false);
        };
        let Some((size, digests)) = self.files.get(&record) else { return Ok(true) };
        let opened = digests
            .get(part as usize)
            .map(|digest| open_piece(store, sealer, record, *size, part, digest));
        match opened {
            Some(Ok(_)) => self.tally.opened += 1,
            // A file that was erased since it was looked at has no pieces any more.
            _ if store.head(record)?.is_some_and(|head| head > self.at) => {}
            _ => self.tally.damaged += 1,
        }
        Ok(true)
    }

    /// Counts the pieces beyond those that the record of their file names.
    fn pieces_of_none(&self, store: &Store) -> Result<u64, JournalError> {
        let beyond = store.chunk_counts()?.into_iter().map(|(record, found)| {
            let named = self.files.get(&record).map_or(0, |(size, _)| piece_count(*size).into());
            found.saturating_sub(named)
        });
        Ok(beyond.sum())
    }

    fn look_at(&mut self, row: &Row, sealer: &Sealer) {
        self.tally.revisions += 1;
        let Some(sealed) = &row.meta else {
            self.gaps.push((row.record, row.seq));
            return;
        };
        if Digest::of(sealed) != row.digest {
            self.tally.damaged += 1;
            return;
        }
        match sealer.open_meta(row.record, row.seq, sealed) {
            Ok(meta) => {
                self.tally.opened += 1;
                self.look_at_body(row, &meta, sealer);
                self.note(row.record, meta);
            }
            Err(JournalError::FromNewer) => self.tally.newer += 1,
            Err(_) => self.tally.damaged += 1,
        }
    }

    /// Opens the body that a meta calls its own; one of an older revision was opened there.
    fn look_at_body(&mut self, row: &Row, meta: &Meta, sealer: &Sealer) {
        let Some(at) = meta.body.filter(|at| at.seq == row.seq) else { return };
        let Some(sealed) = &row.body else {
            self.gaps.push((row.record, row.seq));
            return;
        };
        match sealer.open_body(row.record, at, sealed) {
            Ok(plain) => {
                self.tally.opened += 1;
                if let Payload::Attachment(file) = &meta.payload {
                    match read_digests(&plain, file.size) {
                        Ok(digests) => drop(self.files.insert(row.record, (file.size, digests))),
                        Err(_) => self.tally.damaged += 1,
                    }
                }
            }
            Err(_) => self.tally.damaged += 1,
        }
    }

    fn note(&mut self, record: RecordId, meta: Meta) {
        let kind = match meta.payload {
            Payload::Entry(entry) => Kind::Entry(entry.head.happened),
            Payload::Client(_) => Kind::Client,
            Payload::Tombstone(tombstone) => {
                self.files.remove(&record);
                self.erased.entry(record).or_default().extend(tombstone.seqs);
                Kind::Other
            }
            _ => Kind::Other,
        };
        self.newest.insert(record, kind);
    }
}
