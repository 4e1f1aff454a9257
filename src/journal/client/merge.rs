//! Merging two aliases: all entries of the one move to the other.
//!
//! The first revision says of the one that goes what it turned out to be, and so takes it out of
//! every list. Its entries then move in chunks, a transaction each. Whatever interrupts that, the
//! next unlock finds the entries that are left and moves them too.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::journal::Journal;
use crate::journal::catalog::Settled;
use crate::journal::course::Course;
use crate::journal::entry::{Draft, base_seq, to_json};
use crate::journal::error::JournalError;
use crate::journal::head::Moment;
use crate::journal::known::Known;
use crate::journal::meta::{ClientMeta, EntryMeta, Meta, Noun};
use crate::journal::symbol::Symbol;
use crate::journal::thread::Thread;
use crate::vault::{RecordId, Seq};

/// Entries that move in one transaction.
const CHUNK: usize = 200;

/// How far a merge has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Merge {
    /// Entries that have moved in this step.
    pub moved: u32,
    /// Entries that are left; once a step moves none, the merge has ended.
    pub left: u32,
}

impl Journal {
    /// Makes two aliases one and moves the first chunk of entries; [`Journal::merge_some`] goes on.
    ///
    /// # Errors
    /// [`JournalError::NoSuchClient`], [`JournalError::SameRecord`], [`JournalError::Store`]: what
    /// has moved by then stays where it is, and the rest follows at the next unlock.
    pub fn merge_clients(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<Merge, JournalError> {
        if from == into {
            return Err(JournalError::SameRecord);
        }
        let gone = self.catalog.client(from).ok_or(JournalError::NoSuchClient)?;
        self.catalog.client(into).ok_or(JournalError::NoSuchClient)?;
        let gone = ClientMeta { merged: Some(into), ..gone.clone() };
        self.write_record(from, Noun::Client(gone.clone()), now)?;
        self.catalog.clients.insert(from, gone);
        self.catalog.note_merge(from, into);
        self.merge_some(now)
    }

    /// Moves the next chunk of entries of merged aliases.
    ///
    /// # Errors
    /// As [`Journal::merge_clients`].
    pub fn merge_some(&mut self, now: Moment) -> Result<Merge, JournalError> {
        let entries = self.catalog.newest_first().filter(|(_, state)| {
            let settled = state.settled.as_ref().is_some_and(|at| self.is_stray(&at.known));
            settled || self.is_stray(state.known())
        });
        let strays: Vec<RecordId> = entries.map(|(id, _)| id).collect();
        let chunk = &strays[..strays.len().min(CHUNK)];
        if chunk.is_empty() {
            self.move_belongings(now)?;
        } else {
            self.move_entries(chunk, now)?;
        }
        Ok(Merge { moved: chunk.len() as u32, left: (strays.len() - chunk.len()) as u32 })
    }

    /// Ends the merges that were interrupted.
    pub(crate) fn resume_merges(&mut self) -> Result<(), JournalError> {
        if self.catalog.clients.values().all(|client| client.merged.is_none()) {
            return Ok(());
        }
        let now = Moment::now();
        while self.merge_some(now)?.moved > 0 {}
        Ok(())
    }

    fn move_entries(&mut self, chunk: &[RecordId], now: Moment) -> Result<(), JournalError> {
        let moves: Vec<Move> =
            chunk.iter().map(|id| self.prepare_move(*id, now)).collect::<Result<_, _>>()?;
        let sealer = &self.sealer;
        let mut numbers = Vec::with_capacity(moves.len());
        self.store.transact(|tx| -> Result<(), JournalError> {
            for Move { id, settled, draft, .. } in &moves {
                let mut after = None;
                if let Some(meta) = settled.clone() {
                    after = Some(tx.append(*id, |seq| sealer.revision(*id, seq, meta, None))?);
                }
                if let Some(draft) = draft.as_ref().map(|draft| draft.going_on_from(after)) {
                    let plain = Zeroizing::new(to_json(&draft)?);
                    tx.put_draft(*id, &sealer.seal_draft(*id, base_seq(&draft.input), &plain))?;
                }
                numbers.push(after);
            }
            Ok(())
        })?;
        for (entry, seq) in moves.into_iter().zip(numbers) {
            self.note_move(entry, seq, now);
        }
        self.follow_entries(chunk.to_vec());
        Ok(())
    }

    fn prepare_move(&self, id: RecordId, now: Moment) -> Result<Move, JournalError> {
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let stray = state.settled.as_ref().filter(|at| self.is_stray(&at.known));
        let settled = stray.map(|at| -> Result<Meta, JournalError> {
            let mut meta = self.moved(at.meta());
            meta.revision += 1;
            let parent = Some(self.store.digest(at.seq)?);
            Ok(Meta { written: now, parent, body: at.known.body(), noun: Noun::Entry(meta) })
        });
        let before = state.settled.as_ref().map(|at| at.seq.0);
        let draft = self.open_draft(id)?.map(|mut draft| {
            draft.input.head.client = draft.input.head.client.map(|id| self.catalog.resolve(id));
            MovingDraft { follows: draft.input.base == before, draft }
        });
        let shown = state.draft().map(|meta| self.moved(meta));
        Ok(Move { id, settled: settled.transpose()?, draft, shown })
    }

    fn note_move(&mut self, entry: Move, seq: Option<Seq>, now: Moment) {
        let Move { id, settled, shown, .. } = entry;
        if let (Some(Meta { body, noun: Noun::Entry(meta), .. }), Some(seq)) = (settled, seq) {
            self.catalog.settle(id, Settled::of(seq, now, &meta, body));
        }
        if let Some(meta) = shown {
            self.catalog.put_draft(id, &meta);
        }
    }

    /// Gives the courses, threads and symbols of merged aliases to those that they became.
    fn move_belongings(&mut self, now: Moment) -> Result<(), JournalError> {
        for mut course in self.all_named::<Course>() {
            let client = self.catalog.resolve(course.client);
            if let Some(id) = course.id.filter(|_| client != course.client) {
                course.client = client;
                self.put_named(id, &course, now)?;
            }
        }
        for mut thread in self.all_named::<Thread>() {
            let client = thread.client.map(|id| self.catalog.resolve(id));
            if let Some(id) = thread.id.filter(|_| client != thread.client) {
                thread.client = client;
                self.put_named(id, &thread, now)?;
            }
        }
        for mut symbol in self.all_named::<Symbol>() {
            let client = symbol.client.map(|id| self.catalog.resolve(id));
            if let Some(id) = symbol.id.filter(|_| client != symbol.client) {
                symbol.client = client;
                self.put_named(id, &symbol, now)?;
            }
        }
        Ok(())
    }

    fn is_stray(&self, known: &Known) -> bool {
        known.client.is_some_and(|client| self.catalog.resolve(client) != client)
    }

    fn moved(&self, mut meta: EntryMeta) -> EntryMeta {
        meta.head.client = meta.head.client.map(|client| self.catalog.resolve(client));
        meta
    }
}

/// One entry on its way to another client.
struct Move {
    id: RecordId,
    /// The revision that moves it; none where only the draft does.
    settled: Option<Meta>,
    draft: Option<MovingDraft>,
    /// What lists show of the draft.
    shown: Option<EntryMeta>,
}

/// A draft that moves with its entry.
struct MovingDraft {
    draft: Draft,
    /// Whether it was begun from the newest revision; another one stays beside it.
    follows: bool,
}

impl MovingDraft {
    /// Returns the draft as it goes on from the revision that moved the entry.
    fn going_on_from(&self, seq: Option<Seq>) -> Draft {
        let mut draft = self.draft.clone();
        if let Some(seq) = seq.filter(|_| self.follows) {
            draft.input.base = Some(seq.0);
        }
        draft
    }
}
