//! Exercises in the journal: begins a run, pauses and resumes it, and makes an entry of it.

mod context;
mod finish;
mod path;
mod run;
mod wire;

pub use wire::{
    ExerciseOverview, Finished, LastTime, PathPlace, PathState, Run, RunContext, RunInput,
    RunSaved, WeekSummary,
};
