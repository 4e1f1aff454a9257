//! Imports: entries that other programs' exports brought, known by where they came from, brought
//! and taken back in one act.

mod bring;
mod known;
mod take_back;

use serde::{Deserialize, Serialize};

use crate::journal::record::{
    ImportMeta, ImportReportMeta, ImportState, Moment, Origin, Payload, from_json, to_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

pub(crate) use bring::{Brought, Incoming};
pub(crate) use known::{Fate, KnownSources};
pub(crate) use take_back::OfImport;

/// An import as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ImportRow {
    /// Its record id.
    pub id: RecordId,
    /// The kind of its source, as `day_one`.
    pub kind: String,
    /// When it began.
    pub begun: Moment,
    /// When it ended.
    pub ended: Option<Moment>,
    /// How it stands.
    pub state: ImportState,
    /// How many entries it brought; while it runs, how many it has so far.
    #[cfg_attr(test, ts(type = "number"))]
    pub brought: u64,
    /// How many entries it brought up to date.
    #[cfg_attr(test, ts(type = "number"))]
    pub updated: u64,
    /// How many of them are here as they came.
    #[cfg_attr(test, ts(type = "number"))]
    pub untouched: u64,
    /// How many of them were changed here since.
    #[cfg_attr(test, ts(type = "number"))]
    pub edited: u64,
    /// Whether its report is still kept.
    pub has_report: bool,
}

impl Journal {
    /// Returns all imports, the newest first.
    pub fn imports(&self) -> Vec<ImportRow> {
        let mut entries = self.entries_by_import();
        let mut row = |(id, meta): (&RecordId, &ImportMeta)| {
            self.import_row(*id, meta, &entries.remove(id).unwrap_or_default())
        };
        let mut rows: Vec<ImportRow> = self.catalog.imports.iter().map(&mut row).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.begun, row.id)));
        rows
    }

    fn import_row(&self, id: RecordId, meta: &ImportMeta, of: &OfImport) -> ImportRow {
        let ended = meta.state != ImportState::Running;
        ImportRow {
            id,
            kind: meta.kind.clone(),
            begun: meta.begun,
            ended: meta.ended,
            state: meta.state,
            brought: if ended { meta.brought } else { of.brought },
            updated: if ended { meta.updated } else { of.updated },
            untouched: of.untouched.len() as u64,
            edited: of.edited.len() as u64,
            has_report: self.report_of(id).is_some(),
        }
    }

    /// Returns what is known of an import.
    pub(crate) fn import(&self, id: RecordId) -> Result<&ImportMeta, JournalError> {
        self.catalog.imports.get(&id).ok_or(JournalError::NoSuchRecord)
    }

    /// Finds the import of a source that was cut off.
    pub(crate) fn cut_off_import(&self, source: &[u8; 32]) -> Option<RecordId> {
        let running = |meta: &ImportMeta| meta.state == ImportState::Running;
        let all = self.catalog.imports.iter();
        all.filter(|(_, meta)| running(meta) && meta.source == *source).map(|(id, _)| *id).next()
    }

    /// Writes an import down as it stands now.
    pub(crate) fn put_import(
        &mut self,
        id: RecordId,
        meta: ImportMeta,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.write_record(id, Payload::Import(meta.clone()), now)?;
        self.catalog.imports.insert(id, meta);
        Ok(())
    }

    /// Ends an import that was cut off: what it brought stays.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for one that is not there or was not cut off;
    /// [`JournalError::Store`].
    pub fn keep_import(&mut self, id: RecordId, now: Moment) -> Result<(), JournalError> {
        let meta = self.import(id)?;
        if meta.state != ImportState::Running {
            return Err(JournalError::NoSuchRecord);
        }
        let OfImport { brought, updated, .. } = self.entries_of_import(id);
        let (state, ended) = (ImportState::Done, Some(now));
        let meta = ImportMeta { ended, state, brought, updated, ..meta.clone() };
        self.put_import(id, meta, now)
    }

    /// Saves the report of an import, in place of an earlier one.
    pub(crate) fn put_import_report<T: Serialize>(
        &mut self,
        import: RecordId,
        report: &T,
        now: Moment,
    ) -> Result<(), JournalError> {
        let id = self.report_of(import).unwrap_or_else(RecordId::make);
        let meta = ImportReportMeta { import };
        let body = zeroize::Zeroizing::new(to_json(report)?);
        let at = self.write_with_body(id, Payload::ImportReport(meta), &body, now)?;
        self.catalog.import_reports.insert(id, (meta, Some(at)));
        Ok(())
    }

    /// Opens the report of an import; none once an entry of it was erased, and the report with it.
    pub(crate) fn open_import_report<T: serde::de::DeserializeOwned>(
        &self,
        import: RecordId,
    ) -> Result<Option<T>, JournalError> {
        let Some(id) = self.report_of(import) else { return Ok(None) };
        let Some((_, Some(at))) = self.catalog.import_reports.get(&id) else { return Ok(None) };
        from_json(&self.open_body(id, *at)?).map(Some)
    }

    fn report_of(&self, import: RecordId) -> Option<RecordId> {
        let mut all = self.catalog.import_reports.iter();
        all.find(|(_, (meta, _))| meta.import == import).map(|(id, _)| *id)
    }

    /// Returns the reports of the imports that brought some of these entries.
    pub(crate) fn reports_around(&self, entries: &[RecordId]) -> Vec<RecordId> {
        if self.catalog.import_reports.is_empty() {
            return Vec::new();
        }
        let origins = entries.iter().filter_map(|id| self.origin(*id));
        let imports: std::collections::BTreeSet<RecordId> =
            origins.map(|origin| origin.import).collect();
        let reports = self.catalog.import_reports.iter();
        reports.filter(|(_, (meta, _))| imports.contains(&meta.import)).map(|(id, _)| *id).collect()
    }

    /// Returns where an entry came from.
    pub(crate) fn origin(&self, entry: RecordId) -> Option<Origin> {
        self.catalog.entry(entry)?.latest.as_ref()?.meta().origin
    }
}
