//! Whether a form's definition is sound; every mistake is named with its place and its reason.

use std::collections::HashSet;

use super::definition::{Field, FieldKind, Form, Opt};
use super::mistake::{Mistake, MistakeReason};

/// Words by which search filters in every journal; no form may give them another meaning.
const RESERVED: [&str; 20] = [
    "kind", "client", "phase", "weight", "tag", "session", "before", "after", "on", "verbatim",
    "sup", "is", "thread", "symbol", "followup", "gap", "hunch", "layer", "piece", "flag",
];
/// The most values that a scale can have and still be chosen from.
const MOST_STEPS: i64 = 101;
/// Nouns that a field can link to.
const NOUNS: [&str; 5] = ["client", "thread", "entry", "symbol", "piece"];

/// Returns all mistakes in one form, also against the forms beside it, in reading order.
pub fn mistakes(form: &Form, beside: &[Form]) -> Vec<Mistake> {
    let mut found = Vec::new();
    check_head(form, beside, &mut found);
    check_fields(&form.fields, "", &mut found);
    check_names(form, &mut found);
    check_cues(form, &mut found);
    check_facets(form, beside, &mut found);
    found
}

/// Finds a field by its id, or by a path such as `consent.change` into a block.
pub(crate) fn find<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let field = fields.iter().find(|field| field.id == first)?;
    match (rest, &field.kind) {
        (None, _) => Some(field),
        (Some(rest), FieldKind::Block { fields }) => find(fields, rest),
        (Some(_), _) => None,
    }
}

/// Checks fields at one level; `within` is the path of the field that holds them.
pub(crate) fn check_fields(fields: &[Field], within: &str, found: &mut Vec<Mistake>) {
    let mut seen = HashSet::new();
    for (at, field) in fields.iter().enumerate() {
        let path =
            if within.is_empty() { field.id.clone() } else { format!("{within}.{}", field.id) };
        let mut say = |reason| found.push(Mistake::new(&path, reason));
        if !is_key(&field.id) {
            say(MistakeReason::NotAKey { key: field.id.clone() });
        }
        if !seen.insert(&field.id) {
            say(MistakeReason::FieldTwice { field: field.id.clone() });
        }
        if field.label.trim().is_empty() {
            say(MistakeReason::NoLabel);
        }
        if field.beside && at == 0 {
            say(MistakeReason::NothingBefore);
        }
        check_kind(&field.kind, &path, found);
    }
}

fn check_head(form: &Form, beside: &[Form], found: &mut Vec<Mistake>) {
    let id = &form.id.0;
    let mut say = |reason| found.push(Mistake::new(id, reason));
    if !is_key(id) {
        say(MistakeReason::NotAKey { key: id.clone() });
    }
    if beside.iter().any(|other| other.id == form.id) {
        say(MistakeReason::IdTaken);
    }
    if form.journal.trim().is_empty() || form.noun.trim().is_empty() {
        say(MistakeReason::NoName);
    }
    if form.fields.is_empty() {
        say(MistakeReason::NoFields);
    }
    if form.prompts.iter().any(|prompt| prompt.trim().is_empty()) {
        say(MistakeReason::BlankPrompt);
    }
    if form.fields.iter().filter(|field| field.caret).count() > 1 {
        say(MistakeReason::TwoCarets);
    }
}

fn check_kind(kind: &FieldKind, path: &str, found: &mut Vec<Mistake>) {
    match kind {
        FieldKind::Scale { min, max, anchors, .. } => {
            found.extend(scale_reason(*min, *max, anchors).map(|why| Mistake::new(path, why)));
        }
        FieldKind::Choice { options, .. }
        | FieldKind::Choices { options, .. }
        | FieldKind::Palette { options } => check_options(options, path, found),
        FieldKind::Rows { fields } | FieldKind::Block { fields } => {
            if fields.is_empty() {
                found.push(Mistake::new(path, MistakeReason::NoFields));
            }
            check_fields(fields, path, found);
        }
        FieldKind::Links { to } if !NOUNS.contains(&to.as_str()) => {
            found.push(Mistake::new(path, MistakeReason::NoNoun { to: to.clone() }));
        }
        _ => {}
    }
}

fn scale_reason(min: i32, max: i32, anchors: &[String]) -> Option<MistakeReason> {
    let values = i64::from(max) - i64::from(min) + 1;
    if values < 2 {
        return Some(MistakeReason::ScaleEnds);
    }
    if values > MOST_STEPS {
        return Some(MistakeReason::ScaleTooLong { most: MOST_STEPS as u32 });
    }
    let given = anchors.len() as i64;
    (given != 0 && given != values)
        .then_some(MistakeReason::Anchors { values: values as u32, anchors: given as u32 })
}

fn check_options(options: &[Opt], path: &str, found: &mut Vec<Mistake>) {
    if options.is_empty() {
        found.push(Mistake::new(path, MistakeReason::NoOptions));
    }
    let mut seen = HashSet::new();
    for option in options {
        let at = format!("{path}.{}", option.key);
        let mut say = |reason| found.push(Mistake::new(&at, reason));
        if !is_key(&option.key) {
            say(MistakeReason::NotAKey { key: option.key.clone() });
        }
        if !seen.insert(&option.key) {
            say(MistakeReason::OptionTwice { option: option.key.clone() });
        }
        if option.label.trim().is_empty() {
            say(MistakeReason::NoLabel);
        }
    }
}

/// What the form names must be among its fields.
fn check_names(form: &Form, found: &mut Vec<Mistake>) {
    for named in std::iter::once(&form.leads).chain(&form.detail).chain(&form.closes_with) {
        if find(&form.fields, named).is_none() {
            found.push(Mistake::new(named, MistakeReason::NoSuchField { field: named.clone() }));
        }
    }
}

