//! The region whose dates people write: the system's setting for dates, where it can be read.

use std::sync::OnceLock;

/// Countries that write the month before the day where a year does not lead.
const MONTH_FIRST: [&str; 18] = [
    "US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI", "CN", "HU", "JP", "KP", "KR",
    "MN", "TW",
];

/// Languages that stand for one such country when none is named.
const MONTH_FIRST_LANGUAGES: [&str; 5] = ["en", "zh", "hu", "ja", "ko"];

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

    /// Returns the order of the system's region, which is read once.
    pub fn of_system() -> Self {
        static ORDER: OnceLock<DayOrder> = OnceLock::new();
        *ORDER.get_or_init(|| Self::of(&of_system()))
    }
}

/// Returns the region of the system's dates, such as `de-DE`; empty where none is set.
pub fn of_system() -> String {
    let set = ["LC_ALL", "LC_TIME", "LANG"].into_iter();
    let mut values = set.filter_map(|name| std::env::var(name).ok());
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
    fn the_order_is_that_of_the_country() {
        for region in ["en-US", "es-PR", "en-PH", "zh-Hant-TW", "ja", "en"] {
            assert_eq!(DayOrder::of(region), DayOrder::MonthFirst, "{region}");
        }
        for region in ["en-GB", "en-AU", "de-DE", "fr", ""] {
            assert_eq!(DayOrder::of(region), DayOrder::DayFirst, "{region}");
        }
    }
}
