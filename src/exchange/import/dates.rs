//! Days and times as sources write them, and the moment that the writer's clock showed.

use std::str::FromStr;

use chrono::{
    DateTime, Datelike, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset,
    TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use super::trouble::Code;
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
    pub(super) fn local(date: NaiveDate, time: Option<NaiveTime>) -> Self {
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

/// Reads a moment with its offset: RFC 3339, `20240506T193000Z`, `2024-05-06 19:30:00Z`.
pub(super) fn instant(text: &str) -> Option<(i64, FixedOffset)> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some((at.timestamp_millis(), *at.offset()));
    }
    if let Some(rest) = text.strip_suffix('Z') {
        for form in ["%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        {
            if let Ok(at) = NaiveDateTime::parse_from_str(rest, form) {
                return Some((at.and_utc().timestamp_millis(), Utc.fix()));
            }
        }
    }
    for form in [
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%d %H:%M:%S%.f %z",
        "%Y-%m-%d %H:%M:%S%z",
        "%Y-%m-%d %H:%M%:z",
        "%Y-%m-%dT%H:%M%:z",
    ] {
        if let Ok(at) = DateTime::parse_from_str(text, form) {
            return Some((at.timestamp_millis(), *at.offset()));
        }
    }
    // As JavaScript writes it: `Sat Feb 29 2020 15:15:14 GMT+0100 (…)`.
    let text = text.split(" (").next().unwrap_or(text).replace("GMT", "");
    let at = DateTime::parse_from_str(text.trim(), "%a %b %d %Y %H:%M:%S %z").ok()?;
    Some((at.timestamp_millis(), *at.offset()))
}

/// Reads whatever a field of a date holds: a moment, a local time, or a day.
pub(super) fn any(text: &str, order: Option<Order>) -> Option<(When, bool)> {
    let text = text.trim();
    if let Some((utc_ms, offset)) = instant(text) {
        // An offset of nothing says when, but not where the writer was.
        let zone = (offset.local_minus_utc() != 0).then_some(Zone::Fixed(offset));
        return Some((When::Instant { utc_ms, zone, all_day: false }, false));
    }
    let found = leading(text, order)?;
    found.rest.trim().is_empty().then_some((When::local(found.date, found.time), found.open))
}

/// A date at the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leading<'a> {
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    /// Whether day and month could stand the other way round.
    pub(super) open: bool,
    /// Whether its year has two digits.
    pub(super) short_year: bool,
    /// What follows.
    pub(super) rest: &'a str,
}

const MONTHS: [&str; 12] = [
    "january januar jänner enero janvier gennaio januari janeiro styczeń stycznia jan ene janv gen",
    "february februar feber febrero février febbraio februari fevereiro luty lutego feb févr fev fevr",
    "march märz marzo mars maart março mar mär mrz marzec marca mrt",
    "april abril avril aprile kwiecień kwietnia apr abr avr",
    "may mai mayo maggio mei maj maio maja mag",
    "june juni junio juin giugno junho czerwiec czerwca jun giu",
    "july juli julio juillet luglio julho lipiec lipca jul juil lug",
    "august agosto août augustus augusti sierpień sierpnia aug ago agos aout",
    "september septiembre septembre settembre setembro wrzesień września sep sept set",
    "october oktober octubre octobre ottobre outubro październik października oct okt ott out",
    "november noviembre novembre listopad listopada nov",
    "december dezember diciembre décembre dicembre dezembro grudzień grudnia dec dez dic déc desember",
];

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|names| names.split(' ').any(|name| name == word))?;
    Some(at as u32 + 1)
}

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag";

fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    WEEKDAYS.split(' ').any(|day| day == word)
}

/// Finds a date, and perhaps a time, at the beginning of a text.
pub(super) fn leading(text: &str, order: Option<Order>) -> Option<Leading<'_>> {
    let text = text.trim_start();
    let (word, after) = split_word(text);
    if is_weekday(word) {
        return plain_leading(after.trim_start_matches([',', ' ', '\t']), order);
    }
    plain_leading(text, order)
}

fn plain_leading(text: &str, order: Option<Order>) -> Option<Leading<'_>> {
    let numbered = numbers(text, order).or_else(|| compact(text));
    let (date, open, short_year, rest) =
        numbered.or_else(|| day_month_year(text)).or_else(|| month_day_year(text))?;
    // A date ends where a word or a number does.
    if rest.starts_with(|c: char| c.is_alphanumeric() && c != 'T') {
        return None;
    }
    let (time, rest) = time_after(rest);
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    Some(Leading { date, time, open, short_year, rest })
}

type Day<'a> = (NaiveDate, bool, bool, &'a str);

fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(text.len());
    text.split_at(end)
}

fn number(text: &str, most: usize) -> Option<(u32, usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > most {
        return None;
    }
    Some((text[..end].parse().ok()?, end, &text[end..]))
}

