//! Dates as people write them: `2026-03-01`, `2026-03`, `2026`, `yesterday`, `last month`, and in
//! the order of their region: `12/11/2026`, `Nov 12`.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::locale::{DayOrder, Locale};

/// Returns the first day of a span and the first day after it.
pub(super) fn span(text: &str, locale: Locale, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let text = text.trim().to_lowercase();
    let words: Vec<&str> = text.split([' ', '_']).filter(|word| !word.is_empty()).collect();
    in_words(&words, locale.first_weekday, today)
        .or_else(|| days(in_figures(&words.concat(), locale.day_order, today)?, 1))
        .or_else(|| days(day_of_month(&words, today)?, 1))
}

fn in_words(
    words: &[&str],
    first_weekday: Weekday,
    today: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    match words {
        ["today"] => days(today, 1),
        ["yesterday"] => days(today.checked_sub_days(Days::new(1))?, 1),
        ["this" | "last", "week"] => {
            let first = today.week(first_weekday).first_day();
            let back = if words[0] == "last" { 7 } else { 0 };
            days(first.checked_sub_days(Days::new(back))?, 7)
        }
        ["this" | "last", "month"] => {
            let back = u32::from(words[0] == "last");
            month(today.with_day(1)?.checked_sub_months(Months::new(back))?)
        }
        ["this" | "last", "year"] => year(today.year() - i32::from(words[0] == "last")),
        ["last" | "past", number, unit] => past(number.parse().ok()?, unit, today),
        [number, unit, "ago"] => ago(number.parse().ok()?, unit, today),
        [name] => {
            named_month(name, today).or_else(|| named_day(name, today)).or_else(|| numeric(name))
        }
        ["last", name] => named_day(name, today),
        [name, number] if number.len() == 4 => {
            month(NaiveDate::from_ymd_opt(number.parse().ok()?, month_of(name)?, 1)?)
        }
        _ => None,
    }
}

/// Reads a day in figures: `12/11/2026`, `12.11.`, `2026/11/12`.
fn in_figures(text: &str, order: DayOrder, today: NaiveDate) -> Option<NaiveDate> {
    let sign =
        text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let text = if sign == '-' { text } else { text.trim_end_matches(sign) };
    let parts: Vec<&str> = text.split(sign).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| figures(part)).collect::<Option<_>>()?;
    let (one, other) = match (parts.as_slice(), numbers.as_slice()) {
        ([year, _, _], &[y, m, d]) if year.len() == 4 => {
            return NaiveDate::from_ymd_opt(y as i32, m, d);
        }
        ([_, _, year], &[one, other, _]) if matches!(year.len(), 2 | 4) => (one, other),
        ([_, _], &[one, other]) if sign != '-' => (one, other),
        _ => return None,
    };
    // Full stops stand between day and month everywhere; else the region decides, if it can.
    let month_leads = sign != '.' && ((order == DayOrder::MonthFirst && one <= 12) || other > 12);
    let (d, m) = if month_leads { (other, one) } else { (one, other) };
    on(parts.get(2).copied(), m, d, today)
}

/// Reads a day and a month by its name, in either order: `Thursday, Nov 12`, `12th of November`.
fn day_of_month(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let plain = words.iter().map(|word| word.trim_matches([',', '.'])).filter(|word| *word != "of");
    let mut plain: Vec<&str> = plain.collect();
    let is_weekday = |word: &&str| word.len() > 2 && word.parse::<chrono::Weekday>().is_ok();
    if plain.len() > 2 && plain.first().is_some_and(is_weekday) {
        plain.remove(0);
    }
    let (one, other, year) = match plain.as_slice() {
        [one, other] => (one, other, None),
        [one, other, year] if year.len() == 4 => (one, other, Some(*year)),
        _ => return None,
    };
    let day = |word: &str| {
        let ends = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end));
        figures(ends.unwrap_or(word))
    };
    let (d, m) = match (day(one), month_of(other)) {
        (Some(d), Some(m)) => (d, m),
        _ => (day(other)?, month_of(one)?),
    };
    on(year, m, d, today)
}

