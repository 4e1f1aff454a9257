//! Reading a scheme: every name that a rule uses is there, and every amount can be an amount.

use serde::Deserialize;

use super::definition::{HourKind, Rule, Scheme};
use crate::forms::{FormError, Mistake, MistakeReason};

/// The largest amount that a rule names.
const MOST: f64 = 100_000.0;

/// Reads a scheme from a file.
///
/// # Errors
/// [`FormError`] with the file, the line and the reason of the first mistake.
pub(crate) fn read_scheme(file: &str, text: &str) -> Result<Scheme, FormError> {
    let scheme: Scheme = toml::from_str(text).map_err(|error| {
        let told = FormError::parse(file, text, &error);
        // Within a rule the parser does not always know the place.
        let line = line_of_unreadable_rule(text, error.message());
        FormError { line: line.unwrap_or(told.line), ..told }
    })?;
    if let Some(mistake) = mistake(&scheme) {
        return Err(mistake.in_file(file, text));
    }
    for (at, rule) in scheme.rules.iter().enumerate() {
        if let Some(reason) = mistake_of_rule(&scheme, rule) {
            return Err(FormError { file: file.to_owned(), line: line_of_rule(text, at), reason });
        }
    }
    Ok(scheme)
}

/// The line on which a rule begins, counted from 1.
fn line_of_rule(text: &str, at: usize) -> usize {
    rules_with_places(text).get(at).map_or(1, |rule| line_at(text, rule.span().start))
}

/// The line of the first rule that cannot be read for that very reason.
fn line_of_unreadable_rule(text: &str, reason: &str) -> Option<usize> {
    rules_with_places(text).into_iter().find_map(|rule| {
        let start = rule.span().start;
        let error = Rule::deserialize(rule.into_inner()).err()?;
        (error.message() == reason).then(|| line_at(text, start))
    })
}

/// The rules of a text that is TOML at least, with their places in it.
fn rules_with_places(text: &str) -> Vec<toml::Spanned<toml::Value>> {
    #[derive(Deserialize)]
    struct Places {
        rules: Vec<toml::Spanned<toml::Value>>,
    }
    toml::from_str::<Places>(text).map_or_else(|_| Vec::new(), |places| places.rules)
}

fn line_at(text: &str, start: usize) -> usize {
    text[..start].matches('\n').count() + 1
}

fn mistake(scheme: &Scheme) -> Option<Mistake> {
    let out = |at: &str, why: String| Some(Mistake::new(at, MistakeReason::OutOfLine { why }));
    for (text, what) in [(&scheme.id, "id"), (&scheme.name, "name"), (&scheme.check, "check")] {
        if text.trim().is_empty() {
            return out(what, format!("`{what}` says nothing"));
        }
    }
    if !is_day(&scheme.as_of) {
        return out("as_of", format!("`{}` is no day; write it as 2026-11-27", scheme.as_of));
    }
    for (at, category) in scheme.categories.iter().enumerate() {
        let before = &scheme.categories[..at];
        if before.iter().any(|other| other.id == category.id) {
            return Some(Mistake::new(&category.id, MistakeReason::IdTaken));
        }
        if let Some(within) = &category.within
            && !before.iter().any(|other| other.id == *within && other.within.is_none())
        {
            return out(within, format!("no category `{within}` stands before `{}`", category.id));
        }
    }
    None
}

fn mistake_of_rule(scheme: &Scheme, rule: &Rule) -> Option<String> {
    let known = |name: &str| {
        let kinds = HourKind::ALL.iter().any(|kind| kind.key() == name);
        kinds || scheme.categories.iter().any(|category| category.id == name)
    };
    if let Some(name) = rule.names().into_iter().find(|name| !known(name)) {
        return Some(format!("no category and no kind of hours is called `{name}`"));
    }
    let wrong = |amount: &f64| !(0.0..=MOST).contains(amount);
    if let Some(amount) = rule.amounts().into_iter().find(wrong) {
        return Some(format!("{amount} is no amount for a rule"));
    }
    if let Rule::Ratio { units, per_hours, one_more_above, .. } = rule
        && (*units <= 0.0 || (per_hours.is_none() && one_more_above.is_none()))
    {
        let why = "a ratio says how many `units` there are, and `per_hours` or `one_more_above`";
        return Some(why.to_owned());
    }
    None
}

/// Whether a text has the form of a day; which days there are is looked up where it is used.
fn is_day(text: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| {
        if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
    };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}
