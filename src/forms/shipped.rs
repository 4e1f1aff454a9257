//! The forms that ship with Stillroom, read from `content/forms/`.

use std::sync::LazyLock;

use super::definition::{Form, FormId};
use super::mistake::FormError;
use super::read::read_forms;

/// File name and text of every shipped form, in the order of the rail.
const FILES: [(&str, &str); 9] = [
    ("integration.toml", include_str!("../../content/forms/integration.toml")),
    ("session.toml", include_str!("../../content/forms/session.toml")),
    ("boundary.toml", include_str!("../../content/forms/boundary.toml")),
    ("consult.toml", include_str!("../../content/forms/consult.toml")),
    ("supervision.toml", include_str!("../../content/forms/supervision.toml")),
    ("supervising.toml", include_str!("../../content/forms/supervising.toml")),
    ("inner.toml", include_str!("../../content/forms/inner.toml")),
    ("music.toml", include_str!("../../content/forms/music.toml")),
    ("free.toml", include_str!("../../content/forms/free.toml")),
];

static SHIPPED: LazyLock<Forms> =
    LazyLock::new(|| Forms::read(&FILES).expect("the build refuses forms with a mistake"));

/// A set of forms that fit together.
#[derive(Debug)]
pub struct Forms(Vec<Form>);

impl Forms {
    /// Returns the shipped forms in the order of the rail.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads and checks forms from file names and texts.
    ///
    /// # Errors
    /// [`FormError`] with the file, the line and the reason.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, FormError> {
        read_forms(files).map(Self)
    }

    /// Returns the forms in their order.
    pub fn all(&self) -> &[Form] {
        &self.0
    }

    /// Returns the current version of a form.
    pub fn get(&self, id: &FormId) -> Option<&Form> {
        self.all().iter().find(|form| form.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_form_is_sound() {
        let forms = Forms::read(&FILES).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(forms.all().len(), FILES.len());
        for form in forms.all() {
            assert!(form.fields.iter().any(|field| field.caret), "{}: no caret", form.id.0);
        }
    }
}
