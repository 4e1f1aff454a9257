//! Days of the sample, counted back from the day on which it is made.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike};

use crate::journal::Moment;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const MINUTE_MS: i64 = 60 * 1000;

/// The day on which the sample is made, from which all others are counted back.
#[derive(Clone, Copy)]
pub(super) struct Calendar {
    today: NaiveDate,
    /// Midnight at the start of today, UTC, as the writer's clock shows it.
    midnight: Moment,
}

impl Calendar {
    /// Starts from the moment at which the sample is made.
    pub(super) fn at(now: Moment) -> Self {
        let local_ms = now.utc_ms + i64::from(now.offset_min) * MINUTE_MS;
        let midnight_ms = now.utc_ms - local_ms.rem_euclid(DAY_MS);
        Self { today: now.date(), midnight: Moment { utc_ms: midnight_ms, ..now } }
    }

    /// Returns the moment at a time of day, so many days ago.
    pub(super) fn moment(self, days_ago: u16, time: NaiveTime) -> Moment {
        let in_day_ms = i64::from(time.num_seconds_from_midnight()) * 1000;
        let utc_ms = self.midnight.utc_ms - i64::from(days_ago) * DAY_MS + in_day_ms;
        Moment { utc_ms, ..self.midnight }
    }

    /// Returns a day as answers store it, so many days ago; days to come are negative.
    pub(super) fn day(self, days_ago: i64) -> String {
        self.date(days_ago).format("%Y-%m-%d").to_string()
    }

    /// Returns the weekday of a day, 1 for Monday to 7 for Sunday.
    pub(super) fn weekday(self, days_ago: i64) -> u8 {
        self.date(days_ago).weekday().number_from_monday() as u8
    }

    /// Returns the month of a day as clients store it.
    pub(super) fn month(self, days_ago: i64) -> String {
        self.date(days_ago).format("%Y-%m").to_string()
    }

    fn date(self, days_ago: i64) -> NaiveDate {
        let days = Days::new(days_ago.unsigned_abs());
        let date = if days_ago < 0 {
            self.today.checked_add_days(days)
        } else {
            self.today.checked_sub_days(days)
        };
        date.unwrap_or(self.today)
    }
}

/// Returns the moment so many minutes later.
pub(super) fn later(moment: Moment, minutes: i64) -> Moment {
    Moment { utc_ms: moment.utc_ms + minutes * MINUTE_MS, ..moment }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_local_clock_of_the_writer() {
        // 2026-03-02 23:30 UTC is 2026-03-03 01:30 two hours further east.
        let now = Moment { utc_ms: 1_772_494_200_000, offset_min: 120 };
        let calendar = Calendar::at(now);
        assert_eq!(calendar.day(0), "2026-03-03");
        assert_eq!(calendar.day(-7), "2026-03-10");
        assert_eq!(calendar.month(3), "2026-02");
        assert_eq!((calendar.weekday(0), calendar.weekday(2)), (2, 7), "a Tuesday and a Sunday");
        let ten = NaiveTime::from_hms_opt(10, 0, 0).expect("a time of day");
        let yesterday = calendar.moment(1, ten);
        assert_eq!(yesterday.date().to_string(), "2026-03-02");
        assert_eq!(now.utc_ms - yesterday.utc_ms, (15 * 60 + 30) * MINUTE_MS);
    }
}
