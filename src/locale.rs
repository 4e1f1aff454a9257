//! How the app spells, and how it reads and writes dates: what the writer chose, and otherwise what
//! the system says, where it can be read.

use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveTime, Weekday};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Countries that write the month before the day where a year does not lead.
const MONTH_FIRST: [&str; 18] = [
    "US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI", "CN", "HU", "JP", "KP", "KR",
    "MN", "TW",
];

/// Countries whose English is spelled as in the United States.
const AMERICAN: [&str; 11] = ["US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI"];

/// More countries whose calendars start the week on Sunday.
const SUNDAY_FIRST: [&str; 10] = ["BR", "CA", "HK", "IL", "IN", "JP", "KR", "MX", "TW", "ZA"];

/// More countries whose clocks show twelve hours.
const TWELVE_HOURS: [&str; 5] = ["AU", "CA", "IN", "NZ", "PK"];

/// Languages that stand for one such country when none is named.
const MONTH_FIRST_LANGUAGES: [&str; 5] = ["en", "zh", "hu", "ja", "ko"];

/// An English in which the app speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum English {
    /// As in the United Kingdom.
    #[n(0)]
    #[serde(rename = "en-GB")]
    British,
    /// As in the United States.
    #[n(1)]
    #[serde(rename = "en-US")]
    American,
}

impl English {
    /// Returns the English of a language such as `en-US`; British where it is not known.
    pub fn of(language: &str) -> Self {
        let mut parts = language.split('-');
        let is_english = parts.next() == Some("en");
        let country = parts.find(|part| part.len() == 2).unwrap_or("US");
        if is_english && AMERICAN.contains(&country) { Self::American } else { Self::British }
    }

    /// Returns what the talk with a senior colleague about one's work is called.
    pub fn supervision(self) -> &'static str {
        match self {
            Self::British => "supervision",
            Self::American => "consultation",
        }
    }
}

/// How the app spells, and how it reads and writes dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// The English of its words.
    pub english: English,
    /// The order of figures in a date.
    pub day_order: DayOrder,
    /// The day on which a week starts.
    pub first_weekday: Weekday,
    /// Whether clocks show twelve hours, twice a day.
    pub has_twelve_hours: bool,
}

impl Locale {
    /// Returns the locale for the English that the writer chose; without one, the system's.
    pub fn of(chosen: Option<English>) -> Self {
        static SYSTEM: OnceLock<Locale> = OnceLock::new();
        let system = || Self::of_tags(&language_of_system(), &region_of_system());
        match chosen {
            Some(English::British) => Self::of_tags("en-GB", "en-GB"),
            Some(English::American) => Self::of_tags("en-US", "en-US"),
            None => *SYSTEM.get_or_init(system),
        }
    }

    fn of_tags(language: &str, region: &str) -> Self {
        Self {
            english: English::of(language),
            day_order: DayOrder::of(region),
            first_weekday: first_weekday_of(region),
            has_twelve_hours: is_in(region, &[&AMERICAN, &TWELVE_HOURS]),
        }
    }

    /// Writes a day in words: `2 March 2026` or `March 2, 2026`.
    pub fn day(&self, day: NaiveDate) -> String {
        let format = match self.day_order {
            DayOrder::DayFirst => "%-d %B %Y",
            DayOrder::MonthFirst => "%B %-d, %Y",
        };
        day.format(format).to_string()
    }

    /// Writes a day that is stored as `2026-03-02` in words; a text that is no day stays as it is.
    pub fn day_of_text(&self, text: &str) -> String {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map_or_else(|_| text.to_owned(), |day| self.day(day))
    }

    /// Writes a time of day: `14:05` or `2:05 PM`.
    pub fn time(&self, time: NaiveTime) -> String {
        let format = if self.has_twelve_hours { "%-I:%M %p" } else { "%H:%M" };
        time.format(format).to_string()
    }

    /// Writes a whole number with a comma before each three digits, as both Englishes do: `12,345`.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut written = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                written.push(',');
            }
            written.push(digit);
        }
        written
    }
}

fn first_weekday_of(region: &str) -> Weekday {
    if is_in(region, &[&AMERICAN, &SUNDAY_FIRST]) { Weekday::Sun } else { Weekday::Mon }
}

