//! Runs of exercises.

use super::Reading;
use crate::exercises::{ExerciseId, Exercises};
use crate::forms::{self, Field};
use crate::sample::answer::answers;
use crate::sample::calendar::later;
use crate::sample::source::{AnsweredSource, RunSource, When};
use crate::sample::step::{Dated, SampleRun, SampleStep};

impl RunSource {
    pub(super) fn title(&self) -> String {
        format!("the run of {} on day {} at {}", self.exercise, self.day, self.at)
    }

    fn called(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.title())
    }
}

impl Reading<'_> {
    /// Reads a run, and what was said and asked afterwards.
    pub(super) fn run(&self, source: &RunSource) -> Result<Vec<Dated>, String> {
        let running = self.running(source)?;
        let (at, until) = (self.moment(source.day, &source.at)?, running.until);
        let mut steps = vec![Dated { at, step: SampleStep::Begin(Box::new(running)) }];
        for AnsweredSource { day, at, answer } in &source.followed {
            let (entry, answer) = (source.called(), answer.clone());
            let step = SampleStep::Follow { entry, card: None, answer };
            steps.push(Dated { at: self.after(until, *day, at)?, step });
        }
        if let Some(When { day, at }) = &source.asked {
            let step = SampleStep::Ask(source.called());
            steps.push(Dated { at: self.after(until, *day, at)?, step });
        }
        Ok(steps)
    }

    /// Reads what was answered; it is checked against the fields of all steps.
    fn running(&self, source: &RunSource) -> Result<SampleRun, String> {
        let id = ExerciseId(source.exercise.clone());
        let exercise = Exercises::shipped().get(&id);
        let exercise = exercise.ok_or_else(|| format!("there is no exercise `{}`", id.0))?;
        let fields: Vec<Field> = exercise.fields().map(|step| step.field.clone()).collect();
        let answers = answers(&fields, &source.answers, &self.context)?;
        forms::validate_fields(&fields, &answers).map_err(|error| error.to_string())?;
        let at = self.moment(source.day, &source.at)?;
        let beside = source.beside.as_ref().map(|name| self.context.known(name)).transpose()?;
        let last_step = exercise.steps.len().saturating_sub(1) as u32;
        Ok(SampleRun {
            name: source.called(),
            exercise: id,
            client: self.alias_if_any(source.client.as_ref())?,
            beside,
            answers,
            step: source.left.unwrap_or(last_step),
            left: source.left.is_some(),
            until: later(at, source.minutes.into()),
        })
    }
}
