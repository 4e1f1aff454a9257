//! What backups, exports, new keys and checks may reach of an open journal.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use super::journal::Journal;
use crate::forms::FormId;
use crate::journal::JournalError;
use crate::journal::catalog::{EntryState, Erased};
use crate::journal::record::{Head, Sealer};
use crate::store::{CopyProgress, Store};
use crate::vault::{JournalId, Keys, RecordId, Seq};

/// How the search index stands.
pub(crate) struct IndexState {
    /// How many entries it finds.
    pub(crate) found: u64,
    /// Whether some records are not in it yet.
    pub(crate) completing: bool,
}

impl Journal {
    /// Returns the journal's id.
    pub(crate) fn id(&self) -> JournalId {
        self.store.journal_id()
    }

    /// Names as the journal's folder the one that this is a copy of.
    pub(crate) fn set_original_folder(&mut self, folder: &Path) {
        folder.clone_into(&mut self.folder);
    }

    /// Returns the number of the newest revision.
    pub(crate) fn revisions(&self) -> Seq {
        self.store.chain_head().0
    }

    /// Returns the sealed rows, to be read.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Returns what opens the sealed rows.
    pub(crate) fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    /// Derives the keys anew, for a copy of the journal.
    pub(crate) fn keys(&self) -> Keys {
        self.root.derive_keys(self.id())
    }

    /// Returns whether pages wait that could not be written yet.
    pub(crate) fn has_unsaved_pages(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// Returns all entries, newest first by when they happened.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (RecordId, &EntryState)> {
        self.catalog.newest_first()
    }

    /// Returns whether a record is an entry.
    pub(crate) fn has_entry(&self, id: RecordId) -> bool {
        self.catalog.entry(id).is_some()
    }

    /// Returns whether a record is an attached file.
    pub(crate) fn is_attachment(&self, id: RecordId) -> bool {
        self.catalog.attachments.contains_key(&id)
    }

    /// Returns the heads of an entry as it stands: of its newest revision and of its draft.
    pub(crate) fn heads(&self, id: RecordId) -> Vec<Head> {
        let Some(state) = self.catalog.entry(id) else { return Vec::new() };
        let latest = state.latest.as_ref().map(|latest| latest.meta().head);
        latest.into_iter().chain(state.draft().map(|draft| draft.head)).collect()
    }

    /// Returns the entries that name a record, with the forms that they are written with.
    pub(crate) fn entries_naming(&self, record: RecordId) -> Vec<(RecordId, FormId, u32)> {
        let record = self.catalog.resolve(record);
        let all = self.catalog.newest_first();
        let naming = all.filter(|(_, state)| self.catalog.mentions(state.summary(), record));
        let written_with = naming.map(|(id, state)| {
            let meta = state.shown();
            (id, meta.form, meta.form_version)
        });
        written_with.collect()
    }

    /// Returns a client's alias.
    pub(crate) fn alias(&self, client: RecordId) -> Option<&str> {
        self.catalog.clients.get(&client).map(|client| client.alias.as_str())
    }

    /// Returns what is left of erased records.
    pub(crate) fn erased(&self) -> &HashMap<RecordId, Erased> {
        &self.catalog.retention.erased
    }

    /// Returns the mark of the export that this process has under way.
    pub(crate) fn exporting(&self) -> Option<&str> {
        self.catalog.retention.exporting.as_deref()
    }

    /// Notes the mark of the export that this process has under way.
    pub(crate) fn set_exporting(&mut self, mark: Option<String>) {
        self.catalog.retention.exporting = mark;
    }

    /// Begins a copy of the database into a file.
    pub(crate) fn begin_copy(&mut self, into: &Path) -> Result<(), JournalError> {
        Ok(self.store.begin_copy(into)?)
    }

    /// Copies for so long; `None` once all is copied.
    pub(crate) fn copy_for(
        &mut self,
        time: Duration,
    ) -> Result<Option<CopyProgress>, JournalError> {
        Ok(self.store.copy_for(time)?)
    }

    /// Ends the copy, whether it is whole or not.
    pub(crate) fn end_copy(&mut self) {
        self.store.end_copy();
    }

    /// Waits until the index has written what it was given, and says how it stands.
    pub(crate) fn index_state(&self) -> IndexState {
        self.index_writer.flush();
        IndexState {
            found: self.index_writer.index().len(),
            completing: self.index_writer.is_completing(),
        }
    }
}
