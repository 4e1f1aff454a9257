//! Exercises in the journal: a run is begun, left, taken up again, and lands as an entry.

mod finish;
mod look;
mod path;
mod run;
mod wire;

pub(crate) use run::{RunMeta, RunState};
pub use wire::{
    Finished, LastTime, PathPlace, PathState, Run, RunInput, RunKept, RunLook, Shelf, WeekLook,
};
