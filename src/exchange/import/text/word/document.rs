//! Reads the main part, element by element.

use std::collections::HashMap;

use super::package::Relations;
use super::paragraph::{Format, Paragraph, Paragraphs, Run};
use super::styles::is_on;
use super::tables::{Row, Tables};
use super::writer::Writer;
use crate::exchange::import::text::builder::Built;
use crate::exchange::import::trouble::Code;
use crate::exchange::import::xml::{Element, Piece};

/// How deeply elements may lie within one another.
const DEPTH: usize = 256;

/// The texts of notes, by the element that refers to them and by id.
pub(super) type Notes = [(&'static str, HashMap<String, String>); 3];

/// Where the reading of the main part is.
pub(super) struct Document<'a> {
    writer: Writer<'a>,
    notes: &'a Notes,
    relations: &'a Relations,
    /// The names of all parts.
    present: Vec<String>,
    /// Notes that the text refers to: the mark in the text, and what they say.
    marks: Vec<(String, String)>,
    /// The names of the elements that are open.
    open: Vec<String>,
    /// The depth of the element that is left out with all that is in it.
    skip: Option<usize>,
    paragraphs: Paragraphs<'a>,
    tables: Tables,
    /// Whether a choice was taken, by alternative.
    chosen: Vec<bool>,
    /// The caption of the picture that follows.
    caption: String,
    /// Paragraphs of text boxes, which follow the paragraph that they hang on.
    boxes: Vec<Paragraph>,
}

impl<'a> Document<'a> {
    pub(super) fn new(
        writer: Writer<'a>,
        notes: &'a Notes,
        relations: &'a Relations,
        present: Vec<String>,
    ) -> Self {
        Self {
            paragraphs: Paragraphs::new(writer.styles),
            writer,
            notes,
            relations,
            present,
            marks: Vec::new(),
            open: Vec::new(),
            skip: None,
            tables: Tables::default(),
            chosen: Vec::new(),
            caption: String::new(),
            boxes: Vec::new(),
        }
    }

    /// Ends the reading. Returns the document, and its notes with their marks.
    pub(super) fn finish(mut self) -> (Built, Vec<(String, String)>) {
        self.writer.end_lists(0);
        (self.writer.builder.finish(), self.marks)
    }

    /// Reads a piece of the part.
    pub(super) fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Start(element) => {
                self.open.push(element.name.clone());
                if self.skip.is_none() {
                    if self.open.len() > DEPTH {
                        self.turn(Code::TooDeep);
                        self.skip();
                    } else {
                        self.start(&element);
                    }
                } else if element.name == "delText" {
                    self.turn(Code::DeletedText);
                }
            }
            Piece::End(name) => {
                if self.skip.is_none() {
                    self.end(&name);
                } else if self.skip == Some(self.open.len()) {
                    self.skip = None;
                }
                self.open.pop();
            }
            Piece::Text(text) => {
                if self.skip.is_none() && self.is_in("t") {
                    self.text(&text);
                }
            }
            Piece::Unknown(name) => {
                self.turn(Code::UnknownEntity);
                if self.is_in("t") {
                    self.text(&format!("&{name};"));
                }
            }
        }
    }

    fn turn(&mut self, code: Code) {
        self.writer.builder.turn(code);
    }

    /// Returns whether the innermost open element has that name.
    fn is_in(&self, name: &str) -> bool {
        self.open.last().is_some_and(|open| open == name)
    }

    /// Returns the name of an element around the one that starts: 1 is its parent.
    fn around(&self, levels: usize) -> &str {
        self.open.iter().rev().nth(levels).map_or("", String::as_str)
    }

    fn parent(&self) -> &str {
        self.around(1)
    }

    /// Leaves out the element that starts, with all that is in it.
    fn skip(&mut self) {
        self.skip = Some(self.open.len());
    }

    fn start(&mut self, element: &Element) {
        let value = element.get("val").unwrap_or_default();
        // The properties of the end of a paragraph, not of a run.
        let in_mark = self.parent() == "rPr" && self.around(2) == "pPr";
        match element.name.as_str() {
            "del" | "moveFrom" if in_mark => self.paragraphs.join_next(),
            "ins" | "moveTo" if in_mark => {}
            // Moved text stands where it was moved to.
            "moveFrom" | "del" | "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange"
            | "tblGrid" | "instrText" | "delText" | "delInstrText" | "sectPr" => self.skip(),
            "ins" | "moveTo" if !matches!(self.parent(), "trPr" | "numPr" | "tcPr") => {
                self.turn(Code::InsertedText);
            }
            "AlternateContent" => self.chosen.push(false),
            "Choice" => match self.chosen.last_mut() {
                Some(chosen) if !*chosen => *chosen = true,
                _ => self.skip(),
            },
            "Fallback" if self.chosen.last() == Some(&true) => self.skip(),
            "p" if self.parent() != "pPr" => self.paragraphs.open(),
            "pStyle" => self.paragraphs.set_style(value),
            "ilvl" | "numId" if self.parent() == "numPr" => {
                self.paragraphs.list_property(element, value);
            }
            "r" => self.paragraphs.start_run(),
            "rStyle" | "b" | "i" | "strike" | "dstrike" | "vanish" | "u" | "highlight"
            | "color"
                if self.parent() == "rPr" && !in_mark =>
            {
                self.paragraphs.run_property(element, value);
            }
            "tab" if self.parent() == "r" => self.text("\t"),
            "br" | "cr" if self.parent() == "r" => self.paragraphs.push(Run::Break),
            "noBreakHyphen" => self.text("\u{2011}"),
            "sym" => self.text(symbol(element)),
            "fldChar" => self.paragraphs.field_code(element),
            "hyperlink" => {
                let address = element.get("id").and_then(|id| self.relations.target(id));
                self.paragraphs.start_link(address.unwrap_or_default());
            }
            "docPr" => {
                let caption = element.get("descr").filter(|text| !text.is_empty());
                let caption = caption.or(element.get("name")).unwrap_or_default();
                caption.clone_into(&mut self.caption);
            }
            "blip" | "imagedata" => self.picture(element),
            "footnoteReference" | "endnoteReference" | "commentReference" => self.note(element),
            "txbxContent" => self.turn(Code::Callout),
            "tbl" => self.start_table(),
            "tblHeader" => self.tables.mark_header(is_on(element)),
            "tc" => self.tables.open_cell(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if !self.paragraphs.text(text) {
            self.turn(Code::Hidden);
        }
    }

    fn picture(&mut self, element: &Element) {
        let id = element.get("embed").or(element.get("link")).or(element.get("id"));
        let Some(name) = id.and_then(|id| self.relations.target(id)) else { return };
        let is_there = self.present.iter().any(|part| part == name);
        let caption = std::mem::take(&mut self.caption);
        self.paragraphs.push(Run::Media { name: name.to_owned(), is_there, caption });
    }

    fn note(&mut self, element: &Element) {
        let id = element.get("id").unwrap_or_default();
        let texts = self.notes.iter().find(|(name, _)| *name == element.name);
        let Some(text) = texts.and_then(|(_, notes)| notes.get(id)) else { return };
        let mark = format!("[{}]", self.marks.len() + 1);
        self.turn(Code::MarginNote);
        let label = if element.name == "commentReference" { "Comment: " } else { "" };
        self.marks.push((mark.clone(), format!("{label}{text}")));
        self.paragraphs.push(Run::Text(mark, Format::default()));
    }

    fn start_table(&mut self) {
        if self.tables.is_empty() {
            self.writer.end_lists(0);
        }
        self.turn(Code::Table);
        self.tables.open();
    }

    fn end(&mut self, name: &str) {
        match name {
            "r" => self.paragraphs.end_run(),
            "hyperlink" => self.paragraphs.end_link(),
            "AlternateContent" => {
                self.chosen.pop();
            }
            "p" => self.end_paragraph(),
            "tr" => {
                if let Some(Row { cells, is_header }) = self.tables.end_row() {
                    self.writer.builder.row(&cells, is_header);
                }
            }
            "tbl" => self.tables.close(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.close() else { return };
        if let Some(cell) = self.tables.cell() {
            let media = into_cell(paragraph, cell);
            for (name, is_there) in media {
                self.writer.builder.media_known(&name, is_there);
            }
        } else if self.paragraphs.is_empty() {
            self.writer.paragraph(paragraph);
            for paragraph in std::mem::take(&mut self.boxes) {
                self.writer.paragraph(paragraph);
            }
        } else {
            self.boxes.push(paragraph);
        }
    }
}

/// Adds a paragraph to a cell as text. Returns its pictures: the name, and whether it is there.
fn into_cell(paragraph: Paragraph, cell: &mut String) -> Vec<(String, bool)> {
    let mut media = Vec::new();
    for run in paragraph.runs {
        match run {
            Run::Text(text, _) => cell.push_str(&text),
            Run::Break => cell.push(' '),
            Run::Media { name, is_there, caption } => {
                cell.extend(["[", if caption.is_empty() { &name } else { &caption }, "]"]);
                media.push((name, is_there));
            }
            Run::LinkStart | Run::LinkEnd(_) => {}
        }
    }
    cell.push(' ');
    media
}

/// Returns the character for a symbol of the fonts Symbol and Wingdings.
fn symbol(element: &Element) -> &'static str {
    match element.get("char").and_then(|code| u32::from_str_radix(code, 16).ok()) {
        Some(0xf0fc | 0xfc) => "✓",
        Some(0xf0fb | 0xfb) => "✗",
        Some(0xf0a8 | 0xa8 | 0xf06f) => "☐",
        Some(0xf0fe | 0xfe) => "☑",
        Some(0xf04a) => "☺",
        Some(0xf0e0) => "→",
        _ => "•",
    }
}
