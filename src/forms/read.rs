//! Reading form files, strictly: a key that means nothing is a mistake.

use toml::{Table, Value};

use super::check::mistakes;
use super::definition::Form;
use super::mistake::{FormError, Mistake, MistakeReason};

/// Keys that every field can have.
const OF_FIELD: [&str; 13] = [
    "id",
    "label",
    "fold",
    "placeholder",
    "hint",
    "beside",
    "group",
    "facet",
    "caret",
    "quiet",
    "mine_alone",
    "makes",
    "kind",
];

/// Reads and checks forms from file names and texts, each also against those before it.
///
/// # Errors
/// [`FormError`] with the file, the line and the reason of the first mistake.
pub(crate) fn read_forms(files: &[(&str, &str)]) -> Result<Vec<Form>, FormError> {
    let mut forms = Vec::with_capacity(files.len());
    for (file, text) in files {
        let place = |error: toml::de::Error| FormError::parse(file, text, &error);
        let table: Table = toml::from_str(text).map_err(place)?;
        if let Some(mistake) = strange_field_keys(&table, &[]) {
            return Err(mistake.in_file(file, text));
        }
        let form: Form = toml::from_str(text).map_err(place)?;
        if let Some(mistake) = mistakes(&form, &forms).first() {
            return Err(mistake.in_file(file, text));
        }
        forms.push(form);
    }
    Ok(forms)
}

/// Finds a key that no field of that kind has, at any depth; `more` are allowed beside the usual.
pub(crate) fn strange_field_keys(table: &Table, more: &[&str]) -> Option<Mistake> {
    fields_of(table).find_map(|field| {
        let kind = field.get("kind").and_then(Value::as_str).unwrap_or_default();
        let known = |key: &&String| {
            let key = key.as_str();
            OF_FIELD.contains(&key) || of_kind(kind).contains(&key) || more.contains(&key)
        };
        let id = field.get("id").and_then(Value::as_str).unwrap_or_default();
        let strange = field.keys().find(|key| !known(key));
        let strange = strange.map(|key| {
            Mistake::new(&format!("{id}.{key}"), MistakeReason::UnknownKey { key: key.clone() })
        });
        strange.or_else(|| strange_field_keys(field, more))
    })
}

fn fields_of(table: &Table) -> impl Iterator<Item = &Table> {
    let fields = table.get("fields").and_then(Value::as_array);
    fields.into_iter().flatten().filter_map(Value::as_table)
}

/// Keys that a field has by its kind; an unknown kind is refused by its own name later.
fn of_kind(kind: &str) -> &'static [&'static str] {
    match kind {
        "scale" => &["min", "max", "anchors", "ends", "shape"],
        "choice" => &["options", "own", "text"],
        "choices" => &["options", "own"],
        "palette" => &["options"],
        "number" => &["unit"],
        "rows" | "block" => &["fields"],
        "links" => &["to"],
        "date" => &["asks"],
        "text" | "line" | "verbatim" | "minutes" | "check" => &[],
        _ => &[
            "min", "max", "anchors", "ends", "shape", "options", "own", "text", "unit", "fields",
            "to", "asks",
        ],
    }
}
