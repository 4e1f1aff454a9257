//! Merging two aliases: all entries of the one move to the other.
//!
//! The first revision says of the one that goes what it turned out to be, and so takes it out of
//! every list. Its entries then move in chunks, a transaction each. Whatever interrupts that, the
//! next unlock finds the entries that are left and moves them too.
//!
//! Until the journal is locked, what moved is known and can move back in the same way. The alias
//! comes back with the last revision, so that an interrupted undo leaves the merge as it was.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::journal::catalog::{EntrySummary, LatestRevision, NamedRecord};
use crate::journal::record::{
    ClientMeta, Course, Draft, EntryMeta, Meta, Moment, Payload, Symbol, Thread, base_seq, to_json,
};
use crate::journal::unlocked::LastMerge;
use crate::journal::{Journal, JournalError};
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

/// Which way entries move.
#[derive(Clone, Copy)]
enum Way {
    /// To what each alias has become.
    Onward,
    /// From the one that an alias was merged into, back to it.
    Back { from: RecordId, into: RecordId },
}

impl Journal {
    /// Makes two aliases one and moves the first chunk of entries; [`Journal::continue_merge`] goes on.
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
        self.write_record(from, Payload::Client(gone.clone()), now)?;
        self.catalog.clients.insert(from, gone);
        self.catalog.note_merge(from, into);
        let (entries, owned) = (Vec::new(), Vec::new());
        self.last_merge = Some(LastMerge { from, into, entries, owned });
        self.continue_merge(now)
    }

    /// Moves the next chunk of entries of merged aliases.
    ///
    /// # Errors
    /// As [`Journal::merge_clients`].
    pub fn continue_merge(&mut self, now: Moment) -> Result<Merge, JournalError> {
        let all = self.catalog.newest_first().map(|(id, _)| id);
        let strays: Vec<RecordId> = all.filter(|id| self.moves(*id, Way::Onward)).collect();
        let chunk = &strays[..strays.len().min(CHUNK)];
        let theirs = |last: &LastMerge| {
            let back = Way::Back { from: last.into, into: last.from };
            chunk.iter().copied().filter(|id| self.moves(*id, back)).collect::<Vec<_>>()
        };
        let theirs = self.last_merge.as_ref().map(theirs).unwrap_or_default();
        if chunk.is_empty() {
            self.move_belongings(now)?;
        } else {
            self.move_entries(chunk, Way::Onward, now)?;
        }
        if let Some(last) = &mut self.last_merge {
            last.entries.extend(theirs);
        }
        Ok(step(chunk, &strays))
    }

    /// Moves the next chunk of what the last merge moved back; the step that finds none left
    /// brings the alias back.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] when nothing was merged since the journal was unlocked,
    /// [`JournalError::AliasTaken`] when another has the alias by now, [`JournalError::Store`]:
    /// the next unlock ends the merge again, as if this had not begun.
    pub fn continue_unmerge(&mut self, now: Moment) -> Result<Merge, JournalError> {
        let last = self.last_merge.as_ref().ok_or(JournalError::NoSuchRecord)?;
        let (from, back) = (last.from, Way::Back { from: last.from, into: last.into });
        let gone = self.catalog.clients.get(&from).ok_or(JournalError::NoSuchClient)?.clone();
        if self.alias_taken(&gone.alias, Some(from)) {
            return Err(JournalError::AliasTaken);
        }
        let moved = last.entries.iter().copied();
        let moved: Vec<RecordId> = moved.filter(|id| self.moves(*id, back)).collect();
        let chunk = &moved[..moved.len().min(CHUNK)];
        if chunk.is_empty() {
            self.return_belongings(now)?;
            let client = ClientMeta { merged: None, ..gone };
            self.write_record(from, Payload::Client(client.clone()), now)?;
            self.catalog.clients.insert(from, client);
            self.catalog.forget_merge(from);
            self.last_merge = None;
        } else {
            self.move_entries(chunk, back, now)?;
        }
        Ok(step(chunk, &moved))
    }

    /// Ends the merges that were interrupted.
    pub(crate) fn resume_merges(&mut self) -> Result<(), JournalError> {
        if self.catalog.clients.values().all(|client| client.merged.is_none()) {
            return Ok(());
        }
        let now = Moment::now();
        while self.continue_merge(now)?.moved > 0 {}
        Ok(())
    }

    fn move_entries(
        &mut self,
        chunk: &[RecordId],
        way: Way,
        now: Moment,
    ) -> Result<(), JournalError> {
        let moves = chunk.iter().map(|id| self.prepare_move(*id, way, now));
        let moves: Vec<Move> = moves.collect::<Result<_, _>>()?;
        let sealer = &self.sealer;
        let mut numbers = Vec::with_capacity(moves.len());
        self.store.transact(|tx| -> Result<(), JournalError> {
            for Move { id, latest, draft, .. } in &moves {
                let mut after = None;
                if let Some(meta) = latest.clone() {
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

    fn prepare_move(&self, id: RecordId, way: Way, now: Moment) -> Result<Move, JournalError> {
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let stray = state.latest.as_ref().filter(|at| self.is_stray(&at.summary, way));
        let latest = stray.map(|at| -> Result<Meta, JournalError> {
            let mut meta = self.moved(at.meta(), way);
            meta.revision += 1;
            let parent = Some(self.store.digest(at.seq)?);
            Ok(Meta {
                written: now,
                parent,
                body: at.summary.body(),
                payload: Payload::Entry(meta),
            })
        });
        let before = state.latest.as_ref().map(|at| at.seq.0);
        let draft = self.open_draft(id)?.map(|mut draft| {
            draft.input.head.client = draft.input.head.client.map(|id| self.led(id, way));
            MovingDraft { follows: draft.input.base == before, draft }
        });
        let shown = state.draft().map(|meta| self.moved(meta, way));
        Ok(Move { id, latest: latest.transpose()?, draft, shown })
    }

    fn note_move(&mut self, entry: Move, seq: Option<Seq>, now: Moment) {
        let Move { id, latest, shown, .. } = entry;
        if let (Some(Meta { body, payload: Payload::Entry(meta), .. }), Some(seq)) = (latest, seq) {
            self.catalog.put_revision(id, LatestRevision::of(seq, now, &meta, body));
        }
        if let Some(meta) = shown {
            self.catalog.put_draft(id, &meta);
        }
    }

    /// Gives the courses, threads and symbols of merged aliases to those that they became.
    fn move_belongings(&mut self, now: Moment) -> Result<(), JournalError> {
        let mut theirs = self.give::<Course>(Way::Onward, |_| true, now)?;
        theirs.extend(self.give::<Thread>(Way::Onward, |_| true, now)?);
        theirs.extend(self.give::<Symbol>(Way::Onward, |_| true, now)?);
        if let Some(last) = &mut self.last_merge {
            let of_last = theirs.into_iter().filter(|(_, client)| *client == last.from);
            last.owned.extend(of_last.map(|(id, _)| id));
        }
        Ok(())
    }

    /// Gives back what the last merge gave away.
    fn return_belongings(&mut self, now: Moment) -> Result<(), JournalError> {
        let Some(last) = &self.last_merge else { return Ok(()) };
        let back = Way::Back { from: last.from, into: last.into };
        let given = last.owned.clone();
        self.give::<Course>(back, |id| given.contains(&id), now)?;
        self.give::<Thread>(back, |id| given.contains(&id), now)?;
        self.give::<Symbol>(back, |id| given.contains(&id), now)?;
        Ok(())
    }

    /// Leads the clients of some records on; returns those that had another, with that one.
    fn give<T: OwnedByClient>(
        &mut self,
        way: Way,
        wanted: impl Fn(RecordId) -> bool,
        now: Moment,
    ) -> Result<Vec<(RecordId, RecordId)>, JournalError> {
        let mut given = Vec::new();
        for mut one in self.all_named::<T>() {
            let (Some(id), Some(client)) = (*one.parts().id, one.client()) else { continue };
            let led = self.led(client, way);
            if led != client && wanted(id) {
                one.give_to(led);
                self.put_named(id, &one, now)?;
                given.push((id, client));
            }
        }
        Ok(given)
    }

    /// Returns whose something is after the move.
    fn led(&self, client: RecordId, way: Way) -> RecordId {
        match way {
            Way::Onward => self.catalog.resolve(client),
            Way::Back { from, into } if client == into => from,
            Way::Back { .. } => client,
        }
    }

    /// Returns whether an entry, or its draft, has another client after the move.
    fn moves(&self, id: RecordId, way: Way) -> bool {
        self.catalog.entry(id).is_some_and(|state| {
            let latest = state.latest.as_ref().map(|latest| &latest.summary);
            latest.into_iter().chain([state.summary()]).any(|known| self.is_stray(known, way))
        })
    }

    fn is_stray(&self, known: &EntrySummary, way: Way) -> bool {
        known.client.is_some_and(|client| self.led(client, way) != client)
    }

    fn moved(&self, mut meta: EntryMeta, way: Way) -> EntryMeta {
        meta.head.client = meta.head.client.map(|client| self.led(client, way));
        meta
    }
}

/// Something named that can be a client's.
trait OwnedByClient: NamedRecord {
    fn client(&self) -> Option<RecordId>;
    fn give_to(&mut self, client: RecordId);
}

impl OwnedByClient for Course {
    fn client(&self) -> Option<RecordId> {
        Some(self.client)
    }

    fn give_to(&mut self, client: RecordId) {
        self.client = client;
    }
}

impl OwnedByClient for Thread {
    fn client(&self) -> Option<RecordId> {
        self.client
    }

    fn give_to(&mut self, client: RecordId) {
        self.client = Some(client);
    }
}

impl OwnedByClient for Symbol {
    fn client(&self) -> Option<RecordId> {
        self.client
    }

    fn give_to(&mut self, client: RecordId) {
        self.client = Some(client);
    }
}

fn step(chunk: &[RecordId], all: &[RecordId]) -> Merge {
    Merge { moved: chunk.len() as u32, left: (all.len() - chunk.len()) as u32 }
}

/// One entry on its way to another client.
struct Move {
    id: RecordId,
    /// The revision that moves it; none where only the draft does.
    latest: Option<Meta>,
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
