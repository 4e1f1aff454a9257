//! The typed shape of a form file in `content/forms/`.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A form's key, for example `integration`; it is also the kind of the entries written with it.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[cbor(transparent)]
pub struct FormId(#[n(0)] pub String);

/// One journal's form: its fields, its prompts and its cues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The key, for example `boundary`.
    pub id: FormId,
    /// Rises with every change; entries keep the version that they were written with.
    pub version: u32,
    /// The journal's name in the rail, for example *Boundaries*.
    pub journal: String,
    /// What one entry is called, for example *Boundary observation*.
    pub noun: String,
    /// The icon's name in the window's icon set.
    pub icon: String,
    /// Whether entries are about a client (then the head asks for one).
    pub about_client: bool,
    /// One fictional example, shown where the journal is still empty.
    #[serde(default)]
    pub example: String,
    /// The field whose first line stands for the entry in lists.
    pub leads: String,
    /// The fields whose labels tell an entry apart in lists, for example its dimension.
    #[serde(default)]
    pub detail: Vec<String>,
    /// The field whose answer closes the entry by itself, [`Form::CLOSES_AFTER_H`] hours after the
    /// last writing.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub closes_with: Option<String>,
    /// All fields in their order on the page.
    pub fields: Vec<Field>,
    /// Questions to write from; two are shown at a time.
    #[serde(default)]
    pub prompts: Vec<String>,
    /// Sentences that certain answers call up, once.
    #[serde(default)]
    pub cues: Vec<Cue>,
}

impl Form {
    /// How long an entry that closes by itself can still be corrected, in hours.
    pub const CLOSES_AFTER_H: i64 = 24;

    /// Returns whether its entries close by themselves.
    pub fn closes(&self) -> bool {
        self.closes_with.is_some()
    }

    /// Returns the keys of the answers that a new entry marks as for the writer alone.
    pub fn mine_alone_fields(&self) -> Vec<String> {
        let marked = self.fields.iter().filter(|field| field.mine_alone);
        marked.map(|field| field.id.clone()).collect()
    }
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Field {
    /// The key under which its answer is stored.
    pub id: String,
    /// One or two plain words.
    pub label: String,
    /// Whether it shows at once or under *More*.
    #[serde(default)]
    pub fold: Fold,
    /// Said in an empty text field.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// One quiet sentence beside the field.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Stands beside the field before it, in two equal columns.
    #[serde(default)]
    pub beside: bool,
    /// Starts a new group: more space, and this heading if it is not empty.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The word by which search filters on it, for example `ladder`.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facet: Option<String>,
    /// The caret starts here in a new entry.
    #[serde(default)]
    pub caret: bool,
    /// Shown only once it has an answer, for example from an exercise.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub quiet: bool,
    /// A new entry marks its answer as for the writer alone.
    #[serde(default)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub mine_alone: bool,
    /// The records that its answers make: an image becomes a symbol, a title a piece.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub makes: Option<Makes>,
    /// What it holds.
    #[serde(flatten)]
    pub kind: FieldKind,
}

/// The records that answers can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Makes {
    /// Rows with a `name` and a `sort` make the client's symbols.
    Symbol,
    /// A title makes a piece, of which fields beside it say the rest once; rows with a `title` make
    /// further pieces.
    Piece,
}

/// Whether a field shows at once or under *More*.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    /// Always shown.
    Core,
    /// Shown once the writer asks for more.
    #[default]
    More,
}

/// What a field holds, with the bounds of its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    /// Whole numbers with words to them; a private noticing aid, not a measure.
    Scale {
        /// The lowest value.
        min: i32,
        /// The highest value.
        max: i32,
        /// One anchor a value, lowest first, or none at all.
        #[serde(default)]
        anchors: Vec<String>,
        /// What the two ends are called where anchors are not shown.
        #[serde(default)]
        ends: Option<[String; 2]>,
        /// How it is drawn.
        #[serde(default)]
        shape: ScaleShape,
    },
    /// One of several, or own words, with room for the evidence if `text` is set.
    Choice {
        /// What can be chosen.
        options: Vec<Opt>,
        /// Whether own words are offered.
        #[serde(default)]
        own: bool,
        /// Whether a text goes with the choice.
        #[serde(default)]
        text: bool,
    },
    /// Any of several, and own words if `own` is set.
    Choices {
        /// What can be chosen.
        options: Vec<Opt>,
        /// Whether own words are offered.
        #[serde(default)]
        own: bool,
    },
    /// Writing of any length, kept as a ProseMirror document.
    Text,
    /// One plain line.
    Line,
    /// Sentences in the client's own words.
    Verbatim,
    /// A plain number.
    Number {
        /// What it counts, for example `people`.
        #[serde(default)]
        unit: Option<String>,
    },
    /// A length of time in minutes.
    Minutes,
    /// Yes or not set.
    Check,
    /// A calendar day.
    Date {
        /// Whether the journal asks on that day what came of it.
        #[serde(default)]
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<bool>", optional))]
        asks: bool,
    },
    /// Eight (or so) responses, each with an intensity from 0 to 3 and a place in the body.
    Palette {
        /// The responses.
        options: Vec<Opt>,
    },
    /// The same small set of fields, as often as needed.
    Rows {
        /// The fields of one row.
        fields: Vec<Field>,
    },
    /// A small set of fields that belong together, once.
    Block {
        /// The fields.
        fields: Vec<Field>,
    },
    /// Links to other records of one noun.
    Links {
        /// `client`, `thread`, `entry`, `symbol` or `piece`.
        to: String,
    },
}

impl FieldKind {
    /// Returns what can be chosen; nothing where there is no choice.
    pub fn options(&self) -> &[Opt] {
        match self {
            Self::Choice { options, .. }
            | Self::Choices { options, .. }
            | Self::Palette { options } => options,
            _ => &[],
        }
    }

    /// Returns an option's label, or the key of one that is not there any more.
    pub fn option_label<'a>(&'a self, key: &'a str) -> &'a str {
        let option = self.options().iter().find(|option| option.key == key);
        option.map_or(key, |option| &option.label)
    }

    /// Returns the anchor of a value of a scale, where it has one.
    pub fn anchor(&self, value: i32) -> Option<&str> {
        let Self::Scale { min, anchors, .. } = self else { return None };
        let at = usize::try_from(value.checked_sub(*min)?).ok()?;
        anchors.get(at).map(String::as_str)
    }
}

/// How a scale is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum ScaleShape {
    /// Digits on one line.
    #[default]
    Line,
    /// Rungs, highest on top, all anchors readable.
    Ladder,
}

/// One thing that can be chosen. Answers store the key, never the label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Opt {
    /// Stays the same for ever.
    pub key: String,
    /// May be reworded in a later version.
    pub label: String,
}

/// A sentence that is shown when all its bounds hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Cue {
    /// All of these must hold.
    pub when: Vec<Bound>,
    /// What is said.
    pub say: String,
}

/// One condition on one field; a path such as `consent.change` reaches into a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Bound {
    /// The field.
    pub field: String,
    /// Holds if the number is this or more.
    #[serde(default)]
    pub at_least: Option<i32>,
    /// Holds if the number is this or less.
    #[serde(default)]
    pub at_most: Option<i32>,
    /// Holds if this key is chosen.
    #[serde(default)]
    pub is: Option<String>,
}
