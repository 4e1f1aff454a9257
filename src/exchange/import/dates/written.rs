//! Moments as programs write them.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, Utc};

use super::day::leading;
use super::when::{Order, When, Zone};

/// Reads a moment with its offset: RFC 3339, `20240506T193000Z`, `2024-05-06 19:30:00Z`.
pub(in crate::exchange::import) fn instant(text: &str) -> Option<(i64, FixedOffset)> {
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
pub(in crate::exchange::import) fn any(text: &str, order: Option<Order>) -> Option<(When, bool)> {
    let text = text.trim();
    if let Some((utc_ms, offset)) = instant(text) {
        // An offset of nothing says when, but not where the writer was.
        let zone = (offset.local_minus_utc() != 0).then_some(Zone::Fixed(offset));
        return Some((When::Instant { utc_ms, zone, all_day: false }, false));
    }
    let found = leading(text, order)?;
    found.rest.trim().is_empty().then_some((When::local(found.date, found.time), found.open))
}
