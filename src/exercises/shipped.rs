//! The exercises, shapes and the path that ship with Stillroom.

use std::sync::LazyLock;

use super::definition::{Exercise, ExerciseId, PathWeek, Shape};
use super::read::{read_exercises, read_path, read_shapes};
use crate::forms::{FormError, Forms};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../content/exercises/", $name)))),*]
    };
}

/// File name and text of every exercise, in the order of the list.
const FILES: [(&str, &str); 21] = files![
    "01-before-the-door.toml",
    "02-the-hand-that-wanted-to-steer.toml",
    "03-two-true-stories.toml",
    "04-slow-replay.toml",
    "05-the-other-chair.toml",
    "06-what-the-dark-held.toml",
    "07-my-room-for-good.toml",
    "08-the-rule-i-inherited.toml",
    "09-word-and-margin.toml",
    "10-dial-of-practice.toml",
    "11-image-bench.toml",
    "12-listening-with-no-job.toml",
    "13-eight-colours.toml",
    "14-the-letter-that-stays-here.toml",
    "15-one-rung.toml",
    "16-edge-and-scope.toml",
    "17-weekly-turning.toml",
    "18-who-am-i-off-duty.toml",
    "19-fit-to-sit-today.toml",
    "20-when-something-went-wrong.toml",
    "21-quarterly-review.toml",
];
const SHAPES: &str = include_str!("../../content/shapes.toml");
const PATH: &str = include_str!("../../content/path.toml");

static SHIPPED: LazyLock<Exercises> =
    LazyLock::new(|| Exercises::read().expect("the build refuses exercises with a mistake"));

/// Exercises, shapes and the path, which fit together.
#[derive(Debug)]
pub struct Exercises {
    all: Vec<Exercise>,
    shapes: Vec<Shape>,
    path: Vec<PathWeek>,
}

impl Exercises {
    /// Returns the shipped exercises.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Returns the exercises in the order of the list.
    pub fn all(&self) -> &[Exercise] {
        &self.all
    }

    /// Returns an exercise by its key.
    pub fn get(&self, id: &ExerciseId) -> Option<&Exercise> {
        self.all.iter().find(|exercise| exercise.id == *id)
    }

    /// Returns the shapes for reflections.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Returns the weeks of the trainee's path.
    pub fn path(&self) -> &[PathWeek] {
        &self.path
    }

    fn read() -> Result<Self, FormError> {
        let all = read_exercises(&FILES, Forms::shipped().all())?;
        let shapes = read_shapes("shapes.toml", SHAPES)?;
        let path = read_path("path.toml", PATH, &all)?;
        Ok(Self { all, shapes, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(file: usize, stretch: &str, by: &str) -> String {
        let mut files = FILES;
        assert!(files[file].1.contains(stretch), "nothing to replace: {stretch}");
        let text = files[file].1.replacen(stretch, by, 1);
        files[file].1 = &text;
        let error = read_exercises(&files, Forms::shipped().all());
        error.expect_err("it has a mistake").to_string()
    }

    #[test]
    fn the_shipped_exercises_shapes_and_path_are_valid() {
        let shipped = Exercises::read().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(shipped.all().len(), 21);
        let boxes: Vec<usize> = shipped.shapes().iter().map(|shape| shape.fields.len()).collect();
        assert_eq!(boxes, [6, 4, 3, 5], "Gibbs, Kolb, Rolfe and Driscoll, Johns");
        assert_eq!(shipped.path().len(), 12);
    }

    #[test]
    fn exercises_with_strong_feelings_start_with_care_and_end_with_grounding() {
        let line = "Stop at any point. Your own history belongs with your own therapist; what bears \
            on a client, with your supervisor. You choose how much to say.";
        let all = Exercises::shipped().all().iter();
        let careful = all.filter(|exercise| exercise.care.is_some());
        let numbers: Vec<u8> = careful.clone().map(|exercise| exercise.number).collect();
        assert_eq!(numbers, [2, 5, 6, 7, 8, 13, 14, 18, 20]);
        for exercise in careful {
            assert_eq!(exercise.care.as_deref(), Some(line), "{}", exercise.name);
            let last = exercise.steps.last().expect("it has steps");
            assert_eq!(last.id, "look_round", "{}", exercise.name);
        }
    }

    #[test]
    fn every_exercise_has_the_number_of_steps_of_the_article() {
        let steps: Vec<usize> =
            Exercises::shipped().all().iter().map(|exercise| exercise.steps.len()).collect();
        assert_eq!(steps, [4, 7, 7, 4, 6, 7, 7, 6, 5, 5, 7, 5, 6, 5, 5, 5, 4, 6, 4, 6, 7]);
    }

    #[test]
    fn a_mistake_is_named_with_file_line_and_reason() {
        let mut wrong = Vec::new();
        let cases = [
            (
                1,
                "to = \"led\"",
                "to = \"lead\"",
                "02-the-hand-that-wanted-to-steer.toml:36: `lead` does not take the answer to `act`",
            ),
            (
                1,
                "to = \"led\"",
                "to = \"arrived_as\"",
                "02-the-hand-that-wanted-to-steer.toml:36: `arrived_as` does not take the answer to `act`",
            ),
            (
                2,
                "key = \"withdrawal\"",
                "key = \"leaving\"",
                "03-two-true-stories.toml:24: `first_reading` does not take the answer to `one`",
            ),
            (
                2,
                "on = \"ask_on\"",
                "on = \"ask_at\"",
                "03-two-true-stories.toml:144: no field is called `ask_at`",
            ),
            (
                8,
                "again = \"exchanges\"",
                "again = \"lines\"",
                "09-word-and-margin.toml:52: no field is called `lines`",
            ),
            (
                0,
                "seconds = 10",
                "second = 10",
                "01-before-the-door.toml:43: unknown field `second`",
            ),
            (
                4,
                "number = 5",
                "number = 6",
                "05-the-other-chair.toml:4: the number is 6, the next one is 5",
            ),
        ];
        for (file, stretch, by, said) in cases {
            let error = refused(file, stretch, by);
            if !error.starts_with(said) {
                wrong.push(format!("{by}: {error}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