fn check_cues(form: &Form, found: &mut Vec<Mistake>) {
    for bound in form.cues.iter().flat_map(|cue| &cue.when) {
        let Some(field) = find(&form.fields, &bound.field) else {
            let reason = MistakeReason::NoSuchField { field: bound.field.clone() };
            found.push(Mistake::new(&bound.field, reason));
            continue;
        };
        if bound.at_least.is_none() && bound.at_most.is_none() && bound.is.is_none() {
            let reason = MistakeReason::NoCondition { field: bound.field.clone() };
            found.push(Mistake::new(&bound.field, reason));
        }
        let (FieldKind::Choice { options, .. }
        | FieldKind::Choices { options, .. }
        | FieldKind::Palette { options }) = &field.kind
        else {
            continue;
        };
        if let Some(key) = &bound.is
            && !options.iter().any(|option| option.key == *key)
        {
            found.push(Mistake::new(key, MistakeReason::NoSuchOption { option: key.clone() }));
        }
    }
}

/// A facet word must mean the same sort of thing in every form.
fn check_facets(form: &Form, beside: &[Form], found: &mut Vec<Mistake>) {
    let others = beside.iter().flat_map(|form| &form.fields);
    let others: Vec<&Field> = others.filter(|field| field.facet.is_some()).collect();
    for field in &form.fields {
        let Some(word) = &field.facet else { continue };
        let mut say = |reason| found.push(Mistake::new(&field.id, reason));
        if !is_key(word) || RESERVED.contains(&word.as_str()) {
            say(MistakeReason::FacetReserved { word: word.clone() });
        }
        let same_word = others.iter().find(|other| other.facet == field.facet);
        if same_word.is_some_and(|other| is_numeric(other) != is_numeric(field)) {
            say(MistakeReason::FacetMixed { word: word.clone() });
        }
    }
}

fn is_numeric(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Scale { .. } | FieldKind::Number { .. } | FieldKind::Minutes)
}

pub(crate) fn is_key(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use crate::forms::Forms;

    const SOUND: &str = r#"
id = "tide"
version = 1
journal = "Tides"
noun = "Tide note"
icon = "waves"
about_client = false
leads = "seen"

[[fields]]
id = "seen"
label = "Seen"
kind = "text"

[[fields]]
id = "height"
label = "Height"
kind = "scale"
facet = "height"
min = 0
max = 3

[[fields]]
id = "weather"
label = "Weather"
kind = "choice"
options = [
  { key = "still", label = "still" },
  { key = "storm", label = "storm" },
]

[[cues]]
when = [{ field = "weather", is = "storm" }]
say = "Come in."
"#;

    /// Where and why a file is refused, after one stretch of a sound one was replaced.
    fn refused(stretch: &str, by: &str) -> String {
        assert!(SOUND.contains(stretch), "nothing to replace: {stretch}");
        let text = SOUND.replacen(stretch, by, 1);
        Forms::read(&[("tide.toml", &text)]).expect_err("it has a mistake").to_string()
    }

    #[test]
    fn a_sound_file_is_read() {
        let forms = Forms::read(&[("tide.toml", SOUND)]).expect("nothing is wrong with it");
        assert_eq!(forms.all()[0].fields.len(), 3);
    }

    #[test]
    fn a_mistake_is_named_with_file_line_and_reason() {
        let mut wrong = Vec::new();
        let cases = [
            ("leads = \"seen\"", "leads = \"heard\"", "tide.toml:8: no field is called `heard`"),
            ("id = \"height\"", "id = \"seen\"", "tide.toml:16: two fields are called `seen`"),
            (
                "id = \"height\"",
                "id = \"Height\"",
                "tide.toml:16: the key `Height` is not snake_case",
            ),
            ("max = 3", "max = 0", "tide.toml:16: the scale ends before it starts"),
            (
                "max = 3",
                "max = 3\nanchors = [\"low\"]",
                "tide.toml:16: the scale has 4 values and 1 anchors",
            ),
            ("max = 3", "max = 2_000_000_000", "tide.toml:16: a scale has at most 101 values"),
            ("key = \"storm\"", "key = \"still\"", "tide.toml:29: two options are called `still`"),
            ("is = \"storm\"", "is = \"hail\"", "tide.toml:33: no option is called `hail`"),
            (
                "facet = \"height\"",
                "facet = \"client\"",
                "tide.toml:16: the filter `client` has a meaning of its own",
            ),
            ("label = \"Seen\"", "label = \" \"", "tide.toml:11: the label is empty"),
            (
                "label = \"Seen\"",
                "labbel = \"Seen\"",
                "tide.toml:12: nothing is called `labbel` here",
            ),
            ("min = 0", "minimum = 0", "tide.toml:20: nothing is called `minimum` here"),
            ("kind = \"scale\"", "kind = \"dial\"", "tide.toml:15: unknown variant `dial`"),
            ("version = 1", "version = \"one\"", "tide.toml:3: invalid type"),
            ("max = 3", "max = = 3", "tide.toml:21: "),
        ];
        for (stretch, by, said) in cases {
            let error = refused(stretch, by);
            if !error.starts_with(said) {
                wrong.push(format!("{by}: {error}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn a_filter_key_has_one_meaning_in_all_forms() {
        let other = SOUND
            .replace("id = \"tide\"", "id = \"moon\"")
            .replace("kind = \"choice\"", "kind = \"choice\"\nfacet = \"height\"");
        let error = Forms::read(&[("tide.toml", SOUND), ("moon.toml", &other)]);
        let error = error.expect_err("height is a number and a word").to_string();
        assert_eq!(error, "moon.toml:24: the filter `height` is a number elsewhere, or words");
    }
}
