//! An entry as it is sealed: its meta, its body and its draft.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::facet_values::FacetValues;
use super::head::{Head, Moment};
use super::import::Origin;
use crate::forms::{self, Answer, Answers, FormId};
use crate::vault::{RecordId, Seq};

/// The sealed body of an entry, as JSON: ProseMirror documents are JSON already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Body {
    pub(crate) form: FormId,
    pub(crate) form_version: u32,
    pub(crate) answers: Answers,
}

/// A sealed draft: all that the page held, and when it was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) input: EntryInput,
    pub(crate) at: Moment,
}

impl Body {
    /// Takes an entry's answers without those that say nothing.
    pub(crate) fn of(input: &EntryInput) -> Self {
        let said = |(_, answer): &(&String, &Answer)| !forms::is_empty(answer);
        let answers = input.answers.iter().filter(said).map(|(key, a)| (key.clone(), a.clone()));
        Self {
            form: input.form.clone(),
            form_version: input.form_version,
            answers: answers.collect(),
        }
    }
}

/// Returns the revision that a draft's seal names: 0 for a new entry.
pub(crate) fn base_seq(input: &EntryInput) -> Seq {
    Seq(input.base.unwrap_or(0))
}

/// An entry's meta.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub(crate) struct EntryMeta {
    #[n(0)]
    pub(crate) form: FormId,
    #[n(1)]
    pub(crate) form_version: u32,
    #[n(2)]
    pub(crate) head: Head,
    /// When its first revision was written.
    #[n(3)]
    pub(crate) first_written: Moment,
    /// Counted from 1.
    #[n(4)]
    pub(crate) revision: u32,
    #[n(5)]
    pub(crate) excerpt: String,
    #[n(6)]
    pub(crate) detail: String,
    #[n(7)]
    pub(crate) words: u32,
    /// Answers that charts and filters use, by field.
    #[n(8)]
    pub(crate) facet_values: FacetValues,
    #[n(9)]
    pub(crate) trashed: Option<Moment>,
    #[n(10)]
    pub(crate) closed: Option<Moment>,
    /// Records that its answers link to.
    #[n(11)]
    #[cbor(default)]
    pub(crate) links: Vec<RecordId>,
    /// Where it came from, if an import brought it.
    #[n(12)]
    pub(crate) origin: Option<Origin>,
    /// By which rules the answers for charts were taken: [`FACET_RULES`] now, 0 before there were
    /// any of what stands within an answer.
    #[n(13)]
    #[cbor(default)]
    pub(crate) facet_rules: u8,
}

/// The rules by which answers for charts are taken now.
pub(crate) const FACET_RULES: u8 = 1;

impl EntryMeta {
    /// Returns the records that it names: threads, links in the head, links in answers.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.head.threads.iter().chain(&self.head.links).chain(&self.links).copied()
    }
}

/// What the window sends to save an entry, as a draft or as a revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EntryInput {
    /// The entry's record id (32 hex digits); a new one comes from `new_entry`.
    pub id: RecordId,
    /// The form it is written with.
    pub form: FormId,
    /// That form's version.
    pub form_version: u32,
    /// Date, client, session and so on.
    pub head: Head,
    /// The answers by field key.
    pub answers: Answers,
    /// The revision that the writing began from; none for a new entry.
    #[serde(default)]
    pub base: Option<u64>,
}
