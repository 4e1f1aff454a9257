//! Exercises in the journal: a run is begun, left, taken up again, and lands as an entry.

mod finish;
mod look;
mod path;
mod run;
mod wire;

pub use wire::{
    Finished, LastTime, PathPlace, PathState, Run, RunInput, RunKept, RunLook, Shelf, WeekLook,
};
