//! When something happened as a source says it, and its moment.

use std::str::FromStr;

use chrono::{
    DateTime, Datelike, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset,
    TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use crate::exchange::import::trouble::Code;
use crate::journal::Moment;

/// When something happened, as a source says it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum When {
    /// The source does not say.
    #[default]
    Unknown,
    /// A moment, and the zone that the writer was in, if the source names one.
    Instant {
        /// Milliseconds since 1970.
        utc_ms: i64,
        /// The zone.
        zone: Option<Zone>,
        /// Whether only its day counts.
        all_day: bool,
    },
    /// What the clock showed, in the zone that the source names, if it does.
    Local {
        /// The day.
        date: NaiveDate,
        /// The time of day; none if only the day is known.
        time: Option<NaiveTime>,
        /// The zone.
        zone: Option<Zone>,
    },
}

/// A time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// One of the IANA database.
    Named(Tz),
    /// A fixed offset.
    Fixed(FixedOffset),
    /// That of this computer.
    Machine,
}

/// Day first or month first, where both are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day stands first.
    DayFirst,
    /// The month stands first.
    MonthFirst,
}

impl Zone {
    /// Reads the name of a zone: IANA, `GMT+02:00`, `UTC+2`, `+0200`.
    pub fn read(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Ok(zone) = Tz::from_str(name) {
            return Some(Self::Named(zone));
        }
        let rest = name.strip_prefix("GMT").or_else(|| name.strip_prefix("UTC")).unwrap_or(name);
        if rest.is_empty() || rest == "Z" {
            return Some(Self::Named(Tz::UTC));
        }
        offset(rest).map(Self::Fixed)
    }

    fn at(self, utc: DateTime<Utc>) -> FixedOffset {
        match self {
            Self::Named(zone) => zone.offset_from_utc_datetime(&utc.naive_utc()).fix(),
            Self::Fixed(offset) => offset,
            Self::Machine => chrono::Local.offset_from_utc_datetime(&utc.naive_utc()).fix(),
        }
    }

    /// Finds the moment of what a clock showed; says whether a clock change had to be settled.
    fn of_local(self, local: NaiveDateTime) -> (DateTime<FixedOffset>, bool) {
        let found = |local: &NaiveDateTime| match self {
            Self::Named(zone) => zone.from_local_datetime(local).map(|at| at.fixed_offset()),
            Self::Fixed(offset) => offset.from_local_datetime(local),
            Self::Machine => chrono::Local.from_local_datetime(local).map(|at| at.fixed_offset()),
        };
        match found(&local) {
            LocalResult::Single(at) => (at, false),
            LocalResult::Ambiguous(first, _) => (first, true),
            LocalResult::None => {
                // The clock was put forward over it: by as much the time moves on.
                for minutes in [30, 60, 120, 24 * 60] {
                    if let Some(later) = local.checked_add_signed(TimeDelta::minutes(minutes))
                        && let Some(at) = found(&later).earliest()
                    {
                        return (at, true);
                    }
                }
                let at = Utc.from_utc_datetime(&local);
                (at.fixed_offset(), true)
            }
        }
    }
}

impl When {
    /// Makes one of what the clock showed.
    pub(in crate::exchange::import) fn local(date: NaiveDate, time: Option<NaiveTime>) -> Self {
        Self::Local { date, time, zone: None }
    }

    /// Returns whether a zone has to be asked for. A day alone needs none.
    pub fn asks_zone(&self) -> bool {
        matches!(
            self,
            Self::Instant { zone: None, .. } | Self::Local { zone: None, time: Some(_), .. }
        )
    }

    /// Returns the moment, `home` standing in for a zone that is not named, and what is odd of it.
    pub fn moment(&self, home: Zone) -> Option<(Moment, Vec<Code>)> {
        let mut odd = Vec::new();
        let at = match *self {
            Self::Unknown => return None,
            Self::Instant { utc_ms, zone, all_day } => {
                let utc = DateTime::from_timestamp_millis(utc_ms)?;
                let zone = zone.unwrap_or(home);
                let at = utc.with_timezone(&zone.at(utc));
                if all_day { zone.of_local(at.date_naive().and_time(noon())).0 } else { at }
            }
            Self::Local { date, time, zone } => {
                let local = date.and_time(time.unwrap_or(noon()));
                let (at, settled) = zone.unwrap_or(home).of_local(local);
                if settled && time.is_some() {
                    odd.push(Code::ClockChange);
                }
                at
            }
        };
        let tomorrow = Utc::now() + TimeDelta::days(1);
        if at.timestamp_millis() == 0 || at.year() < 1900 || at.with_timezone(&Utc) > tomorrow {
            odd.push(Code::OddDate);
        }
        let offset_min = (at.offset().local_minus_utc() / 60) as i16;
        Some((Moment { utc_ms: at.timestamp_millis(), offset_min }, odd))
    }

    /// Returns the day, if the source names one.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Local { date, .. } => Some(*date),
            Self::Instant { .. } => {
                self.moment(Zone::Named(Tz::UTC)).map(|(moment, _)| moment.date())
            }
            Self::Unknown => None,
        }
    }
}

fn noon() -> NaiveTime {
    NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()
}

/// Reads an offset: `+02:00`, `-7`, `+0530`.
fn offset(text: &str) -> Option<FixedOffset> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if rest.chars().any(|c| !c.is_ascii_digit() && c != ':') {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        3 => (digits[..1].parse().ok()?, digits[1..].parse().ok()?),
        4 => (digits[..2].parse::<i32>().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    if hours > 18 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}
