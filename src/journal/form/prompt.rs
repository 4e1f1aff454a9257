//! Custom prompts: a question a record, shown among a form's others.

use super::wire::{CustomForms, CustomPrompt};
use crate::forms::Form;
use crate::journal::record::{Moment, Payload, PromptMeta};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Makes or changes a custom prompt; one without a word is deleted.
    ///
    /// # Errors
    /// [`JournalError::UnknownForm`], [`JournalError::NameEmpty`] for a new one without a word,
    /// [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn save_prompt(
        &mut self,
        wanted: CustomPrompt,
        now: Moment,
    ) -> Result<CustomForms, JournalError> {
        self.current_form(&wanted.form)?;
        let text = wanted.text.trim().to_owned();
        if text.is_empty() && wanted.id.is_none() {
            return Err(JournalError::NameEmpty);
        }
        if wanted.id.is_some_and(|id| !self.catalog.prompts.contains_key(&id)) {
            return Err(JournalError::NoSuchRecord);
        }
        let id = wanted.id.unwrap_or_else(RecordId::make);
        let gone = text.is_empty().then_some(now);
        let meta = PromptMeta { form: wanted.form, text, gone };
        self.write_record(id, Payload::CustomPrompt(meta.clone()), now)?;
        self.catalog.prompts.insert(id, meta);
        Ok(self.custom_forms())
    }

    /// Returns the custom prompts of all forms.
    pub(super) fn own_prompts(&self) -> Vec<CustomPrompt> {
        let prompts = self.catalog.prompts.iter().filter(|(_, meta)| meta.gone.is_none());
        let shown = prompts.map(|(id, meta)| CustomPrompt {
            id: Some(*id),
            form: meta.form.clone(),
            text: meta.text.clone(),
        });
        shown.collect()
    }

    /// Adds a form's custom prompts to those of its definition, for the page alone.
    pub(crate) fn with_prompts(&self, mut form: Form) -> Form {
        let own = self.own_prompts().into_iter().filter(|prompt| prompt.form == form.id);
        let own: Vec<String> = own.map(|prompt| prompt.text).collect();
        form.prompts.extend(own);
        form
    }
}
