//! Terms: the shipped ones, and the writer's own, which win.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::journal::record::{Moment, Payload, TermMeta, folded};
use crate::journal::{Journal, JournalError};
use crate::lexicon::shipped_terms;
use crate::vault::RecordId;

/// One term as the glossary shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct LexiconTerm {
    /// The record id; none for a shipped term, or for one that is to be made.
    #[serde(default)]
    pub id: Option<RecordId>,
    /// The term as it is written.
    pub term: String,
    /// What it means, in a line.
    pub plain: String,
    /// Words that mean the same; search finds them for each other.
    pub ring: Vec<String>,
    /// Whether Stillroom ships a term of that name, which an own one stands in for.
    #[serde(default)]
    pub shipped: bool,
}

/// All terms, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Lexicon {
    /// The terms in use.
    pub terms: Vec<LexiconTerm>,
    /// Shipped terms that were hidden and can be shown again.
    pub hidden: Vec<String>,
}

impl Journal {
    /// Returns the lexicon: own terms stand in for shipped ones of the same name.
    pub fn lexicon(&self) -> Lexicon {
        let own: BTreeMap<String, (RecordId, &TermMeta)> =
            self.catalog.terms.iter().map(|(id, meta)| (folded(&meta.term), (*id, meta))).collect();
        let mut terms: BTreeMap<String, LexiconTerm> = BTreeMap::new();
        let mut hidden = Vec::new();
        for term in shipped_terms() {
            let key = folded(&term.term);
            if own.get(&key).is_some_and(|(_, meta)| meta.gone.is_some()) {
                hidden.push(term.term.clone());
                continue;
            }
            let (term, plain, ring) = (term.term.clone(), term.plain.clone(), term.ring.clone());
            terms.insert(key, LexiconTerm { id: None, term, plain, ring, shipped: true });
        }
        for (key, (id, meta)) in own {
            if meta.gone.is_none() {
                let shipped = terms.contains_key(&key);
                terms.insert(key, own_term(id, meta, shipped));
            }
        }
        Lexicon { terms: terms.into_values().collect(), hidden }
    }

    /// Makes or changes an own term; one named like a shipped term stands in for it.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`] without a term or a meaning, [`JournalError::NameTaken`] when
    /// another own term has that name, [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn save_term(
        &mut self,
        wanted: &LexiconTerm,
        now: Moment,
    ) -> Result<Lexicon, JournalError> {
        let meta = TermMeta {
            term: tidy(&wanted.term),
            plain: tidy(&wanted.plain),
            ring: tidy_ring(wanted),
            gone: None,
        };
        if meta.term.is_empty() || meta.plain.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        let same = self.term_named(&meta.term);
        let id = match (wanted.id, same) {
            (Some(id), _) if !self.catalog.terms.contains_key(&id) => {
                return Err(JournalError::NoSuchRecord);
            }
            (wanted, Some((same, gone))) if wanted != Some(same) => {
                if !gone {
                    return Err(JournalError::NameTaken);
                }
                wanted.unwrap_or(same)
            }
            (wanted, _) => wanted.unwrap_or_else(RecordId::make),
        };
        self.write_term(id, meta, now)?;
        Ok(self.lexicon())
    }

    /// Takes a term out: an own one is gone (a shipped one of that name comes back), a shipped one
    /// is hidden.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for a term that is not there, [`JournalError::Store`].
    pub fn remove_term(&mut self, term: &str, now: Moment) -> Result<Lexicon, JournalError> {
        let shipped = shipped_terms().iter().find(|other| folded(&other.term) == folded(term));
        match self.term_named(term) {
            Some((id, false)) => {
                let mut meta = self.catalog.terms[&id].clone();
                if shipped.is_some() {
                    // Out of the way of the shipped term, which its name would hide.
                    meta.term = format!("{} ({id})", meta.term);
                }
                meta.gone = Some(now);
                self.write_term(id, meta, now)?;
            }
            Some((_, true)) => return Err(JournalError::NoSuchRecord),
            None => {
                let shipped = shipped.ok_or(JournalError::NoSuchRecord)?;
                let meta = TermMeta {
                    term: shipped.term.clone(),
                    plain: String::new(),
                    ring: Vec::new(),
                    gone: Some(now),
                };
                self.write_term(RecordId::make(), meta, now)?;
            }
        }
        Ok(self.lexicon())
    }

    /// Brings a hidden shipped term back.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for a term that is not hidden, [`JournalError::Store`].
    pub fn unhide_term(&mut self, term: &str, now: Moment) -> Result<Lexicon, JournalError> {
        let Some((id, true)) = self.term_named(term) else {
            return Err(JournalError::NoSuchRecord);
        };
        let mut meta = self.catalog.terms[&id].clone();
        meta.term = format!("{} ({id})", meta.term);
        self.write_term(id, meta, now)?;
        Ok(self.lexicon())
    }

    /// Returns the rings by which search widens a word.
    pub(crate) fn rings(&self) -> Vec<Vec<String>> {
        let ringed = self.lexicon().terms.into_iter().filter(|term| !term.ring.is_empty());
        ringed.map(|term| std::iter::once(term.term).chain(term.ring).collect()).collect()
    }

    fn term_named(&self, term: &str) -> Option<(RecordId, bool)> {
        let wanted = folded(&tidy(term));
        let mut terms = self.catalog.terms.iter();
        let (id, meta) = terms.find(|(_, meta)| folded(&meta.term) == wanted)?;
        Some((*id, meta.gone.is_some()))
    }

    fn write_term(
        &mut self,
        id: RecordId,
        meta: TermMeta,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.write_record(id, Payload::LexiconTerm(meta.clone()), now)?;
        self.catalog.terms.insert(id, meta);
        Ok(())
    }
}

fn own_term(id: RecordId, meta: &TermMeta, shipped: bool) -> LexiconTerm {
    LexiconTerm {
        id: Some(id),
        term: meta.term.clone(),
        plain: meta.plain.clone(),
        ring: meta.ring.clone(),
        shipped,
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a ring, each once and none of them the term itself.
fn tidy_ring(wanted: &LexiconTerm) -> Vec<String> {
    let mut seen = vec![folded(&tidy(&wanted.term))];
    let words = wanted.ring.iter().map(|word| tidy(word)).filter(|word| !word.is_empty());
    let fresh = words.filter(|word| {
        let key = folded(word);
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    fresh.collect()
}
