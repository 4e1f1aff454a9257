//! Days at the beginning of a text or within it, as people write them.

use chrono::{Datelike, NaiveDate, NaiveTime, Utc};

use super::time::{number, time_after};
use super::when::Order;
use super::words::{is_weekday, month};

/// A date at the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::exchange::import) struct Leading<'a> {
    pub(in crate::exchange::import) date: NaiveDate,
    pub(in crate::exchange::import) time: Option<NaiveTime>,
    /// Whether day and month could stand the other way round.
    pub(in crate::exchange::import) open: bool,
    /// Whether its year has two digits.
    pub(in crate::exchange::import) short_year: bool,
    /// What follows.
    pub(in crate::exchange::import) rest: &'a str,
}

impl<'a> Leading<'a> {
    /// Makes one of a day that can be read in one way only.
    fn day(date: NaiveDate, rest: &'a str) -> Self {
        Self { date, time: None, open: false, short_year: false, rest }
    }
}

/// Finds a date, and perhaps a time, at the beginning of a text.
pub(in crate::exchange::import) fn leading(
    text: &str,
    order: Option<Order>,
) -> Option<Leading<'_>> {
    let text = text.trim_start();
    let (word, after) = split_word(text);
    if is_weekday(word) {
        return plain_leading(after.trim_start_matches([',', ' ', '\t']), order);
    }
    plain_leading(text, order)
}

/// Finds a date that no day of the week stands before.
fn plain_leading(text: &str, order: Option<Order>) -> Option<Leading<'_>> {
    let numbered = numbers(text, order).or_else(|| compact(text));
    let day = numbered.or_else(|| day_month_year(text)).or_else(|| month_day_year(text))?;
    // A date ends where a word or a number does.
    if day.rest.starts_with(|c: char| c.is_alphanumeric() && c != 'T') {
        return None;
    }
    let (time, rest) = time_after(day.rest);
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    Some(Leading { time, rest, ..day })
}

/// Splits a text behind its first word.
fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(text.len());
    text.split_at(end)
}

/// `2024-05-06`, `06.05.2024`, `5/6/2024`, `6-5-24`.
fn numbers(text: &str, order: Option<Order>) -> Option<Leading<'_>> {
    let (first, first_len, rest) = number(text, 4)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '.' | '/' | '_'))?;
    let rest = rest[1..].trim_start_matches(if mark == '.' { ' ' } else { '\0' });
    let (second, _, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix(mark)?;
    let rest = rest.trim_start_matches(if mark == '.' { ' ' } else { '\0' });
    if first_len == 4 {
        let (third, _, rest) = number(rest, 2)?;
        let date = NaiveDate::from_ymd_opt(first as i32, second, third)?;
        return Some(Leading::day(date, rest));
    }
    let (year, year_len, rest) = number(rest, 4)?;
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
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(Leading { open, short_year: year_len == 2, ..Leading::day(date, rest) })
}

/// Takes a year of two digits for one of the last eighty years or the next twenty.
fn full_year(short: u32) -> i32 {
    let now = Utc::now().year();
    let year = now - now % 100 + short as i32;
    if year > now + 20 { year - 100 } else { year }
}

/// `20240506`.
fn compact(text: &str) -> Option<Leading<'_>> {
    let (all, len, rest) = number(text, 8)?;
    if len != 8 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt((all / 10_000) as i32, all / 100 % 100, all % 100)?;
    (1900..2100).contains(&date.year()).then_some(Leading::day(date, rest))
}

/// `6 May 2024`, `6. Mai 2024`, `6th of May, 2024`.
fn day_month_year(text: &str) -> Option<Leading<'_>> {
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
    let (year, short_year) = match len {
        4 => (year as i32, false),
        2 => (full_year(year), true),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(Leading { short_year, ..Leading::day(date, rest) })
}

/// `May 6, 2024`.
fn month_day_year(text: &str) -> Option<Leading<'_>> {
    let (word, rest) = split_word(text);
    let month = month(word)?;
    let (day, _, rest) = number(rest.trim_start_matches([' ', '\u{a0}']), 2)?;
    let rest =
        ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    let (year, len, rest) = number(rest.trim_start_matches([',', ' ', '\u{a0}']), 4)?;
    (len == 4).then_some(())?;
    let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
    Some(Leading::day(date, rest))
}

/// Finds a date anywhere in a line: where a word begins.
pub(in crate::exchange::import) fn within(
    text: &str,
    order: Option<Order>,
) -> Option<(usize, Leading<'_>)> {
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
pub(in crate::exchange::import) fn order_of<'a>(
    texts: impl Iterator<Item = &'a str>,
) -> (Option<Order>, bool) {
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
    fn times_are_read_after_days() {
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
}
