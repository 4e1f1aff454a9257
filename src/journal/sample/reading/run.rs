//! Runs of exercises.

use super::Reading;
use crate::exercises::{ExerciseId, Exercises};
use crate::forms::{self, Field};
use crate::journal::sample::answer::answers;
use crate::journal::sample::calendar::later;
use crate::journal::sample::deed::{Dated, Deed, Running};
use crate::journal::sample::source::RunSource;

impl RunSource {
    pub(super) fn title(&self) -> String {
        format!("the run of {} on day {} at {}", self.exercise, self.day, self.at)
    }
}

impl Reading<'_> {
    /// Reads a run; its answers are checked against the fields of all steps.
    pub(super) fn run(&self, source: &RunSource) -> Result<Dated, String> {
        let id = ExerciseId(source.exercise.clone());
        let exercise = Exercises::shipped().get(&id);
        let exercise = exercise.ok_or_else(|| format!("there is no exercise `{}`", id.0))?;
        let fields: Vec<Field> = exercise.fields().map(|step| step.field.clone()).collect();
        let answers = answers(&fields, &source.answers, &self.context)?;
        forms::validate_fields(&fields, &answers).map_err(|error| error.to_string())?;
        let at = self.moment(source.day, &source.at)?;
        let beside = source.beside.as_ref().map(|name| self.context.known(name)).transpose()?;
        let last_step = exercise.steps.len().saturating_sub(1) as u32;
        let running = Running {
            exercise: id,
            client: self.alias_if_any(source.client.as_ref())?,
            beside,
            answers,
            step: source.left.unwrap_or(last_step),
            left: source.left.is_some(),
            until: later(at, source.minutes.into()),
        };
        Ok(Dated { at, deed: Deed::Begin(Box::new(running)) })
    }
}
