//! Finishes a run: makes an entry of its answers, and the records that the exercise creates.

use chrono::NaiveDate;

use super::run::{RunBody, said};
use super::wire::{Finished, RunInput};
use crate::exercises::{Creation, Exercise, Exercises, creations, entry_answers};
use crate::forms::Answers;
use crate::journal::catalog::EntryRow;
use crate::journal::entry::inherited;
use crate::journal::record::{Basket, Due, EntryInput, FollowUp, Head, Moment, RunMeta};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Finishes a run: saves an entry in the journal that the exercise names, then the run.
    ///
    /// An entry is made only if something was written. Finishing again after a crash between the
    /// two makes no second entry.
    ///
    /// # Errors
    /// As [`Journal::pause_run`] and [`Journal::save_revision`]; the run is then still unfinished
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
            Some(self.create_entry_of_run(exercise, &meta, &body.answers, &created, now)?)
        };
        meta.step = step;
        meta.finished = Some(now);
        meta.aside = None;
        self.write_run(id, meta, &body, now)?;
        let mut run = self.open_run(id)?;
        run.entry = row.as_ref().map(|row| row.id);
        Ok(Finished { run, row })
    }

    fn create_entry_of_run(
        &mut self,
        exercise: &Exercise,
        meta: &RunMeta,
        answers: &Answers,
        created: &[Creation],
        now: Moment,
    ) -> Result<EntryRow, JournalError> {
        let form = self.current_form(&exercise.form)?;
        let outcome = entry_answers(exercise, &form, answers);
        let latest = self.catalog.entry(meta.entry).and_then(|state| state.latest.as_ref());
        let input = EntryInput {
            id: meta.entry,
            form: form.id.clone(),
            form_version: form.version,
            head: Head {
                mine_alone_fields: form.mine_alone_fields(),
                ..self.entry_head(meta, created, now)
            },
            answers: outcome,
            base: latest.map(|latest| latest.seq.0),
        };
        let row = self.save_revision(&input, now)?.row;
        for made in created {
            match made {
                Creation::FollowUp { ask, on } => self.ask_later(meta.entry, ask, *on, now)?,
                Creation::PieceCard => self.update_pieces(meta.entry, &input.answers, now)?,
                Creation::Basket { .. } => {}
            }
        }
        Ok(row)
    }

    /// Sets a card once, also when a run is finished again after a crash.
    fn ask_later(
        &mut self,
        entry: RecordId,
        ask: &str,
        on: Option<NaiveDate>,
        now: Moment,
    ) -> Result<(), JournalError> {
        if self.follow_ups_of(entry, now).iter().any(|card| card.follow_up.question == ask) {
            return Ok(());
        }
        let due = on.map_or(Due::NextSession, |day| Due::On(day.to_string()));
        let question = ask.to_owned();
        let card = FollowUp { question, ..FollowUp::on(entry, due) };
        self.set_follow_up(card, now).map(drop)
    }

    /// The head of the entry: what stands beside it lends client, session, phase and time.
    fn entry_head(&self, meta: &RunMeta, created: &[Creation], now: Moment) -> Head {
        let beside = meta.beside.and_then(|id| self.catalog.entry(id));
        let mut head = match beside {
            Some(state) => inherited(&state.shown().head),
            None => Head { client: meta.client, ..Head::at(now) },
        };
        head.basket = created.iter().find_map(|made| match made {
            Creation::Basket { question } => {
                Some(Basket { question: question.clone(), asked: false })
            }
            Creation::FollowUp { .. } | Creation::PieceCard => None,
        });
        head
    }
}
