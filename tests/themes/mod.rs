//! docs/themes.md names, for every theme of the work, something that exists, or says *later*.

mod safety;
mod scales;

use std::path::Path;

use stillroom::exercises::{ExerciseId, Exercises};
use stillroom::forms::{Field, FieldKind, FormId, Forms};
use stillroom::journal::{Head, Moment};

/// One row of the table.
struct Theme {
    number: String,
    /// What stands in code type under *carried by*.
    ids: Vec<String>,
    later: String,
}

fn themes() -> Vec<Theme> {
    let text = include_str!("../../docs/themes.md");
    let rows = text.lines().filter(|line| line.starts_with("| T"));
    let theme = |row: &str| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [number, _, carried, later] = cells[..] else { panic!("four cells: {row}") };
        let ids = carried.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        Theme { number: number.into(), ids, later: later.into() }
    };
    rows.map(theme).collect()
}

/// Whether a field lies at `path`, also inside rows and blocks.
fn has_field(fields: &[Field], path: &str) -> bool {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let Some(field) = fields.iter().find(|field| field.id == first) else { return false };
    match (rest, &field.kind) {
        (None, _) => true,
        (Some(rest), FieldKind::Rows { fields } | FieldKind::Block { fields }) => {
            has_field(fields, rest)
        }
        (Some(_), _) => false,
    }
}

fn exists(id: &str) -> bool {
    if let Some(key) = id.strip_prefix("exercise:") {
        return Exercises::shipped().get(&ExerciseId(key.into())).is_some();
    }
    if let Some(key) = id.strip_prefix("shape:") {
        return Exercises::shipped().shapes().iter().any(|shape| shape.id == key);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if let Some(name) = id.strip_prefix("page:") {
        return root.join("ui/src/features").join(name).is_dir();
    }
    match id.split_once('.') {
        None => id == "path" && !Exercises::shipped().path().is_empty(),
        Some(("head", key)) => {
            let head = Head::at(Moment { utc_ms: 0, offset_min: 0 });
            serde_json::to_value(head).is_ok_and(|head| head.get(key).is_some())
        }
        Some((form, path)) => {
            let form = Forms::shipped().get(&FormId(form.into()));
            form.is_some_and(|form| has_field(&form.fields, path))
        }
    }
}

#[test]
fn all_thirty_eight_themes_stand_in_their_order() {
    let numbers: Vec<String> = themes().into_iter().map(|theme| theme.number).collect();
    let wanted: Vec<String> = (1..=38).map(|number| format!("T{number}")).collect();
    assert_eq!(numbers, wanted);
}

#[test]
fn everything_named_in_the_map_of_themes_exists() {
    for Theme { number, ids, later } in themes() {
        assert!(!ids.is_empty() || !later.is_empty(), "{number} names nothing and no later");
        for id in ids {
            assert!(exists(&id), "{number}: there is no `{id}`");
        }
    }
}

#[test]
fn unknown_records_are_refused() {
    let unknown = [
        "integration.mood",
        "tarot.card",
        "head.name",
        "exercise:tarot",
        "page:tarot",
        "record:tarot",
    ];
    for id in unknown {
        assert!(!exists(id), "{id}");
    }
    assert!(exists("integration.relational_moment.who_moved"));
    assert!(!exists("integration.relational_moment.who_moved.twice"));
}
