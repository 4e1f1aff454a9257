//! What the writer has chosen: how a source is read, and what becomes of its groups.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dates::{Order, Zone};
use super::item::Item;
use crate::forms::FormId;
use crate::vault::RecordId;

/// What the writer has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The zone of times without one.
    pub zone: Zone,
    /// Whether the day or the month stands first in dates of numbers.
    pub order: Option<Order>,
    /// Whether texts are split at their dated headings.
    pub split: bool,
    /// Whether what lies in the other program's bin comes in.
    pub trashed: bool,
    /// Whether conflict copies come in.
    pub conflicts: bool,
    /// Whether templates come in.
    pub templates: bool,
    /// Whether empty notes come in.
    pub empty: bool,
    /// Whether a file without a date takes the time at which it was last changed.
    pub file_time: bool,
    /// Whether groups become tags.
    pub group_tags: bool,
    /// What becomes of the entries of a group or a file, by its name.
    pub rules: BTreeMap<String, Rule>,
    /// What becomes of all others.
    pub otherwise: Rule,
    /// Days that were given to entries without a date, by their place in the source.
    pub days: BTreeMap<String, NaiveDate>,
}

/// What becomes of the entries of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ImportRule"))]
pub struct Rule {
    /// Whether they come in.
    pub take: bool,
    /// The form that they are written in.
    pub form: FormId,
    /// The client that they are about.
    #[serde(default)]
    pub client: Option<RecordId>,
    /// Whether the group's name becomes a tag.
    #[serde(default)]
    pub tag: bool,
}

impl Default for Rule {
    fn default() -> Self {
        Self { take: true, form: FormId("free".into()), client: None, tag: false }
    }
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            zone: Zone::Machine,
            order: None,
            split: false,
            trashed: false,
            conflicts: false,
            templates: false,
            empty: false,
            file_time: false,
            group_tags: false,
            rules: BTreeMap::new(),
            otherwise: Rule::default(),
            days: BTreeMap::new(),
        }
    }
}

impl Choices {
    /// Finds the rule of an item: that of the first of its groups which has one, or of its file.
    pub(super) fn rule(&self, item: &Item) -> (&Rule, Option<String>) {
        let names = item.groups.iter().cloned().chain([file_of(&item.place).to_owned()]);
        for name in names {
            if let Some(rule) = self.rules.get(&name) {
                return (rule, Some(name));
            }
        }
        (&self.otherwise, item.groups.first().cloned())
    }
}

/// Returns the file that a place names.
pub(super) fn file_of(place: &str) -> &str {
    place.split_once(", part ").map_or(place, |(file, _)| file)
}

/// The choices as they cross the bridge.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct ImportChoices {
    /// The IANA name of a zone; that of this computer if none is given.
    pub zone: Option<String>,
    /// Whether the day stands first in dates of numbers; none if nobody has said.
    pub day_first: Option<bool>,
    /// Whether texts are split at their dated headings.
    pub split: bool,
    /// Whether what lies in the other program's bin comes in.
    pub trashed: bool,
    /// Whether conflict copies come in.
    pub conflicts: bool,
    /// Whether templates come in.
    pub templates: bool,
    /// Whether empty notes come in.
    pub empty: bool,
    /// Whether a file without a date takes the time at which it was last changed.
    pub file_time: bool,
    /// What becomes of groups and files, by name.
    pub rules: BTreeMap<String, Rule>,
    /// What becomes of all others.
    pub otherwise: Rule,
    /// Days as `2024-05-06`, by place.
    pub days: BTreeMap<String, String>,
}

impl From<ImportChoices> for Choices {
    /// Takes them over. A zone or a day that is none is left out, so that it is asked for again.
    fn from(chosen: ImportChoices) -> Self {
        let order = |first| if first { Order::DayFirst } else { Order::MonthFirst };
        let day = |text: String| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
        Self {
            zone: chosen.zone.and_then(|name| Zone::read(&name)).unwrap_or(Zone::Machine),
            order: chosen.day_first.map(order),
            split: chosen.split,
            trashed: chosen.trashed,
            conflicts: chosen.conflicts,
            templates: chosen.templates,
            empty: chosen.empty,
            file_time: chosen.file_time,
            group_tags: false,
            rules: chosen.rules,
            otherwise: chosen.otherwise,
            days: chosen
                .days
                .into_iter()
                .filter_map(|(place, text)| Some((place, day(text)?)))
                .collect(),
        }
    }
}
