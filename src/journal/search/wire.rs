//! A search and its answer as they cross the bridge to the window.

use serde::{Deserialize, Serialize};

use crate::index::{Complaint, Snippet, Why};
use crate::journal::catalog::EntryRow;

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
    pub row: EntryRow,
    /// One to three places in it.
    pub snippets: Vec<Snippet>,
    /// Number of matching places in the entry.
    pub places: u32,
    /// Why it was found, in the order of its text; nothing for filters alone.
    #[serde(default)]
    pub why: Vec<Why>,
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

/// A word as typed, with those that were searched as well because they mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Synonyms {
    /// As typed.
    pub typed: String,
    /// The others.
    pub also: Vec<String>,
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
