//! From what was asked to the reflection on it.

use serde_json::{Value, json};

use crate::forms::{Answer, FieldKind, Form, FormId};
use crate::journal::entry::Entry;
use crate::journal::record::Moment;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// The form of the reflection, and its fields that the basket fills.
const FORM: &str = "supervision";
const BROUGHT: &str = "brought";
const ASKED: &str = "question_asked";

impl Journal {
    /// Starts a supervision reflection that links to what was brought and says what was asked.
    ///
    /// Nothing is written until it is kept. What is not in the basket is passed over.
    ///
    /// # Errors
    /// [`JournalError::UnknownForm`] when there is no supervision form.
    pub fn begin_reflection(
        &self,
        brought: &[RecordId],
        now: Moment,
    ) -> Result<Entry, JournalError> {
        let mut entry = self.new_entry(&FormId(FORM.to_owned()), None, None, now)?;
        let items: Vec<_> = brought.iter().filter_map(|id| self.basket_item(*id)).collect();
        let entries = items.iter().filter(|item| item.row.is_some());
        let links: Vec<String> = entries.map(|item| item.id.to_string()).collect();
        let questions: Vec<&str> =
            items.iter().map(|item| item.question.trim()).filter(|text| !text.is_empty()).collect();
        for item in &items {
            let of_entry = item.row.iter().flat_map(|row| &row.head.threads);
            for thread in of_entry.chain(&item.thread) {
                if !entry.input.head.threads.contains(thread) {
                    entry.input.head.threads.push(*thread);
                }
            }
        }
        let filled = [
            (BROUGHT, Answer::Links(links.clone()), !links.is_empty()),
            (ASKED, Answer::Text(paragraphs(&questions)), !questions.is_empty()),
        ];
        for (field, answer, says_something) in filled {
            if says_something && takes(&entry.definition, field, &answer) {
                entry.input.answers.insert(field.to_owned(), answer);
            }
        }
        Ok(entry)
    }
}

fn takes(form: &Form, field: &str, answer: &Answer) -> bool {
    let field = form.fields.iter().find(|known| known.id == field);
    field.is_some_and(|field| {
        matches!(
            (&field.kind, answer),
            (FieldKind::Links { .. }, Answer::Links(_)) | (FieldKind::Text, Answer::Text(_))
        )
    })
}

fn paragraphs(lines: &[&str]) -> Value {
    let paragraph =
        |line: &&str| json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] });
    json!({ "type": "doc", "content": lines.iter().map(paragraph).collect::<Vec<_>>() })
}
