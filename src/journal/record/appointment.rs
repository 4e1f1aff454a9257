//! When a client comes regularly, on the clock of the place where the work is done.
//!
//! Only days and clock times are compared, never instants: ten in the morning stays ten in the
//! morning when the clocks change or the writer travels.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

const MINUTES_IN_DAY: u16 = 24 * 60;
/// The week of the month that stands for the last one.
const LAST_WEEK: u8 = 5;

/// A regular appointment.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Appointment {
    /// The day of the week, 1 for Monday to 7 for Sunday.
    #[n(0)]
    pub weekday: u8,
    /// Minutes after midnight on that day's clock, less than 1440.
    #[n(1)]
    pub minute: u16,
    /// How often it is.
    #[n(2)]
    pub every: Recurrence,
}

/// How often an appointment is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Recurrence {
    /// Every week.
    #[n(0)]
    Weekly,
    /// Every second week.
    #[n(1)]
    Fortnightly {
        /// A day in one of the weeks in which it is, as `2026-03-03`; weeks begin on Monday.
        #[n(0)]
        from: String,
    },
    /// Once a month.
    #[n(2)]
    Monthly {
        /// Which such weekday of the month, 1 for the first to 4, or 5 for the last.
        #[n(0)]
        week: u8,
    },
}

impl Appointment {
    /// Returns whether every number and date in it says something.
    pub(crate) fn is_sound(&self) -> bool {
        let every = match &self.every {
            Recurrence::Weekly => true,
            Recurrence::Fortnightly { from } => day(from).is_some(),
            Recurrence::Monthly { week } => (1..=LAST_WEEK).contains(week),
        };
        every && self.weekday().is_some() && self.minute < MINUTES_IN_DAY
    }

    /// Returns the first day on or after `date` on which it is; none if it is not sound, or past
    /// the end of the calendar.
    pub(crate) fn next_day(&self, date: NaiveDate) -> Option<NaiveDate> {
        let weekday = self.weekday()?;
        match &self.every {
            Recurrence::Weekly => on_or_after(date, weekday),
            Recurrence::Fortnightly { from } => {
                let one = in_week_of(day(from)?, weekday)?;
                let next = on_or_after(date, weekday)?;
                let is_its_week = (next - one).num_days().rem_euclid(14) == 0;
                if is_its_week { Some(next) } else { next.checked_add_days(Days::new(7)) }
            }
            Recurrence::Monthly { week } => {
                let this = in_month(date, weekday, *week)?;
                if this >= date {
                    return Some(this);
                }
                in_month(date.with_day(1)?.checked_add_months(Months::new(1))?, weekday, *week)
            }
        }
    }

    fn weekday(&self) -> Option<Weekday> {
        Weekday::try_from(self.weekday.checked_sub(1)?).ok()
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn on_or_after(date: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(weekday.days_since(date.weekday()).into()))
}

/// Returns the weekday of the week, from Monday on, in which `date` lies.
fn in_week_of(date: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let monday = date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into()))?;
    monday.checked_add_days(Days::new(weekday.num_days_from_monday().into()))
}

fn in_month(date: NaiveDate, weekday: Weekday, week: u8) -> Option<NaiveDate> {
    let nth = |n| NaiveDate::from_weekday_of_month_opt(date.year(), date.month(), weekday, n);
    // A month has four or five of each weekday.
    nth(week).or_else(|| (week == LAST_WEEK).then(|| nth(LAST_WEEK - 1)).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(weekday: u8, every: Recurrence) -> Appointment {
        Appointment { weekday, minute: 600, every }
    }

    fn next(appointment: &Appointment, from: &str) -> String {
        let next = appointment.next_day(day(from).expect("a day"));
        next.map_or_else(String::new, |day| day.to_string())
    }

    #[test]
    fn a_weekly_appointment_is_on_its_weekday() {
        let tuesdays = at(2, Recurrence::Weekly);
        assert_eq!(next(&tuesdays, "2026-03-03"), "2026-03-03", "a Tuesday");
        assert_eq!(next(&tuesdays, "2026-03-04"), "2026-03-10");
        assert_eq!(next(&at(7, Recurrence::Weekly), "2026-12-28"), "2027-01-03");
    }

    #[test]
    fn a_fortnightly_appointment_keeps_its_weeks_over_the_years_and_backwards() {
        // 2026-03-05 is a Thursday in the week of Tuesday the 3rd.
        let tuesdays = at(2, Recurrence::Fortnightly { from: "2026-03-05".into() });
        assert_eq!(next(&tuesdays, "2026-03-03"), "2026-03-03");
        assert_eq!(next(&tuesdays, "2026-03-04"), "2026-03-17");
        assert_eq!(next(&tuesdays, "2026-03-10"), "2026-03-17", "the week between");
        assert_eq!(next(&tuesdays, "2026-02-11"), "2026-02-17", "before it was agreed");
        // 2026 has 53 weeks by ISO 8601, so that the number of a week would not tell.
        let mut days = vec![day("2026-03-03").expect("a day")];
        for _ in 0..60 {
            let last = days[days.len() - 1];
            let after = last.checked_add_days(Days::new(1)).expect("a day");
            days.push(tuesdays.next_day(after).expect("there is a next one"));
        }
        assert!(days.windows(2).all(|two| (two[1] - two[0]).num_days() == 14));
    }

    #[test]
    fn a_monthly_appointment_is_on_the_first_or_last_such_weekday() {
        let first_tuesday = at(2, Recurrence::Monthly { week: 1 });
        assert_eq!(next(&first_tuesday, "2026-03-01"), "2026-03-03");
        assert_eq!(next(&first_tuesday, "2026-03-03"), "2026-03-03");
        assert_eq!(next(&first_tuesday, "2026-03-04"), "2026-04-07");
        assert_eq!(next(&first_tuesday, "2026-12-31"), "2027-01-05");
        let last_friday = at(5, Recurrence::Monthly { week: 5 });
        assert_eq!(next(&last_friday, "2026-01-31"), "2026-02-27", "the fourth is the last");
        assert_eq!(next(&last_friday, "2026-05-01"), "2026-05-29", "the fifth is the last");
        let fourth_friday = at(5, Recurrence::Monthly { week: 4 });
        assert_eq!(next(&fourth_friday, "2026-05-01"), "2026-05-22");
    }

    #[test]
    fn an_appointment_without_a_rule_is_invalid_and_never_occurs() {
        let unsound = [
            at(0, Recurrence::Weekly),
            at(8, Recurrence::Weekly),
            at(2, Recurrence::Monthly { week: 0 }),
            at(2, Recurrence::Monthly { week: 6 }),
            at(2, Recurrence::Fortnightly { from: "2026-02-30".into() }),
            at(2, Recurrence::Fortnightly { from: "soon".into() }),
        ];
        for appointment in unsound {
            assert!(!appointment.is_sound(), "{appointment:?}");
            assert_eq!(next(&appointment, "2026-03-03"), "", "{appointment:?}");
        }
        assert!(!Appointment { minute: 1440, ..at(2, Recurrence::Weekly) }.is_sound());
        assert_eq!(at(2, Recurrence::Weekly).next_day(NaiveDate::MAX), None);
    }
}
