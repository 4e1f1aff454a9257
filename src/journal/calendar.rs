//! Finding one's way in time: the entries of days, the entries around one, and *on this day*.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::journal::catalog::{EntryRow, row};
use crate::journal::record::{Moment, Weight};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// At most so many days are asked for at once: two months.
const MOST_DAYS: i64 = 62;
/// At most so many entries of one day are told.
const MOST_A_DAY: usize = 60;
/// At most so many entries of this day in earlier years are told.
const MOST_ON_THIS_DAY: usize = 3;

/// The days of a stretch of time on which something was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Calendar {
    /// Those days, in their order.
    pub days: Vec<CalendarDay>,
    /// The months of the year in which something was written, 1 to 12.
    pub months: Vec<u32>,
}

/// A day on which something was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CalendarDay {
    /// The day, `2026-11-12`.
    pub day: String,
    /// The weight of its heaviest entry.
    pub weight: Option<Weight>,
    /// Its entries in the order of the day.
    pub rows: Vec<EntryRow>,
}

/// The entries of the same client before and after one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Neighbours {
    /// The one before it.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub earlier: Option<RecordId>,
    /// The one after it.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub later: Option<RecordId>,
}

impl Journal {
    /// Returns the days of a stretch of time, and in which months of a year something was written.
    ///
    /// # Errors
    /// [`JournalError::NoSuchDay`], also for a stretch that ends before it begins or is longer than 62
    /// days.
    pub fn calendar(&self, from: &str, to: &str, year: i32) -> Result<Calendar, JournalError> {
        let day_of = |text: &str| text.parse::<NaiveDate>().map_err(|_| JournalError::NoSuchDay);
        let (from, to) = (day_of(from)?, day_of(to)?);
        if !(0..MOST_DAYS).contains(&(to - from).num_days()) {
            return Err(JournalError::NoSuchDay);
        }
        let mut days: BTreeMap<NaiveDate, CalendarDay> = BTreeMap::new();
        let mut months = BTreeSet::new();
        for (id, state) in self.catalog.newest_first().filter(|(_, it)| !it.summary().trashed) {
            let known = state.summary();
            let date = known.happened.date();
            if date < from && date.year() < year {
                break;
            }
            if date.year() == year {
                months.insert(date.month());
            }
            if (from..=to).contains(&date) {
                let day = days.entry(date).or_insert_with(|| CalendarDay {
                    day: date.to_string(),
                    weight: None,
                    rows: Vec::new(),
                });
                day.weight = heavier(day.weight, known.weight);
                if day.rows.len() < MOST_A_DAY {
                    day.rows.push(row(id, state));
                }
            }
        }
        for day in days.values_mut() {
            day.rows.reverse();
        }
        Ok(Calendar { days: days.into_values().collect(), months: months.into_iter().collect() })
    }

    /// Returns the entries of the same client before and after one; none of an entry without a client.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`].
    pub fn neighbours(&self, id: RecordId) -> Result<Neighbours, JournalError> {
        let state = self.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
        let Some(client) = state.summary().client.map(|id| self.catalog.resolve(id)) else {
            return Ok(Neighbours::default());
        };
        let mut later = None;
        let mut passed = false;
        for (other, state) in self.catalog.newest_first() {
            let known = state.summary();
            if other == id {
                passed = true;
                continue;
            }
            if known.trashed || known.client.map(|id| self.catalog.resolve(id)) != Some(client) {
                continue;
            }
            if passed {
                return Ok(Neighbours { earlier: Some(other), later });
            }
            later = Some(other);
        }
        Ok(Neighbours { earlier: None, later })
    }

    /// Returns entries of this day in earlier years, the newest first, if the settings ask for them.
    /// Heavy ones, and those whose weight was not noted, are left out unless the settings ask for them.
    pub(crate) fn on_this_day(&self, now: Moment) -> Vec<EntryRow> {
        let settings = self.settings();
        if !settings.on_this_day {
            return Vec::new();
        }
        let today = now.date();
        let same_day = |day: NaiveDate| {
            day.year() < today.year() && (day.month(), day.day()) == (today.month(), today.day())
        };
        let light = |weight| matches!(weight, Some(Weight::Light | Weight::Middling));
        let wanted = self.catalog.newest_first().filter(|(_, state)| {
            let known = state.summary();
            !known.trashed
                && same_day(known.happened.date())
                && (settings.on_this_day_heavy || light(known.weight))
        });
        wanted.take(MOST_ON_THIS_DAY).map(|(id, state)| row(id, state)).collect()
    }
}

fn heavier(one: Option<Weight>, other: Option<Weight>) -> Option<Weight> {
    let rank = |weight: Option<Weight>| match weight {
        None => 0,
        Some(Weight::Light) => 1,
        Some(Weight::Middling) => 2,
        Some(Weight::Heavy) => 3,
    };
    if rank(other) > rank(one) { other } else { one }
}
