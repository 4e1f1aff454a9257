//! Form definitions in use, by key and version.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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
