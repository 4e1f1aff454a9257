//! What is pulled from the sources into a box. Nothing is added to what was written.

use super::format::{FieldOf, Pull};
use crate::forms::{Answer, Answers, FormId, readable_field, readable_rows};
use crate::journal::entry::Entry;
use crate::journal::record::{Acted, Weight};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// Fields that a page draws from only when the writer ticks them in for this one export.
const MINE_ALONE: &[FieldOf] = &[("supervision", "left_out"), ("supervision", "question_beneath")];

/// The fields of the inner-work log that are made for supervision; the others are mine alone.
const OF_INNER: &[&str] = &["exchanges", "pauses"];

/// From this level on, something stirred in the writer is worth a window of its own.
const STRONG: u8 = 2;

/// The dimensions of a boundary that lie outside the room.
const WIDER_FIELD: &[&str] = &["dual_tie", "fee", "others_present", "recording", "privacy"];

/// The rows of a pause, in the words of its form.
const PAUSE: &[(&str, &str)] = &[
    ("at", "Where"),
    ("feeling", "I was feeling"),
    ("picturing", "I was picturing"),
    ("about_me", "I thought they felt about me"),
    ("wanted_to_say", "I wanted to say"),
    ("stopped", "What stopped me"),
    ("body", "My body"),
];

/// Returns whether a field stays out of every page unless it is ticked in.
pub(super) fn is_mine_alone(form: &str, field: &str) -> bool {
    MINE_ALONE.contains(&(form, field)) || form == "inner" && !OF_INNER.contains(&field)
}

/// The opened sources of a page.
pub(super) struct Sources {
    /// Those that were chosen, newest first by when they happened.
    pub(super) entries: Vec<Entry>,
    /// The newest reflection on supervision, if none was chosen.
    last_supervision: Option<Entry>,
    /// The questions of the basket, in the order in which the sources were chosen.
    pub(super) questions: Vec<String>,
    /// What was agreed in supervision and is not done.
    open_actions: Vec<String>,
}

impl Journal {
    /// Opens what a page draws from; what is no longer there, or lies in the trash, is passed over.
    /// What is mine alone is left out unless `all` asks for it.
    pub(super) fn sheet_sources(
        &self,
        chosen: &[RecordId],
        all: bool,
    ) -> Result<Sources, JournalError> {
        let mut entries = Vec::new();
        let mut questions = Vec::new();
        for id in chosen {
            let is_there = self.catalog.entry(*id).is_none_or(|state| !state.summary().trashed);
            if !is_there || !all && self.is_mine_alone(*id) {
                continue;
            }
            if let Some(item) = self.basket_item(*id) {
                questions.push(item.question);
            }
            if all && self.catalog.entry(*id).is_some() {
                entries.push(self.open_entry(*id)?);
            } else {
                entries.extend(self.shared_entry(*id)?);
            }
        }
        questions.retain(|question| !question.trim().is_empty());
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.input.head.happened));
        let last_supervision = if entries.iter().any(|entry| entry.input.form.0 == "supervision") {
            None
        } else {
            self.newest_of("supervision")?
        };
        let open_actions = self.open_actions()?;
        Ok(Sources { entries, last_supervision, questions, open_actions })
    }

    /// Opens an entry without the answers that are mine alone; none if all of it is, or if it is
    /// not there.
    pub(super) fn shared_entry(&self, id: RecordId) -> Result<Option<Entry>, JournalError> {
        if self.catalog.entry(id).is_none() || self.is_mine_alone(id) {
            return Ok(None);
        }
        let mut entry = self.open_entry(id)?;
        let heads = self.heads(id);
        let is_marked = |field: &str| heads.iter().any(|head| head.is_mine_alone(field));
        entry.input.answers.retain(|field, _| !is_marked(field));
        Ok(Some(entry))
    }

    /// Returns whether an entry is for the writer alone, as it stands or as its draft has it.
    pub(super) fn is_mine_alone(&self, id: RecordId) -> bool {
        self.heads(id).iter().any(|head| head.mine_alone)
    }

    /// Opens the newest entry of a form that is not for the writer alone.
    fn newest_of(&self, form: &str) -> Result<Option<Entry>, JournalError> {
        let form = FormId(form.to_owned());
        let newest = self.catalog.newest_first().find(|(id, state)| {
            let known = state.summary();
            !known.trashed && *known.form() == form && !self.is_mine_alone(*id)
        });
        Ok(newest.map(|(id, _)| self.shared_entry(id)).transpose()?.flatten())
    }

    /// Returns what was agreed in any supervision and is not ticked as done, oldest first.
    fn open_actions(&self) -> Result<Vec<String>, JournalError> {
        let form = FormId("supervision".to_owned());
        let found = self.catalog.oldest_first(|known| !known.trashed && *known.form() == form);
        let mut open = Vec::new();
        for (id, _) in &found {
            let Some(entry) = self.shared_entry(*id)? else { continue };
            for row in readable_rows(&entry.definition, &entry.input.answers, "agreed_actions") {
                let said = |key: &str| {
                    row.iter().find(|(field, _)| field == key).map(|(_, text)| text.as_str())
                };
                if let (Some(action), None) = (said("action"), said("done")) {
                    open.push(match said("due") {
                        Some(due) => format!("{action} ({due})"),
                        None => action.to_owned(),
                    });
                }
            }
        }
        Ok(open)
    }
}

