//! The forms that ship with Stillroom, read from `content/forms/`.

use std::sync::LazyLock;

use super::check::{FormError, check};
use super::definition::{Form, FormId};

/// File name and text of every shipped form, in the order of the rail.
const FILES: [(&str, &str); 6] = [
    ("integration.toml", include_str!("../../content/forms/integration.toml")),
    ("boundary.toml", include_str!("../../content/forms/boundary.toml")),
    ("supervision.toml", include_str!("../../content/forms/supervision.toml")),
    ("inner.toml", include_str!("../../content/forms/inner.toml")),
    ("music.toml", include_str!("../../content/forms/music.toml")),
    ("free.toml", include_str!("../../content/forms/free.toml")),
];

static SHIPPED: LazyLock<Forms> =
    LazyLock::new(|| Forms::read(&FILES).expect("the shipped forms are checked by a test"));

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
    /// [`FormError`] with the file, the line where that can be told, and the reason.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, FormError> {
        let mut forms = Vec::with_capacity(files.len());
        for (file, text) in files {
            let form: Form =
                toml::from_str(text).map_err(|error| FormError::parse(file, text, &error))?;
            check(&form, &forms).map_err(|reason| reason.in_file(file, text))?;
            forms.push(form);
        }
        Ok(Self(forms))
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
