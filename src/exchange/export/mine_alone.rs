//! What leaves only when it is asked for: entries and answers that are marked as mine alone.
//!
//! The mark of an entry as it stands counts for its whole history, and so does the mark of its
//! draft. A mark that was taken back since still counts for the revisions that bear it.

use super::entry::ExportedEntry;
use crate::exchange::ExchangeError;
use crate::forms::{Answers, Form, FormId, Makes};
use crate::journal::{Head, Journal, Payload};
use crate::vault::RecordId;

/// What is left of an entry.
pub(super) struct Shared {
    /// None where all of it is mine alone.
    pub(super) entry: Option<ExportedEntry>,
    /// Whether anything was left out.
    pub(super) left_out: bool,
}

/// Leaves out of an entry what is mine alone, and what says that something was.
pub(super) fn shared(journal: &Journal, mut entry: ExportedEntry) -> Shared {
    let heads = journal.heads(entry.id);
    if heads.iter().any(|head| head.mine_alone) {
        return Shared { entry: None, left_out: true };
    }
    let is_marked = |field: &str| heads.iter().any(|head| head.is_mine_alone(field));
    let mut left_out = false;
    let mut share = |head: &mut Head, answers: &mut Answers| {
        let before = answers.len();
        answers.retain(|field, _| !is_marked(field) && !head.is_mine_alone(field));
        left_out |= answers.len() < before;
        head.mine_alone_fields.clear();
    };
    for revision in &mut entry.revisions {
        share(&mut revision.head, &mut revision.answers);
    }
    if let Some(draft) = &mut entry.draft {
        share(&mut draft.head, &mut draft.answers);
    }
    let before = (entry.revisions.len(), entry.draft.is_some());
    entry.revisions.retain(|revision| !revision.head.mine_alone);
    entry.draft = entry.draft.filter(|draft| !draft.head.mine_alone);
    let now = (entry.revisions.len(), entry.draft.is_some());
    let is_empty = now == (0, false) && entry.damaged == 0;
    Shared { left_out: left_out || now != before, entry: (!is_empty).then_some(entry) }
}

/// Returns whether a record that is no entry says what is mine alone in one.
pub(super) fn is_of_mine_alone(
    journal: &Journal,
    id: RecordId,
    payload: &Payload,
) -> Result<bool, ExchangeError> {
    let marked = |entry: RecordId, field: &str| {
        journal.heads(entry).iter().any(|head| head.is_mine_alone(field))
    };
    Ok(match payload {
        Payload::Addendum(addendum) => is_whole(journal, addendum.entry),
        Payload::FollowUp(card) => match &card.field {
            Some(field) => marked(card.entry, field),
            None => is_whole(journal, card.entry),
        },
        Payload::ExerciseRun(run) => leaves_something_out(journal, run.entry)?,
        // The line stands in whichever answer took it in.
        Payload::Jotting(line) => match line.entry {
            Some(entry) => leaves_something_out(journal, entry)?,
            None => false,
        },
        // A page holds what is not to stand on it; the map of its aliases leaves no journal.
        // The report of an import holds the beginnings of texts, whatever became of them since.
        // A file leaves with what names it, and says nothing by itself.
        Payload::Sheet(_)
        | Payload::AliasMap(_)
        | Payload::ImportReport(_)
        | Payload::Attachment(_) => true,
        Payload::Symbol(_) => is_named_only_there(journal, id, Makes::Symbol),
        Payload::Piece(_) => is_named_only_there(journal, id, Makes::Piece),
        _ => false,
    })
}

fn leaves_something_out(journal: &Journal, entry: RecordId) -> Result<bool, ExchangeError> {
    if !journal.has_entry(entry) {
        return Ok(false);
    }
    Ok(shared(journal, ExportedEntry::read(journal, entry)?).left_out)
}

fn is_whole(journal: &Journal, entry: RecordId) -> bool {
    journal.heads(entry).iter().any(|head| head.mine_alone)
}

/// Returns whether entries name a record, and each of them only in what is mine alone.
fn is_named_only_there(journal: &Journal, id: RecordId, makes: Makes) -> bool {
    let naming = journal.entries_naming(id);
    let is_there = |(entry, form, version): &(RecordId, FormId, u32)| {
        // An entry whose form cannot be read is taken for one that may be seen by others only if
        // nothing of it is marked.
        let form = journal.definition(form, *version).ok();
        let marked = |head: &Head| match &form {
            Some(form) => makers(form, makes).any(|field| head.is_mine_alone(field)),
            None => !head.mine_alone_fields.is_empty(),
        };
        journal.heads(*entry).iter().any(|head| head.mine_alone || marked(head))
    };
    !naming.is_empty() && naming.iter().all(is_there)
}

/// Returns the fields of a form whose answers make such a record.
fn makers(form: &Form, makes: Makes) -> impl Iterator<Item = &str> {
    let fields = form.fields.iter().filter(move |field| field.makes == Some(makes));
    fields.map(|field| field.id.as_str())
}
