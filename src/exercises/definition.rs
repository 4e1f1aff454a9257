//! The typed shape of an exercise file in `content/exercises/`, of shapes and of the path.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::forms::{Field, FormId};

/// The field of a form that keeps what an exercise says of its text, for example *Never sent*.
pub(super) const STAMP: &str = "stamp";

/// An exercise's key, for example `steering_hand`.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[cbor(transparent)]
pub struct ExerciseId(#[n(0)] pub String);

/// An exercise: its steps, one a screen, and the field of the entry that each answer fills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The key.
    pub id: ExerciseId,
    /// Its place in the list, counted from 1.
    pub number: u8,
    /// Rises with every change.
    pub version: u32,
    /// Its name, for example *The other chair*.
    pub name: String,
    /// What it is for, in a sentence.
    pub aim: String,
    /// About how long it takes, in minutes.
    pub minutes: u32,
    /// What else it takes, for example *and a week in between*.
    #[serde(default)]
    pub then: Option<String>,
    /// How often it is meant to come back; nothing counts the times that it did not.
    #[serde(default)]
    pub rhythm: Option<Rhythm>,
    /// Said before the first step where it may stir much.
    #[serde(default)]
    pub care: Option<String>,
    /// Says of what is written that it was imagined, or never sent; the entry and every export of
    /// it bear this.
    #[serde(default)]
    pub stamp: Option<String>,
    /// Whether it can be done without anything being kept.
    #[serde(default)]
    pub without_saving: bool,
    /// The form of the entry that it ends in.
    pub form: FormId,
    /// The text field for answers without a place of their own; else the form's leading one.
    #[serde(default)]
    pub rest: Option<String>,
    /// Whether it is about one client.
    pub about_client: bool,
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// What comes of it beside the entry.
    #[serde(default)]
    pub creates: Vec<Creates>,
}

/// How often an exercise is meant to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every week.
    Weekly,
    /// Four times a year.
    Quarterly,
}

/// One screen of an exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The key, unique in the exercise.
    pub id: String,
    /// What is asked or suggested.
    pub say: String,
    /// One quiet sentence under it.
    #[serde(default)]
    pub aside: Option<String>,
    /// Said above it, with earlier answers in place of `{field}`.
    #[serde(default)]
    pub before: Option<String>,
    /// A length of time in seconds that may be taken; it ends nothing.
    #[serde(default)]
    pub seconds: Option<u32>,
    /// What of the journal is shown beside it.
    #[serde(default)]
    pub shows: Option<Shows>,
    /// An earlier field that is shown again and may be written on.
    #[serde(default)]
    pub again: Option<String>,
    /// What can be answered; nothing where there is only something to do.
    #[serde(default)]
    pub fields: Vec<StepField>,
}

/// What of the journal a step shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// The last seven days: the words from before the door, the heaviest and the lightest entry.
    Week,
    /// The same exercise the last time it was finished.
    LastTime,
}

/// A field of a step, with the field of the entry that its answer fills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StepField {
    /// The field of the entry; else the answer joins the rest, under its label.
    #[serde(default)]
    pub into: Option<String>,
    /// Whether the answer stays with the exercise and fills no field of the entry.
    #[serde(default)]
    pub stays: bool,
    /// The field itself.
    #[serde(flatten)]
    pub field: Field,
}

/// What comes of an exercise beside its entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum Creates {
    /// The entry goes into the supervision basket.
    Basket {
        /// The field whose answer is the question.
        question: String,
        /// Only if this was answered.
        #[serde(default)]
        when: Option<OnlyWhen>,
    },
    /// The journal asks what followed.
    FollowUp {
        /// The question.
        ask: String,
        /// The field that holds the day.
        on: String,
        /// So many weeks on if no day was set; none asks at the client's next session.
        #[serde(default)]
        weeks: Option<u32>,
        /// Only if this was answered.
        #[serde(default)]
        when: Option<OnlyWhen>,
    },
    /// The card of the piece that was heard takes over what was answered of it.
    PieceCard {
        /// The field that links to the piece; a title that is answered leads to it, too.
        piece: String,
    },
}

/// A condition on one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct OnlyWhen {
    /// The field, which must have an answer.
    pub field: String,
    /// The key that it must be, if any answer will not do.
    #[serde(default)]
    pub is: Option<String>,
}

/// A shape for reflections: boxes that a course asks for, beside the entry's own fields.
///
/// An entry keeps them under the key of `field`, as a block of texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// The key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose model it follows.
    pub after: String,
    /// Its boxes.
    pub fields: Vec<Field>,
}

/// One week of the trainee's path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct PathWeek {
    /// The exercise.
    pub exercise: ExerciseId,
    /// Why now, in a sentence.
    pub why: String,
}

impl Exercise {
    /// Returns all fields of all steps.
    pub fn fields(&self) -> impl Iterator<Item = &StepField> {
        self.steps.iter().flat_map(|step| &step.fields)
    }

    /// Finds a field of any step.
    pub fn field(&self, id: &str) -> Option<&StepField> {
        self.fields().find(|field| field.field.id == id)
    }
}

impl Creates {
    /// Returns the condition, if there is one.
    pub(crate) fn when(&self) -> Option<&OnlyWhen> {
        match self {
            Self::Basket { when, .. } | Self::FollowUp { when, .. } => when.as_ref(),
            Self::PieceCard { .. } => None,
        }
    }

    /// Returns the field that it reads.
    pub(crate) fn reads(&self) -> &str {
        match self {
            Self::Basket { question, .. } => question,
            Self::FollowUp { on, .. } => on,
            Self::PieceCard { piece } => piece,
        }
    }
}