/// Returns whether the country of a region is in one of these lists.
fn is_in(region: &str, lists: &[&[&str]]) -> bool {
    let country = region.split('-').skip(1).find(|part| part.len() == 2).unwrap_or_default();
    lists.iter().any(|list| list.contains(&country))
}

/// Which of two numbers in a date is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// 12/11 is the twelfth of November.
    DayFirst,
    /// 11/12 is the twelfth of November.
    MonthFirst,
}

impl DayOrder {
    /// Returns the order of a region such as `de-DE`; the day comes first where it is not known.
    pub fn of(region: &str) -> Self {
        let mut parts = region.split('-');
        let language = parts.next().unwrap_or_default();
        let country = parts.find(|part| part.len() == 2);
        let month_first = match country {
            Some(country) => MONTH_FIRST.contains(&country),
            None => MONTH_FIRST_LANGUAGES.contains(&language),
        };
        if month_first { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// Returns the region of the system's dates, such as `de-DE`; empty where none is set.
pub fn region_of_system() -> String {
    first_set(["LC_ALL", "LC_TIME", "LANG"])
}

/// Returns the language of the system's words, such as `en-US`; empty where none is set.
pub fn language_of_system() -> String {
    first_set(["LC_ALL", "LC_MESSAGES", "LANG"])
}

fn first_set(names: [&str; 3]) -> String {
    let mut values = names.into_iter().filter_map(|name| std::env::var(name).ok());
    values.find(|value| !value.is_empty()).map(|value| tag(&value)).unwrap_or_default()
}

/// Makes `de-DE` of `de_DE.UTF-8@euro`; nothing of `C` and `POSIX`.
fn tag(locale: &str) -> String {
    let plain = locale.split(['.', '@']).next().unwrap_or_default();
    let known = plain.len() > 1
        && plain != "POSIX"
        && plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if known { plain.replace('_', "-") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_of_the_system_becomes_a_region() {
        for (locale, region) in [
            ("en_US.UTF-8", "en-US"),
            ("de_DE@euro", "de-DE"),
            ("sr_RS.UTF-8@latin", "sr-RS"),
            ("zh_Hant_TW", "zh-Hant-TW"),
            ("C", ""),
            ("C.UTF-8", ""),
            ("POSIX", ""),
            ("';alert(1)", ""),
        ] {
            assert_eq!(tag(locale), region, "{locale}");
        }
    }

    #[test]
    fn english_is_american_only_where_it_is_spelled_so() {
        for language in ["en-US", "en-PH", "en"] {
            assert_eq!(English::of(language), English::American, "{language}");
        }
        for language in ["en-GB", "en-CA", "de-DE", "es-US", ""] {
            assert_eq!(English::of(language), English::British, "{language}");
        }
    }

    #[test]
    fn choosing_an_english_sets_its_dates_and_first_day_of_the_week() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a real day");
        let british = Locale::of(Some(English::British));
        assert_eq!(
            (british.day(day).as_str(), british.first_weekday),
            ("2 March 2026", Weekday::Mon)
        );
        let american = Locale::of(Some(English::American));
        assert_eq!(
            (american.day(day).as_str(), american.first_weekday),
            ("March 2, 2026", Weekday::Sun)
        );
        let afternoon = NaiveTime::from_hms_opt(14, 5, 0).expect("a real time");
        assert_eq!(
            (british.time(afternoon), british.number(12_345)),
            ("14:05".into(), "12,345".into())
        );
        assert_eq!(
            (american.time(afternoon), american.number(345)),
            ("2:05 PM".into(), "345".into())
        );
        let german = Locale::of_tags("de-DE", "de-DE");
        assert_eq!((german.english, german.first_weekday), (English::British, Weekday::Mon));
    }

    #[test]
    fn the_order_of_day_and_month_follows_the_country() {
        for region in ["en-US", "es-PR", "en-PH", "zh-Hant-TW", "ja", "en"] {
            assert_eq!(DayOrder::of(region), DayOrder::MonthFirst, "{region}");
        }
        for region in ["en-GB", "en-AU", "de-DE", "fr", ""] {
            assert_eq!(DayOrder::of(region), DayOrder::DayFirst, "{region}");
        }
    }
}
