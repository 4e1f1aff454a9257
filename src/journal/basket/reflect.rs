//! From what was asked to the reflection on it.

use serde_json::{Value, json};

use crate::forms::{Answer, FieldKind, Form, FormId};
use crate::journal::entry::Entry;
use crate::journal::record::{Moment, SheetFormat};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// The form of the reflection, and its fields that the basket fills.
const FORM: &str = "supervision";
const BROUGHT: &str = "brought";
const ASKED: &str = "question_asked";
const LEFT_OUT: &str = "left_out";
const FORMAT: &str = "format";
/// The box of a page that holds its question.
const QUESTION: &str = "question";

impl Journal {
    /// Starts a supervision reflection that links to what was brought and says what was asked.
    ///
    /// Nothing is written until it is saved. What is not in the basket is passed over.
    ///
    /// # Errors
    /// [`JournalError::UnknownForm`] when there is no supervision form.
    pub fn begin_reflection(
        &self,
        brought: &[RecordId],
        now: Moment,
    ) -> Result<Entry, JournalError> {
        let items: Vec<_> = brought.iter().filter_map(|id| self.basket_item(*id)).collect();
        let entries = items.iter().filter(|item| item.row.is_some());
        let threads = items.iter().flat_map(|item| {
            item.row.iter().flat_map(|row| &row.head.threads).chain(&item.thread).copied()
        });
        let begun = Begun {
            brought: entries.map(|item| item.id).collect(),
            asked: items.iter().map(|item| item.question.trim().to_owned()).collect(),
            threads: threads.collect(),
            ..Begun::default()
        };
        self.reflection(begun, now)
    }

    /// Starts the reflection on a page that was taken to supervision: what it draws from was
    /// brought, its question was asked, and what was not on it is left out. A page for a group says
    /// so. The rest is the writer's to say: minutes, what was agreed.
    ///
    /// Nothing is written until it is saved.
    ///
    /// # Errors
    /// As [`Journal::open_sheet`] and [`Journal::begin_reflection`].
    pub fn begin_reflection_on_sheet(
        &self,
        sheet: RecordId,
        now: Moment,
    ) -> Result<Entry, JournalError> {
        let page = self.open_sheet(sheet)?;
        let there: Vec<_> = page
            .input
            .sources
            .iter()
            .filter(|id| !page.gone.contains(id))
            .filter_map(|id| Some((*id, self.catalog.entry(*id)?)))
            .collect();
        let question = page.boxes.iter().find(|one| one.id == QUESTION);
        let question = question.map(|one| one.text.trim()).filter(|text| !text.is_empty());
        let asked = question.map_or_else(
            || {
                let baskets = there.iter().filter_map(|(_, entry)| entry.shown().head.basket);
                baskets.map(|basket| basket.question).collect()
            },
            |text| text.lines().map(str::to_owned).collect(),
        );
        let begun = Begun {
            brought: there.iter().map(|(id, _)| *id).collect(),
            asked,
            left_out: page.input.left_out.lines().map(str::to_owned).collect(),
            format: (page.input.format == SheetFormat::FiveMinutes).then(|| "group".to_owned()),
            threads: there.iter().flat_map(|(_, entry)| entry.shown().head.threads).collect(),
        };
        self.reflection(begun, now)
    }

    fn reflection(&self, begun: Begun, now: Moment) -> Result<Entry, JournalError> {
        let mut entry = self.new_entry(&FormId(FORM.to_owned()), None, None, now)?;
        for thread in begun.threads {
            if !entry.input.head.threads.contains(&thread) {
                entry.input.head.threads.push(thread);
            }
        }
        let links: Vec<String> = begun.brought.iter().map(ToString::to_string).collect();
        let said = |lines: &[String]| lines.iter().any(|line| !line.trim().is_empty());
        let filled = [
            (BROUGHT, !links.is_empty(), Answer::Links(links)),
            (ASKED, said(&begun.asked), Answer::Text(paragraphs(&begun.asked))),
            (LEFT_OUT, said(&begun.left_out), Answer::Text(paragraphs(&begun.left_out))),
            (FORMAT, begun.format.is_some(), chosen(begun.format)),
        ];
        for (field, says_something, answer) in filled {
            if says_something && takes(&entry.definition, field, &answer) {
                entry.input.answers.insert(field.to_owned(), answer);
            }
        }
        Ok(entry)
    }
}

/// What a reflection begins with.
#[derive(Default)]
struct Begun {
    brought: Vec<RecordId>,
    asked: Vec<String>,
    left_out: Vec<String>,
    format: Option<String>,
    threads: Vec<RecordId>,
}

fn takes(form: &Form, field: &str, answer: &Answer) -> bool {
    let field = form.fields.iter().find(|known| known.id == field);
    field.is_some_and(|field| {
        matches!(
            (&field.kind, answer),
            (FieldKind::Links { .. }, Answer::Links(_))
                | (FieldKind::Text, Answer::Text(_))
                | (FieldKind::Choice { .. }, Answer::Choice { .. })
        )
    })
}

fn chosen(key: Option<String>) -> Answer {
    Answer::Choice { key, own: None, text: None }
}

fn paragraphs(lines: &[String]) -> Value {
    let lines = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let paragraph =
        |line| json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] });
    json!({ "type": "doc", "content": lines.map(paragraph).collect::<Vec<Value>>() })
}
