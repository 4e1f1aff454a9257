//! Where hours stand under a scheme: rows of all its placements together.

use chrono::NaiveDate;

use super::day::day_of;
use super::wire::HoursStanding;
use crate::journal::record::{Moment, Placement};
use crate::journal::{Journal, JournalError};
use crate::locale::Locale;
use crate::schemes::{self, Hour, HourKind, PracticeStatus, Reckoning};
use crate::vault::RecordId;

/// At most so many rows of one check or reason cross the bridge; the latest.
const MOST_ROWS_TOLD: usize = 40;

impl Journal {
    /// Reckons all hours that were kept under a scheme: those of its placements, and those that belong
    /// to none.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for a scheme that is not there.
    pub fn hours_standing(&self, scheme: &str, now: Moment) -> Result<HoursStanding, JournalError> {
        let line = self.scheme_line(scheme, now)?;
        let hours = self.hours_under(scheme, |_| true);
        let mut reckoning = self.reckon(scheme, &hours, now).ok_or(JournalError::NoSuchRecord)?;
        let mut days: Vec<String> = Vec::new();
        let mut told = |rows: &mut Vec<usize>| {
            // Rows become places among the days that are told with them.
            let first = rows.len().saturating_sub(MOST_ROWS_TOLD);
            *rows = rows[first..]
                .iter()
                .map(|at| {
                    days.push(hours[*at].day.to_string());
                    days.len() - 1
                })
                .collect();
        };
        reckoning.lost.iter_mut().for_each(|lost| told(&mut lost.rows));
        reckoning.checks.iter_mut().for_each(|check| told(&mut check.rows));
        Ok(HoursStanding { scheme: line, reckoning, days })
    }

    pub(super) fn reckon(&self, scheme: &str, hours: &[Hour], now: Moment) -> Option<Reckoning> {
        let scheme = self.scheme(scheme)?;
        let locale = Locale::of(self.settings().english);
        Some(schemes::reckon(scheme, hours, now.date(), &locale))
    }

    /// The kept rows that a scheme sees, of the days that are wanted.
    pub(super) fn hours_under(
        &self,
        scheme: &str,
        wanted: impl Fn(NaiveDate) -> bool,
    ) -> Vec<Hour> {
        let placements = &self.catalog.hours.placements;
        let mut hours = Vec::new();
        for (monday, (_, week)) in &self.catalog.hours.weeks {
            if day_of(monday).is_ok_and(|monday| !wanted(monday)) {
                continue;
            }
            for row in week.rows.iter().filter(|row| !row.struck) {
                let place = row.placement.and_then(|id| placements.get(&id));
                if place.is_none_or(|place| place.scheme == scheme) {
                    let hour =
                        self.as_hour(&row.day, row.minutes, row.kind, row.placement, row.people);
                    hours.push(hour);
                }
            }
        }
        hours
    }

    /// A row as a scheme sees it. What belongs to no placement has the status of the day.
    pub(super) fn as_hour(
        &self,
        day: &str,
        minutes: u32,
        kind: HourKind,
        placement: Option<RecordId>,
        people: Option<u32>,
    ) -> Hour {
        let placements = &self.catalog.hours.placements;
        let at = placement.and_then(|id| placements.keys().position(|known| *known == id));
        let open =
            |one: &&Placement| *one.from <= *day && one.to.as_deref().is_none_or(|to| to >= day);
        let of_day = || placements.values().filter(open).max_by_key(|one| one.from.clone());
        let place = match placement {
            Some(id) => placements.get(&id),
            None => of_day(),
        };
        Hour {
            // What is sealed was a day when it was kept.
            day: day_of(day).unwrap_or_default(),
            minutes,
            kind,
            placement: at.map_or(0, |at| at + 1),
            status: place.map_or(PracticeStatus::Trainee, |place| place.status),
            people,
        }
    }

    pub(super) fn placement(&self, id: RecordId) -> Result<&Placement, JournalError> {
        self.catalog.hours.placements.get(&id).ok_or(JournalError::NoSuchRecord)
    }
}
