//! Finishing a run: its answers land as an entry, and what it creates is made.

use super::run::{RunAsk, RunBody, RunMeta, said};
use super::wire::{Ask, Finished, RunInput};
use crate::exercises::{Creation, Exercise, Exercises, creations, land};
use crate::forms::Answers;
use crate::journal::Journal;
use crate::journal::entry::inherited;
use crate::journal::error::JournalError;
use crate::journal::head::{Basket, Head, Moment};
use crate::journal::wire::{EntryInput, Row};
use crate::vault::RecordId;

impl Journal {
    /// Finishes a run: settles an entry in the journal that the exercise names, then the run.
    ///
    /// An entry is made only if something was written. Finishing again after a crash between the
    /// two makes no second entry.
    ///
    /// # Errors
    /// As [`Journal::leave_run`] and [`Journal::settle_entry`]; the run is then still unfinished
    /// and keeps everything.
    pub fn finish_run(&mut self, input: RunInput, now: Moment) -> Result<Finished, JournalError> {
        let RunInput { id, step, answers } = input;
        let mut meta = self.unfinished(id)?.clone();
        let body = RunBody { step, answers: said(answers), at: None };
        self.write_run(id, RunMeta { step, ..meta.clone() }, &body, now)?;
        let exercise =
            Exercises::shipped().get(&meta.exercise).ok_or(JournalError::NoSuchRecord)?;
        let created = creations(exercise, &body.answers, now.date());
        let row = if body.answers.is_empty() {
            None
        } else {
            Some(self.land_run(exercise, &meta, &body.answers, &created, now)?)
        };
        meta.step = step;
        meta.finished = Some(now);
        meta.aside = None;
        meta.asks = created.into_iter().filter_map(ask).collect();
        self.write_run(id, meta, &body, now)?;
        let mut run = self.open_run(id)?;
        run.entry = row.as_ref().map(|row| row.id);
        Ok(Finished { run, row })
    }

    /// Marks what an exercise asked as answered; the words of the answer belong in an entry.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`]; [`JournalError::Store`] when it could not be written.
    pub fn answer_ask(
        &mut self,
        run: RecordId,
        ask: &str,
        now: Moment,
    ) -> Result<(), JournalError> {
        let state = self.catalog.runs.get(&run).ok_or(JournalError::NoSuchRecord)?;
        let mut meta = state.meta.clone();
        let asked = meta.asks.iter_mut().find(|open| open.ask == ask && open.answered.is_none());
        asked.ok_or(JournalError::NoSuchRecord)?.answered = Some(now);
        let body = self.run_body(run)?;
        self.write_run(run, meta, &body, now)
    }

    /// Returns what exercises ask later, soonest first.
    pub(super) fn asks(&self, now: Moment) -> Vec<Ask> {
        let today = now.date().to_string();
        let mut asks: Vec<Ask> = Vec::new();
        for (id, state) in &self.catalog.runs {
            let open = state.meta.asks.iter().filter(|ask| ask.answered.is_none());
            asks.extend(open.map(|open| Ask {
                run: *id,
                entry: self.catalog.entry(state.meta.entry).map(|_| state.meta.entry),
                ask: open.ask.clone(),
                on: open.on.clone(),
                due: match &open.on {
                    Some(day) => *day <= today,
                    None => self.has_met_since(&state.meta, now),
                },
            }));
        }
        asks.sort_by(|a, b| (!a.due, &a.on).cmp(&(!b.due, &b.on)));
        asks
    }

    /// Whether the client has had a session on a later day than the run was finished on.
    fn has_met_since(&self, meta: &RunMeta, now: Moment) -> bool {
        let Some(finished) = meta.finished else { return false };
        let Some(client) = meta.client else { return finished.date() < now.date() };
        self.catalog.newest_first().any(|(_, state)| {
            let head = &state.shown().head;
            head.client == Some(client)
                && head.session.is_some()
                && head.happened.date() > finished.date()
        })
    }

    fn land_run(
        &mut self,
        exercise: &Exercise,
        meta: &RunMeta,
        answers: &Answers,
        created: &[Creation],
        now: Moment,
    ) -> Result<Row, JournalError> {
        let form = self.current_form(&exercise.lands)?;
        let landed = land(exercise, &form, answers);
        let settled = self.catalog.entry(meta.entry).and_then(|state| state.settled.as_ref());
        let input = EntryInput {
            id: meta.entry,
            form: form.id.clone(),
            form_version: form.version,
            head: self.landing_head(meta, created, now),
            answers: landed,
            base: settled.map(|settled| settled.seq.0),
        };
        Ok(self.settle_entry(&input, now)?.row)
    }

    /// The head of the entry: what stands beside it lends client, session, phase and time.
    fn landing_head(&self, meta: &RunMeta, created: &[Creation], now: Moment) -> Head {
        let beside = meta.beside.and_then(|id| self.catalog.entry(id));
        let mut head = match beside {
            Some(state) => inherited(&state.shown().head),
            None => Head { client: meta.client, ..Head::at(now) },
        };
        head.basket = created.iter().find_map(|made| match made {
            Creation::Basket { question } => {
                Some(Basket { question: question.clone(), asked: false })
            }
            Creation::FollowUp { .. } => None,
        });
        head
    }
}

fn ask(created: Creation) -> Option<RunAsk> {
    match created {
        Creation::FollowUp { ask, on } => {
            Some(RunAsk { ask, on: on.map(|day| day.to_string()), answered: None })
        }
        Creation::Basket { .. } => None,
    }
}
