//! Form definitions in use: the shipped ones, and older ones stored in the journal.

use std::sync::Arc;

use crate::forms::{Form, FormId, Forms};
use crate::journal::{Journal, JournalError};

impl Journal {
    /// Returns the current version of every form, in the order of the rail.
    pub fn forms(&self) -> Vec<Form> {
        let shipped = Forms::shipped().all().iter().cloned();
        let all = shipped.chain(self.custom_definitions(false));
        all.map(|form| self.with_prompts(form)).collect()
    }

    /// Returns the forms that words of a query can name, also archived custom ones.
    pub(crate) fn known_forms(&self) -> Vec<Form> {
        Forms::shipped().all().iter().cloned().chain(self.custom_definitions(true)).collect()
    }

    /// Returns the forms whose entries close by themselves.
    pub(crate) fn closing_forms(&self) -> Vec<FormId> {
        let shipped = Forms::shipped().all().iter().filter(|form| form.closes());
        let custom = self.custom_definitions(false).into_iter().filter(Form::closes);
        shipped.map(|form| form.id.clone()).chain(custom.map(|form| form.id)).collect()
    }

    /// Returns the current version of one form.
    pub(crate) fn current_form(&self, id: &FormId) -> Result<Arc<Form>, JournalError> {
        match Forms::shipped().get(id) {
            Some(form) => self.definition(id, form.version),
            None => self.own_form(id).ok_or(JournalError::UnknownForm),
        }
    }
}
