//! A run of an exercise: begun, saved as a draft while one writes, and as a revision whenever it is left.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::wire::{Run, RunInput, RunSaved};
use crate::exercises::{ExerciseId, Exercises};
use crate::forms::{Answer, Answers, is_empty};
use crate::journal::catalog::RunState;
use crate::journal::record::{Moment, Payload, RunMeta, from_json, to_json};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// The sealed body of a run and its draft, as JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunBody {
    pub(super) step: u32,
    pub(super) answers: Answers,
    /// When it was saved, in a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<Moment>,
}

impl Journal {
    /// Begins a run, about a client or beside an entry if they are given.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for an exercise that is not known;
    /// [`JournalError::Store`] when it could not be written.
    pub fn start_run(
        &mut self,
        exercise: &ExerciseId,
        client: Option<RecordId>,
        beside: Option<RecordId>,
        now: Moment,
    ) -> Result<Run, JournalError> {
        let known = Exercises::shipped().get(exercise).ok_or(JournalError::NoSuchRecord)?;
        let of_entry = beside.and_then(|id| self.catalog.entry(id));
        let client = client.or_else(|| of_entry.and_then(|state| state.summary().client));
        let meta = RunMeta {
            exercise: exercise.clone(),
            version: known.version,
            begun: now,
            step: 0,
            finished: None,
            entry: RecordId::make(),
            client,
            beside,
            aside: None,
        };
        let id = RecordId::make();
        self.write_run(id, meta, &RunBody::default(), now)?;
        self.open_run(id)
    }

    /// Opens a run with its answers, also those of a draft that never became a revision.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`]; [`JournalError::Sealed`] when its body is damaged.
    pub fn open_run(&self, id: RecordId) -> Result<Run, JournalError> {
        let state = self.catalog.runs.get(&id).ok_or(JournalError::NoSuchRecord)?;
        let RunBody { step, answers, .. } = self.run_body(id)?;
        Ok(Run { step, answers, ..listed(id, state) })
    }

    /// Saves what is on the screen as a sealed draft; returns once the commit has.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::Closed`] for a finished run,
    /// [`JournalError::Store`]: what was saved before is still there.
    pub fn save_run(&mut self, input: RunInput, now: Moment) -> Result<RunSaved, JournalError> {
        self.unfinished(input.id)?;
        let (id, base) = (input.id, self.run_base(input.id));
        let plain = Zeroizing::new(Self::run_draft(input, now)?);
        let sealed = self.sealer.seal_draft(id, base, &plain);
        self.store.transact(|tx| tx.put_draft(id, &sealed))?;
        self.discard_unsaved(id);
        Ok(RunSaved { at: now })
    }

    /// Saves a run as it is; it can be resumed at any time.
    ///
    /// # Errors
    /// As [`Journal::save_run`].
    pub fn pause_run(&mut self, input: RunInput, now: Moment) -> Result<RunSaved, JournalError> {
        let mut meta = self.unfinished(input.id)?.clone();
        meta.step = input.step;
        meta.aside = None;
        let body = RunBody { step: input.step, answers: said(input.answers), at: None };
        self.write_run(input.id, meta, &body, now)?;
        Ok(RunSaved { at: now })
    }

    /// Puts an unfinished run aside, or takes it up again; nothing of it is lost.
    ///
    /// # Errors
    /// As [`Journal::save_run`].
    pub fn set_run_aside(
        &mut self,
        id: RecordId,
        aside: bool,
        now: Moment,
    ) -> Result<Run, JournalError> {
        let mut meta = self.unfinished(id)?.clone();
        let body = RunBody { at: None, ..self.run_body(id)? };
        meta.step = body.step;
        meta.aside = aside.then_some(now);
        self.write_run(id, meta, &body, now)?;
        self.open_run(id)
    }

    /// Saves the draft that an earlier program left of a run; says whether the record is one.
    pub(crate) fn save_leftover_run(&mut self, id: RecordId) -> Result<bool, JournalError> {
        let Some(state) = self.catalog.runs.get(&id) else { return Ok(false) };
        let mut meta = state.meta.clone();
        match self.run_body(id) {
            Ok(body) if meta.finished.is_none() => {
                meta.step = body.step;
                let saved = body.at.unwrap_or(meta.begun);
                let body = RunBody { answers: said(body.answers), at: None, ..body };
                self.write_run(id, meta, &body, saved)?;
            }
            Ok(_) => self.store.transact(|tx| tx.drop_draft(id))?,
            Err(JournalError::Store(error)) => return Err(error.into()),
            Err(_) => self.unreadable += 1,
        }
        Ok(true)
    }

    /// Writes a revision of a run, which also ends its draft.
    pub(super) fn write_run(
        &mut self,
        id: RecordId,
        meta: RunMeta,
        body: &RunBody,
        now: Moment,
    ) -> Result<(), JournalError> {
        let bytes = Zeroizing::new(to_json(body)?);
        let at = self.write_with_body(id, Payload::ExerciseRun(meta.clone()), &bytes, now)?;
        self.discard_unsaved(id);
        self.catalog.runs.insert(id, RunState { meta, body: Some(at) });
        Ok(())
    }

    /// Opens a run's draft, or else its newest body.
    pub(super) fn run_body(&self, id: RecordId) -> Result<RunBody, JournalError> {
        let state = self.catalog.runs.get(&id).ok_or(JournalError::NoSuchRecord)?;
        if let Some(sealed) = self.sealed_draft(id)? {
            let base = self.run_base(id);
            return from_json(&self.sealer.open_draft(id, base, &sealed)?);
        }
        match state.body {
            Some(at) => from_json(&self.open_body(id, at)?),
            None => Ok(RunBody::default()),
        }
    }

    /// Returns the revision that a run's draft is bound to: its newest.
    pub(crate) fn run_base(&self, id: RecordId) -> Seq {
        let body = self.catalog.runs.get(&id).and_then(|state| state.body);
        body.map_or(Seq(0), |body| body.seq)
    }

    /// Encodes what is on the screen as a draft.
    pub(crate) fn run_draft(input: RunInput, now: Moment) -> Result<Vec<u8>, JournalError> {
        to_json(&RunBody { step: input.step, answers: input.answers, at: Some(now) })
    }

    pub(super) fn unfinished(&self, id: RecordId) -> Result<&RunMeta, JournalError> {
        let state = self.catalog.runs.get(&id).ok_or(JournalError::NoSuchRecord)?;
        if state.meta.finished.is_some() { Err(JournalError::Closed) } else { Ok(&state.meta) }
    }
}

/// Shows a run as lists do, without its answers.
pub(crate) fn listed(id: RecordId, state: &RunState) -> Run {
    let meta = &state.meta;
    Run {
        id,
        exercise: meta.exercise.clone(),
        begun: meta.begun,
        step: meta.step,
        finished: meta.finished,
        aside: meta.aside.is_some(),
        client: meta.client,
        entry: meta.finished.map(|_| meta.entry),
        answers: Answers::new(),
    }
}

/// Takes the answers without those that say nothing.
pub(crate) fn said(answers: Answers) -> Answers {
    answers.into_iter().filter(|(_, answer): &(String, Answer)| !is_empty(answer)).collect()
}
