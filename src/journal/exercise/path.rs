//! The trainee's path: twelve weeks that wait, with a reminder only if one is wanted.

use chrono::Datelike;

use super::wire::{PathPlace, PathState};
use crate::exercises::{ExerciseId, Exercises};
use crate::journal::record::Moment;
use crate::journal::{Journal, JournalError};

impl Journal {
    /// Begins the path anew from now, or leaves it; finished runs stay what they are.
    ///
    /// `reminder` is a day of the week, 1 for Monday; anything beyond 7 counts as none.
    ///
    /// # Errors
    /// [`JournalError::Store`] when it could not be written: all stays as it was.
    pub fn set_path(
        &mut self,
        on: bool,
        reminder: Option<u8>,
        now: Moment,
    ) -> Result<PathState, JournalError> {
        let mut settings = self.settings();
        settings.path_begun = on.then(|| settings.path_begun.unwrap_or(now));
        settings.path_reminder = reminder.filter(|day| on && (1..=7).contains(day));
        self.save_settings(settings, now)?;
        Ok(self.path_state(now))
    }

    /// Returns where the trainee is: each week takes the earliest finished run that fits it.
    pub(crate) fn path_state(&self, now: Moment) -> PathState {
        let settings = self.settings();
        let mut finished = self.finished_since(settings.path_begun);
        let weeks: Vec<PathPlace> = Exercises::shipped()
            .path()
            .iter()
            .map(|week| PathPlace {
                exercise: week.exercise.clone(),
                why: week.why.clone(),
                done: take_first(&mut finished, &week.exercise),
            })
            .collect();
        let today = now.date().weekday().number_from_monday() as u8;
        PathState {
            begun: settings.path_begun,
            reminder: settings.path_reminder,
            remind_today: settings.path_reminder == Some(today)
                && weeks.iter().any(|week| week.done.is_none()),
            weeks,
        }
    }

    fn finished_since(&self, begun: Option<Moment>) -> Vec<(Moment, ExerciseId)> {
        let Some(begun) = begun else { return Vec::new() };
        let runs = self.catalog.runs.values();
        let mut finished: Vec<(Moment, ExerciseId)> = runs
            .filter_map(|state| Some((state.meta.finished?, state.meta.exercise.clone())))
            .filter(|(at, _)| *at >= begun)
            .collect();
        finished.sort();
        finished
    }
}

fn take_first(finished: &mut Vec<(Moment, ExerciseId)>, wanted: &ExerciseId) -> Option<Moment> {
    let at = finished.iter().position(|(_, exercise)| exercise == wanted)?;
    Some(finished.remove(at).0)
}
