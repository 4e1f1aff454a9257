//! Saved searches: a query with a name, in the rail.

use crate::journal::record::{Moment, Payload, SavedSearch, folded, tidied};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Returns the saved searches, by name.
    pub fn list_searches(&self) -> Vec<SavedSearch> {
        let mut searches: Vec<SavedSearch> = self.catalog.searches.values().cloned().collect();
        searches.sort_by_cached_key(|search| folded(&search.name));
        searches
    }

    /// Saves a search under a name, or changes one.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`], [`JournalError::NoSuchRecord`],
    /// [`JournalError::Store`].
    pub fn save_search(
        &mut self,
        mut search: SavedSearch,
        now: Moment,
    ) -> Result<SavedSearch, JournalError> {
        search.name = tidied(&search.name);
        search.removed = false;
        if search.name.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        if search.id.is_some_and(|id| !self.catalog.searches.contains_key(&id)) {
            return Err(JournalError::NoSuchRecord);
        }
        let name = folded(&search.name);
        let mut others = self.catalog.searches.values().filter(|other| other.id != search.id);
        if others.any(|other| folded(&other.name) == name) {
            return Err(JournalError::NameTaken);
        }
        let id = *search.id.get_or_insert_with(RecordId::make);
        self.write_record(id, Payload::SavedSearch(search.clone()), now)?;
        self.catalog.searches.insert(id, search.clone());
        Ok(search)
    }

    /// Deletes a saved search.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn delete_search(&mut self, id: RecordId, now: Moment) -> Result<(), JournalError> {
        if !self.catalog.searches.contains_key(&id) {
            return Err(JournalError::NoSuchRecord);
        }
        let gone = SavedSearch {
            id: None,
            name: String::new(),
            text: String::new(),
            by_date: false,
            removed: true,
        };
        self.write_record(id, Payload::SavedSearch(gone), now)?;
        self.catalog.searches.remove(&id);
        Ok(())
    }
}