impl Sources {
    /// Returns the paragraphs that a box draws from the sources.
    pub(super) fn pull(&self, pull: Pull) -> Vec<String> {
        match pull {
            Pull::Typed => Vec::new(),
            Pull::Question => self.questions.first().cloned().into_iter().collect(),
            Pull::FirstOf(fields) => self.first_of(fields),
            Pull::AllOf(fields) => self.all_of(fields),
            Pull::WithWeight(fields) => {
                let weight = self.entries.first().and_then(|entry| entry.input.head.weight);
                let said = weight.map(|weight| format!("Weight: {}", weight_words(weight)));
                self.all_of(fields).into_iter().chain(said).collect()
            }
            Pull::WithActed(fields) => {
                let acted = self.entries.iter().find_map(|entry| entry.input.head.acted);
                let said = acted.map(|acted| format!("Acted on: {}", acted_words(acted)));
                self.all_of(fields).into_iter().chain(said).collect()
            }
            Pull::OfSource(at, fields) => {
                let mut oldest_first = self.entries.iter().rev();
                oldest_first.nth(at).and_then(|entry| first_in(entry, fields)).unwrap_or_default()
            }
            Pull::Row((form, field), at) => self.row(form, field, at),
            Pull::OpenActions => self.open_actions.clone(),
            Pull::Strongest => self.strongest().into_iter().collect(),
        }
    }

    /// The first of the fields, in their order, that any source answers.
    fn first_of(&self, fields: &[FieldOf]) -> Vec<String> {
        fields
            .iter()
            .find_map(|field| self.of(field.0).find_map(|entry| first_in(entry, &[*field])))
            .unwrap_or_default()
    }

    /// All fields that the newest source of their form answers, each after its label.
    fn all_of(&self, fields: &[FieldOf]) -> Vec<String> {
        let found = fields.iter().filter_map(|field| {
            self.of(field.0).find_map(|entry| {
                let (label, text) = read(entry, *field)?;
                Some(format!("{label}: {}", text.replace('\n', "; ")))
            })
        });
        found.collect()
    }

    /// The sources written with a form, newest first.
    fn of<'s>(&'s self, form: &'s str) -> impl Iterator<Item = &'s Entry> + 's {
        let all = self.entries.iter().chain(&self.last_supervision);
        all.filter(move |entry| entry.input.form.0 == form)
    }

    fn row(&self, form: &str, field: &str, at: usize) -> Vec<String> {
        let rows = self.of(form).find_map(|entry| {
            let rows = readable_rows(&entry.definition, &entry.input.answers, field);
            (!rows.is_empty()).then_some(rows)
        });
        let Some(row) = rows.and_then(|rows| rows.into_iter().nth(at)) else { return Vec::new() };
        let said = PAUSE.iter().filter_map(|(key, label)| {
            let (_, text) = row.iter().find(|(field, _)| field == key)?;
            Some(format!("{label}: {text}"))
        });
        said.collect()
    }

    fn strongest(&self) -> Option<String> {
        self.entries.iter().find_map(|entry| {
            let Some(Answer::Palette(levels)) = entry.input.answers.get("stirred_in_me") else {
                return None;
            };
            let top = levels.values().map(|level| level.level).max().filter(|level| *level > 0)?;
            let mut answers = Answers::new();
            let only = levels.iter().find(|(_, level)| level.level == top)?;
            answers.insert(
                "stirred_in_me".to_owned(),
                Answer::Choices { keys: vec![only.0.clone()], own: Vec::new() },
            );
            readable_field(&entry.definition, &answers, "stirred_in_me").map(|(_, text)| text)
        })
    }
}

/// The first of the fields that an entry answers, as paragraphs.
fn first_in(entry: &Entry, fields: &[FieldOf]) -> Option<Vec<String>> {
    let of_form = fields.iter().filter(|(form, _)| *form == entry.input.form.0);
    of_form.into_iter().find_map(|field| {
        let (_, text) = read(entry, *field)?;
        let lines: Vec<String> = text.lines().map(str::trim).map(str::to_owned).collect();
        Some(lines.into_iter().filter(|line| !line.is_empty()).collect())
    })
}

/// Reads a field of an entry; what is mine alone is never read.
fn read(entry: &Entry, (form, field): FieldOf) -> Option<(String, String)> {
    if is_mine_alone(form, field) {
        return None;
    }
    match (form, field, entry.input.answers.get(field)) {
        ("integration", "stirred_in_me", Some(Answer::Palette(levels))) => {
            let strong = levels.iter().filter(|(_, level)| level.level >= STRONG);
            let strong = strong.map(|(key, level)| (key.clone(), level.clone())).collect();
            one(entry, field, Answer::Palette(strong))
        }
        ("boundary", "dimension", Some(Answer::Choices { keys, .. })) => {
            let wider = keys.iter().filter(|key| WIDER_FIELD.contains(&key.as_str()));
            one(entry, field, Answer::Choices { keys: wider.cloned().collect(), own: Vec::new() })
        }
        _ => readable_field(&entry.definition, &entry.input.answers, field),
    }
}

fn one(entry: &Entry, field: &str, answer: Answer) -> Option<(String, String)> {
    readable_field(&entry.definition, &Answers::from([(field.to_owned(), answer)]), field)
}

pub(super) fn weight_words(weight: Weight) -> &'static str {
    match weight {
        Weight::Light => "light",
        Weight::Middling => "middling",
        Weight::Heavy => "heavy",
    }
}

fn acted_words(acted: Acted) -> &'static str {
    match acted {
        Acted::Open => "not said where yet",
        Acted::Chart => "in the clinical record",
        Acted::Supervisor => "with the supervisor",
        Acted::Emergency => "by the emergency route",
        Acted::Safeguarding => "by a report",
    }
}
