//! Times of day at the beginning of a text.

use chrono::NaiveTime;

/// Takes a time that follows a date: `T21:30`, ` 9:30 PM`, ` at 21:30:00 CEST`, `, 21.30 Uhr`.
pub(super) fn time_after(text: &str) -> (Option<NaiveTime>, &str) {
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
pub(in crate::exchange::import) fn time(text: &str) -> Option<(NaiveTime, &str)> {
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

/// Takes a number of at most so many digits; says how many it has, and what follows.
pub(super) fn number(text: &str, most: usize) -> Option<(u32, usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > most {
        return None;
    }
    Some((text[..end].parse().ok()?, end, &text[end..]))
}
