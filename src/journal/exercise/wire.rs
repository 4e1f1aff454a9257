//! What crosses the bridge about exercises.

use serde::{Deserialize, Serialize};

use crate::exercises::{Exercise, ExerciseId, Shape};
use crate::forms::Answers;
use crate::journal::catalog::EntryRow;
use crate::journal::record::Moment;
use crate::vault::RecordId;

/// All that the window needs to offer exercises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ExerciseOverview {
    /// The exercises in the order of the list.
    pub exercises: Vec<Exercise>,
    /// Shapes for any reflection.
    pub shapes: Vec<Shape>,
    /// Runs, newest first: unfinished ones and finished ones.
    pub runs: Vec<Run>,
    /// The first days of the weeks in which an exercise was begun or finished, newest first.
    pub weeks_back: Vec<String>,
    /// The trainee's path.
    pub path: PathState,
}

/// One run of an exercise. An unfinished one is a normal state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Run {
    /// The record id.
    pub id: RecordId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// When it was begun.
    pub begun: Moment,
    /// The step that it stands at, counted from 0.
    pub step: u32,
    /// When it was finished.
    pub finished: Option<Moment>,
    /// Whether it was set aside unfinished; it can be resumed.
    pub aside: bool,
    /// The client it is about.
    pub client: Option<RecordId>,
    /// The entry it has ended in.
    pub entry: Option<RecordId>,
    /// The answers so far; empty in lists.
    pub answers: Answers,
}

/// What the window sends to save a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RunInput {
    /// The run.
    pub id: RecordId,
    /// The step that it stands at, counted from 0.
    pub step: u32,
    /// The answers so far, by field key.
    pub answers: Answers,
}

/// When a run was saved, for *Saved 18:41*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RunSaved {
    /// When the commit returned.
    pub at: Moment,
}

/// What came of finishing a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Finished {
    /// The run.
    pub run: Run,
    /// The entry it landed in; none where nothing was written.
    pub row: Option<EntryRow>,
}

/// What of the journal a run's step shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RunContext {
    /// The last seven days.
    pub week: Option<WeekSummary>,
    /// The same exercise the last time.
    pub last: Option<LastTime>,
}

/// The last seven days, as the weekly turning shows them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct WeekSummary {
    /// The words from before the door, oldest first.
    pub words: Vec<String>,
    /// The entry that sits heaviest, if any is weighed.
    pub heaviest: Option<EntryRow>,
    /// The entry that sits lightest, if it is another one.
    pub lightest: Option<EntryRow>,
    /// How many follow-ups are open.
    pub open: u32,
}

/// An exercise the last time it was finished.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct LastTime {
    /// When.
    pub at: Moment,
    /// Its answers.
    pub answers: Answers,
}

/// Where a trainee is on the path of twelve weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PathState {
    /// When it was begun; none if it was not.
    pub begun: Option<Moment>,
    /// The day of the week on which Today mentions it, 1 for Monday; none for never.
    pub reminder: Option<u8>,
    /// Whether today is that day and the current week's exercise is not finished.
    pub remind_today: bool,
    /// The weeks in order.
    pub weeks: Vec<PathPlace>,
}

/// One week of the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PathPlace {
    /// The exercise.
    pub exercise: ExerciseId,
    /// Why now.
    pub why: String,
    /// When it was finished on this path.
    pub done: Option<Moment>,
}
