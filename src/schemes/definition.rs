//! A scheme as its file has it: categories of hours, and rules over them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a body counts, as of the day on which its rules were read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The day on which the rules were read, `2026-11-27`; not the day of a law.
    pub as_of: String,
    /// Where to look the rules up.
    pub check: String,
    /// What a reader has to know of these rules.
    #[serde(default)]
    pub warning: Option<String>,
    /// The categories, in the order of a table.
    pub categories: Vec<Category>,
    /// How many units an hour of supervision is; 1 where it is not said.
    #[serde(default)]
    pub units: BTreeMap<HourKind, f64>,
    /// The rules, in the order in which they are checked.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// A category of a scheme.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its key, by which rules name it.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The kinds of hours that belong to it.
    pub takes: Vec<HourKind>,
    /// The category that it is a part of.
    #[serde(default)]
    pub within: Option<String>,
}

/// What an hour was, whatever a scheme calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum HourKind {
    /// With a client.
    Direct,
    /// With a couple, a family or a child.
    CouplesFamilies,
    /// Work for clients without them: notes, letters, calls.
    Indirect,
    /// Practical work in a clinic or a ward.
    ClinicWork,
    /// Supervision of one.
    SupervisionIndividual,
    /// Supervision of two.
    SupervisionTriadic,
    /// Supervision in a group.
    SupervisionGroup,
    /// Supervision among peers.
    SupervisionPeer,
    /// Supervision that was given to others.
    SupervisionGiven,
    /// Own therapy.
    OwnTherapy,
    /// A course, a seminar, theory.
    Training,
    /// A group of peers that is no supervision.
    PeerGroup,
    /// Reading or listening.
    Reading,
    /// Anything else.
    Other,
}

/// How far a therapist's training was when an hour was worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum PracticeStatus {
    /// In training, before the degree.
    Trainee,
    /// After the degree, before the licence.
    Associate,
    /// Qualified.
    Qualified,
}

/// A rule. Hours are decimal hours; `of` names categories or kinds of hours, and all hours where it is
/// missing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// A sum over the whole time.
    Total {
        /// Of what.
        #[serde(default)]
        of: Vec<String>,
        /// At least so many hours.
        min: f64,
    },
    /// A sum of categories, of one status or of all; hours over `max` do not count.
    Category {
        /// Of which status.
        #[serde(default)]
        status: Option<PracticeStatus>,
        /// Of what.
        #[serde(default)]
        of: Vec<String>,
        /// At least so many hours.
        #[serde(default)]
        min: Option<f64>,
        /// At most so many hours count.
        #[serde(default)]
        max: Option<f64>,
        /// At least so many hours of individual supervision among them.
        #[serde(default)]
        individual_min: Option<f64>,
    },
    /// A part of another sum, from 0 to 1.
    Share {
        /// The part.
        of: Vec<String>,
        /// The sum.
        part_of: Vec<String>,
        /// At least this part.
        #[serde(default)]
        min: Option<f64>,
        /// At most this part.
        #[serde(default)]
        max: Option<f64>,
    },
    /// Hours of one week over `max` do not count.
    PerWeek {
        /// Of what.
        #[serde(default)]
        of: Vec<String>,
        /// At most so many hours a week.
        max: f64,
    },
    /// So many weeks with at least so many hours of something.
    Weeks {
        /// Of what.
        with: Vec<String>,
        /// At least so many hours in the week.
        hours: f64,
        /// At least so many weeks.
        min: u32,
    },
    /// The time from the first hour to the last.
    Span {
        /// At least so many weeks.
        #[serde(default)]
        weeks_min: Option<u32>,
        /// At least so many years.
        #[serde(default)]
        years_min: Option<u32>,
        /// At most so many years.
        #[serde(default)]
        years_max: Option<u32>,
    },
    /// Hours that are older than so many years do not count.
    Window {
        /// So many years.
        years: u32,
        /// What counts all the same.
        #[serde(default)]
        except: Option<Except>,
    },
    /// Units of supervision for hours of practice; what is not covered does not count.
    Ratio {
        /// Of which status.
        #[serde(default)]
        status: Option<PracticeStatus>,
        /// Of what.
        of: Vec<String>,
        /// So many units...
        units: f64,
        /// ...for so many hours.
        #[serde(default)]
        per_hours: Option<f64>,
        /// In a week, with one more unit above so many hours.
        #[serde(default)]
        one_more_above: Option<f64>,
        /// Over which time it has to hold.
        #[serde(default)]
        per: Per,
        /// Whether it has to hold at each placement for itself.
        #[serde(default)]
        each_placement: bool,
        /// While there is practice, supervision at least once in so many weeks.
        #[serde(default)]
        at_least_every_weeks: Option<u32>,
    },
    /// So many hours in each month or week in which there was practice.
    Floor {
        /// Of what.
        of: Vec<String>,
        /// What is practice.
        practice: Vec<String>,
        /// Each week or each month.
        per: Floor,
        /// At least so many hours.
        hours: f64,
        /// Whether it is enough on average.
        #[serde(default)]
        averaged: bool,
    },
    /// How the time of something counts.
    Credit {
        /// Of what.
        of: Vec<String>,
        /// Up to so many people it counts by `factor`.
        #[serde(default)]
        up_to: Option<u32>,
        /// By how much.
        #[serde(default = "whole")]
        factor: f64,
        /// What counts with more people.
        #[serde(default)]
        above: Above,
        /// What was divided by the people counts so many times.
        #[serde(default = "whole")]
        times: f64,
    },
    /// Only hours before a status count.
    Before {
        /// The status.
        status: PracticeStatus,
        /// Of what.
        #[serde(default)]
        of: Vec<String>,
    },
    /// Only hours since a status count.
    After {
        /// The status.
        status: PracticeStatus,
        /// Of what.
        #[serde(default)]
        of: Vec<String>,
    },
    /// So many hours in each year of the body.
    Year {
        /// The day on which that year starts.
        starts: YearStart,
        /// Of what.
        of: Vec<String>,
        /// At least so many hours.
        min: f64,
    },
}

