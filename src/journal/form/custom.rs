//! Custom forms: definitions stored as sealed records, with a new version for every change.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::wire::{CustomForm, CustomForms, FormSaved};
use crate::forms::{Form, FormId, Forms, Mistake, mistakes};
use crate::journal::catalog::CustomFormState;
use crate::journal::record::{BodyAt, CustomFormMeta, Moment, Payload, folded, from_json, to_json};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// What every custom form's key begins with; no shipped one does.
const PREFIX: &str = "own_";
/// The longest part of a key that is taken from the name, in characters.
const LONGEST_SLUG: usize = 24;

/// Returns whether a form is a custom one.
pub(super) fn is_custom(form: &FormId) -> bool {
    form.0.starts_with(PREFIX)
}

impl Journal {
    /// Returns custom forms, prompts and defaults for the editor.
    pub fn custom_forms(&self) -> CustomForms {
        let mut forms: Vec<CustomForm> = self
            .own()
            .map(|(_, state, form)| CustomForm {
                form: form.clone(),
                away: state.meta.away.is_some(),
                entries: self.entries_of(&form.id),
            })
            .collect();
        forms.sort_by_cached_key(|own| folded(&own.form.journal));
        CustomForms { forms, prompts: self.own_prompts(), defaults: self.all_defaults() }
    }

    /// Returns all mistakes in a form as it stands in the editor.
    fn check_form(&self, form: &Form) -> Vec<Mistake> {
        let form = Form { id: self.key_for(form), ..form.clone() };
        mistakes(&form, &self.others_than(&form.id))
    }

    /// Makes or changes a custom form; a form without a key is a new one.
    ///
    /// Every change makes a version. The version before is kept for the entries and drafts that
    /// were written with it.
    ///
    /// # Errors
    /// [`JournalError::UnknownForm`] for a key that is neither empty nor a custom form's,
    /// [`JournalError::TooLarge`], [`JournalError::Store`]: all stays as it was.
    pub fn save_form(&mut self, wanted: Form, now: Moment) -> Result<FormSaved, JournalError> {
        let found = self.check_form(&wanted);
        if !found.is_empty() {
            return Ok(FormSaved::Refused { mistakes: found });
        }
        let before = self.own_named(&wanted.id);
        if !wanted.id.0.is_empty() && before.is_none() {
            return Err(JournalError::UnknownForm);
        }
        let record = before.map_or_else(RecordId::make, |(record, _)| record);
        let old = before.and_then(|(_, state)| state.form.clone());
        let version = old.as_ref().map_or(0, |form| form.version);
        let mut form = Form { id: self.key_for(&wanted), version, ..wanted };
        if old.as_deref() != Some(&form) {
            form.version += 1;
        }
        if let Some(old) = old {
            self.save_definition(&old, now)?;
        }
        self.write_form(record, &form, None, now)?;
        Ok(FormSaved::Saved { form: Box::new(form) })
    }

    /// Returns a form to begin an own one from, without a key.
    ///
    /// # Errors
    /// [`JournalError::UnknownForm`].
    pub fn copy_form(&self, id: &FormId) -> Result<Form, JournalError> {
        let mut form = (*self.current_form(id)?).clone();
        form.id = FormId(String::new());
        form.version = 0;
        form.closes_with = None;
        form.fields.retain(|field| !field.quiet);
        let ids: Vec<String> = form.fields.iter().map(|field| field.id.clone()).collect();
        form.detail.retain(|named| ids.contains(named));
        let stays = |path: &str| ids.iter().any(|id| path.split('.').next() == Some(id));
        form.cues.retain(|cue| cue.when.iter().all(|bound| stays(&bound.field)));
        Ok(form)
    }

    /// Archives or unarchives a custom form; its entries stay as they are.
    ///
    /// # Errors
    /// [`JournalError::UnknownForm`], [`JournalError::Store`].
    pub fn archive_form(
        &mut self,
        id: &FormId,
        away: bool,
        now: Moment,
    ) -> Result<CustomForms, JournalError> {
        let (record, state) = self.own_named(id).ok_or(JournalError::UnknownForm)?;
        let form = state.form.clone().ok_or(JournalError::UnknownForm)?;
        self.write_form(record, &form, away.then_some(now), now)?;
        Ok(self.custom_forms())
    }

