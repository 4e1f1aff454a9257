//! Reading exercise files, shapes and the path, strictly.

use serde::Deserialize;
use toml::{Table, Value};

use super::check::{mistakes, path_mistake, shape_mistakes};
use super::definition::{Exercise, PathWeek, Shape};
use crate::forms::{Form, FormError, strange_field_keys};

/// Keys that a field has only in a step.
const OF_STEP: [&str; 2] = ["into", "stays"];

/// Reads exercises from file names and texts, each also against those before it and the forms.
///
/// # Errors
/// [`FormError`] with the file, the line and the reason of the first mistake.
pub(crate) fn read_exercises(
    files: &[(&str, &str)],
    forms: &[Form],
) -> Result<Vec<Exercise>, FormError> {
    let mut exercises = Vec::with_capacity(files.len());
    for (file, text) in files {
        let place = |error: toml::de::Error| FormError::parse(file, text, &error);
        let table: Table = toml::from_str(text).map_err(place)?;
        let strange = tables(&table, "steps").find_map(|step| strange_field_keys(step, &OF_STEP));
        if let Some(mistake) = strange {
            return Err(mistake.in_file(file, text));
        }
        let exercise: Exercise = toml::from_str(text).map_err(place)?;
        if let Some(mistake) = mistakes(&exercise, &exercises, forms).first() {
            return Err(mistake.in_file(file, text));
        }
        exercises.push(exercise);
    }
    Ok(exercises)
}

/// Reads the shapes.
///
/// # Errors
/// As [`read_exercises`].
pub(crate) fn read_shapes(file: &str, text: &str) -> Result<Vec<Shape>, FormError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        shapes: Vec<Shape>,
    }
    let place = |error: toml::de::Error| FormError::parse(file, text, &error);
    let table: Table = toml::from_str(text).map_err(place)?;
    let strange = tables(&table, "shapes").find_map(|shape| strange_field_keys(shape, &[]));
    let File { shapes } = toml::from_str(text).map_err(place)?;
    match strange.or_else(|| shape_mistakes(&shapes).into_iter().next()) {
        Some(mistake) => Err(mistake.in_file(file, text)),
        None => Ok(shapes),
    }
}

/// Reads the trainee's path.
///
/// # Errors
/// As [`read_exercises`].
pub(crate) fn read_path(
    file: &str,
    text: &str,
    exercises: &[Exercise],
) -> Result<Vec<PathWeek>, FormError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        weeks: Vec<PathWeek>,
    }
    let File { weeks } =
        toml::from_str(text).map_err(|error| FormError::parse(file, text, &error))?;
    match path_mistake(&weeks, exercises) {
        Some(mistake) => Err(mistake.in_file(file, text)),
        None => Ok(weeks),
    }
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    let rows = table.get(key).and_then(Value::as_array);
    rows.into_iter().flatten().filter_map(Value::as_table)
}
