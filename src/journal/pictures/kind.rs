//! The pictures by what they show, with their names and questions.

use serde::{Deserialize, Serialize};

use crate::locale::English;

/// A picture, by what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// Limits on the ladder, and whether what moved away came back.
    AwayAndBack,
    /// The pull to lead beside how far was led.
    Steering,
    /// Dark hours, and what was written in the six weeks after.
    DarkAndAfter,
    /// How much good could be borne, and what was done with it.
    RoomForGood,
    /// What stirred in the writer, by week.
    WhatICarry,
    /// A course by its days and phases.
    ArcOfACourse,
    /// Where supervision looked.
    SupervisionWindows,
    /// A year by the heaviest of each day.
    MyYear,
    /// What was written about touch and consent; a table alone.
    ConsentAndTouch,
}

impl PictureKind {
    /// Every picture, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::AwayAndBack,
        Self::Steering,
        Self::DarkAndAfter,
        Self::RoomForGood,
        Self::WhatICarry,
        Self::ArcOfACourse,
        Self::SupervisionWindows,
        Self::MyYear,
        Self::ConsentAndTouch,
    ];

    /// Its name and its question, in an English.
    pub(crate) fn words(self, english: English) -> (&'static str, &'static str) {
        let american = english == English::American;
        match self {
            Self::Steering if american => {
                ("Steering", "When do I lead against my judgment? After which sessions?")
            }
            Self::ArcOfACourse if american => (
                "Arc of a course",
                "The whole course on one page, as you would tell it in consultation.",
            ),
            Self::SupervisionWindows if american => {
                ("Consultation windows", "Which window do I never open?")
            }
            Self::AwayAndBack => (
                "Away and back",
                "Does a limit move from vanishing toward coming and going freely? Which kind first?",
            ),
            Self::Steering => {
                ("Steering", "When do I lead against my judgement? After which sessions?")
            }
            Self::DarkAndAfter => (
                "Dark and after",
                "What came after dark hours, and which were never looked at again?",
            ),
            Self::RoomForGood => (
                "Room for good",
                "Is ease held longer? What interrupts it? Does my own limit sit where theirs does?",
            ),
            Self::WhatICarry => {
                ("What I carry", "Which response is mine everywhere, which only with one person?")
            }
            Self::ArcOfACourse => (
                "Arc of a course",
                "The whole course on one page, as you would tell it in supervision.",
            ),
            Self::SupervisionWindows => ("Supervision windows", "Which window do I never open?"),
            Self::MyYear => ("My year", "Where were the heavy weeks, and what held me?"),
            Self::ConsentAndTouch => (
                "Consent and touch",
                "What was agreed, what changed and what was done, to think about with someone.",
            ),
        }
    }
}
