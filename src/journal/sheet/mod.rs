//! Pages for supervision: from the basket to a page of one of nine formats; and entries in full.
//!
//! A page draws the text of its boxes from entries that the writer chose, until the writer changes
//! it. It shows what was written and nothing else: no score, no sentence of the program about a
//! person; a box without a text stays empty and visible. A saved page keeps what the writer changed
//! and remembers what lay beneath it then, so that it can say what has changed since.

mod build;
mod check;
mod entries;
mod format;
mod pull;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use stillroom_sheet::Sheet;

use crate::journal::catalog::SheetState;
use crate::journal::record::{
    Decision, EditedBox, Moment, Payload, SheetBody, SheetFormat, SheetMeta, from_json, to_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

pub use check::{CheckedSheet, SheetFinding, SheetFindings};
pub use entries::SheetOf;
pub(crate) use tables::phase_words;

/// From how many entries a page may draw: about a thousand sheets of paper.
const MOST_SOURCES: usize = 1_000;

/// What the window sends to preview a page, and to save it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetInput {
    /// The record id; a new one comes from [`Journal::new_sheet`].
    pub id: RecordId,
    /// The format.
    pub format: SheetFormat,
    /// The day of the supervision, `2026-11-18`.
    pub on: String,
    /// The supervisor to whom it is brought, if one is chosen.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub supervisor: Option<RecordId>,
    /// What the page is for, in a few words; it stands in the foot.
    pub purpose: String,
    /// The entries that it draws from, in the order chosen.
    pub sources: Vec<RecordId>,
    /// The boxes whose text the writer changed. A box that is not named shows what is pulled.
    pub boxes: BTreeMap<String, String>,
    /// The boxes that are filled, in a format that has them chosen; the others are empty frames.
    pub filled: BTreeSet<String>,
    /// The ticked option of each question.
    pub ticks: BTreeMap<String, String>,
    /// What is not on the page. It is the writer's alone.
    pub left_out: String,
    /// Whether it is printed for all that, this once.
    pub print_left_out: bool,
    /// Whether what is mine alone in the entries is printed for all that, this once; only where they
    /// are printed in full.
    pub print_mine_alone: bool,
    /// What was decided about what the identifier check found, by its words in small letters.
    pub decisions: BTreeMap<String, Decision>,
}

/// The sealed draft of a page that waits through a lock, as JSON; no other draft has such a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SheetDraft {
    pub(crate) sheet: SheetInput,
    pub(crate) at: Moment,
}

/// A page, open to be edited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetPage {
    /// What is edited.
    pub input: SheetInput,
    /// The letter of its format.
    pub letter: char,
    /// The boxes in their order.
    pub boxes: Vec<SheetBox>,
    /// The questions with options, in their order.
    pub questions: Vec<SheetQuestion>,
    /// How many boxes may be filled; none if all may.
    pub most_filled: Option<u32>,
    /// Sources that have a newer revision than when the page was saved.
    pub revised: Vec<RecordId>,
    /// Sources that are no longer there, or lie in the trash.
    pub gone: Vec<RecordId>,
    /// The page as it would be written, with the aliases of the journal.
    pub sheet: Sheet,
}

/// A box of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetBox {
    /// Its key.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// How many words it holds; 0 for as many as there are.
    pub budget: u32,
    /// How many there are. Over the budget nothing is cut.
    pub words: u32,
    /// What it shows.
    pub text: String,
    /// What the sources say now.
    pub pulled: String,
    /// Whether the writer changed it.
    pub edited: bool,
    /// Whether the sources say something else than when the writer changed it.
    pub changed_beneath: bool,
    /// Whether it is left free for the pen: nothing is typed in it.
    pub blank: bool,
}

/// A question of a page of which one option can be ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetQuestion {
    /// Its key.
    pub id: String,
    /// What it asks.
    pub label: String,
    /// What can be ticked.
    pub options: Vec<SheetOption>,
    /// The key of the option that is ticked.
    pub ticked: Option<String>,
}

/// An option of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetOption {
    /// Its key.
    pub key: String,
    /// Its words.
    pub label: String,
}

