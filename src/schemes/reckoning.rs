//! What a reckoning takes and what comes of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::definition::{HourKind, PracticeStatus};

/// A row of hours as a scheme sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hour {
    /// The day.
    pub day: NaiveDate,
    /// The minutes.
    pub minutes: u32,
    /// What it was.
    pub kind: HourKind,
    /// Which placement, by its place among those that are reckoned together.
    pub placement: usize,
    /// The status at that placement.
    pub status: PracticeStatus,
    /// How many people were in the group.
    pub people: Option<u32>,
}

/// What rows come to under a scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Reckoning {
    /// All minutes that were written down.
    pub written: u32,
    /// The minutes that would count.
    pub counts: u32,
    /// The same by category; hours of a part stand in the whole, too.
    pub categories: Vec<CategorySum>,
    /// Why minutes would not count: together they are the difference of the two totals.
    pub lost: Vec<Lost>,
    /// What each rule asks for, and what there is.
    pub checks: Vec<RuleCheck>,
    /// The minutes of each row that would count, in the order of the rows.
    #[serde(skip)]
    pub each: Vec<u32>,
}

/// The sums of one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CategorySum {
    /// What it is called.
    pub label: String,
    /// The minutes written down.
    pub written: u32,
    /// The minutes that would count.
    pub counts: u32,
}

/// Minutes that would not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Lost {
    /// How many.
    pub minutes: u32,
    /// Why, in a sentence.
    pub why: String,
    /// The rows, by their place among those that were given.
    pub rows: Vec<usize>,
    /// How many of each row.
    #[serde(skip)]
    pub each: Vec<u32>,
    /// The first day that it is about, `2026-11-09`.
    pub day: String,
}

/// A rule beside what there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RuleCheck {
    /// What is asked, in words.
    pub asks: String,
    /// What there is, in words.
    pub amount: String,
    /// What is missing, in words; none where nothing is.
    pub missing: Option<String>,
    /// The rows that it is about, by their place among those that were given; those that are concerned by
    /// what is missing where the rule can say so.
    pub rows: Vec<usize>,
}

/// Writes minutes as hours: `5 h 20 min`.
pub fn in_hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// Returns what a kind of hours is called.
pub fn kind_words(kind: HourKind) -> &'static str {
    match kind {
        HourKind::Direct => "direct",
        HourKind::CouplesFamilies => "direct, couple or family",
        HourKind::Indirect => "indirect work",
        HourKind::ClinicWork => "work in a clinic",
        HourKind::SupervisionIndividual => "individual supervision",
        HourKind::SupervisionTriadic => "supervision of two",
        HourKind::SupervisionGroup => "group supervision",
        HourKind::SupervisionPeer => "peer supervision",
        HourKind::SupervisionGiven => "supervision given",
        HourKind::OwnTherapy => "own therapy",
        HourKind::Training => "training",
        HourKind::PeerGroup => "peer group",
        HourKind::Reading => "reading",
        HourKind::Other => "other",
    }
}
