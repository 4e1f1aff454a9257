//! Exercises, shapes and the trainee's path as data: one step a screen, answers like a form's.

mod check;
mod definition;
mod outcome;
mod read;
mod shipped;
mod telling;

pub use definition::{
    Creates, Exercise, ExerciseId, OnlyWhen, PathWeek, Rhythm, Shape, Shows, Step, StepField,
};
pub use outcome::{Creation, creations, entry_answers};
pub use shipped::Exercises;