/// A saved page as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetLine {
    /// The record id.
    pub id: RecordId,
    /// The format.
    pub format: SheetFormat,
    /// Its letter.
    pub letter: char,
    /// Its name.
    pub name: String,
    /// The day of the supervision, `2026-11-18`.
    pub on: String,
    /// The client that all its sources are about.
    pub client: Option<RecordId>,
}

impl Journal {
    /// Starts a page from entries, in the basket or not. Nothing is written until it is saved.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`] for a source that is not there; [`JournalError::NoSuchDay`] for
    /// a day that no calendar has; [`JournalError::TooManySources`]; otherwise as [`Journal::preview_sheet`].
    pub fn new_sheet(
        &self,
        format: SheetFormat,
        sources: Vec<RecordId>,
        on: &str,
    ) -> Result<SheetPage, JournalError> {
        if sources.iter().any(|id| self.catalog.entry(*id).is_none()) {
            return Err(JournalError::NoSuchEntry);
        }
        if sources.len() > MOST_SOURCES {
            return Err(JournalError::TooManySources);
        }
        let input = SheetInput {
            id: RecordId::make(),
            format,
            on: on.to_owned(),
            supervisor: self.next_supervisor(),
            purpose: "Supervision".to_owned(),
            sources,
            boxes: BTreeMap::new(),
            filled: BTreeSet::new(),
            ticks: BTreeMap::new(),
            left_out: String::new(),
            print_left_out: false,
            print_mine_alone: false,
            decisions: BTreeMap::new(),
        };
        self.preview_sheet(input)
    }

    /// Builds the page that an input comes to. Nothing is written.
    ///
    /// # Errors
    /// [`JournalError::NoSuchDay`]; [`JournalError::TooManyFilled`]; [`JournalError::Sealed`] when a
    /// source is damaged.
    pub fn preview_sheet(&self, input: SheetInput) -> Result<SheetPage, JournalError> {
        let saved = self.saved_sheet(input.id)?;
        self.build_sheet(input, saved.as_ref())
    }

    /// Opens a saved page, with what its sources say now.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`]; otherwise as [`Journal::preview_sheet`].
    pub fn open_sheet(&self, id: RecordId) -> Result<SheetPage, JournalError> {
        let state = self.catalog.sheets.get(&id).ok_or(JournalError::NoSuchRecord)?;
        let body = self.saved_sheet(id)?.ok_or(JournalError::NoSuchRecord)?;
        let of_entries = state.meta.format != SheetFormat::CaseloadRound;
        let input = SheetInput {
            id,
            format: state.meta.format,
            on: state.meta.on.clone(),
            supervisor: state.meta.supervisor,
            purpose: body.purpose.clone(),
            sources: if of_entries { state.meta.sources.clone() } else { Vec::new() },
            boxes: body.boxes.iter().map(|(id, one)| (id.clone(), one.text.clone())).collect(),
            filled: body.filled.clone(),
            ticks: body.ticks.clone(),
            left_out: body.left_out.clone(),
            print_left_out: body.print_left_out,
            print_mine_alone: body.print_mine_alone,
            decisions: body.decisions.clone(),
        };
        self.build_sheet(input, Some(&body))
    }

