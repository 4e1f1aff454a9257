//! What crosses the bridge to the window: plain data, mirrored in TypeScript by ts-rs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::forms::{Answers, Form, FormId};
use crate::journal::{Client, Head, Moment, Phase, ReturnPoint, Settings, Synonyms, Why};
use crate::vault::RecordId;

/// What the window sends to keep an entry, as a draft or as a revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EntryInput {
    /// The entry's record id (32 hex digits); a new one comes from `new_entry`.
    #[cfg_attr(test, ts(type = "string"))]
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

/// What came of keeping an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Kept {
    /// When the commit returned, for *Saved 14:05*.
    pub at: Moment,
    /// The entry as lists show it now.
    pub row: Row,
    /// The head revision to base further writing on; none while there is only a draft.
    pub base: Option<u64>,
}

/// One entry, open on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Entry {
    /// What is edited.
    pub input: EntryInput,
    /// The definition it was written with, always complete.
    pub definition: Form,
    /// When it was first written; none for an entry not yet kept.
    pub written: Option<Moment>,
    /// When the newest revision was written.
    pub revised: Option<Moment>,
    /// How many revisions there are.
    pub revisions: u32,
    /// Whether what is shown comes from a draft that has not settled.
    pub draft: bool,
    /// A draft that was begun from an older revision: shown beside, nothing is overwritten.
    pub other_draft: Option<EntryInput>,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// When it was closed; only addenda are possible since.
    pub closed: Option<Moment>,
    /// Whether it was written more than 48 hours after it happened.
    pub late: bool,
}

/// One entry as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Row {
    /// The record id.
    #[cfg_attr(test, ts(type = "string"))]
    pub id: RecordId,
    /// The form, which is the kind.
    pub form: FormId,
    /// The head, as in the entry.
    pub head: Head,
    /// When it was first written.
    pub written: Moment,
    /// The first words of the leading field, at most 200 characters.
    pub excerpt: String,
    /// A word or two from the answers that tells it apart, for example *nearness*.
    pub detail: String,
    /// Number of words.
    pub words: u32,
    /// Whether a draft waits to settle.
    pub draft: bool,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// Whether it is closed.
    pub closed: bool,
}

/// Which entries a list shows; all set conditions must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Which {
    /// Only this form's entries.
    #[serde(default)]
    pub form: Option<FormId>,
    /// Only this client's.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub client: Option<RecordId>,
    /// Only those of this thread.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub thread: Option<RecordId>,
    /// Only those of this course.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub course: Option<RecordId>,
    /// Only those that link to this record: a symbol, a piece, another entry.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub linked: Option<RecordId>,
    /// Only those in the supervision basket that have not been asked.
    #[serde(default)]
    pub basket: bool,
    /// Only those in the trash (otherwise only those that are not).
    #[serde(default)]
    pub trashed: bool,
}

/// A slice of a list, newest first by when it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Rows {
    /// How many there are in all.
    pub total: u32,
    /// Where this slice starts.
    pub offset: u32,
    /// The slice.
    pub rows: Vec<Row>,
}

/// How many entries lie in the trash, in the basket and in each journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Counts {
    /// In the trash.
    pub trash: u32,
    /// In the supervision basket and not asked yet.
    pub basket: u32,
    /// By form, those in the trash left out.
    pub forms: BTreeMap<FormId, u32>,
}

/// What the newest entries of a client suggest for the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Suggestion {
    /// The session to write about.
    pub session: Option<u32>,
    /// The likely phase.
    pub phase: Option<Phase>,
    /// The likely form.
    pub form: Option<FormId>,
}

/// All that the window needs once the journal is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Desk {
    /// Whether this is the fictional sample journal.
    pub sample: bool,
    /// The current forms.
    pub forms: Vec<Form>,
    /// All clients.
    pub clients: Vec<Client>,
    /// The first rows of all entries, so that the list paints at once.
    pub first: Rows,
    /// Settings.
    pub settings: Settings,
    /// Where the writer was.
    pub return_point: ReturnPoint,
    /// What must be said: damage, an older copy and the like.
    pub notices: Vec<Notice>,
}