    /// Opens custom forms and defaults once, at unlock; what does not open is counted.
    pub(crate) fn open_custom_forms(
        &mut self,
        found: Vec<(RecordId, CustomFormMeta, Option<BodyAt>)>,
    ) {
        for (record, meta, body) in found {
            let plain = body.and_then(|at| self.open_body(record, at).ok());
            let state = if meta.defaults {
                let defaults = plain.and_then(|plain| from_json(&plain).ok());
                CustomFormState { meta, form: None, defaults }
            } else {
                let form: Option<Form> = plain.and_then(|plain| from_json(&plain).ok());
                let form =
                    form.map(|form| self.definitions.insert((form.id.clone(), form.version), form));
                CustomFormState { meta, form, defaults: None }
            };
            if state.form.is_none() && state.defaults.is_none() {
                self.unreadable += 1;
            }
            self.catalog.custom_forms.insert(record, state);
        }
    }

    /// Returns the current version of a custom form that is not archived.
    pub(crate) fn own_form(&self, id: &FormId) -> Option<Arc<Form>> {
        let (_, state) = self.own_named(id)?;
        state.form.clone().filter(|_| state.meta.away.is_none())
    }

    /// Returns custom forms in the order of their names; with `all` also archived ones.
    pub(crate) fn custom_definitions(&self, all: bool) -> Vec<Form> {
        let wanted = self.own().filter(|(_, state, _)| all || state.meta.away.is_none());
        let mut forms: Vec<Form> = wanted.map(|(_, _, form)| form.clone()).collect();
        forms.sort_by_cached_key(|form| folded(&form.journal));
        forms
    }

    fn own(&self) -> impl Iterator<Item = (RecordId, &CustomFormState, &Form)> {
        let states = self.catalog.custom_forms.iter();
        states.filter_map(|(record, state)| Some((*record, state, state.form.as_deref()?)))
    }

    fn own_named(&self, id: &FormId) -> Option<(RecordId, &CustomFormState)> {
        let (record, state, _) = self.own().find(|(_, _, form)| form.id == *id)?;
        Some((record, state))
    }

    fn others_than(&self, id: &FormId) -> Vec<Form> {
        let all = Forms::shipped().all().iter().cloned().chain(self.custom_definitions(true));
        all.filter(|form| form.id != *id).collect()
    }

    fn entries_of(&self, id: &FormId) -> u32 {
        let entries = self.catalog.newest_first();
        entries.filter(|(_, state)| state.summary().form() == id).count() as u32
    }

    fn write_form(
        &mut self,
        record: RecordId,
        form: &Form,
        away: Option<Moment>,
        now: Moment,
    ) -> Result<(), JournalError> {
        let meta =
            CustomFormMeta { form: form.id.clone(), version: form.version, away, defaults: false };
        let bytes = Zeroizing::new(to_json(form)?);
        self.write_with_body(record, Payload::CustomForm(meta.clone()), &bytes, now)?;
        let form = self.definitions.insert((form.id.clone(), form.version), form.clone());
        let state = CustomFormState { meta, form: Some(form), defaults: None };
        self.catalog.custom_forms.insert(record, state);
        Ok(())
    }

    /// The key of a form: its own, or for a new one a free one made from its name.
    fn key_for(&self, form: &Form) -> FormId {
        if !form.id.0.is_empty() {
            return form.id.clone();
        }
        let plain: String = folded(&form.journal)
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .take(LONGEST_SLUG)
            .collect();
        let slug = plain.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
        let taken = |key: &str| self.own().any(|(_, _, form)| form.id.0 == key);
        let first = format!("{PREFIX}{}", if slug.is_empty() { "form" } else { &slug });
        let numbered = (2..).map(|number| format!("{first}_{number}"));
        let mut keys = std::iter::once(first.clone()).chain(numbered);
        FormId(keys.find(|key| !taken(key)).expect("there is always another number"))
    }
}
