//! Defaults: what a new entry of a form begins with, with its variables filled.

use zeroize::Zeroizing;

use crate::forms::{Answer, Answers, Form, Variables, is_empty, validate};
use crate::journal::catalog::CustomFormState;
use crate::journal::record::{CustomFormMeta, Defaults, Head, Moment, Payload, to_json};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Saves what new entries of a form begin with.
    ///
    /// # Errors
    /// [`JournalError::UnknownForm`], [`JournalError::Answer`] for an answer that the form does
    /// not allow, [`JournalError::Store`].
    pub fn save_defaults(&mut self, wanted: Defaults, now: Moment) -> Result<(), JournalError> {
        let form = self.current_form(&wanted.form)?;
        validate(&form, &wanted.answers)?;
        let answers = wanted.answers.into_iter().filter(|(_, answer)| !is_empty(answer));
        let defaults = Defaults { answers: answers.collect(), ..wanted };
        let own = self.catalog.custom_forms.iter();
        let mut known = own.filter(|(_, state)| state.meta.defaults && state.meta.form == form.id);
        let record = known.next().map_or_else(RecordId::make, |(record, _)| *record);
        let meta = CustomFormMeta { form: form.id.clone(), version: 0, away: None, defaults: true };
        let bytes = Zeroizing::new(to_json(&defaults)?);
        self.write_with_body(record, Payload::CustomForm(meta.clone()), &bytes, now)?;
        let state = CustomFormState { meta, form: None, defaults: Some(defaults) };
        self.catalog.custom_forms.insert(record, state);
        Ok(())
    }

    /// Returns all defaults that were set.
    pub(super) fn all_defaults(&self) -> Vec<Defaults> {
        self.catalog.custom_forms.values().filter_map(|state| state.defaults.clone()).collect()
    }

    /// Begins an entry with its form's defaults; answers that no longer fit are left out.
    pub(crate) fn with_defaults(&self, form: &Form, head: &mut Head) -> Answers {
        let Some(defaults) = self.all_defaults().into_iter().find(|set| set.form == form.id) else {
            return Answers::new();
        };
        head.certainty = head.certainty.or(defaults.certainty);
        head.weight = head.weight.or(defaults.weight);
        for tag in defaults.tags {
            if !head.tags.contains(&tag) {
                head.tags.push(tag);
            }
        }
        let variables = self.variables(head);
        let known = |key: &str| form.fields.iter().any(|field| field.id == *key);
        let mut answers = Answers::new();
        for (key, mut answer) in defaults.answers {
            fill(&mut answer, &variables);
            let alone = Answers::from([(key.clone(), answer.clone())]);
            if known(&key) && validate(form, &alone).is_ok() {
                answers.insert(key, answer);
            }
        }
        answers
    }

    fn variables(&self, head: &Head) -> Variables {
        let client = head.client.and_then(|id| self.catalog.clients.get(&id));
        Variables {
            alias: client.map(|client| client.alias.clone()),
            session: head.session,
            date: Some(head.happened.date().to_string()),
        }
    }
}

fn fill(answer: &mut Answer, variables: &Variables) {
    match answer {
        Answer::Text(document) | Answer::Choice { text: Some(document), .. } => {
            variables.fill_document(document);
        }
        Answer::Line(text) => *text = variables.fill(text),
        Answer::Verbatim(lines) => {
            for line in lines {
                *line = variables.fill(line);
            }
        }
        Answer::Rows(rows) => rows.iter_mut().for_each(|row| fill_all(row, variables)),
        Answer::Block(inner) => fill_all(inner, variables),
        _ => {}
    }
}

fn fill_all(answers: &mut Answers, variables: &Variables) {
    for answer in answers.values_mut() {
        fill(answer, variables);
    }
}