/// `2024-05-06`, `06.05.2024`, `5/6/2024`, `6-5-24`.
fn numbers(text: &str, order: Option<Order>) -> Option<Day<'_>> {
    let (first, first_len, rest) = number(text, 4)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '.' | '/' | '_'))?;
    let rest = rest[1..].trim_start_matches(if mark == '.' { ' ' } else { '\0' });
    let (second, _, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix(mark)?;
    let rest = rest.trim_start_matches(if mark == '.' { ' ' } else { '\0' });
    if first_len == 4 {
        let (third, _, rest) = number(rest, 2)?;
        return Some((NaiveDate::from_ymd_opt(first as i32, second, third)?, false, false, rest));
    }
    let (year, year_len, rest) = number(rest, 4)?;
    let short = year_len == 2;
    let year = match year_len {
        4 => year as i32,
        2 => full_year(year),
        _ => return None,
    };
    let day_first = match (mark, order) {
        ('.', _) => true,
        (_, Some(order)) => order == Order::DayFirst && second <= 12 || first > 12,
        (_, None) => first > 12 || second <= 12,
    };
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let open = mark != '.' && order.is_none() && first <= 12 && second <= 12 && first != second;
    Some((NaiveDate::from_ymd_opt(year, month, day)?, open, short, rest))
}

/// Takes a year of two digits for one of the last eighty years or the next twenty.
fn full_year(short: u32) -> i32 {
    let now = Utc::now().year();
    let year = now - now % 100 + short as i32;
    if year > now + 20 { year - 100 } else { year }
}

/// `20240506`.
fn compact(text: &str) -> Option<Day<'_>> {
    let (all, len, rest) = number(text, 8)?;
    if len != 8 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt((all / 10_000) as i32, all / 100 % 100, all % 100)?;
    (1900..2100).contains(&date.year()).then_some((date, false, false, rest))
}

/// `6 May 2024`, `6. Mai 2024`, `6th of May, 2024`.
fn day_month_year(text: &str) -> Option<Day<'_>> {
    let (day, _, rest) = number(text, 2)?;
    let rest = ["st ", "nd ", "rd ", "th ", ". ", "."]
        .iter()
        .find_map(|end| rest.strip_prefix(end))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '\t', '\u{a0}', '-']);
    let rest = ["of ", "de "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let (word, rest) = split_word(rest);
    let month = month(word)?;
    let rest = rest.trim_start_matches([',', ' ', '\t', '\u{a0}', '-']);
    let rest = rest.strip_prefix("de ").unwrap_or(rest);
    let (year, len, rest) = number(rest, 4)?;
    let (year, short) = match len {
        4 => (year as i32, false),
        2 => (full_year(year), true),
        _ => return None,
    };
    Some((NaiveDate::from_ymd_opt(year, month, day)?, false, short, rest))
}

/// `May 6, 2024`.
fn month_day_year(text: &str) -> Option<Day<'_>> {
    let (word, rest) = split_word(text);
    let month = month(word)?;
    let (day, _, rest) = number(rest.trim_start_matches([' ', '\u{a0}']), 2)?;
    let rest =
        ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    let (year, len, rest) = number(rest.trim_start_matches([',', ' ', '\u{a0}']), 4)?;
    (len == 4).then_some(())?;
    Some((NaiveDate::from_ymd_opt(year as i32, month, day)?, false, false, rest))
}

