//! Taking an import back: what it brought goes to the trash, what it brought up to date becomes
//! what it was. What was changed here since stays, unless it is wanted otherwise.

use std::collections::HashMap;

use super::bring::{Revised, Text, is_untouched};
use crate::forms::Answers;
use crate::journal::catalog::LatestRevision;
use crate::journal::record::{
    Body, EntryMeta, ImportMeta, ImportState, Moment, Payload, from_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// The entries of an import that are not in the trash.
#[derive(Debug, Default)]
pub(crate) struct OfImport {
    /// Those that are as it brought them.
    pub(crate) untouched: Vec<RecordId>,
    /// Those that were changed here since.
    pub(crate) edited: Vec<RecordId>,
    /// How many it brought.
    pub(crate) brought: u64,
    /// How many it brought up to date.
    pub(crate) updated: u64,
}

impl Journal {
    /// Finds the entries of an import that are not in the trash.
    pub(crate) fn entries_of_import(&self, import: RecordId) -> OfImport {
        self.entries_by_import().remove(&import).unwrap_or_default()
    }

    /// Finds the entries of all imports that are not in the trash.
    pub(super) fn entries_by_import(&self) -> HashMap<RecordId, OfImport> {
        let mut all: HashMap<RecordId, OfImport> = HashMap::new();
        if self.catalog.imports.is_empty() {
            return all;
        }
        for (id, state) in self.catalog.newest_first() {
            let Some(meta) = state.latest.as_ref().map(LatestRevision::meta) else { continue };
            let Some(origin) = meta.origin.as_ref().filter(|_| meta.trashed.is_none()) else {
                continue;
            };
            let of = all.entry(origin.import).or_default();
            if origin.replaced.is_some() {
                of.updated += 1;
            } else {
                of.brought += 1;
            }
            if is_untouched(&meta) && !state.has_draft() {
                of.untouched.push(id);
            } else {
                of.edited.push(id);
            }
        }
        all
    }

    /// Notes that an import is being taken back.
    pub(crate) fn begin_take_back(
        &mut self,
        import: RecordId,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.set_import_state(import, ImportState::TakingBack, now)
    }

    /// Notes that an import has been taken back.
    pub(crate) fn end_take_back(
        &mut self,
        import: RecordId,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.set_import_state(import, ImportState::TakenBack, now)
    }

    fn set_import_state(
        &mut self,
        import: RecordId,
        state: ImportState,
        now: Moment,
    ) -> Result<(), JournalError> {
        let meta = self.import(import)?;
        if meta.state == state {
            return Ok(());
        }
        let meta = ImportMeta { ended: meta.ended.or(Some(now)), state, ..meta.clone() };
        self.put_import(import, meta, now)
    }

    /// Takes entries of an import back, in one transaction. With `edited`, also such as were
    /// changed here since; drafts of those become revisions first.
    pub(crate) fn take_back_entries(
        &mut self,
        ids: &[RecordId],
        edited: bool,
        now: Moment,
    ) -> Result<(), JournalError> {
        let mut ready = Vec::with_capacity(ids.len());
        for id in ids {
            if edited {
                self.revise(*id, now, |_| {})?;
            }
            let Some(latest) = self.catalog.entry(*id).and_then(|state| state.latest.as_ref())
            else {
                continue;
            };
            let meta = latest.meta();
            let Some(origin) = meta.origin.clone() else { continue };
            if meta.trashed.is_some() || !(edited || is_untouched(&meta)) {
                continue;
            }
            ready.push(if let Some(seq) = origin.replaced {
                self.former(*id, seq, meta.revision + 1)?
            } else {
                let form = self.definition(&meta.form, meta.form_version)?;
                let text = Text::Of(latest.summary.body());
                let meta = EntryMeta { trashed: Some(now), revision: meta.revision + 1, ..meta };
                // What lies in the trash is not searched.
                Revised { id: *id, form, meta, text, answers: Answers::new() }
            });
        }
        self.append_revisions(&ready, now)
    }

    /// Prepares what an entry was in an earlier revision as its next one.
    fn former(&self, id: RecordId, seq: Seq, revision: u32) -> Result<Revised, JournalError> {
        let sealed = self.store.meta(seq)?;
        let opened = self.sealer.open_meta(id, seq, &sealed)?;
        let Payload::Entry(mut meta) = opened.payload else {
            return Err(JournalError::NoSuchEntry);
        };
        meta.revision = revision;
        if let Some(origin) = &mut meta.origin {
            origin.revision = revision;
        }
        let form = self.definition(&meta.form, meta.form_version)?;
        let at = opened.body.ok_or(JournalError::NoSuchEntry)?;
        let body: Body = from_json(&self.open_body(id, at)?)?;
        Ok(Revised { id, form, meta, text: Text::Of(Some(at)), answers: body.answers })
    }
}
