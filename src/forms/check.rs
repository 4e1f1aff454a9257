//! Whether a form's definition is sound; a mistake is named with file, line and reason.

use std::collections::HashSet;

use super::definition::{Field, FieldKind, Form, Opt};

/// A form file with a mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct FormError {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in a sentence.
    pub reason: String,
}

/// A mistake in a form, with the key near which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    near: String,
    reason: String,
}

impl FormError {
    pub(super) fn parse(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().map_or("", |span| &text[..span.start.min(text.len())]);
        let line = before.lines().count().max(1);
        Self { file: file.into(), line, reason: error.message().into() }
    }
}

impl Mistake {
    fn new(near: &str, reason: impl Into<String>) -> Self {
        Self { near: near.into(), reason: reason.into() }
    }

    pub(super) fn in_file(self, file: &str, text: &str) -> FormError {
        let wanted = format!("\"{}\"", self.near);
        let at = text.lines().position(|line| line.contains(&wanted)).unwrap_or(0);
        FormError { file: file.into(), line: at + 1, reason: self.reason }
    }
}

/// Checks one form, also against the forms before it.
///
/// # Errors
/// The first mistake found.
pub fn check(form: &Form, before: &[Form]) -> Result<(), Mistake> {
    let id = &form.id.0;
    if before.iter().any(|other| other.id == form.id) {
        return Err(Mistake::new(id, "another form has this id"));
    }
    check_fields(&form.fields)?;
    if !form.fields.iter().any(|field| field.id == form.leads) {
        return Err(Mistake::new(&form.leads, "`leads` names no field"));
    }
    if let Some(missing) = form.detail.iter().find(|id| find(&form.fields, id).is_none()) {
        return Err(Mistake::new(missing, "`detail` names no field"));
    }
    if form.fields.iter().filter(|field| field.caret).count() > 1 {
        return Err(Mistake::new(id, "more than one field has the caret"));
    }
    check_cues(form)?;
    check_facets(form, before)
}

/// Finds a field by its id, or by a path such as `consent.change` into a block.
pub(super) fn find<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let field = fields.iter().find(|field| field.id == first)?;
    match (rest, &field.kind) {
        (None, _) => Some(field),
        (Some(rest), FieldKind::Block { fields }) => find(fields, rest),
        (Some(_), _) => None,
    }
}

fn check_fields(fields: &[Field]) -> Result<(), Mistake> {
    let mut seen = HashSet::new();
    for (at, field) in fields.iter().enumerate() {
        let id = &field.id;
        if !is_key(id) {
            return Err(Mistake::new(id, format!("the field key `{id}` is not snake_case")));
        }
        if !seen.insert(id) {
            return Err(Mistake::new(id, format!("two fields are called `{id}`")));
        }
        if field.beside && at == 0 {
            return Err(Mistake::new(id, format!("nothing stands before `{id}` to be beside")));
        }
        match &field.kind {
            FieldKind::Scale { min, max, anchors, .. } => check_scale(id, *min, *max, anchors)?,
            FieldKind::Choice { options, .. }
            | FieldKind::Choices { options, .. }
            | FieldKind::Palette { options } => check_options(id, options)?,
            FieldKind::Rows { fields } | FieldKind::Block { fields } => check_fields(fields)?,
            FieldKind::Links { to } => check_noun(id, to)?,
            _ => {}
        }
    }
    Ok(())
}

fn check_scale(id: &str, min: i32, max: i32, anchors: &[String]) -> Result<(), Mistake> {
    if min >= max {
        return Err(Mistake::new(id, format!("the scale `{id}` ends before it starts")));
    }
    let steps = usize::try_from(max - min).unwrap_or(0) + 1;
    if !anchors.is_empty() && anchors.len() != steps {
        let reason = format!("the scale `{id}` has {steps} values and {} anchors", anchors.len());
        return Err(Mistake::new(id, reason));
    }
    Ok(())
}

fn check_options(id: &str, options: &[Opt]) -> Result<(), Mistake> {
    if options.is_empty() {
        return Err(Mistake::new(id, format!("`{id}` offers nothing to choose")));
    }
    let mut seen = HashSet::new();
    for option in options {
        if !is_key(&option.key) {
            let reason = format!("the option key `{}` is not snake_case", option.key);
            return Err(Mistake::new(&option.key, reason));
        }
        if !seen.insert(&option.key) {
            let reason = format!("`{id}` has two options `{}`", option.key);
            return Err(Mistake::new(&option.key, reason));
        }
    }
    Ok(())
}

fn check_noun(id: &str, to: &str) -> Result<(), Mistake> {
    let known = ["client", "thread", "entry", "symbol", "piece"];
    if known.contains(&to) {
        return Ok(());
    }
    Err(Mistake::new(id, format!("`{id}` links to `{to}`, which is no noun")))
}

fn check_cues(form: &Form) -> Result<(), Mistake> {
    for bound in form.cues.iter().flat_map(|cue| &cue.when) {
        let Some(field) = find(&form.fields, &bound.field) else {
            let reason = format!("a cue asks about `{}`, which is no field", bound.field);
            return Err(Mistake::new(&bound.field, reason));
        };
        let (FieldKind::Choice { options, .. } | FieldKind::Choices { options, .. }) = &field.kind
        else {
            continue;
        };
        if let Some(key) = &bound.is
            && !options.iter().any(|option| option.key == *key)
        {
            let reason = format!("a cue asks for `{key}`, which `{}` does not offer", field.id);
            return Err(Mistake::new(key, reason));
        }
    }
    Ok(())
}

/// A facet word must mean the same sort of thing in every form.
fn check_facets(form: &Form, before: &[Form]) -> Result<(), Mistake> {
    let numeric = |field: &Field| {
        matches!(
            field.kind,
            FieldKind::Scale { .. } | FieldKind::Number { .. } | FieldKind::Minutes
        )
    };
    let others = before.iter().flat_map(|form| &form.fields);
    let others: Vec<&Field> = others.filter(|field| field.facet.is_some()).collect();
    for field in form.fields.iter().filter(|field| field.facet.is_some()) {
        let same_word = others.iter().find(|other| other.facet == field.facet);
        if same_word.is_some_and(|other| numeric(other) != numeric(field)) {
            let reason =
                format!("the facet of `{}` is a number in one form and words in another", field.id);
            return Err(Mistake::new(&field.id, reason));
        }
    }
    Ok(())
}

fn is_key(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
