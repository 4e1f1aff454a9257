//! What one revision changed as a reader sees it: texts word by word, values as wholes.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};

use super::history::Opened;
use crate::forms::{self, Answer};
use crate::journal::record::Head;
use crate::journal::{Journal, JournalError, spelled};
use crate::locale::Locale;
use crate::vault::{RecordId, Seq};

/// Beyond this a difference is shown coarsely rather than waited for.
const LONGEST_WAIT: Duration = Duration::from_millis(300);

/// What of a head is a text or a list, of which a part can change.
const LISTS: [&str; 6] = ["threads", "tags", "basket", "flags", "links", "mine_alone_fields"];

/// What changed in one field between two revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct FieldChange {
    /// The field's key; those of the head begin with `head.`.
    pub field: String,
    /// Its label; empty for those of the head, whose words the window has.
    pub label: String,
    /// The text in pieces: what stayed, what went, what came.
    pub pieces: Vec<DiffPiece>,
}

/// A piece of text in a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DiffPiece {
    /// What happened to it.
    pub kind: PieceKind,
    /// The text.
    pub text: String,
}

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// It stayed.
    Same,
    /// It came.
    Added,
    /// It went.
    Removed,
}

/// A field as it is read.
struct Read {
    field: String,
    label: String,
    text: String,
    /// Whether it is one value, which another takes the place of as a whole.
    is_value: bool,
}

impl Journal {
    /// Returns what a revision changed against the one before it; against nothing for the first.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`] for a revision that is not this entry's,
    /// [`JournalError::Sealed`] when a text is damaged, [`JournalError::Store`].
    pub fn difference(&self, id: RecordId, seq: Seq) -> Result<Vec<FieldChange>, JournalError> {
        let all = self.revisions_of(id)?;
        let at = all.iter().position(|opened| opened.seq == seq);
        let at = at.ok_or(JournalError::NoSuchEntry)?;
        let before = match at.checked_sub(1) {
            Some(before) => self.read(id, &all[before])?,
            None => Vec::new(),
        };
        Ok(compare(&before, &self.read(id, &all[at])?))
    }

    fn read(&self, id: RecordId, at: &Opened) -> Result<Vec<Read>, JournalError> {
        let body = self.body_of(id, at)?;
        let form = self.definition(&body.form, body.form_version)?;
        let mut read = self.read_head(&at.meta.head);
        let locale = Locale::of(self.settings().english);
        let form = spelled(&form, locale.english);
        let day = |text: &str| locale.day_of_text(text);
        let answers = forms::readable(&form, &body.answers, &day).into_iter();
        read.extend(answers.map(|(field, label, text)| {
            let is_value = body.answers.get(&field).is_some_and(is_value);
            Read { field, label, text, is_value }
        }));
        Ok(read)
    }

    /// Reads a head; keys of options stay keys, since the window has their words.
    fn read_head(&self, head: &Head) -> Vec<Read> {
        let client = head.client.and_then(|id| self.catalog.clients.get(&self.catalog.resolve(id)));
        let threads = head.threads.iter().filter_map(|id| {
            self.catalog.threads.get(&self.catalog.resolve(*id)).map(|one| one.question.clone())
        });
        let links = head.links.iter().filter_map(|id| self.catalog.entry(*id));
        let basket = head.basket.as_ref().map(|basket| {
            if basket.asked {
                format!("{} \u{2713}", basket.question)
            } else {
                basket.question.clone()
            }
        });
        let locale = Locale::of(self.settings().english);
        let fields = [
            ("happened", Some(head.happened.in_words(locale))),
            ("client", client.map(|client| client.alias.clone())),
            ("session", head.session.map(|session| session.to_string())),
            ("phase", head.phase.map(|phase| phase.key().to_owned())),
            ("certainty", head.certainty.map(|certainty| certainty.key().to_owned())),
            ("weight", head.weight.map(|weight| weight.key().to_owned())),
            ("threads", Some(threads.collect::<Vec<_>>().join("\n"))),
            ("tags", Some(head.tags.join(" "))),
            ("basket", basket),
            ("acted", head.acted.map(|acted| acted.key().to_owned())),
            (
                "flags",
                Some(
                    head.flags.iter().map(|one| one.flag.0.as_str()).collect::<Vec<_>>().join(" "),
                ),
            ),
            (
                "links",
                Some(links.map(|state| state.shown().excerpt).collect::<Vec<_>>().join("\n")),
            ),
        ];
        let mine_alone = [
            ("mine_alone", head.mine_alone.then(|| "\u{2713}".to_owned())),
            ("mine_alone_fields", Some(head.mine_alone_fields.join(" "))),
        ];
        let fields = fields.into_iter().chain(mine_alone);
        let said = fields.filter_map(|(key, text)| Some((key, text?)));
        said.filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| {
                let is_value = !LISTS.contains(&key);
                Read { field: format!("head.{key}"), label: String::new(), text, is_value }
            })
            .collect()
    }
}

/// Returns whether an answer is one value rather than a text or a list.
fn is_value(answer: &Answer) -> bool {
    match answer {
        Answer::Scale(_)
        | Answer::Number(_)
        | Answer::Minutes(_)
        | Answer::Check(_)
        | Answer::Date(_) => true,
        Answer::Choice { text, .. } => text.is_none(),
        _ => false,
    }
}

/// Compares field by field: in the order of the newer revision, then what it no longer has.
fn compare(before: &[Read], now: &[Read]) -> Vec<FieldChange> {
    let in_read = |read: &'_ [Read], field: &str| read.iter().position(|one| one.field == field);
    let gone = before.iter().filter(|one| in_read(now, &one.field).is_none());
    let mut changes = Vec::new();
    for Read { field, label, .. } in now.iter().chain(gone) {
        let was = in_read(before, field).map(|at| &before[at]);
        let is = in_read(now, field).map(|at| &now[at]);
        let is_value = was.into_iter().chain(is).all(|one| one.is_value);
        let text = |read: Option<&Read>| read.map_or_else(String::new, |one| one.text.clone());
        let (was, is) = (text(was), text(is));
        if was != is {
            let pieces = if is_value { both(was, is) } else { pieces(&was, &is) };
            changes.push(FieldChange { field: field.clone(), label: label.clone(), pieces });
        }
    }
    changes
}

/// One value and the other that took its place.
fn both(was: String, is: String) -> Vec<DiffPiece> {
    let pieces = [(PieceKind::Removed, was), (PieceKind::Added, is)];
    let said = pieces.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(kind, text)| DiffPiece { kind, text }).collect()
}

fn pieces(was: &str, is: &str) -> Vec<DiffPiece> {
    let mut pieces: Vec<DiffPiece> = Vec::new();
    let diff = TextDiff::configure().timeout(LONGEST_WAIT).diff_words(was, is);
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => PieceKind::Same,
            ChangeTag::Insert => PieceKind::Added,
            ChangeTag::Delete => PieceKind::Removed,
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(DiffPiece { kind, text: change.value().to_owned() }),
        }
    }
    pieces
}