/// Hours that count although they are too old.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Except {
    /// Of which status.
    #[serde(default)]
    pub status: Option<PracticeStatus>,
    /// Of what.
    #[serde(default)]
    pub of: Vec<String>,
    /// At most so many hours.
    pub hours: f64,
}

/// Over which time a ratio has to hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// In each week.
    Week,
    /// In each month.
    Month,
    /// Over the whole time.
    #[default]
    Whole,
}

/// How often a floor has to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Floor {
    /// In each week.
    Week,
    /// In each month.
    Month,
}

/// What counts of a group that is larger than a credit names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Above {
    /// As with fewer people.
    #[default]
    Same,
    /// The time divided by the people.
    Divide,
    /// Nothing.
    Nothing,
}

/// A day of each year: `07-01` is 1 July.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct YearStart {
    /// The month, 1 to 12.
    pub month: u32,
    /// The day, 1 to 28.
    pub day: u32,
}

impl TryFrom<String> for YearStart {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once('-').and_then(|(month, day)| {
            let (month, day) = (month.parse::<u32>().ok()?, day.parse::<u32>().ok()?);
            ((1..=12).contains(&month) && (1..=28).contains(&day)).then_some((month, day))
        });
        let (month, day) = parts.ok_or_else(|| {
            format!("`{text}` is no day on which a year starts; write month and day, as in 07-01")
        })?;
        Ok(Self { month, day })
    }
}

fn whole() -> f64 {
    1.0
}

impl PracticeStatus {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Trainee, Self::Associate, Self::Qualified];

    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Trainee => "trainee",
            Self::Associate => "associate",
            Self::Qualified => "qualified",
        }
    }
}

impl HourKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::Direct,
        Self::CouplesFamilies,
        Self::Indirect,
        Self::ClinicWork,
        Self::SupervisionIndividual,
        Self::SupervisionTriadic,
        Self::SupervisionGroup,
        Self::SupervisionPeer,
        Self::SupervisionGiven,
        Self::OwnTherapy,
        Self::Training,
        Self::PeerGroup,
        Self::Reading,
        Self::Other,
    ];

    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::CouplesFamilies => "couples_families",
            Self::Indirect => "indirect",
            Self::ClinicWork => "clinic_work",
            Self::SupervisionIndividual => "supervision_individual",
            Self::SupervisionTriadic => "supervision_triadic",
            Self::SupervisionGroup => "supervision_group",
            Self::SupervisionPeer => "supervision_peer",
            Self::SupervisionGiven => "supervision_given",
            Self::OwnTherapy => "own_therapy",
            Self::Training => "training",
            Self::PeerGroup => "peer_group",
            Self::Reading => "reading",
            Self::Other => "other",
        }
    }

    /// Whether it is supervision that was received.
    pub fn is_supervision(self) -> bool {
        matches!(
            self,
            Self::SupervisionIndividual
                | Self::SupervisionTriadic
                | Self::SupervisionGroup
                | Self::SupervisionPeer
        )
    }
}

impl Rule {
    /// Every name of a category or of a kind that the rule uses.
    pub(crate) fn names(&self) -> Vec<&str> {
        let lists: Vec<&Vec<String>> = match self {
            Self::Total { of, .. }
            | Self::Category { of, .. }
            | Self::PerWeek { of, .. }
            | Self::Ratio { of, .. }
            | Self::Credit { of, .. }
            | Self::Before { of, .. }
            | Self::After { of, .. }
            | Self::Year { of, .. } => vec![of],
            Self::Share { of, part_of, .. } => vec![of, part_of],
            Self::Floor { of, practice, .. } => vec![of, practice],
            Self::Weeks { with, .. } => vec![with],
            Self::Window { except, .. } => except.iter().map(|except| &except.of).collect(),
            Self::Span { .. } => Vec::new(),
        };
        lists.into_iter().flatten().map(String::as_str).collect()
    }

    /// Every amount that the rule names, in hours, units or as a factor.
    pub(crate) fn amounts(&self) -> Vec<f64> {
        match self {
            Self::Total { min, .. } | Self::Year { min, .. } => vec![*min],
            Self::Category { min, max, individual_min, .. } => {
                [*min, *max, *individual_min].into_iter().flatten().collect()
            }
            Self::Share { min, max, .. } => [*min, *max].into_iter().flatten().collect(),
            Self::PerWeek { max, .. } => vec![*max],
            Self::Weeks { hours, .. } | Self::Floor { hours, .. } => vec![*hours],
            Self::Window { except, .. } => except.iter().map(|except| except.hours).collect(),
            Self::Ratio { units, per_hours, one_more_above, .. } => {
                let rest = [*per_hours, *one_more_above].into_iter().flatten();
                std::iter::once(*units).chain(rest).collect()
            }
            Self::Credit { factor, times, .. } => vec![*factor, *times],
            Self::Span { .. } | Self::Before { .. } | Self::After { .. } => Vec::new(),
        }
    }
}