/// Something the journal has to say about its own state; the words live in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// The chain of revisions does not verify from this revision on.
    ChainBroken {
        /// The first revision that does not fit.
        seq: u64,
    },
    /// Records whose newest revision cannot be opened.
    Unreadable {
        /// How many.
        count: u32,
    },
    /// The journal is older than the one last opened here.
    OlderCopy {
        /// By how many revisions.
        behind: u64,
    },
    /// From this revision on it is not the journal last opened here, but written on from an older
    /// copy.
    OtherHistory {
        /// The revision.
        seq: u64,
    },
    /// Entries written by a newer version of Stillroom.
    FromNewer {
        /// How many.
        count: u32,
    },
    /// The slots are not those that the journal names: an old passphrase may have been put back.
    SlotsReplaced,
    /// The newest revisions were not those that the lists named; the chain's are shown.
    HeadsDiffer,
    /// Commits lay in the write-ahead log behind a damaged place, and are gone.
    LogDamaged,
    /// Drafts that were kept are older than they were or gone: what was written last is missing.
    DraftsTurnedBack,
    /// Entries whose text is missing.
    BodiesMissing {
        /// How many.
        count: u32,
    },
    /// An export was cut off before it had ended.
    ExportCutOff {
        /// Its folder.
        folder: String,
        /// Whether what it had written is gone; otherwise it may still lie there, to be read.
        gone: bool,
    },
    /// Drafts that could not settle because the entry had moved on; both are kept.
    DraftBeside {
        /// How many.
        count: u32,
    },
}

/// A search as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SearchRequest {
    /// Any string at all.
    pub text: String,
    /// Newest first instead of best first.
    pub by_date: bool,
    /// How many hits to skip.
    pub offset: u32,
    /// How many hits to return, at most 200; none if only the counts are wanted.
    pub limit: u32,
    /// Whether all matches are counted, which takes longer than finding the best of them.
    pub counted: bool,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SearchAnswer {
    /// How many entries match; none where that was not asked for and the hits do not tell.
    pub total: Option<u32>,
    /// The slice asked for.
    pub hits: Vec<Hit>,
    /// Counts beside the list, if asked for.
    pub facets: Vec<FacetCounts>,
    /// The filters as understood, in the order typed.
    pub filters: Vec<FilterToken>,
    /// What was wrong with the query, if anything; the rest of it was still answered.
    pub complaint: Option<Complaint>,
    /// Set when nothing matched and near spellings are shown instead.
    pub instead: Option<Instead>,
    /// Words that were searched as well because they mean the same.
    #[serde(default)]
    pub synonyms: Vec<Synonyms>,
    /// Where nothing matched: how many would without one of the filters, for each that is to blame.
    #[serde(default)]
    pub without: Vec<Without>,
    /// Whether the index is still being completed.
    pub completing: bool,
}

/// A filter, and what leaving it out would find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Without {
    /// The filter as typed.
    pub filter: String,
    /// How many entries match the rest.
    pub total: u32,
}

/// One found entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Hit {
    /// The entry.
    pub row: Row,
    /// One to three places in it.
    pub snippets: Vec<Snippet>,
    /// Number of matching places in the entry.
    pub places: u32,
    /// Why it was found, in the order of its text; nothing for filters alone.
    #[serde(default)]
    pub why: Vec<Why>,
}

/// A piece of text around a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Snippet {
    /// The field it stands in.
    pub field: String,
    /// The text, cut at word boundaries.
    pub text: String,
    /// Marked ranges in UTF-16 code units, start and end.
    pub marks: Vec<[u32; 2]>,
}

/// Counts of one facet over all matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct FacetCounts {
    /// The filter word, for example `kind`.
    pub facet: String,
    /// Its heading.
    pub label: String,
    /// The most frequent values.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct FacetValue {
    /// What to add to the query, for example `kind:boundary`.
    pub filter: String,
    /// What to show.
    pub label: String,
    /// How many matches have it.
    pub count: u32,
}

/// A filter as understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct FilterToken {
    /// The piece of the query, for example `ladder:>=4`.
    pub text: String,
    /// Where it stands in the query, in UTF-16 code units, start and end.
    pub at: [u32; 2],
}

/// What is wrong with a query; the words live in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "complaint", rename_all = "snake_case")]
pub enum Complaint {
    /// A filter word that is nearly a known one.
    UnknownFilter {
        /// As typed.
        word: String,
        /// The nearest known one.
        nearest: String,
    },
    /// A filter whose value cannot be read.
    BadValue {
        /// The filter.
        filter: String,
        /// As typed.
        value: String,
        /// An example that works.
        example: String,
    },
    /// A quotation mark that is never closed; read as if closed at the end.
    OpenQuote,
    /// Longer than 2,000 characters; only those were read.
    TooLong,
}

/// Near spellings that were searched instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Instead {
    /// What found nothing.
    pub typed: String,
    /// What is shown.
    pub shown: String,
}
