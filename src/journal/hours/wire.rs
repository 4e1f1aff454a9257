//! What crosses the bridge of hours.

use serde::{Deserialize, Serialize};

use super::scheme::SchemeLine;
use super::signed::SignedHours;
use crate::schemes::{HourKind, Lost, Reckoning};
use crate::vault::RecordId;

/// A row of hours. It names no client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HoursRow {
    /// Its id; none in one that is proposed or is to be made.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub id: Option<RecordId>,
    /// The day, `2026-11-09`.
    pub day: String,
    /// The minutes.
    pub minutes: u32,
    /// What it was.
    pub kind: HourKind,
    /// Where; none for what belongs to no placement, such as own therapy.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub placement: Option<RecordId>,
    /// The supervisor's alias; may be empty.
    #[serde(default)]
    pub supervisor: String,
    /// How many people were in the group.
    #[serde(default)]
    pub people: Option<u32>,
    /// The entries that it was proposed from.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "Array<string>"))]
    pub sources: Vec<RecordId>,
    /// What those entries are, without their client: `integration note, session 5`.
    #[serde(default)]
    pub from: String,
    /// A few words, at most 80 characters.
    #[serde(default)]
    pub note: String,
    /// What became of it.
    pub state: RowState,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// It was made of what was written, and waits.
    Proposed,
    /// It was kept.
    Kept,
    /// It was struck: it stays and counts nowhere.
    Struck,
}

/// A week of hours at a placement, with what belongs to none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HoursWeek {
    /// Its Monday, `2026-11-09`.
    pub monday: String,
    /// The rows by their day: those that were kept or struck, and those that are proposed.
    pub rows: Vec<HoursRow>,
    /// The minutes that are written down.
    pub written: u32,
    /// The minutes that would count.
    pub counts: u32,
    /// Why minutes would not count; the places of rows are those in `rows`.
    pub lost: Vec<Lost>,
    /// What the two totals would be if every proposed row was kept; none where none is proposed.
    pub if_kept: Option<(u32, u32)>,
    /// The scheme that they count under.
    pub scheme: SchemeLine,
    /// Signed periods that the week lies in.
    pub signed: Vec<SignedHours>,
}

/// Where the hours under a scheme stand, over all its placements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HoursStanding {
    /// The scheme.
    pub scheme: SchemeLine,
    /// What there is and what the rules ask for.
    pub reckoning: Reckoning,
    /// The day of each row that a check names, by the place that it has there.
    pub days: Vec<String>,
}
