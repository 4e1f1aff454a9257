//! A picture as plain data: what is drawn and where, the table that says the same, and who may see it.
//!
//! The window and the writer for paper draw the same shapes; neither places anything by itself. All
//! lengths are whole pixels of 1/96 inch, from the upper left corner.

use serde::{Deserialize, Serialize};

use super::kind::PictureKind;
use crate::locale::English;
use crate::vault::RecordId;

/// The most marks that a scene holds.
pub(crate) const MOST_MARKS: usize = 400;
/// The most bytes that a scene takes as JSON.
pub(crate) const MOST_BYTES: usize = 64 << 10;

/// A picture, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Scene {
    /// Which picture it is.
    pub picture: PictureKind,
    /// Its name.
    pub title: String,
    /// What it answers.
    pub question: String,
    /// How much was noted, in words: `14 noted of 15 sessions`.
    pub count: String,
    /// How many notes it is made of.
    pub n: u32,
    /// Whether there are too few notes to draw; the table has them all the same.
    pub too_few: bool,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// What it shows, in one sentence, for who does not see it.
    pub alt: String,
    /// The names of the rows of marks, from the top.
    pub lanes: Vec<String>,
    /// Lines, labels and areas that are no marks.
    pub ground: Vec<SceneShape>,
    /// The marks, by lane and then by time.
    pub marks: Vec<Mark>,
    /// What the marks mean.
    pub key: Vec<KeyLine>,
    /// What has to be said beside it.
    pub notes: Vec<String>,
    /// The same notes as a table, newest first.
    pub table: SceneTable,
    /// Whether earlier notes are on a further page.
    pub earlier: bool,
    /// Whether later notes are on a page before this one.
    pub later: bool,
    /// Whether notes of before are still being read: asked again, it has more of them.
    pub incomplete: bool,
}

/// One mark: what stands for a row of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Mark {
    /// Its row among the lanes, counted from 0.
    pub lane: u32,
    /// The row of the table that says what it says, counted from 0.
    pub row: u32,
    /// Left, top, width and height, where they are not those of its first shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub bounds: Option<[i32; 4]>,
    /// What it is made of.
    pub shapes: Vec<SceneShape>,
    /// The entry that it opens, where it is not that of its row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub entry: Option<RecordId>,
}

/// Something drawn, and with what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SceneShape {
    /// What it is.
    #[serde(flatten)]
    pub form: ShapeForm,
    /// With what it is drawn.
    pub ink: Ink,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum ShapeForm {
    /// The middle and the radius.
    Circle([i32; 3]),
    /// Left, top, width and height.
    Rect([i32; 4]),
    /// From one point to another.
    Line([i32; 4]),
    /// Path data as SVG has it.
    Path(String),
    /// A text on its base line.
    Text(Said),
}

/// A text in a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Said {
    /// Where it stands.
    pub x: i32,
    /// Its base line.
    pub y: i32,
    /// Which of its points stands at `x`.
    pub anchor: Anchor,
    /// The text.
    pub says: String,
}

/// Which point of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// With what a shape is drawn. Each differs by more than its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// Filled with ink.
    Full,
    /// Outlined in ink, filled with the page.
    Outline,
    /// Outlined in ink and hatched.
    Hatch,
    /// Outlined in ink and dotted.
    Dots,
    /// A line in ink.
    Stroke,
    /// Filled with the accent.
    Clay,
    /// A line in the accent.
    ClayStroke,
    /// Outlined in the accent, filled with the page.
    ClayOutline,
    /// A broken line in the accent.
    ClayBroken,
    /// The first of a ramp of three.
    Light,
    /// The second.
    Middling,
    /// The third.
    Heavy,
    /// An area that is barely there.
    Wash,
    /// The thin line that joins consecutive sessions, and the pin of what was not noted.
    Thin,
    /// A hairline.
    Hair,
    /// A dotted hairline.
    Dotted,
    /// Text that names.
    Label,
    /// Text beside it.
    Note,
    /// Text as it was written.
    Words,
    /// A number on a dark mark.
    OnDark,
    /// A number in the accent.
    ClayText,
}

/// One line of what the marks mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct KeyLine {
    /// The mark, in a box of 24 by 20.
    pub shapes: Vec<SceneShape>,
    /// What it means.
    pub says: String,
}

/// The notes of a picture as a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SceneTable {
    /// Its columns.
    pub columns: Vec<SceneColumn>,
    /// Its rows.
    pub rows: Vec<SceneRow>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SceneColumn {
    /// Its head.
    pub title: String,
    /// How its cells are said when a row is said in one line.
    pub said: CellSaid,
}

/// How a cell is said in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum CellSaid {
    /// As it stands.
    Plain,
    /// After the head of its column.
    Named,
    /// As words that somebody wrote.
    Words,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SceneRow {
    /// One text a column.
    pub cells: Vec<String>,
    /// The entry that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub entry: Option<RecordId>,
    /// Whether it is for the writer alone: paper leaves it out unless it is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub mine_alone: bool,
}

impl Mark {
    /// Returns left, top, width and height.
    pub fn place(&self) -> [i32; 4] {
        let first = self.shapes.first().and_then(|shape| match shape.form {
            ShapeForm::Rect(place) => Some(place),
            _ => None,
        });
        self.bounds.or(first).unwrap_or_default()
    }
}

