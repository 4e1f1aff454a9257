//! What stands at the head of every entry: when, about whom, and how it sits.

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, Offset};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::locale::Locale;
use crate::vault::RecordId;

/// A moment as the writer's clock showed it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    #[n(0)]
    pub utc_ms: i64,
    /// Minutes east of UTC at that place and time.
    #[n(1)]
    pub offset_min: i16,
}

/// Everything about an entry beside its answers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Head {
    /// When it happened, as told by the writer.
    #[n(0)]
    pub happened: Moment,
    /// The client's record id.
    #[serde(default)]
    #[n(1)]
    pub client: Option<RecordId>,
    /// Which session of that client, counted from 1.
    #[serde(default)]
    #[n(2)]
    pub session: Option<u32>,
    /// Where in the work it lies.
    #[serde(default)]
    #[n(3)]
    pub phase: Option<Phase>,
    /// How firmly the reading is held.
    #[serde(default)]
    #[n(4)]
    pub certainty: Option<Certainty>,
    /// How it sits in the writer.
    #[serde(default)]
    #[n(5)]
    pub weight: Option<Weight>,
    /// Threads it belongs to, by record id.
    #[serde(default)]
    #[n(6)]
    pub threads: Vec<RecordId>,
    /// Free tags, lower case.
    #[serde(default)]
    #[n(7)]
    pub tags: Vec<String>,
    /// Set when it lies in the supervision basket.
    #[serde(default)]
    #[n(8)]
    pub basket: Option<Basket>,
    /// Set when something in it needed action outside the journal.
    #[serde(default)]
    #[n(9)]
    pub acted: Option<Acted>,
    /// Flags that ask what followed.
    #[serde(default)]
    #[n(10)]
    #[cbor(default)]
    pub flags: Vec<Raised>,
    /// Other entries that it points at, by record id.
    #[serde(default)]
    #[n(11)]
    #[cbor(default)]
    pub links: Vec<RecordId>,
    /// Whether the entry is for the writer alone: exports and pages for supervision leave it out.
    #[serde(default)]
    #[n(12)]
    #[cbor(default)]
    pub mine_alone: bool,
    /// Keys of the answers that are for the writer alone.
    #[serde(default)]
    #[n(13)]
    #[cbor(default)]
    pub mine_alone_fields: Vec<String>,
}

/// A flag on an entry, and how long it is to be followed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Raised {
    /// The flag.
    #[n(0)]
    pub flag: Flag,
    /// Whether it asks again two and six weeks later, beside the client's next session.
    #[serde(default)]
    #[n(1)]
    pub later: bool,
}

/// What an entry is flagged for: one of [`Flag::SHIPPED`], or a few own words.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[cbor(transparent)]
pub struct Flag(#[n(0)] pub String);

/// A place in the supervision basket.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Basket {
    /// The one-line question; may be empty.
    #[n(0)]
    pub question: String,
    /// Whether it has been asked.
    #[serde(default)]
    #[n(1)]
    pub asked: bool,
}

/// Where something urgent was dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Acted {
    /// Marked, but not yet said where.
    #[n(0)]
    Open,
    /// In the clinical record.
    #[n(1)]
    Chart,
    /// With the supervisor.
    #[n(2)]
    Supervisor,
    /// By the emergency route.
    #[n(3)]
    Emergency,
    /// Safeguarding or a mandated report.
    #[n(4)]
    Safeguarding,
}

/// Where in the work an entry lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Phase {
    /// Before anything is agreed.
    #[n(0)]
    Screening,
    /// Getting ready.
    #[n(1)]
    Preparation,
    /// The medicine session.
    #[n(2)]
    Medicine,
    /// Integration within 72 hours.
    #[n(3)]
    IntegrationEarly,
    /// Integration later on.
    #[n(4)]
    IntegrationLater,
    /// Between sessions.
    #[n(5)]
    Between,
    /// The ending of the work.
    #[n(6)]
    Ending,
}

/// How firmly a reading is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Certainty {
    /// A hunch.
    #[n(0)]
    Hunch,
    /// Forming.
    #[n(1)]
    Forming,
    /// Tried out with the client.
    #[n(2)]
    TriedOut,
    /// Revised since.
    #[n(3)]
    Revised,
}

/// How an entry sits in the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Weight {
    /// Light.
    #[n(0)]
    Light,
    /// Middling.
    #[n(1)]
    Middling,
    /// Heavy.
    #[n(2)]
    Heavy,
}