/// Returns a day of that year. Without a year it is the latest such day that is not to come.
fn on(year: Option<&str>, month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let year = match year {
        Some(year) => figures(year)? as i32 + if year.len() == 2 { 2000 } else { 0 },
        None if (month, day) > (today.month(), today.day()) => today.year() - 1,
        None => today.year(),
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

fn figures(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn numeric(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let parts: Vec<&str> = text.split('-').collect();
    let plain = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if parts[0].len() != 4 || !parts.iter().all(plain) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [y] => year(*y as i32),
        [y, m] => month(NaiveDate::from_ymd_opt(*y as i32, *m, 1)?),
        [y, m, d] => days(NaiveDate::from_ymd_opt(*y as i32, *m, *d)?, 1),
        _ => None,
    }
}

/// Returns the days of the last so many units up to and with today.
fn past(count: u32, unit: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (first, _) = ago(count, unit, today)?;
    Some((first.succ_opt()?, today.succ_opt()?))
}

/// Reads a weekday's name as the latest such day before today.
fn named_day(name: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    const SHORTEST: usize = 3;
    let weekday: chrono::Weekday = name.parse().ok().filter(|_| name.len() >= SHORTEST)?;
    let back = today.weekday().days_since(weekday);
    let back = if back == 0 { 7 } else { back };
    days(today.checked_sub_days(Days::new(u64::from(back)))?, 1)
}

fn ago(count: u32, unit: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    match unit.trim_end_matches('s') {
        "day" => days(today.checked_sub_days(Days::new(u64::from(count)))?, 1),
        "week" => days(today.checked_sub_days(Days::new(7 * u64::from(count)))?, 1),
        "month" => days(today.checked_sub_months(Months::new(count))?, 1),
        "year" => days(today.checked_sub_months(Months::new(count.checked_mul(12)?))?, 1),
        _ => None,
    }
}

/// Reads a month's name as the latest such month that is not in the future.
fn named_month(name: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let number = month_of(name)?;
    let year = if number > today.month() { today.year() - 1 } else { today.year() };
    month(NaiveDate::from_ymd_opt(year, number, 1)?)
}

fn month_of(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const LONG: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().zip(LONG).position(|(short, long)| {
        name == *short || name == long || (name == "sept" && long == "september")
    })?;
    Some(at as u32 + 1)
}

fn days(first: NaiveDate, count: u64) -> Option<(NaiveDate, NaiveDate)> {
    Some((first, first.checked_add_days(Days::new(count))?))
}

fn month(first: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((first, first.checked_add_months(Months::new(1))?))
}

fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year + 1, 1, 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::English;

    /// The cases that the window reads as well.
    #[test]
    fn days_are_read_as_the_region_writes_them() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/fixtures/dates.json")).expect("JSON");
        let day = |value: &serde_json::Value| {
            value.as_str().map(|day| day.parse::<NaiveDate>().expect("a date"))
        };
        let today = day(&cases["today"]).expect("a day");
        for case in cases["days"].as_array().expect("a list") {
            let order = DayOrder::of(case[0].as_str().expect("a region"));
            let typed = case[1].as_str().expect("a text");
            let read = span(typed, Locale { day_order: order, ..british() }, today);
            let expected = day(&case[2]).map(|day| (day, day.succ_opt().expect("a day after")));
            assert_eq!(read, expected, "{typed} in {}", case[0]);
        }
    }

    fn british() -> Locale {
        Locale::of(Some(English::British))
    }

    #[test]
    fn a_week_starts_on_the_first_day_of_the_calendar() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 18).expect("a Wednesday");
        for (english, first) in
            [(English::British, "2026-03-16"), (English::American, "2026-03-15")]
        {
            let week = span("this week", Locale::of(Some(english)), today).expect("it is read");
            assert_eq!(week.0.to_string(), first, "{english:?}");
        }
    }

    fn read(text: &str) -> Option<(String, String)> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 18).expect("a Wednesday");
        span(text, british(), today).map(|(from, to)| (from.to_string(), to.to_string()))
    }

    #[test]
    fn dates_in_numbers_and_words_are_spans_of_days() {
        let cases = [
            ("2026-03-01", "2026-03-01", "2026-03-02"),
            ("2026-12", "2026-12-01", "2027-01-01"),
            ("2025", "2025-01-01", "2026-01-01"),
            ("Yesterday", "2026-03-17", "2026-03-18"),
            ("last week", "2026-03-09", "2026-03-16"),
            ("last month", "2026-02-01", "2026-03-01"),
            ("november", "2025-11-01", "2025-12-01"),
            ("nov 2024", "2024-11-01", "2024-12-01"),
            ("2 weeks ago", "2026-03-04", "2026-03-05"),
            ("last 7 days", "2026-03-12", "2026-03-19"),
            ("past 2 months", "2026-01-19", "2026-03-19"),
            ("monday", "2026-03-16", "2026-03-17"),
            ("last wednesday", "2026-03-11", "2026-03-12"),
            ("this_year", "2026-01-01", "2027-01-01"),
        ];
        for (text, from, to) in cases {
            assert_eq!(read(text), Some((from.into(), to.into())), "{text}");
        }
        for text in ["", "2026-13", "soon", "2026-02-30", "99999", "9999999999 years ago"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
