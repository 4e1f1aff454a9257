//! What a journal must hold: a plain model beside the real thing.

use std::collections::BTreeMap;

use stillroom::vault::RecordId;

use crate::act::{Act, Page};

/// All entries as they must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ExpectedState {
    /// Entries, by their id.
    pub(crate) entries: BTreeMap<RecordId, ExpectedEntry>,
    /// Aliases of clients, in the order in which they were made.
    pub(crate) clients: Vec<String>,
}

/// One entry as it must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExpectedEntry {
    /// What the page must say.
    pub(crate) page: Page,
    /// Whether it lies in the trash.
    pub(crate) trashed: bool,
    /// All that the page ever said and was acknowledged.
    pub(crate) said: Vec<Page>,
    /// The texts of all revisions, oldest first.
    pub(crate) revisions: Vec<String>,
}

impl ExpectedState {
    /// Takes an act into account that was acknowledged.
    pub(crate) fn follow(&mut self, act: &Act) {
        match act {
            Act::SaveDraft(page) => self.put(page),
            Act::SaveRevision(page) => {
                self.put(page);
                self.entry(page.id).save_revision();
            }
            Act::Trash(id) => {
                let entry = self.entry(*id);
                entry.save_revision();
                entry.trashed = true;
            }
            Act::Restore(id) => self.entry(*id).trashed = false,
            Act::Client(alias) => self.clients.push(alias.clone()),
            // Opening saves every draft that was left as a revision.
            Act::Reopen => {
                self.entries.values_mut().for_each(ExpectedEntry::save_revision);
            }
        }
    }

    /// Returns the entries that lie in the trash.
    pub(crate) fn trashed(&self) -> impl Iterator<Item = RecordId> {
        self.entries.iter().filter(|(_, entry)| entry.trashed).map(|(id, _)| *id)
    }

    fn put(&mut self, page: &Page) {
        let fresh = || ExpectedEntry {
            page: page.clone(),
            trashed: false,
            said: Vec::new(),
            revisions: Vec::new(),
        };
        let entry = self.entries.entry(page.id).or_insert_with(fresh);
        entry.page = page.clone();
        entry.said.push(page.clone());
    }

    fn entry(&mut self, id: RecordId) -> &mut ExpectedEntry {
        self.entries.get_mut(&id).expect("acts name entries that were saved")
    }
}

impl ExpectedEntry {
    fn save_revision(&mut self) {
        if self.revisions.last() != Some(&self.page.text) {
            self.revisions.push(self.page.text.clone());
        }
    }
}
