//! Shipped forms in the chosen English. They are written in British English;
//! `content/american.json` lists what American English spells otherwise, for the window as well.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::custom::is_custom;
use crate::forms::{Field, FieldKind, Form};
use crate::locale::English;

static AMERICAN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let table = include_str!("../../../content/american.json");
    serde_json::from_str(table).expect("the table is part of the program")
});

/// Returns a form with the labels of its fields, options and anchors in an English. A custom form
/// keeps the words of its writer.
pub(crate) fn spelled(form: &Form, english: English) -> Cow<'_, Form> {
    if english == English::British || is_custom(&form.id) {
        return Cow::Borrowed(form);
    }
    let mut form = form.clone();
    spell_fields(&mut form.fields);
    Cow::Owned(form)
}

fn spell_fields(fields: &mut [Field]) {
    for field in fields {
        spell(&mut field.label);
        match &mut field.kind {
            FieldKind::Choice { options, .. }
            | FieldKind::Choices { options, .. }
            | FieldKind::Palette { options } => {
                for option in options {
                    spell(&mut option.label);
                }
            }
            FieldKind::Scale { anchors, .. } => {
                for anchor in anchors {
                    spell(anchor);
                }
            }
            FieldKind::Rows { fields } | FieldKind::Block { fields } => spell_fields(fields),
            _ => {}
        }
    }
}

fn spell(text: &mut String) {
    if let Some(american) = AMERICAN.get(text) {
        text.clone_from(american);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    #[test]
    fn a_shipped_form_is_spelled_as_chosen_and_a_custom_one_as_written() {
        let labels = |form: &Form| format!("{:?}", form.fields);
        let forms = Forms::shipped().all().iter();
        let form = forms.clone().find(|form| labels(form).contains("colour came"));
        let mut form = form.expect("a form with colours").clone();
        assert!(labels(&spelled(&form, English::British)).contains("\"colour came\""));
        assert!(labels(&spelled(&form, English::American)).contains("\"color came\""));
        form.id.0 = "own_tides".to_owned();
        assert!(labels(&spelled(&form, English::American)).contains("\"colour came\""));
    }
}
