//! Paragraphs while they are read: their properties and their runs.

use super::styles::{ListLevel, Styles, is_on};
use crate::exchange::import::xml::Element;

/// The deepest level that a list has, from 0.
const LIST_LEVEL: usize = 8;

/// A piece of a paragraph.
pub(super) enum Run {
    Text(String, Format),
    Break,
    Media {
        name: String,
        is_there: bool,
        caption: String,
    },
    LinkStart,
    /// The end of a link, with its address.
    LinkEnd(String),
}

/// How a run of text looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Format {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) struck: bool,
    pub(super) hidden: bool,
    /// Whether it has a colour or an underline, which are not kept.
    pub(super) styled: bool,
}

/// A paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    /// The id of its style.
    pub(super) style: String,
    pub(super) list: Option<ListLevel>,
    pub(super) runs: Vec<Run>,
    /// The address of the link that is open.
    link: Option<String>,
    /// Whether its end was deleted, so that it goes on in the next paragraph.
    joins: bool,
}

impl Paragraph {
    /// Returns whether it has text, a break or a picture.
    pub(super) fn says_something(&self) -> bool {
        self.runs.iter().any(|run| !matches!(run, Run::LinkStart | Run::LinkEnd(_)))
    }
}

/// The paragraphs that are open: one, and those of text boxes within it.
pub(super) struct Paragraphs<'a> {
    styles: &'a Styles,
    open: Vec<Paragraph>,
    /// Formats of the runs that are open.
    formats: Vec<Format>,
    /// How many codes of fields are open; their text is not that of the writer.
    field_codes: u32,
    /// A paragraph whose end was deleted: the next goes on with it.
    joins: Option<Paragraph>,
}

impl<'a> Paragraphs<'a> {
    pub(super) fn new(styles: &'a Styles) -> Self {
        Self { styles, open: Vec::new(), formats: Vec::new(), field_codes: 0, joins: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    pub(super) fn open(&mut self) {
        self.open.push(Paragraph::default());
    }

    /// Ends the innermost paragraph. Returns it, unless it goes on in the next one.
    pub(super) fn close(&mut self) -> Option<Paragraph> {
        let mut paragraph = self.open.pop()?;
        if let Some(mut before) = self.joins.take() {
            before.runs.append(&mut paragraph.runs);
            before.joins = paragraph.joins;
            paragraph = before;
        }
        if std::mem::take(&mut paragraph.joins) {
            self.joins = Some(paragraph);
            return None;
        }
        Some(paragraph)
    }

    /// Marks that the innermost paragraph goes on in the next one.
    pub(super) fn join_next(&mut self) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.joins = true;
        }
    }

    pub(super) fn set_style(&mut self, id: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            id.clone_into(&mut paragraph.style);
        }
    }

    /// Sets the list of a paragraph, or its level in the list.
    pub(super) fn list_property(&mut self, element: &Element, value: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            let list = paragraph.list.get_or_insert_default();
            if element.name == "ilvl" {
                list.level = value.parse().unwrap_or_default();
            } else {
                value.clone_into(&mut list.id);
            }
            list.level = list.level.min(LIST_LEVEL);
        }
    }

    pub(super) fn start_run(&mut self) {
        let style = self.open.last().map_or("", |paragraph| paragraph.style.as_str());
        let hidden = self.styles.is_set(style, |style| style.hidden);
        self.formats.push(Format { hidden, ..Format::default() });
    }

    pub(super) fn end_run(&mut self) {
        self.formats.pop();
    }

    pub(super) fn run_property(&mut self, element: &Element, value: &str) {
        let styles = self.styles;
        let Some(format) = self.formats.last_mut() else { return };
        match element.name.as_str() {
            "rStyle" => {
                format.bold |= styles.is_set(value, |style| style.bold);
                format.italic |= styles.is_set(value, |style| style.italic);
                format.struck |= styles.is_set(value, |style| style.struck);
                format.hidden |= styles.is_set(value, |style| style.hidden);
            }
            "b" => format.bold = is_on(element),
            "i" => format.italic = is_on(element),
            "strike" | "dstrike" => format.struck = is_on(element),
            "vanish" => format.hidden = is_on(element),
            "color" => format.styled |= !matches!(value, "auto" | "000000" | ""),
            _ => format.styled |= is_on(element),
        }
    }

    /// Begins or ends the code of a field; its result, which follows, is text.
    pub(super) fn field_code(&mut self, element: &Element) {
        match element.get("fldCharType") {
            Some("begin") => self.field_codes += 1,
            Some("separate" | "end") => self.field_codes = self.field_codes.saturating_sub(1),
            _ => {}
        }
    }

    pub(super) fn push(&mut self, run: Run) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.runs.push(run);
        }
    }

    /// Adds text. Returns whether it is seen: hidden text is left out.
    pub(super) fn text(&mut self, text: &str) -> bool {
        if self.field_codes > 0 {
            return true;
        }
        let format = self.formats.last().copied().unwrap_or_default();
        if !format.hidden {
            self.push(Run::Text(text.to_owned(), format));
        }
        !format.hidden
    }

    pub(super) fn start_link(&mut self, address: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.link = Some(address.to_owned());
            paragraph.runs.push(Run::LinkStart);
        }
    }

    pub(super) fn end_link(&mut self) {
        if let Some(paragraph) = self.open.last_mut()
            && let Some(address) = paragraph.link.take()
        {
            paragraph.runs.push(Run::LinkEnd(address));
        }
    }
}
