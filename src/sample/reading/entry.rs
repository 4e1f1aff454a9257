//! Entries: what they said at first, what was added later, and what became of them.

use super::Reading;
use crate::forms::{self, Answers, FormId, Forms};
use crate::journal::{Basket, Flag, Head, Moment};
use crate::sample::answer::answers;
use crate::sample::calendar::later;
use crate::sample::prose::document;
use crate::sample::source::{EntrySource, FollowedSource, LaterSource, When};
use crate::sample::step::{Dated, SampleStep, Writing};

/// An entry is written down so many minutes after it began, unless its file says otherwise.
const WRITTEN_AFTER_MIN: i64 = 75;

impl EntrySource {
    pub(super) fn title(&self) -> String {
        format!("the {} entry of day {} at {}", self.form, self.day, self.at)
    }

    /// Returns the name by which the steps speak of it.
    fn called(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.title())
    }
}

impl Reading<'_> {
    /// Reads an entry with everything that was done with it, in the order in which it was done.
    pub(super) fn entry(&self, entry: &EntrySource) -> Result<Vec<Dated>, String> {
        let (mut writing, written) = self.first(entry)?;
        let mut steps = vec![Dated { at: written, step: save_revision(&writing) }];
        let mut at = written;
        for revision in &entry.later {
            at = self.after(at, revision.day, &revision.at)?;
            self.revise(&mut writing, revision)?;
            steps.push(Dated { at, step: save_revision(&writing) });
        }
        if let Some(When { day, at: time }) = &entry.closed {
            at = self.after(at, *day, time)?;
            steps.push(Dated { at, step: SampleStep::Close(entry.called()) });
        }
        for addendum in &entry.addenda {
            at = self.after(at, addendum.day, &addendum.at)?;
            let step = SampleStep::Add { entry: entry.called(), text: document(&addendum.text) };
            steps.push(Dated { at, step });
        }
        if let Some(When { day, at: time }) = &entry.trashed {
            at = self.after(at, *day, time)?;
            steps.push(Dated { at, step: SampleStep::Trash(entry.called()) });
        }
        steps.extend(self.followed(entry, written)?);
        Ok(steps)
    }

    /// Reads what was said on an entry's cards, each for itself.
    fn followed(&self, entry: &EntrySource, written: Moment) -> Result<Vec<Dated>, String> {
        let one = |source: &FollowedSource| {
            if !entry.flags.iter().any(|raised| raised.flag.0 == source.flag) {
                return Err(format!("no flag `{}` has been raised", source.flag));
            }
            let card = Some((Flag(source.flag.clone()), source.due.clone()));
            let (entry, answer) = (entry.called(), source.answer.clone());
            let step = SampleStep::Follow { entry, card, answer };
            Ok(Dated { at: self.after(written, source.day, &source.at)?, step })
        };
        entry.followed.iter().map(one).collect()
    }

    /// Reads what an entry said at first, and when it was written.
    fn first(&self, entry: &EntrySource) -> Result<(Writing, Moment), String> {
        let happened = self.moment(entry.day, &entry.at)?;
        let written = match &entry.written {
            Some(When { day, at }) => self.after(happened, *day, at)?,
            None => later(happened, WRITTEN_AFTER_MIN),
        };
        let form = FormId(entry.form.clone());
        let question = entry.question.clone();
        let mut writing = Writing {
            name: entry.called(),
            form_version: Forms::shipped().get(&form).map_or(0, |form| form.version),
            form,
            head: Head {
                session: entry.session,
                phase: entry.phase,
                certainty: entry.certainty,
                weight: entry.weight,
                tags: entry.tags.clone(),
                basket: question.map(|question| Basket { question, asked: false }),
                acted: entry.acted,
                flags: entry.flags.clone(),
                ..Head::at(happened)
            },
            client: self.alias_if_any(entry.client.as_ref())?,
            threads: self.threads(&entry.threads, written)?,
            links: self.names(&entry.links)?,
            answers: Answers::new(),
        };
        self.answer(&mut writing, &entry.answers)?;
        Ok((writing, written))
    }

    /// Puts into an entry what is new in a later revision.
    fn revise(&self, writing: &mut Writing, revision: &LaterSource) -> Result<(), String> {
        let head = &mut writing.head;
        head.certainty = revision.certainty.or(head.certainty);
        head.acted = revision.acted.or(head.acted);
        if revision.asked {
            head.basket.as_mut().ok_or("no question waits to be asked")?.asked = true;
        }
        self.answer(writing, &revision.answers)
    }

    /// Puts answers into an entry and checks them against its form.
    fn answer(&self, writing: &mut Writing, said: &toml::Table) -> Result<(), String> {
        let form = Forms::shipped().get(&writing.form);
        let form = form.ok_or_else(|| format!("there is no form `{}`", writing.form.0))?;
        writing.answers.extend(answers(&form.fields, said, &self.context)?);
        forms::validate(form, &writing.answers).map_err(|error| error.to_string())
    }
}

fn save_revision(writing: &Writing) -> SampleStep {
    SampleStep::SaveRevision(Box::new(writing.clone()))
}
