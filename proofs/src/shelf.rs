//! What a journal must hold: a plain model beside the real thing.

use std::collections::BTreeMap;

use stillroom::vault::RecordId;

use crate::script::{Act, Page};

/// All entries as they must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// Entries, by their id.
    pub(crate) entries: BTreeMap<RecordId, Kept>,
    /// Aliases of clients, in the order in which they were made.
    pub(crate) clients: Vec<String>,
}

/// One entry as it must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// What the page must say.
    pub(crate) page: Page,
    /// Whether it lies in the trash.
    pub(crate) trashed: bool,
    /// The texts of all revisions, oldest first.
    pub(crate) settled: Vec<String>,
}

impl Shelf {
    /// Takes an act into account that was acknowledged.
    pub(crate) fn follow(&mut self, act: &Act) {
        match act {
            Act::Keep(page) => self.put(page),
            Act::Settle(page) => {
                self.put(page);
                self.settle(page.id);
            }
            Act::Trash(id) => {
                self.settle(*id);
                self.set_trashed(*id, true);
            }
            Act::Restore(id) => self.set_trashed(*id, false),
            Act::Client(alias) => self.clients.push(alias.clone()),
            // Opening settles every draft that was left.
            Act::Reopen => {
                let ids: Vec<RecordId> = self.entries.keys().copied().collect();
                ids.into_iter().for_each(|id| self.settle(id));
            }
        }
    }

    /// Returns the entries that lie in the trash.
    pub(crate) fn trashed(&self) -> impl Iterator<Item = RecordId> {
        self.entries.iter().filter(|(_, kept)| kept.trashed).map(|(id, _)| *id)
    }

    fn put(&mut self, page: &Page) {
        let fresh = || Kept { page: page.clone(), trashed: false, settled: Vec::new() };
        self.entries.entry(page.id).or_insert_with(fresh).page = page.clone();
    }

    fn settle(&mut self, id: RecordId) {
        let kept = self.entries.get_mut(&id).expect("the script knows its entries");
        if kept.settled.last() != Some(&kept.page.text) {
            kept.settled.push(kept.page.text.clone());
        }
    }

    fn set_trashed(&mut self, id: RecordId, trashed: bool) {
        self.entries.get_mut(&id).expect("the script knows its entries").trashed = trashed;
    }
}
