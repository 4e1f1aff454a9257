//! Entries in full on paper: all that was answered in each, in the order in which they happened.

use serde::{Deserialize, Serialize};
use stillroom_sheet::Block;

use super::build::paragraphs;
use super::pull::{Sources, is_mine_alone};
use super::tables::phase_words;
use crate::forms::{plain_text, readable};
use crate::journal::entry::Entry;
use crate::journal::record::Moment;
use crate::journal::search::SearchRequest;
use crate::journal::{Journal, JournalError, spelled};
use crate::locale::Locale;
use crate::vault::RecordId;

/// How many hits of a search are fetched at once.
const HITS: u32 = 200;

/// Which entries are printed in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum SheetOf {
    /// One entry.
    Entry {
        /// The record id.
        #[cfg_attr(test, ts(type = "string"))]
        id: RecordId,
    },
    /// Every entry about a client.
    Client {
        /// The record id.
        #[cfg_attr(test, ts(type = "string"))]
        id: RecordId,
    },
    /// Every hit of a search; `after:2026-02 before:2026-06` is a range of days.
    Search {
        /// The search as it is typed.
        text: String,
    },
}

impl Journal {
    /// Returns the entries that are meant, without those in the trash, oldest first.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`] and [`JournalError::NoSuchClient`] for one that is not there;
    /// [`JournalError::Index`] as [`Journal::search`].
    pub fn sources_of(&self, of: &SheetOf, now: Moment) -> Result<Vec<RecordId>, JournalError> {
        match of {
            SheetOf::Entry { id } => {
                let state = self.catalog.entry(*id).ok_or(JournalError::NoSuchEntry)?;
                Ok(if state.summary().trashed { Vec::new() } else { vec![*id] })
            }
            SheetOf::Client { id } => {
                let client = self.catalog.resolve(*id);
                if self.catalog.client(client).is_none() {
                    return Err(JournalError::NoSuchClient);
                }
                let theirs = self.catalog.oldest_first(|known| {
                    !known.trashed
                        && known.client.map(|id| self.catalog.resolve(id)) == Some(client)
                });
                Ok(theirs.into_iter().map(|(id, _)| id).collect())
            }
            SheetOf::Search { text } => {
                let mut found = Vec::new();
                loop {
                    let request = SearchRequest {
                        text: text.clone(),
                        by_date: true,
                        offset: found.len() as u32,
                        limit: HITS,
                        counted: false,
                    };
                    let hits = self.search(&request, now)?.hits;
                    found.extend(hits.iter().map(|hit| hit.row.id));
                    if hits.len() < HITS as usize {
                        break;
                    }
                }
                found.reverse();
                Ok(found)
            }
        }
    }

    /// Every source as a part of its own, with its addenda. What is mine alone is there only if
    /// `all` asks for it.
    pub(super) fn entries_in_full(&self, sources: &Sources, all: bool) -> Vec<Block> {
        let oldest_first = sources.entries.iter().rev();
        oldest_first.flat_map(|entry| self.in_full(entry, all)).collect()
    }

    fn in_full(&self, entry: &Entry, all: bool) -> Vec<Block> {
        let head = &entry.input.head;
        let alias = head.client.map(|id| self.catalog.resolve(id));
        let alias = alias.and_then(|id| self.catalog.client(id)).map(|meta| meta.alias.clone());
        let mut title = vec![entry.definition.noun.clone()];
        title.extend(alias);
        title.extend(head.session.map(|session| format!("session {session}")));
        title.extend(head.phase.map(|phase| phase_words(phase).to_owned()));
        let mut line = vec![self.day_in_words(head.happened.date())];
        if entry.late {
            line.extend(
                entry.written.map(|at| format!("written {}", self.day_in_words(at.date()))),
            );
        }
        line.extend(entry.closed.map(|at| format!("closed {}", self.day_in_words(at.date()))));
        let mut blocks = vec![Block::Part { title: title.join(" · "), line: line.join(" · ") }];
        let form = &entry.input.form.0;
        let locale = Locale::of(self.settings().english);
        let definition = spelled(&entry.definition, locale.english);
        let day = |text: &str| locale.day_of_text(text);
        let answered = readable(&definition, &entry.input.answers, &day);
        blocks.extend(
            answered
                .into_iter()
                .filter(|(key, _, _)| all || !is_mine_alone(form, key))
                .map(|(_, label, text)| Block::Box { label, text: paragraphs(&text), pen: 0 }),
        );
        let addenda = self.addenda_of(entry.input.id);
        blocks.extend(addenda.into_iter().filter_map(|addendum| {
            let text = paragraphs(&plain_text(&addendum.text?));
            let label = format!("Addendum, {}", self.day_in_words(addendum.written.date()));
            Some(Block::Box { label, text, pen: 0 })
        }));
        blocks
    }

    /// Whom the entries are about, how many they are, from when to when.
    pub(super) fn header_of_entries(&self, sources: &Sources) -> String {
        let entries = &sources.entries;
        let mut clients: Vec<RecordId> = entries
            .iter()
            .filter_map(|entry| Some(self.catalog.resolve(entry.input.head.client?)))
            .collect();
        clients.sort();
        clients.dedup();
        let mut said = Vec::new();
        if let [only] = clients.as_slice() {
            said.extend(self.catalog.client(*only).map(|meta| meta.alias.clone()));
        }
        said.push(match entries.len() {
            1 => "1 entry".to_owned(),
            many => format!("{many} entries"),
        });
        if let (Some(last), Some(first)) = (entries.first(), entries.last()) {
            let day = |entry: &Entry| self.day_in_words(entry.input.head.happened.date());
            let (first, last) = (day(first), day(last));
            said.push(if first == last { first } else { format!("{first} to {last}") });
        }
        said.join(" · ")
    }
}
