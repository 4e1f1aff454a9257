//! Exercises in the journal: a run is begun, left, taken up again, and lands as an entry.

mod context;
mod finish;
mod path;
mod run;
mod wire;

pub use wire::{
    ExerciseOverview, Finished, LastTime, PathPlace, PathState, Run, RunContext, RunInput,
    RunSaved, WeekSummary,
};
