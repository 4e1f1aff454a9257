//! Form definitions in use: the shipped ones, and older ones kept in the journal.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Journal;
use super::error::JournalError;
use crate::forms::{Form, FormId, Forms};

/// Definitions by key and version, filled as they are asked for.
pub(crate) struct Definitions {
    known: Mutex<HashMap<(FormId, u32), Arc<Form>>>,
}

impl Definitions {
    /// Starts with the shipped forms.
    pub(crate) fn shipped() -> Self {
        let shipped = Forms::shipped().all().iter();
        let known = shipped.map(|form| ((form.id.clone(), form.version), Arc::new(form.clone())));
        Self { known: Mutex::new(known.collect()) }
    }

    /// Returns a definition that is already known.
    pub(crate) fn get(&self, key: &(FormId, u32)) -> Option<Arc<Form>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Keeps a definition that was read from the journal.
    pub(crate) fn insert(&self, key: (FormId, u32), form: Form) -> Arc<Form> {
        let form = Arc::new(form);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, Arc::clone(&form));
        form
    }
}

impl Journal {
    /// Returns the current version of every form, in the order of the rail.
    pub fn forms(&self) -> Vec<Form> {
        let shipped = Forms::shipped().all().iter().cloned();
        let all = shipped.chain(self.own_forms(false));
        all.map(|form| self.with_prompts(form)).collect()
    }

    /// Returns the forms that words of a query can name, also own ones that were put away.
    pub(crate) fn known_forms(&self) -> Vec<Form> {
        Forms::shipped().all().iter().cloned().chain(self.own_forms(true)).collect()
    }

    /// Returns the current version of one form.
    pub(crate) fn current_form(&self, id: &FormId) -> Result<Arc<Form>, JournalError> {
        match Forms::shipped().get(id) {
            Some(form) => self.definition(id, form.version),
            None => self.own_form(id).ok_or(JournalError::UnknownForm),
        }
    }
}
