//! How jrnl dates its entries: in the header of each, or by the path of a file.

use chrono::{NaiveDate, NaiveTime};

use super::dates::{Order, leading};

/// The header of an entry: `[time] title`.
pub(super) struct Header<'a> {
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    pub(super) title: &'a str,
}

/// Reads a header; none if the line is text.
pub(super) fn header(line: &str, order: Option<Order>) -> Option<Header<'_>> {
    let (stamp, title) = line.strip_prefix('[')?.split_once(']')?;
    let found = leading(stamp, order)?;
    if !found.rest.trim().is_empty() {
        return None;
    }
    Some(Header { date: found.date, time: found.time, title: title.trim() })
}

/// Returns the day of a file of a folder journal: `YYYY/MM/DD.txt`.
pub(super) fn day_of_path(name: &str) -> Option<NaiveDate> {
    let mut parts = name.strip_suffix(".txt")?.rsplit('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if day.len() != 2 || month.len() != 2 || year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
