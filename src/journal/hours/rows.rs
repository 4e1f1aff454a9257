//! Rows of a week: as they were kept or struck, and those that are proposed.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, Weekday};

use super::day::day_of;
use super::wire::{HoursRow, HoursWeek, RowState};
use crate::journal::catalog::EntryState;
use crate::journal::record::{HoursWeekMeta, KeptRow, Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::schemes::Lost;
use crate::vault::RecordId;

/// A row has at most so many minutes: all of a week.
const MOST_MINUTES: u32 = 7 * 24 * 60;
/// The longest note, in characters.
const MOST_NOTE: usize = 80;
/// The largest group.
const MOST_PEOPLE: u32 = 99;
/// The most rows of one week.
const MOST_ROWS: usize = 500;

impl Journal {
    /// Returns a week at a placement, with the rows that belong to none; of all placements together
    /// without one.
    ///
    /// The totals count the week as a part of all hours under the scheme of the placement.
    ///
    /// # Errors
    /// [`JournalError::NoSuchDay`]; [`JournalError::NoSuchRecord`] for a placement that is not there.
    pub fn hours_week(
        &self,
        day: &str,
        placement: Option<RecordId>,
        now: Moment,
    ) -> Result<HoursWeek, JournalError> {
        let monday = day_of(day)?.week(Weekday::Mon).first_day();
        let last = monday.checked_add_days(Days::new(6)).ok_or(JournalError::NoSuchDay)?;
        let place = placement.map(|id| self.placement(id)).transpose()?;
        let here = |row: &HoursRow| {
            placement.is_none() || row.placement.is_none() || row.placement == placement
        };
        let kept = self.catalog.hours.weeks.get(&monday.to_string());
        let kept = kept.into_iter().flat_map(|(_, week)| &week.rows);
        let mut rows: Vec<HoursRow> = kept.map(|row| self.hours_row(row)).collect();
        rows.extend(self.proposed(monday, last));
        rows.retain(here);
        rows.sort_by(|one, other| one.day.cmp(&other.day));
        let scheme = place.map_or("generic", |place| place.scheme.as_str());
        let (now_counts, lost) = self.week_counts(scheme, &rows, monday, false, now);
        let written = sum(&rows, |row| row.state == RowState::Kept);
        let any_proposed = rows.iter().any(|row| row.state == RowState::Proposed);
        let if_kept = any_proposed.then(|| {
            let written = sum(&rows, |row| row.state != RowState::Struck);
            (written, self.week_counts(scheme, &rows, monday, true, now).0)
        });
        let mut signed = self.list_signed_hours();
        let (from, to) = (monday.to_string(), last.to_string());
        signed.retain(|one| {
            one.from <= to && one.to >= from && placement.is_none_or(|id| one.placement == id)
        });
        let scheme = self.scheme_line(scheme, now)?;
        Ok(HoursWeek {
            monday: from,
            rows,
            written,
            counts: now_counts,
            lost,
            if_kept,
            scheme,
            signed,
        })
    }

    /// Keeps or strikes rows, and changes them; a new one gets an id. What was proposed is kept only
    /// so.
    ///
    /// # Errors
    /// [`JournalError::NoSuchDay`]; [`JournalError::BadHours`] for a row that is neither kept nor
    /// struck, of no minutes or more than a week has, with a note of more than 80 characters or a
    /// group of none or more than 99; [`JournalError::NoSuchRecord`] for a placement or a row that is
    /// not there; [`JournalError::TooLarge`] for more than 500 rows in a week;
    /// [`JournalError::Store`]: weeks that were written by then stay.
    pub fn put_hours(&mut self, rows: Vec<HoursRow>, now: Moment) -> Result<(), JournalError> {
        let mut changed: BTreeMap<String, Vec<KeptRow>> = BTreeMap::new();
        for row in rows {
            // A line that is typed in is in no week yet.
            let is_new = row.id.is_none() && row.sources.is_empty();
            let row = self.kept(row)?;
            let has = |week: &HoursWeekMeta| week.rows.iter().any(|other| other.id == row.id);
            let mut weeks = self.catalog.hours.weeks.iter().filter(|_| !is_new);
            let before = weeks.find(|(_, (_, week))| has(week));
            let before = before.map(|(monday, _)| monday.clone());
            let monday = day_of(&row.day)?.week(Weekday::Mon).first_day().to_string();
            let weeks = &self.catalog.hours.weeks;
            let of_week = |monday: &String| {
                weeks.get(monday).map_or(Vec::new(), |(_, week)| week.rows.clone())
            };
            if let Some(before) = before.filter(|before| *before != monday) {
                let rows = changed.entry(before.clone()).or_insert_with(|| of_week(&before));
                rows.retain(|other| other.id != row.id);
            }
            let rows = changed.entry(monday.clone()).or_insert_with(|| of_week(&monday));
            match rows.iter_mut().find(|other| other.id == row.id) {
                Some(same) => *same = row,
                None => rows.push(row),
            }
            if rows.len() > MOST_ROWS {
                return Err(JournalError::TooLarge);
            }
        }
        for (monday, rows) in changed {
            let id =
                self.catalog.hours.weeks.get(&monday).map_or_else(RecordId::make, |(id, _)| *id);
            let week = HoursWeekMeta { monday: monday.clone(), rows };
            self.write_record(id, Payload::HoursWeek(week.clone()), now)?;
            self.catalog.hours.weeks.insert(monday, (id, week));
        }
        Ok(())
    }

    /// Checks a row that is to be kept or struck.
    fn kept(&self, row: HoursRow) -> Result<KeptRow, JournalError> {
        let day = day_of(&row.day)?;
        let bad = row.state == RowState::Proposed
            || !(1..=MOST_MINUTES).contains(&row.minutes)
            || row.note.chars().count() > MOST_NOTE
            || row.supervisor.chars().count() > MOST_NOTE
            || row.people.is_some_and(|people| !(1..=MOST_PEOPLE).contains(&people));
        if bad {
            return Err(JournalError::BadHours);
        }
        if let Some(placement) = row.placement {
            self.placement(placement)?;
        }
        if let Some(id) = row.id {
            let mut all = self.catalog.hours.weeks.values().flat_map(|(_, week)| &week.rows);
            if !all.any(|other| other.id == id) {
                return Err(JournalError::NoSuchRecord);
            }
        }
        Ok(KeptRow {
            id: row.id.or_else(|| self.told_already(&row)).unwrap_or_else(RecordId::make),
            day: day.to_string(),
            minutes: row.minutes,
            kind: row.kind,
            placement: row.placement,
            supervisor: row.supervisor.trim().to_owned(),
            people: row.people,
            sources: row.sources,
            note: row.note.trim().to_owned(),
            struck: row.state == RowState::Struck,
        })
    }

    /// The row that was kept or struck of the same entries: a key that is pressed twice keeps one row.
    fn told_already(&self, row: &HoursRow) -> Option<RecordId> {
        if row.sources.is_empty() {
            return None;
        }
        let mut all = self.catalog.hours.weeks.values().flat_map(|(_, week)| &week.rows);
        let same = |other: &&KeptRow| other.sources.iter().any(|id| row.sources.contains(id));
        all.find(same).map(|other| other.id)
    }

    fn hours_row(&self, row: &KeptRow) -> HoursRow {
        let present =
            |id: &RecordId| self.catalog.entry(*id).is_some_and(|state| !state.summary().trashed);
        let sources: Vec<RecordId> = row.sources.iter().copied().filter(present).collect();
        let from = match sources.as_slice() {
            [] => String::new(),
            [only] => {
                let known = self.catalog.entry(*only).map(EntryState::summary);
                let noun = known.map(|known| self.noun_of(known.form())).unwrap_or_default();
                let session = known.and_then(|known| known.session);
                session.map_or(noun.clone(), |session| format!("{noun}, session {session}"))
            }
            many => format!("{} entries tell this hour", many.len()),
        };
        HoursRow {
            id: Some(row.id),
            day: row.day.clone(),
            minutes: row.minutes,
            kind: row.kind,
            placement: row.placement,
            supervisor: row.supervisor.clone(),
            people: row.people,
            sources: row.sources.clone(),
            from,
            note: row.note.clone(),
            state: if row.struck { RowState::Struck } else { RowState::Kept },
        }
    }

    /// The minutes of a week's rows that would count, as a part of all rows under the scheme, and why
    /// the others would not.
    fn week_counts(
        &self,
        scheme: &str,
        rows: &[HoursRow],
        monday: NaiveDate,
        with_proposed: bool,
        now: Moment,
    ) -> (u32, Vec<Lost>) {
        let counted = |row: &HoursRow| {
            row.state == RowState::Kept || (with_proposed && row.state == RowState::Proposed)
        };
        let of_week: Vec<usize> = (0..rows.len()).filter(|at| counted(&rows[*at])).collect();
        let mut hours =
            self.hours_under(scheme, |day| day.week(Weekday::Mon).first_day() != monday);
        let before = hours.len();
        hours.extend(of_week.iter().map(|at| {
            let row = &rows[*at];
            self.as_hour(&row.day, row.minutes, row.kind, row.placement, row.people)
        }));
        let Some(reckoning) = self.reckon(scheme, &hours, now) else { return (0, Vec::new()) };
        let counts = reckoning.each[before..].iter().sum();
        let lost = reckoning.lost.into_iter().filter_map(|lost| {
            let here = lost.rows.iter().zip(&lost.each).filter(|(at, _)| **at >= before);
            let here: Vec<(usize, u32)> =
                here.map(|(at, minutes)| (of_week[at - before], *minutes)).collect();
            let minutes = here.iter().map(|(_, minutes)| minutes).sum();
            let rows = here.iter().map(|(at, _)| *at).collect();
            (!here.is_empty()).then(|| Lost { minutes, rows, each: Vec::new(), ..lost })
        });
        (counts, lost.collect())
    }
}

fn sum(rows: &[HoursRow], counted: impl Fn(&&HoursRow) -> bool) -> u32 {
    rows.iter().filter(counted).map(|row| row.minutes).sum()
}
