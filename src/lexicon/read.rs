//! Reading the lexicon: no term twice, none without a meaning.

use serde::Deserialize;

use super::definition::Word;
use crate::forms::{FormError, Mistake, MistakeReason};

/// Reads terms from a file.
///
/// # Errors
/// [`FormError`] with the file, the line and the reason of the first mistake.
pub(crate) fn read_terms(file: &str, text: &str) -> Result<Vec<Word>, FormError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        terms: Vec<Word>,
    }
    let File { terms } =
        toml::from_str(text).map_err(|error| FormError::parse(file, text, &error))?;
    match terms.iter().enumerate().find_map(|(at, term)| mistake(term, &terms[..at])) {
        Some(mistake) => Err(mistake.in_file(file, text)),
        None => Ok(terms),
    }
}

fn mistake(term: &Word, before: &[Word]) -> Option<Mistake> {
    let out_of_line = |why: String| Mistake::new(&term.term, MistakeReason::OutOfLine { why });
    if term.term.trim().is_empty() || term.plain.trim().is_empty() {
        return Some(out_of_line(format!("`{}` needs a term and a meaning", term.term)));
    }
    if before.iter().any(|other| other.term.eq_ignore_ascii_case(&term.term)) {
        return Some(Mistake::new(&term.term, MistakeReason::IdTaken));
    }
    let ringed = before.iter().find(|other| other.ring.iter().any(|word| term.ring.contains(word)));
    ringed.map(|other| out_of_line(format!("`{}` shares a word with `{}`", term.term, other.term)))
}