/// Takes a time that follows a date: `T21:30`, ` 9:30 PM`, ` at 21:30:00 CEST`, `, 21.30 Uhr`.
fn time_after(text: &str) -> (Option<NaiveTime>, &str) {
    let mut rest = text.trim_start_matches([',', ' ', '\t', '\u{a0}', '\u{202f}', 'T']);
    if rest.len() == text.len() && !text.is_empty() {
        return (None, text);
    }
    for word in ["at ", "um ", "à ", "- ", "– ", "alle "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    time(rest).map_or((None, text), |(time, rest)| {
        let rest = ["CEST", "CET", "Uhr", "UTC", "GMT"]
            .iter()
            .find_map(|word| rest.trim_start().strip_prefix(word))
            .unwrap_or(rest);
        (Some(time), rest)
    })
}

/// Takes a time at the beginning of a text.
pub(super) fn time(text: &str) -> Option<(NaiveTime, &str)> {
    let (mut hour, _, rest) = number(text.trim_start(), 2)?;
    let mark = rest.chars().next();
    let (mut minute, mut second, mut rest, mut milli) = (0, 0, rest, 0);
    if let Some(mark @ (':' | '.' | 'h')) = mark
        && let Some((found, 2, after)) = number(&rest[1..], 2)
    {
        (minute, rest) = (found, after);
        if mark == ':'
            && rest.starts_with(':')
            && let Some((found, 2, after)) = number(&rest[1..], 2)
        {
            (second, rest) = (found, after);
            if rest.starts_with('.')
                && let Some((found, len, after)) = number(&rest[1..], 9)
            {
                milli = (f64::from(found) * 10f64.powi(3 - len as i32)) as u32;
                rest = after;
            }
        }
    } else if mark.is_none_or(|c| !c.is_whitespace() && !c.is_alphabetic()) {
        return None;
    }
    let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let lower =
        spaced.get(..spaced.floor_char_boundary(4)).unwrap_or_default().to_ascii_lowercase();
    let half = ["a.m.", "p.m.", "am", "pm"].iter().find(|half| lower.starts_with(**half));
    if let Some(half) = half {
        let after = &spaced[half.len()..];
        if !after.starts_with(char::is_alphanumeric) {
            // The shown hours of a 24-hour clock may bear the letters too.
            match (hour, half.starts_with('p')) {
                (12, false) => hour = 0,
                (1..=11, true) => hour += 12,
                _ => {}
            }
            rest = after;
        }
    } else if !text.trim_start().contains([':', '.', 'h']) {
        return None;
    }
    let time = NaiveTime::from_hms_milli_opt(hour, minute, second, milli)?;
    Some((time, rest))
}

/// Finds a date anywhere in a line: where a word begins.
pub(super) fn within(text: &str, order: Option<Order>) -> Option<(usize, Leading<'_>)> {
    let starts = text.char_indices().scan(' ', |before, (at, c)| {
        let begins = !before.is_alphanumeric() && c.is_alphanumeric();
        *before = c;
        Some((at, begins))
    });
    starts
        .filter(|(_, begins)| *begins)
        .find_map(|(at, _)| Some((at, leading(&text[at..], order)?)))
}

/// Decides from many dates whether the day or the month stands first.
pub(super) fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> (Option<Order>, bool) {
    let (mut day_first, mut month_first, mut open) = (false, false, false);
    for text in texts {
        let Some((first, _, rest)) = number(text.trim_start(), 2) else { continue };
        let Some(rest) = rest.strip_prefix(['/', '-']) else { continue };
        let Some((second, _, _)) = number(rest, 2) else { continue };
        day_first |= first > 12 && second <= 12;
        month_first |= second > 12 && first <= 12;
        open |= first <= 12 && second <= 12;
    }
    match (day_first, month_first) {
        (true, false) => (Some(Order::DayFirst), false),
        (false, true) => (Some(Order::MonthFirst), false),
        (false, false) => (None, open),
        (true, true) => (None, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    #[test]
    fn days_are_read_in_many_forms() {
        let may = day(2024, 5, 6);
        for text in [
            "2024-05-06",
            "6 May 2024",
            "6. Mai 2024",
            "May 6, 2024",
            "06.05.2024",
            "6. 5. 2024",
            "Monday, 6 May 2024",
            "Mo, 6.5.2024",
            "20240506",
            "6th of May 2024",
            "06.05.24",
            "6 de mayo de 2024",
            "2024/05/06",
            "6 mai 2024",
            "6-May-2024",
        ] {
            let found = leading(text, None).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.date, found.rest), (may, ""), "{text}");
        }
        for text in ["2024-13-06", "31.02.2024", "May", "6 Maybe 2024", "12", "2024-05-061", "1.2"]
        {
            assert_eq!(leading(text, None), None, "{text}");
        }
    }

    #[test]
    fn times_follow_days() {
        let time = |text: &str| {
            leading(text, None).and_then(|found| found.time).map(|time| time.to_string())
        };
        assert_eq!(time("6 May 2024 at 21:30:00 CEST").as_deref(), Some("21:30:00"));
        assert_eq!(time("06-05-2024 09:30 PM").as_deref(), Some("21:30:00"));
        assert_eq!(time("2020-08-31 02:32:00 PM").as_deref(), Some("14:32:00"));
        assert_eq!(time("2024-05-06T21:30:00.123").as_deref(), Some("21:30:00.123"));
        assert_eq!(time("2024-05-06 12:05 AM").as_deref(), Some("00:05:00"));
        assert_eq!(time("6 May 2024"), None);
        assert_eq!(leading("6 May 2024 She stayed", None).map(|f| f.rest), Some(" She stayed"));
    }

    #[test]
    fn order_is_found_by_a_number_above_twelve() {
        let of = |all: &[&str]| order_of(all.iter().copied());
        assert_eq!(of(&["5/6/2024", "5/13/2024"]), (Some(Order::MonthFirst), false));
        assert_eq!(of(&["5/6/2024", "13/5/2024"]), (Some(Order::DayFirst), false));
        assert_eq!(of(&["5/6/2024"]), (None, true));
        assert!(leading("5/6/2024", None).is_some_and(|found| found.open));
    }

    #[test]
    fn moments_keep_the_clock_of_the_writer() {
        let zone = Zone::read("Europe/Zurich");
        let when = When::Instant { utc_ms: 1_729_989_000_000, zone, all_day: false };
        let (at, odd) = when.moment(Zone::Machine).expect("a moment");
        assert_eq!((at.to_local_string().as_str(), at.offset_min), ("2024-10-27 02:30", 120));
        assert!(odd.is_empty());
        // Local midnight is 22:00 of the day before in UTC.
        let when = When::Instant { utc_ms: 1_720_562_400_000, zone, all_day: true };
        let (at, _) = when.moment(Zone::Machine).expect("a moment");
        assert_eq!(at.to_local_string(), "2024-07-10 12:00");
        let gap =
            When::Local { date: day(2024, 3, 31), time: NaiveTime::from_hms_opt(2, 30, 0), zone };
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
