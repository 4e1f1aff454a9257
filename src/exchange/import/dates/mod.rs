//! Days and times as sources write them, and the moment that the writer's clock showed.

mod day;
mod time;
mod when;
mod words;
mod written;

pub(super) use day::{Leading, leading, order_of, within};
pub(super) use time::time;
pub use when::{Order, When, Zone};
pub(super) use written::{any, instant};

#[cfg(test)]
mod tests {
    use chrono::{FixedOffset, NaiveDate, NaiveTime};

    use super::*;
    use crate::exchange::import::trouble::Code;

    #[test]
    fn moments_keep_the_local_time_of_the_writer() {
        let zone = Zone::read("Europe/Zurich");
        let when = When::Instant { utc_ms: 1_729_989_000_000, zone, all_day: false };
        let (at, odd) = when.moment(Zone::Machine).expect("a moment");
        assert_eq!((at.to_local_string().as_str(), at.offset_min), ("2024-10-27 02:30", 120));
        assert!(odd.is_empty());
        // Local midnight is 22:00 of the day before in UTC.
        let when = When::Instant { utc_ms: 1_720_562_400_000, zone, all_day: true };
        let (at, _) = when.moment(Zone::Machine).expect("a moment");
        assert_eq!(at.to_local_string(), "2024-07-10 12:00");
        let gap = When::Local {
            date: NaiveDate::from_ymd_opt(2024, 3, 31).expect("a day"),
            time: NaiveTime::from_hms_opt(2, 30, 0),
            zone,
        };
        let (at, odd) = gap.moment(Zone::Machine).expect("a moment");
        assert_eq!(
            (at.to_local_string().as_str(), odd),
            ("2024-03-31 03:00", vec![Code::ClockChange])
        );
        assert_eq!(
            Zone::read("GMT+02:00"),
            Some(Zone::Fixed(FixedOffset::east_opt(7200).expect("an offset")))
        );
        assert_eq!(Zone::read("Nowhere/Land"), None);
    }
}