impl Moment {
    /// Reads the system's clock and time zone.
    pub fn now() -> Self {
        let now = Local::now();
        let offset_min = now.offset().fix().local_minus_utc() / 60;
        Self { utc_ms: now.timestamp_millis(), offset_min: offset_min as i16 }
    }

    /// Returns the calendar day at that place; 1970-01-01 for a time that no calendar knows.
    pub fn date(self) -> NaiveDate {
        self.local().date()
    }

    /// Returns the minutes after midnight that the clock showed at that place.
    pub(crate) fn minute_of_day(self) -> u16 {
        let local_min = self.utc_ms.div_euclid(60_000).saturating_add(i64::from(self.offset_min));
        u16::try_from(local_min.rem_euclid(24 * 60)).unwrap_or_default()
    }

    /// Writes the moment as the clock of its place showed it, for other programs:
    /// `2026-03-02 14:05`.
    pub fn to_local_string(self) -> String {
        self.local().format("%Y-%m-%d %H:%M").to_string()
    }

    /// Writes the moment as the clock of its place showed it, for the writer:
    /// `2 March 2026, 14:05` or `March 2, 2026, 2:05 PM`.
    pub fn in_words(self, locale: Locale) -> String {
        let local = self.local();
        format!("{}, {}", locale.day(local.date()), locale.time(local.time()))
    }

    fn local(self) -> NaiveDateTime {
        let local_ms = self.utc_ms.saturating_add(i64::from(self.offset_min) * 60_000);
        DateTime::from_timestamp_millis(local_ms).unwrap_or_default().naive_utc()
    }
}

impl Head {
    /// Makes a head that says only when it happened.
    pub fn at(happened: Moment) -> Self {
        Self {
            happened,
            client: None,
            session: None,
            phase: None,
            certainty: None,
            weight: None,
            threads: Vec::new(),
            tags: Vec::new(),
            basket: None,
            acted: None,
            flags: Vec::new(),
            links: Vec::new(),
            mine_alone: false,
            mine_alone_fields: Vec::new(),
        }
    }

    /// Returns whether an answer is for the writer alone, or the whole entry is.
    pub fn is_mine_alone(&self, field: &str) -> bool {
        self.mine_alone || self.mine_alone_fields.iter().any(|marked| marked == field)
    }
}

impl Flag {
    /// The keys of the flags that the window offers; their words live there.
    pub const SHIPPED: [&str; 5] =
        ["dark", "first_boundary", "good_frightened", "over_steered", "rupture"];
}

impl Phase {
    /// All phases, in their order.
    pub const ALL: [Self; 7] = [
        Self::Screening,
        Self::Preparation,
        Self::Medicine,
        Self::IntegrationEarly,
        Self::IntegrationLater,
        Self::Between,
        Self::Ending,
    ];

    /// Returns the key by which search filters.
    pub fn key(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::Preparation => "preparation",
            Self::Medicine => "medicine",
            Self::IntegrationEarly => "integration_early",
            Self::IntegrationLater => "integration_later",
            Self::Between => "between",
            Self::Ending => "ending",
        }
    }
}

impl Certainty {
    /// All degrees, weakest first.
    pub const ALL: [Self; 4] = [Self::Hunch, Self::Forming, Self::TriedOut, Self::Revised];

    /// Returns the key by which the window names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Hunch => "hunch",
            Self::Forming => "forming",
            Self::TriedOut => "tried_out",
            Self::Revised => "revised",
        }
    }
}

impl Acted {
    /// Returns the key by which the window names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Chart => "chart",
            Self::Supervisor => "supervisor",
            Self::Emergency => "emergency",
            Self::Safeguarding => "safeguarding",
        }
    }
}

impl Weight {
    /// All weights, lightest first.
    pub const ALL: [Self; 3] = [Self::Light, Self::Middling, Self::Heavy];

    /// Returns the key by which search filters.
    pub fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Middling => "middling",
            Self::Heavy => "heavy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a key as its value and writes it again.
    fn again<T: serde::de::DeserializeOwned>(key: &str, write: fn(T) -> &'static str) -> String {
        let value = serde_json::from_value(serde_json::Value::from(key)).expect("a known key");
        write(value).to_owned()
    }

    #[test]
    fn search_filters_by_the_keys_that_the_window_sends() {
        for key in Phase::ALL.map(Phase::key) {
            assert_eq!(again(key, Phase::key), key);
        }
        for key in Certainty::ALL.map(Certainty::key) {
            assert_eq!(again(key, Certainty::key), key);
        }
        for key in Weight::ALL.map(Weight::key) {
            assert_eq!(again(key, Weight::key), key);
        }
    }
}
