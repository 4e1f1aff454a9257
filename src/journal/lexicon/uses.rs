//! Where a term was used: asked of the search index like anything else.

use serde::{Deserialize, Serialize};

use super::terms::LexiconTerm;
use crate::journal::record::{Moment, folded};
use crate::journal::search::{Hit, SearchRequest};
use crate::journal::{Journal, JournalError};

/// Where a term, or a word of its ring, was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TermUses {
    /// In how many entries.
    pub total: u32,
    /// The newest of them, with the places marked.
    pub hits: Vec<Hit>,
}

/// In how many entries a term was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TermCount {
    /// The term.
    pub term: String,
    /// In how many entries.
    pub entries: u32,
}

impl Journal {
    /// Returns the newest entries that use a term or a word of its ring.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for a term that is not in the lexicon;
    /// [`JournalError::Index`] when the index cannot be read.
    pub fn term_uses(&self, term: &str, limit: u32, now: Moment) -> Result<TermUses, JournalError> {
        let wanted = folded(term);
        let terms = self.lexicon().terms;
        let term = terms.into_iter().find(|other| folded(&other.term) == wanted);
        self.uses_of(&term.ok_or(JournalError::NoSuchRecord)?, limit, now)
    }

    /// Counts for every term the entries that use it.
    ///
    /// # Errors
    /// [`JournalError::Index`] when the index cannot be read.
    pub fn term_counts(&self, now: Moment) -> Result<Vec<TermCount>, JournalError> {
        let count = |term: LexiconTerm| {
            let uses = self.uses_of(&term, 1, now)?;
            Ok(TermCount { term: term.term, entries: uses.total })
        };
        self.lexicon().terms.into_iter().map(count).collect()
    }

    fn uses_of(
        &self,
        term: &LexiconTerm,
        limit: u32,
        now: Moment,
    ) -> Result<TermUses, JournalError> {
        let words = std::iter::once(&term.term).chain(&term.ring).filter_map(|word| asked(word));
        // The space at the end: the last word is whole, not the beginning of one.
        let text = format!("{} ", words.collect::<Vec<_>>().join(" OR "));
        if text.trim().is_empty() {
            return Ok(TermUses { total: 0, hits: Vec::new() });
        }
        let request = SearchRequest { text, by_date: true, offset: 0, limit, counted: true };
        let answer = self.search(&request, now)?;
        // Near spellings are not uses.
        if answer.instead.is_some() {
            return Ok(TermUses { total: 0, hits: Vec::new() });
        }
        Ok(TermUses { total: answer.total.unwrap_or_default(), hits: answer.hits })
    }
}

/// A word as a query asks for it: one word with all its forms, several as a phrase.
fn asked(word: &str) -> Option<String> {
    let plain: String =
        word.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    let parts: Vec<&str> = plain.split([' ', '-']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => None,
        [one] if !one.eq_ignore_ascii_case("or") => Some((*one).to_owned()),
        _ => Some(format!("\"{}\"", parts.join(" "))),
    }
}
