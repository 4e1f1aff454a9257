//! What the journal shows beside exercises: the overview, the last week, the last time.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::run::listed;
use super::wire::{ExerciseOverview, LastTime, Run, RunContext, WeekSummary};
use crate::exercises::{Exercises, Shows};
use crate::forms::Answer;
use crate::journal::catalog::{EntryRow, row};
use crate::journal::record::{Moment, Weight};
use crate::journal::{Journal, JournalError};
use crate::locale::Locale;
use crate::vault::RecordId;

/// The exercise whose one word the weekly turning shows, and the field that holds it.
const WORD_BEFORE: (&str, &str) = ("before_the_door", "word");

impl Journal {
    /// Returns all that the window needs to offer exercises.
    pub fn exercise_overview(&self, now: Moment) -> ExerciseOverview {
        let mut runs: Vec<Run> = self
            .catalog
            .runs
            .iter()
            .map(|(id, state)| self.shown(*id, listed(*id, state)))
            .collect();
        runs.sort_by_key(|run| Reverse(run.finished.unwrap_or(run.begun)));
        ExerciseOverview {
            exercises: Exercises::shipped().all().to_vec(),
            shapes: Exercises::shipped().shapes().to_vec(),
            weeks_back: self.weeks_back(),
            path: self.path_state(now),
            runs,
        }
    }

    /// Returns what of the journal the steps of a run show.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`]; [`JournalError::Sealed`] when a body is damaged.
    pub fn run_context(&self, id: RecordId, now: Moment) -> Result<RunContext, JournalError> {
        let state = self.catalog.runs.get(&id).ok_or(JournalError::NoSuchRecord)?;
        let exercise = &state.meta.exercise;
        let known = Exercises::shipped().get(exercise).ok_or(JournalError::NoSuchRecord)?;
        let wants = |shows| known.steps.iter().any(|step| step.shows == Some(shows));
        Ok(RunContext {
            week: wants(Shows::Week).then(|| self.week(now)).transpose()?,
            last: if wants(Shows::LastTime) { self.last_time(id)? } else { None },
        })
    }

    /// Returns the one words that were left before an hour, with when, oldest first.
    pub(crate) fn one_words(
        &self,
        within: impl Fn(Moment) -> bool,
    ) -> Result<Vec<(Moment, String)>, JournalError> {
        let mut words: Vec<(Moment, String)> = Vec::new();
        for (id, state) in &self.catalog.runs {
            let Some(at) = state.meta.finished.filter(|at| within(*at)) else { continue };
            if state.meta.exercise.0 == WORD_BEFORE.0
                && let Some(Answer::Line(word)) = self.run_body(*id)?.answers.get(WORD_BEFORE.1)
            {
                words.push((at, word.clone()));
            }
        }
        words.sort();
        Ok(words)
    }

    fn week(&self, now: Moment) -> Result<WeekSummary, JournalError> {
        let from = earlier(now.date(), 6);
        let within = |at: Moment| (from..=now.date()).contains(&at.date());
        let words = self.one_words(within)?;
        let weighed = self.weighed(within);
        let heaviest = weighed.iter().max_by_key(|(weight, _)| *weight);
        let lightest = weighed.iter().min_by_key(|(weight, _)| *weight);
        let apart = heaviest.map(|(weight, _)| weight) != lightest.map(|(weight, _)| weight);
        Ok(WeekSummary {
            words: words.into_iter().map(|(_, word)| word).collect(),
            heaviest: heaviest.map(|(_, row)| row.clone()),
            lightest: lightest.filter(|_| apart).map(|(_, row)| row.clone()),
            open: self.list_follow_ups(None, now).len() as u32,
        })
    }

    /// The weighed entries of a stretch of time; weights as 0 light to 2 heavy.
    fn weighed(&self, within: impl Fn(Moment) -> bool) -> Vec<(u8, EntryRow)> {
        let entries = self.catalog.newest_first().filter_map(|(id, state)| {
            let known = state.summary();
            let weight = match known.weight? {
                Weight::Light => 0,
                Weight::Middling => 1,
                Weight::Heavy => 2,
            };
            (!known.trashed && within(known.happened)).then(|| (weight, row(id, state)))
        });
        entries.collect()
    }

    fn last_time(&self, id: RecordId) -> Result<Option<LastTime>, JournalError> {
        let Some(now) = self.catalog.runs.get(&id) else { return Ok(None) };
        let same = self
            .catalog
            .runs
            .iter()
            .filter(|(other, state)| **other != id && state.meta.exercise == now.meta.exercise);
        let finished = same.filter_map(|(id, state)| Some((state.meta.finished?, *id)));
        let Some((at, last)) = finished.max() else { return Ok(None) };
        Ok(Some(LastTime { at, answers: self.run_body(last)?.answers }))
    }

    /// The first days of all weeks in which a run was begun or finished, newest first.
    fn weeks_back(&self) -> Vec<String> {
        let moments = self
            .catalog
            .runs
            .values()
            .flat_map(|state| std::iter::once(state.meta.begun).chain(state.meta.finished));
        let first = Locale::of(self.settings().english).first_weekday;
        let weeks: BTreeSet<NaiveDate> = moments.map(|at| week_of(at.date(), first)).collect();
        weeks.into_iter().rev().map(|day| day.to_string()).collect()
    }

    /// A run names its entry only while there is one.
    fn shown(&self, id: RecordId, mut run: Run) -> Run {
        debug_assert_eq!(run.id, id);
        run.entry = run.entry.filter(|entry| self.catalog.entry(*entry).is_some());
        run
    }
}

/// Returns the first day of a day's week.
fn week_of(day: NaiveDate, first: Weekday) -> NaiveDate {
    earlier(day, day.weekday().days_since(first))
}

/// Returns the day so many days before another, or the first that a calendar knows.
fn earlier(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN)
}