impl SceneShape {
    /// A circle around a point.
    pub(super) fn circle(x: i32, y: i32, radius: i32, ink: Ink) -> Self {
        Self { form: ShapeForm::Circle([x, y, radius]), ink }
    }

    /// A rectangle from its upper left corner.
    pub(super) fn rect(x: i32, y: i32, width: i32, height: i32, ink: Ink) -> Self {
        Self { form: ShapeForm::Rect([x, y, width, height]), ink }
    }

    /// A line between two points.
    pub(super) fn line(from: (i32, i32), to: (i32, i32), ink: Ink) -> Self {
        Self { form: ShapeForm::Line([from.0, from.1, to.0, to.1]), ink }
    }

    /// A path.
    pub(super) fn path(data: String, ink: Ink) -> Self {
        Self { form: ShapeForm::Path(data), ink }
    }

    /// A text that begins at a place.
    pub(super) fn text(x: i32, y: i32, says: impl Into<String>, ink: Ink) -> Self {
        Self::said(x, y, Anchor::Start, says, ink)
    }

    /// A text around a place.
    pub(super) fn centred(x: i32, y: i32, says: impl Into<String>, ink: Ink) -> Self {
        Self::said(x, y, Anchor::Middle, says, ink)
    }

    /// A text that ends at a place.
    pub(super) fn ending(x: i32, y: i32, says: impl Into<String>, ink: Ink) -> Self {
        Self::said(x, y, Anchor::End, says, ink)
    }

    fn said(x: i32, y: i32, anchor: Anchor, says: impl Into<String>, ink: Ink) -> Self {
        Self { form: ShapeForm::Text(Said { x, y, anchor, says: says.into() }), ink }
    }

    /// The pin of what was not noted, standing on a base line.
    pub(super) fn pin(x: i32, base: i32) -> Vec<Self> {
        vec![
            Self::line((x, base), (x, base - 8), Ink::Thin),
            Self::circle(x, base - 11, 3, Ink::Thin),
        ]
    }
}

impl KeyLine {
    /// A line with shapes in a box of 24 by 20.
    pub(super) fn of(shapes: Vec<SceneShape>, says: &str) -> Self {
        Self { shapes, says: says.to_owned() }
    }
}

impl SceneTable {
    /// A table with columns and no row yet.
    pub(super) fn of(columns: &[(&str, CellSaid)]) -> Self {
        let column = |(title, said): &(&str, CellSaid)| SceneColumn {
            title: (*title).to_owned(),
            said: *said,
        };
        Self { columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }
}

impl Scene {
    /// A scene without anything on it.
    pub(super) fn empty(picture: PictureKind, width: i32, english: English) -> Self {
        let (title, question) = picture.words(english);
        Self {
            picture,
            title: title.to_owned(),
            question: question.to_owned(),
            count: String::new(),
            n: 0,
            too_few: false,
            width: u32::try_from(width).unwrap_or(0),
            height: 0,
            alt: String::new(),
            lanes: Vec::new(),
            ground: Vec::new(),
            marks: Vec::new(),
            key: Vec::new(),
            notes: Vec::new(),
            table: SceneTable::default(),
            earlier: false,
            later: false,
            incomplete: false,
        }
    }

    /// Sets how many notes there are; below four nothing is drawn.
    pub(super) fn made_of(mut self, n: usize, count: String) -> Self {
        self.n = u32::try_from(n).unwrap_or(u32::MAX);
        self.count = count;
        self.too_few = n < super::guard::FEWEST;
        self
    }

    /// Takes away the drawing where there is too little for one, orders the marks, and keeps within
    /// the bounds.
    pub(super) fn finished(mut self) -> Self {
        if self.too_few {
            self.ground.clear();
            self.marks.clear();
            self.key.clear();
            self.lanes.clear();
            self.height = 0;
        }
        self.marks.sort_by_key(|mark| (mark.lane, mark.place()[0], mark.place()[1]));
        if self.marks.len() > MOST_MARKS {
            self.marks.truncate(MOST_MARKS);
            self.notes.push(format!("The first {MOST_MARKS} marks; the table has the rest."));
        }
        self.alt = if self.too_few {
            format!("{}: {}. Too few to see a shape in.", self.title, self.count)
        } else {
            format!("{}: {}. The table holds the same values.", self.title, self.count)
        };
        self.without_words_that_do_not_fit()
    }

    fn without_words_that_do_not_fit(mut self) -> Self {
        let fits =
            |scene: &Self| serde_json::to_vec(scene).is_ok_and(|json| json.len() <= MOST_BYTES);
        if fits(&self) {
            return self;
        }
        let written = |column: &SceneColumn| column.said == CellSaid::Words;
        let words: Vec<bool> = self.table.columns.iter().map(written).collect();
        for row in &mut self.table.rows {
            let cells = row.cells.iter_mut().zip(&words).filter(|(_, words)| **words);
            cells.for_each(|(cell, _)| cell.clear());
        }
        self.notes.push("First words are left out here: there are too many notes.".to_owned());
        self
    }
}
