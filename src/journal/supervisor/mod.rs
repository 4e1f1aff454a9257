//! Supervisors: who they are, what was agreed with them, and what was brought to them when.

use serde::{Deserialize, Serialize};

use crate::journal::record::{Moment, Payload, Supervisor, folded, tidied};
use crate::journal::sheet::SheetLine;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// What was agreed has at most so many characters.
const MOST_CHARACTERS: usize = 4_000;

/// A supervisor's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SupervisorPage {
    /// The supervisor.
    pub supervisor: Supervisor,
    /// The pages that were made for them, the one for the latest supervision first.
    pub brought: Vec<BroughtPage>,
}

/// A page that was made for a supervisor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BroughtPage {
    /// The page.
    pub sheet: SheetLine,
    /// From how many entries it draws.
    pub entries: u32,
    /// When it left the journal, as a file or on paper, oldest first; never, if it is empty.
    pub left: Vec<Moment>,
}

impl Journal {
    /// Returns all supervisors, those that are archived too, by alias.
    pub fn list_supervisors(&self) -> Vec<Supervisor> {
        let mut all: Vec<Supervisor> = self.catalog.supervisors.values().cloned().collect();
        all.sort_by_key(|one| folded(&one.alias));
        all
    }

    /// Makes or changes a supervisor.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`] by another supervisor,
    /// [`JournalError::TooLarge`] when more than 4,000 characters were agreed,
    /// [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn save_supervisor(
        &mut self,
        supervisor: Supervisor,
        now: Moment,
    ) -> Result<Supervisor, JournalError> {
        let alias = tidied(&supervisor.alias);
        if !alias.chars().any(char::is_alphanumeric) {
            return Err(JournalError::NameEmpty);
        }
        if supervisor.limits.chars().count() > MOST_CHARACTERS {
            return Err(JournalError::TooLarge);
        }
        let known = &self.catalog.supervisors;
        if supervisor.id.is_some_and(|id| !known.contains_key(&id)) {
            return Err(JournalError::NoSuchRecord);
        }
        let is_other = |id: &RecordId| supervisor.id != Some(*id);
        if known.iter().any(|(id, one)| is_other(id) && folded(&one.alias) == folded(&alias)) {
            return Err(JournalError::NameTaken);
        }
        let id = supervisor.id.unwrap_or_else(RecordId::make);
        let saved = Supervisor { id: Some(id), alias, ..supervisor };
        self.write_record(id, Payload::Supervisor(saved.clone()), now)?;
        self.catalog.supervisors.insert(id, saved.clone());
        Ok(saved)
    }

    /// The supervisor to whom the next page goes: that of the latest page, or the only one.
    pub(crate) fn next_supervisor(&self) -> Option<RecordId> {
        let present = |id: &RecordId| {
            self.catalog.supervisors.get(id).is_some_and(|supervisor| !supervisor.archived)
        };
        let sheets = self.catalog.sheets.values();
        let latest = sheets.max_by_key(|sheet| sheet.meta.made.utc_ms);
        let latest = latest.and_then(|sheet| sheet.meta.supervisor).filter(present);
        latest.or_else(|| {
            let mut all = self.catalog.supervisors.keys().copied().filter(present);
            all.next().filter(|_| all.next().is_none())
        })
    }

    /// Returns a supervisor's page: what was agreed, and what was brought when.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`].
    pub fn supervisor_page(&self, id: RecordId) -> Result<SupervisorPage, JournalError> {
        let supervisor = self.catalog.supervisors.get(&id).cloned();
        let supervisor = supervisor.ok_or(JournalError::NoSuchRecord)?;
        let lines = self.list_sheets().into_iter();
        let brought = lines.filter_map(|sheet| {
            let meta = &self.catalog.sheets.get(&sheet.id)?.meta;
            if meta.supervisor != Some(id) {
                return None;
            }
            let maps = self.catalog.alias_maps.values();
            let mut left: Vec<Moment> =
                maps.filter(|map| map.sheet == sheet.id).map(|map| map.exported).collect();
            left.sort_by_key(|at| at.utc_ms);
            Some(BroughtPage { entries: meta.sources.len() as u32, left, sheet })
        });
        Ok(SupervisorPage { brought: brought.collect(), supervisor })
    }
}