    /// Saves a page; returns it as it stands then, with nothing changed beneath it.
    ///
    /// # Errors
    /// As [`Journal::preview_sheet`]; [`JournalError::NoSuchRecord`] for a supervisor who is not there;
    /// [`JournalError::Store`] when it could not be written.
    pub fn save_sheet(
        &mut self,
        input: SheetInput,
        now: Moment,
    ) -> Result<SheetPage, JournalError> {
        if input.supervisor.is_some_and(|id| !self.catalog.supervisors.contains_key(&id)) {
            return Err(JournalError::NoSuchRecord);
        }
        let page = self.build_sheet(input, None)?;
        let input = &page.input;
        let made = self.catalog.sheets.get(&input.id).map_or(now, |state| state.meta.made);
        let round = input.format == SheetFormat::CaseloadRound;
        let sources = if round {
            self.catalog.present_clients().map(|(id, _)| id).collect()
        } else {
            input.sources.clone()
        };
        let client = self.client_of_sheet(&input.sources);
        let meta = SheetMeta {
            format: input.format,
            client,
            sources,
            on: input.on.clone(),
            made,
            supervisor: input.supervisor,
        };
        let pulled = |id: &str| page.boxes.iter().find(|one| one.id == id).map(|one| &one.pulled);
        let boxes = input.boxes.iter().map(|(id, text)| {
            let pulled = pulled(id).cloned().unwrap_or_default();
            (id.clone(), EditedBox { text: text.clone(), pulled })
        });
        let body = SheetBody {
            revisions: self.source_revisions(&input.sources),
            purpose: input.purpose.clone(),
            boxes: boxes.collect(),
            filled: input.filled.clone(),
            ticks: input.ticks.clone(),
            left_out: input.left_out.clone(),
            print_left_out: input.print_left_out,
            print_mine_alone: input.print_mine_alone,
            decisions: input.decisions.clone(),
        };
        let payload = Payload::Sheet(meta.clone());
        let at = self.write_with_body(input.id, payload, &to_json(&body)?, now)?;
        self.catalog.sheets.insert(input.id, SheetState { meta, body: Some(at) });
        Ok(page)
    }

    /// Saves a page that waited sealed through a lock; says whether the record is one.
    pub(crate) fn save_leftover_sheet(&mut self, id: RecordId) -> Result<bool, JournalError> {
        let Some(sealed) = self.sealed_draft(id)? else { return Ok(false) };
        let Ok(plain) = self.sealer.open_draft(id, Seq(0), &sealed) else { return Ok(false) };
        let Ok(SheetDraft { sheet, at }) = from_json(&plain) else { return Ok(false) };
        // A page that was erased meanwhile, with its entries or its client, stays so.
        if self.catalog.retention.erased.contains_key(&id) {
            self.store.transact(|tx| tx.drop_draft(id))?;
        } else {
            self.save_sheet(sheet, at)?;
        }
        self.discard_unsaved(id);
        Ok(true)
    }

    /// Returns all saved pages, the one for the latest supervision first.
    pub fn list_sheets(&self) -> Vec<SheetLine> {
        let mut lines: Vec<SheetLine> = self
            .catalog
            .sheets
            .iter()
            .map(|(id, state)| {
                let spec = state.meta.format.spec();
                SheetLine {
                    id: *id,
                    format: state.meta.format,
                    letter: spec.letter,
                    name: spec.name.to_owned(),
                    on: state.meta.on.clone(),
                    client: state.meta.client.map(|id| self.catalog.resolve(id)),
                }
            })
            .collect();
        lines.sort_by(|one, other| other.on.cmp(&one.on).then(one.id.cmp(&other.id)));
        lines
    }

    fn saved_sheet(&self, id: RecordId) -> Result<Option<SheetBody>, JournalError> {
        let Some(at) = self.catalog.sheets.get(&id).and_then(|state| state.body) else {
            return Ok(None);
        };
        Ok(Some(from_json(&self.open_body(id, at)?)?))
    }

    fn source_revisions(&self, sources: &[RecordId]) -> BTreeMap<RecordId, u64> {
        let known = sources.iter().filter_map(|id| {
            let latest = self.catalog.entry(*id)?.latest.as_ref()?;
            Some((*id, latest.seq.0))
        });
        known.collect()
    }

    /// The client that all sources with one are about.
    fn client_of_sheet(&self, sources: &[RecordId]) -> Option<RecordId> {
        let known = sources.iter().filter_map(|id| self.catalog.entry(*id)?.summary().client);
        let mut clients: Vec<RecordId> = known.map(|id| self.catalog.resolve(id)).collect();
        clients.sort();
        clients.dedup();
        if let [only] = clients.as_slice() { Some(*only) } else { None }
    }
}

fn day_of(on: &str) -> Result<NaiveDate, JournalError> {
    NaiveDate::parse_from_str(on, "%Y-%m-%d").map_err(|_| JournalError::NoSuchDay)
}
