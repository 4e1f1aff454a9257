//! A page as plain data: what is previewed, and what every writer of files writes.

#![deny(missing_docs)]

use serde::{Deserialize, Serialize};

/// A page, ready to be written.
///
/// Every string is plain text. A writer adds nothing to it and leaves nothing out but the running
/// foot; [`Sheet::lines`] says what it must come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Sheet {
    /// The letter of its format.
    pub letter: char,
    /// The size of its paper.
    pub paper: Paper,
    /// The language of its text, as BCP 47 has it.
    pub language: String,
    /// The name of the format, the title of the document.
    pub title: String,
    /// Whom it is about and when: export alias, session, week, phase, day of the supervision.
    pub header: String,
    /// What the foot of each page says, before the number of the page.
    pub foot: Vec<String>,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// A4, upright.
    A4,
    /// A4, across.
    A4Across,
    /// A5, upright.
    A5,
    /// A6, across.
    A6Across,
}

impl Paper {
    /// Returns its width and height in mm.
    pub const fn size_mm(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A4Across => (297.0, 210.0),
            Self::A5 => (148.0, 210.0),
            Self::A6Across => (148.0, 105.0),
        }
    }
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    /// Begins a part of its own, to which what follows belongs.
    Part {
        /// What it is: a heading above those of its boxes.
        title: String,
        /// When it was and whom it is about.
        line: String,
    },
    /// A box with a label. An empty one stays visible.
    Box {
        /// What it is for; a heading.
        label: String,
        /// Its paragraphs.
        text: Vec<String>,
        /// How many lines are left free for the pen.
        pen: u8,
    },
    /// A question with options, of which one may be ticked.
    Ticks {
        /// What is asked; a heading.
        label: String,
        /// The options.
        options: Vec<Tick>,
    },
    /// A table whose first row is its head.
    Table {
        /// What it shows; a heading.
        caption: String,
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows; each has a cell for every column.
        rows: Vec<Vec<String>>,
    },
    /// Lines for signatures, each with what it is for.
    Signatures {
        /// What each line is for.
        lines: Vec<String>,
    },
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Tick {
    /// Its words.
    pub label: String,
    /// Whether it is the one.
    pub ticked: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How wide it is beside the others.
    pub share: f32,
    /// Whether it is left free for the pen.
    pub blank: bool,
}

impl Column {
    /// A column with text.
    pub fn new(head: &str, share: f32) -> Self {
        Self { head: head.to_owned(), share, blank: false }
    }

    /// A column that is left free for the pen.
    pub fn blank(head: &str, share: f32) -> Self {
        Self { blank: true, ..Self::new(head, share) }
    }
}

impl Sheet {
    /// Returns the words of the page in reading order, a line for each label, paragraph and cell.
    /// The foot is no part of it. A ticked option is marked by a cross in brackets.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.title.clone()];
        lines.push(self.header.clone());
        for block in &self.blocks {
            match block {
                Block::Part { title, line } => lines.extend([title.clone(), line.clone()]),
                Block::Box { label, text, .. } => {
                    lines.push(label.clone());
                    lines.extend(text.iter().cloned());
                }
                Block::Ticks { label, options } => {
                    lines.push(label.clone());
                    lines.extend(options.iter().map(Tick::line));
                }
                Block::Table { caption, columns, rows } => {
                    lines.push(caption.clone());
                    lines.extend(columns.iter().map(|column| column.head.clone()));
                    lines.extend(
                        rows.iter().flatten().flat_map(|cell| cell.lines()).map(str::to_owned),
                    );
                }
                Block::Signatures { lines: wanted } => lines.extend(wanted.iter().cloned()),
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// Passes every text that a person wrote, and every alias, through `change`. The names of boxes
    /// and columns stay.
    pub fn change_texts(&mut self, mut change: impl FnMut(&str) -> String) {
        let mut put = |text: &mut String| *text = change(text);
        put(&mut self.header);
        for block in &mut self.blocks {
            match block {
                Block::Part { title, line } => [title, line].into_iter().for_each(&mut put),
                Block::Box { text, .. } => text.iter_mut().for_each(&mut put),
                Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(&mut put),
                Block::Ticks { .. } | Block::Signatures { .. } => {}
            }
        }
        self.foot.iter_mut().take(1).for_each(put);
    }

    /// Returns every text that [`Sheet::change_texts`] would pass on, in the same order.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = vec![self.header.as_str()];
        for block in &self.blocks {
            match block {
                Block::Part { title, line } => texts.extend([title.as_str(), line.as_str()]),
                Block::Box { text, .. } => texts.extend(text.iter().map(String::as_str)),
                Block::Table { rows, .. } => {
                    texts.extend(rows.iter().flatten().map(String::as_str));
                }
                Block::Ticks { .. } | Block::Signatures { .. } => {}
            }
        }
        texts.extend(self.foot.first().map(String::as_str));
        texts
    }
}

impl Tick {
    /// Returns the option as it is printed: `[×] teach me` or `[ ] teach me`.
    pub fn line(&self) -> String {
        format!("[{}] {}", if self.ticked { "×" } else { " " }, self.label)
    }
}
